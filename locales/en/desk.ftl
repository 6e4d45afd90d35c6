# The screen of the agenda: month, rooms, undo, length, copy.

agenda-month = Month
agenda-month-of = { $month } { $year }
agenda-month-booked = { $count ->
    [0] No appointment
    [one] 1 appointment
   *[other] { $count } appointments
}
agenda-month-share = { $share }% booked
agenda-month-free = { $free } free
agenda-month-full = Full
agenda-month-away = Away: { $names }
agenda-rooms = Rooms and equipment
agenda-both = Both
agenda-columns = Columns
agenda-legend = Colours of care types
agenda-done-length = The length is changed.
agenda-done-undone = Undone: the appointment is as it was before.
agenda-done-unbooked = Undone: this appointment is no longer booked.

undo-button = Undo
undo-nothing = You did nothing in the last minutes that can be undone.
undo-too-late = More than ten minutes have passed: this can no longer be undone. Open the appointment to change it.
undo-changed = This appointment has changed since: nothing was undone. Open it to see how it stands.
undo-taken = That time was taken meanwhile: nothing was undone.

appointment-copy = Copy
appointment-length = Change the length
appointment-length-button = Save the length
appointment-minutes = Length in minutes
book-length = Length (minutes)
book-length-hint = Leave empty for the usual length of the care.
