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

# What was seen in a practitioner's own calendar.
seen-title = Seen in a personal calendar
seen-lead = The practitioner changed something in their calendar. No appointment is cancelled without you.
seen-deleted = The appointment was deleted in the calendar. Here it stands and its time stays taken.
seen-deleted-cancels = The appointment was deleted in the calendar. It is cancelled at { $hour } and the patient is told, unless you put it back.
seen-move-asked = The appointment was moved in the calendar: { $when }. Here it has not moved.
seen-outside-hours = Moved in the calendar outside opening hours. The appointment followed and the patient is told.
seen-other-length = Made shorter or longer in the calendar. The appointment followed.
seen-over-busy = Moved in the calendar onto something else of the practitioner's. The appointment followed and the patient is told.
seen-put-back-taken = Moved in the calendar onto a time that is taken ({ $when }). It was put back to its time.
seen-put-back-past = Moved in the calendar to a time that is past. It was put back to its time.
seen-lost-to-web = Changed here and in the calendar at once. The change made here counts, the calendar is corrected.
seen-won-over-web = Changed here and in the calendar at once. The change made in the calendar, which is later, counts.
seen-transparent = Marked “free” in the calendar. The appointment stands.
seen-repeats = Repeated in the calendar. Only the first time is the appointment, the others take time.
seen-copied = An appointment was copied in the calendar. The copy takes time.
seen-twice = An appointment stands twice in the calendar. The second one takes time.
seen-overlap = { $count ->
    [one] Something else of the practitioner's falls on this appointment ({ $when }), which stands.
   *[other] Something else of the practitioner's falls on { $count } appointments ({ $when }), which stand.
}
seen-quarantined = An event of the calendar could not be read. To be safe, the time known before stays taken.
seen-not-written = The calendar refuses this appointment. It is written again at the next change.
seen-read-only = This calendar cannot be written: Grappe's account may only read it. Appointments stand here, and time taken in the calendar stays taken. Give this account the right to change the calendar on its server: Grappe tries again every hour and then writes all that waits.
seen-silent = This calendar has not answered for half an hour or more (last good reading: { $when }). What was known stays taken, and Grappe tries again. Check that the server is on.
seen-stopped = Grappe does not read or write this calendar any more: its server refuses, or too much changed there at once. No appointment is touched. See the reason in the settings of the calendars.
seen-stray = The calendar has an appointment that Grappe does not know ({ $when }), most likely made after the backup. Its time stays taken.
seen-kept = Events vanished from the calendar. The time they took stays blocked until you free it.
seen-out-of-series = Moved in the calendar. The visits of the series no longer follow each other in the order or at the distance they should.
seen-do-cancel = Cancel and tell the patient
seen-do-put-back = Put back in the calendar
seen-do-move = Move and tell the patient
seen-do-free = Free this time
seen-do-seen = Seen
seen-answered = Noted.
seen-answered-before = Somebody answered already, or the appointment has changed since.
seen-taken = This time is taken, or the patient has another appointment. Nothing moved: you may put the appointment back to its time in the calendar.
