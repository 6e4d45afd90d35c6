# What a patient can do by the own link beside moving and cancelling: tell a delay, book again, follow the own appointments in a calendar,
# ask for the own data. The practice reads what begins with "audit-" and "outbox-".

delay-title = Running late?
delay-lead = Say by how much: the practice sees it at once.
delay-again = Has it changed? The delay told last is the one that counts.
delay-button = { $minutes } minutes
delay-told = You said that you will be { $minutes } minutes late. The practice knows and expects you at about { $hour }.
delay-enough = Do come: you will be seen, perhaps a little more briefly.
delay-short = Too little time may be left to see you: call the practice before you come.
delay-beyond = It is too late to tell a delay here: call the practice.
delay-phone = A question? Call the practice at
delay-tag = Says { $minutes } min late
delay-said = Said by the link to be { $minutes } minutes late.
audit-act-appointment-delay = Told a delay
