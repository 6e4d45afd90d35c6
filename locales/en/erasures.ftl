# What the practice reads of these requests: delays, erasures, the log.

delay-tag = Says { $minutes } min late
delay-said = Said by the link to be { $minutes } minutes late.

audit-act-appointment-delay = Told a delay

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
