# Agenda, appointments, booking by phone, patients.

admin-nav-patients = Patients
admin-nav-to-do = To do

agenda-steps = Go back or on
agenda-before = Previous
agenda-today = Today
agenda-after = Next
agenda-views = View
agenda-day = Day
agenda-week = Week
agenda-week-of = { $from } – { $to }, week { $number }
agenda-date = Date
agenda-people = Practitioners
agenda-everybody = All practitioners
agenda-more = Options
agenda-show = Show
agenda-book = New appointment
agenda-empty = Nobody to show: add a practitioner in the settings.
agenda-closed = Closed
agenda-left = Has left the practice
agenda-away = Away
agenda-busy = Busy (own calendar)
agenda-held = Being booked
agenda-join = Add
agenda-refresh = Refresh the agenda
agenda-lost = The connection is lost: this agenda may be out of date. Trying again…
agenda-over = Your session is over.
agenda-tag-over = Overbooked
agenda-tag-orphan = Outside hours
agenda-tag-note = Note
agenda-done-booked = The appointment is booked.
agenda-done-moved = The appointment was moved.
agenda-done-cancelled = The appointment is cancelled and its time is free.
agenda-done-see = See the appointment

state-requested = To approve
state-confirmed = Confirmed
state-arrived = Arrived
state-in_progress = In progress
state-done = Done
state-cancelled_by_patient = Cancelled by the patient
state-cancelled_by_practice = Cancelled by the practice
state-cancelled_late = Cancelled late
state-moved = Moved
state-refused = Refused
state-no_show = No-show
state-excused = Excused
state-left_unseen = Left unseen

book-title = New appointment
book-who = For whom
book-when = When and what for
book-search = Search
book-new = New patient
book-other-patient = Another patient
book-patient-missing = Search and choose the patient, or make a record.
book-care = Kind of appointment
book-with = Practitioner
book-anybody = First available
book-with-missing = Choose the practitioner: this time is on no list.
book-from = From
book-times = See free times
book-later = Following days
book-none-free = Nothing is free in the next two months.
book-near = Nearest free times
book-other-time = Another time
book-odd = Other time, outside hours or overbooked
book-time = Exact time
book-time-hint = On the day chosen above.
book-time-missing = Choose a time.
book-outside = Outside opening hours as well
book-over = Overbooked, over another appointment
book-reason = Reason for overbooking
book-note = Note and booking
book-note-label = Administrative note (optional)
book-note-hint = Read by practitioners and administration. Nothing medical, no social security number.
book-button = Book
book-back = Back to the agenda
book-errors = Nothing is booked yet: correct the fields that are marked.
book-time-with = { $when }, { $who }

refused-taken = This time has just been taken, or was already. Nothing is booked and everything you typed is kept: choose another time.
refused-busy = The practitioner is busy at this time in their own calendar. Nothing is booked and everything you typed is kept: choose another time, or overbook and say why.
refused-not-offered = The practitioner is not open at this time for this kind of appointment. Choose another time, or tick “Outside opening hours as well”.
refused-care = This kind of appointment is no longer offered.
refused-practitioner = This practitioner does not offer this kind of appointment.
refused-patient-busy = This patient has an appointment at that time already.
refused-rule = A rule of this kind of appointment does not allow it for this patient.
refused-state = The state of the appointment does not allow it, or no longer does.
refused-stale = Somebody changed this appointment meanwhile: here is what it is now. Nothing of what you have just asked was done.
refused-reason = Give the reason for overbooking.
refused-sent-before = This form was booked before with other answers. Look at the agenda before you start again.
refused-clock = The clock of this device is not to be trusted: this waits until it is.
refused-gone = This appointment or patient no longer exists.

patient-search = Name, phone or birth date
patient-search-hint = A few letters are enough, without accents: “dup mar”, “0612”, “17/05/1980”.
patient-none = Nobody fits. Check the spelling, or make a record.
patient-found = { $count ->
    [one] One record fits
   *[other] { $count } records fit
}
patient-born-lately = { $date } ({ $age ->
    [one] 1 month
   *[other] { $age } months
})
patient-born = { $date } (aged { $age })
patient-family = Family name
patient-given = Given name
patient-born-label = Birth date
patient-phone = Phone
patient-email = E-mail
patient-language = Language of messages

agenda-done-marked = The state is noted.
save = Save

appointment-title = Appointment
appointment-state = State
appointment-rooms = Room or equipment
appointment-seats = Seats
appointment-others = With
appointment-made = Made
appointment-history = Before
appointment-moved-from = Moved from another appointment
appointment-replacement = See the appointment that replaces it
appointment-series = Series of visits
appointment-follows = See the visit before
appointment-next = Visits that follow
appointment-move = Move
appointment-cancel = Cancel this appointment
appointment-cancel-lead = The time becomes free, and the patient is told by e-mail if there is an address.
appointment-cancel-patient = Cancel because the patient asked
appointment-cancel-practice = Cancel for the practice
appointment-patient = Patient
appointment-record = Open the record
appointment-again = New appointment for this patient
appointment-no-show-sure = Did the patient really not come? It counts in the record; it can be taken back later.
appointment-no-show-yes = Confirm the no-show
appointment-no = No, go back
appointment-other-reading = The rules of legal time changed since the booking: the patient had been told { $hour }.

mark-arrived = Arrived
mark-in_progress = In progress
mark-done = Done
mark-no_show = No-show
mark-excused = Excused
mark-left_unseen = Left unseen
mark-confirmed = Take the state back

answer-approve = Accept the request
answer-refuse = Refuse

origin-online = online
origin-desk = by the practice
origin-api = by a connected program
origin-import = by an import

move-title = Move the appointment
move-to = New time
move-back = Back to the appointment

patient-name = Name
patient-cut = (the first fifty: type more)
patient-saved = The record is saved.
patient-stale = Somebody changed this record meanwhile; here is what it is now. What you typed is kept below: check it, then save again.
patient-appointments = Appointments
patient-none-coming = No appointment to come.
patient-past = { $count ->
    [one] One past or cancelled appointment
   *[other] { $count } past or cancelled appointments
}
patient-record = Record
patient-blocked = No online booking
patient-blocked-hint = The public page shows no times and asks to phone.
patient-fragile = Fragile patient
patient-fragile-hint = Never restricted after a no-show.

to-do-calls = Patients to phone
to-do-calls-lead = No message tells them: their appointment has changed, or a time is kept for them.
to-do-requested = Requests to answer
to-do-none-requested = No request is waiting.
to-do-since = Received { $when }
to-do-approve = Accept
to-do-unsettled = { $count ->
    [0] Past appointments without a state
    [one] One past appointment without a state
   *[other] { $count } past appointments without a state
}
to-do-pages = Pages of appointments without a state
to-do-newer = More recent
to-do-older = Older
to-do-unsettled-lead = Done, no-show, excused? Nothing is assumed for you.
to-do-none-unsettled = Everything is noted.

to-check-said-new = To check: says this is the first visit, but the file has visits.
to-check-said-known = To check: says to have come before, but the file has no visit that counts for this.
to-check-other-birth = To check: another record has the same name and contact, with another birth date.
