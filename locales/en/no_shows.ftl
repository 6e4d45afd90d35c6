# No-shows: states, ladder, reminders, objections. Patients read none of it.

late-tag = Late
late-mark = Note a late arrival
late-undo = Not late after all
presence-confirmed = Confirmed by the link, { $when }.
presence-asked = Confirmation asked by e-mail, { $when }; no answer.
standing-missed = { $count ->
    [one] One missed appointment in the period.
   *[other] { $count } missed appointments in the period.
}
standing-stricter = To be phoned before each appointment.
standing-approval = Online bookings wait for your approval.
standing-suspended = Online booking suspended until { $date }; everything remains possible by phone.
standing-exempt = Minor or fragile person: nothing further follows.

contest-said = The patient objects to this no-show:
contest-to-decide = Decide in "To do"
contest-list = No-shows objected to
contest-list-lead = The patient does not agree with the no-show. Once excused, it no longer counts.
contest-excuse = Excuse
contest-keep = Keep
contest-decided = The decision is noted. The patient sees it on the page of the appointment.

absences-title = No-shows and reminders
absences-phone = To be phoned before their appointment
absences-phone-lead = Appointments of today and the next three days, of patients who have missed several and have not confirmed.
absences-phone-none = Nobody to phone.
absences-asked = Confirmation asked by e-mail.

ladder-title = After no-shows
ladder-note = From how many no-shows on to tell, to phone, to ask for your approval
ladder-saved = The rules are saved.
ladder-lead = Only no-shows that you noted and did not excuse count. Nobody is ever refused care: the phone is open to all, and the patient never reads the reason. Put 0 to leave a step out.
ladder-message = Message to the patient
ladder-hint-message = At this no-show, a neutral message explains how to cancel next time.
ladder-stricter = Confirmation asked
ladder-hint-stricter = From this no-show on, an e-mail asks to confirm; without an answer, the patient is on the phone list.
ladder-approval = Approval by the practice
ladder-hint-approval = From this no-show on, online bookings wait for your approval.
ladder-suspension = Suspension online
ladder-hint-suspension = From this no-show on, no online booking for some months.
ladder-suspension-months = Length of the suspension, in months
ladder-hint-suspension_months = Counted from the last no-show.
ladder-window-months = Period that counts, in months
ladder-hint-window_months = Older no-shows no longer count.
ladder-late = Count late cancellations as well
ladder-exempt = Minors and people marked as fragile never go beyond the second step.
ladder-disorder = The steps must follow each other: each at the same no-show as the one before, or later.

outbox-kind-no_show = After a no-show
outbox-kind-presence_asked = Confirmation asked
