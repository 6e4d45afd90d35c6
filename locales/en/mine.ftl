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

again-title = Book again
again-hello = Book again, { $name }
again-known = Hello { $name }. This device knows you: choose the time, confirm, that is all.
again-lead = Choose the time: there is nothing to fill in.
again-other = For somebody else
again-others = For another reason
again-confirm-title = Confirm the appointment
again-confirm-hello = { $name }, is this right?
again-confirm-lead = This time is kept for you until { $until }.
again-confirm-send = Confirm
again-consent-new = The notice on personal data has changed since last time.
again-consent-missing = Read the notice, then tick the box to confirm.
again-done = It is noted, { $name }. A confirmation is on its way by e-mail, with the link to move or cancel.
again-requested = Your request is sent, { $name }. The time is kept; the practice answers by e-mail.

mine-title = My calendar, my data
mine-device = Next time
mine-device-lead = This device can remember you for six months: you will choose the time and fill in nothing. It will show your first name, nothing else.
mine-device-shared = Never on a shared device.
mine-device-remember = Remember this device
mine-device-known = This device remembers you: the first page offers to book again.
mine-device-forget = Forget this device
mine-device-forget-all = Forget all my devices
mine-device-privacy = If you asked for it, this device keeps a cookie for six months that recognises you; the first page lets you erase it.
mine-feed = My appointments in my calendar
mine-feed-lead = A secret address that your calendar follows: your appointments to come, with the name of the practice, the address and the time. Neither the reason nor the practitioner.
mine-feed-make = Make the address
mine-feed-again = Make a new address
mine-feed-end = Remove the address
mine-feed-made = The address is ready. It is shown only once; an earlier address no longer works.
mine-feed-open = Open in my calendar
mine-feed-copy = Or copy this address into "Subscribe to a calendar":
mine-data = My data
mine-data-lead = Before it hands out the whole file, the practice also checks your e-mail address: a six-digit code is sent there.
mine-data-phone = The practice has no e-mail address for you: call to receive your data or to have them erased.
mine-code = Send me a code
mine-code-send = Open my data
mine-code-over = This code is worth nothing any more. Ask for another one.
mine-data-open = Everything the practice keeps about you for appointments, to read or for a program.
mine-data-html = Download to read
mine-data-json = Download for a program
mine-erase = Ask for my data to be erased
mine-erase-lead = The practice reads the request and decides: the law makes it keep some data. It answers by e-mail within a month at most. Your appointments to come stay as long as you do not cancel them.
mine-erase-send = Ask for erasure
mine-erase-waits = You asked for erasure ({ $when }). The practice will answer by e-mail.
mine-erase-answered = You asked for erasure ({ $when }). The practice answered:
mine-done-device = This device remembers you.
mine-done-forgotten = Your devices are forgotten.
mine-done-ended = The address no longer works: your calendar no longer follows your appointments.
mine-done-code = The code is on its way by e-mail. It is good for ten minutes.
mine-done-open = Your address is verified.
mine-done-asked = Your request is sent. The practice answers by e-mail.

letter-subject-erased = Your data are erased
letter-erased = As you asked, the practice has erased your data from its appointment book. This message is the last one.
letter-subject-not-erased = Your request for erasure
letter-not-erased = You asked for your data to be erased. The practice does not erase them, for this reason:
outbox-kind-erased = Erasure confirmed
outbox-kind-not_erased = Erasure refused

erasures-title = Requests for erasure
erasures-lead = A patient asks for the own data to be erased. Answer within a month (GDPR, article 12). The medical record and billing are not kept here.
erasures-since = Asked on { $when }
erasures-other = An administrator decides.
erasures-see = See what would be erased
erasure-asked = The patient asked for it, { $when }.
erasure-told = Your decision is told by e-mail.
erasure-not-told = No e-mail reaches this patient: tell your decision by phone.
erasure-preview = Would be erased: the record, { $appointments ->
    [0] no appointment
    [one] 1 appointment
   *[other] { $appointments } appointments
}, { $messages ->
    [0] no message
    [one] 1 message
   *[other] { $messages } messages
}.
erasure-coming = { $count ->
    [0] No appointment is to come.
    [one] 1 appointment is still to come: cancel it first.
   *[other] { $count } appointments are still to come: cancel them first.
}
erasure-refuse = Do not erase
erasure-refuse-lead = Say why, for instance a legal duty to keep records. The sentence goes out by e-mail as it is.
erasure-refuse-why = Answer to the patient
erasure-refuse-send = Refuse and answer
erasure-refused = The answer is on its way, the request is closed.
erasure-refuse-missing = Write why: the patient is entitled to an answer.
erasure-closed = This request has its answer already.

audit-act-browser-remember = Had a device remembered
audit-act-browser-forget = Had a device forgotten
audit-act-feed-own = Made the address of the own appointments for a calendar
audit-act-feed-own-end = Removed the address of the own appointments
audit-act-link-code = Asked for a code for the own data
audit-act-link-proven = Proved the e-mail address
audit-act-link-unproven = Gave a wrong code for the own data
audit-act-erasure-ask = Asked for the own data to be erased
audit-act-erasure-refuse = Refused an erasure

export-devices = Devices that remember the person
export-feed = Secret address of the own appointments for a calendar
export-erasure = Erasure asked for
