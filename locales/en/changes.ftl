# Changes of hours: appointments left outside, times offered by link, illness.

setup-saved-before = This form was saved already. Your answers are below: saving them again makes a second entry.
setup-decide-offer = Offer three times by e-mail
setup-decide-offer-all = Offer three times by e-mail, to those with an address
setup-offer-open = times offered, answer before { $when }
setup-offer-chosen = another time chosen
setup-offer-expired = times offered, no answer
note-label = A word added to the e-mails (optional)
note-hint = One sentence, 200 characters at most. An e-mail is not confidential: no kind of care, no speciality, nothing medical.
note-link = No web or e-mail address here: the program adds the link to the appointment by itself.
note-telling = The word “{ $word }” names a kind of care or a speciality: it has no place in an e-mail. Please word it otherwise.

setup-draft-calls-lead = No e-mail tells them, or none early enough.
setup-draft-calls = Open the phone list

ill-title = Ill today
ill-lead = An unforeseen absence: the program closes the hours, tells patients by e-mail and prepares the list of the others to phone.
ill-label = Unforeseen absence
ill-who = Who is away?
ill-until = Until (included)
ill-until-wrong = Choose a date from today on, within a year.
ill-show = Show the appointments concerned
ill-count = { $count ->
    [0] No appointment of { $name } is concerned
    [one] One appointment of { $name } is concerned
   *[other] { $count } appointments of { $name } are concerned
}
ill-nobody = Nobody is to be told: the hours are closed, that is all.
ill-by-email = e-mail
ill-by-phone = to phone
ill-without-email = { $count ->
    [one] One patient has no e-mail address: that patient will be on the phone list, and the appointment waits for your decision.
   *[other] { $count } patients have no e-mail address: they will be on the phone list, and their appointments wait for your decision.
}
ill-tell = What are patients told?
ill-tell-cancel = The appointment is cancelled; they book again online or by phone.
ill-tell-offer = They are offered three other times by link and choose one.
ill-send = Close the hours and tell everybody
ill-send-nobody = Close the hours
ill-saved-before = This absence is saved already. Look at the agenda before saving another one.
ill-calls-title = Patients to be told
ill-calls-who = { $name }, away until { $date } included.
ill-calls-left = { $count ->
    [0] Nobody left to phone
    [one] One person to phone
   *[other] { $count } people to phone
}
ill-calls-none = Nobody is to be phoned.
ill-calls-lead = Without an e-mail address, or expected so soon that they may not read it.
ill-reached = Reached
ill-reached-cancel = Reached, cancel
ill-move = Move…
ill-undo = Not reached after all
ill-moved-to = moved: { $when }
ill-undecided = undecided
ill-no-phone = no number
ill-told = { $count ->
    [one] One patient told by e-mail
   *[other] { $count } patients told by e-mail
}
ill-to-draft = Decide on the remaining appointments
ill-see-draft = See the change
ill-to-agenda = Back to the agenda
ill-print = This page prints as a list to tick (Ctrl + P).
