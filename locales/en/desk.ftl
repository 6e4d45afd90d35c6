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
agenda-rooms = Rooms
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

act-offline = The connection is lost: nothing was saved, the appointment stayed where it was. Try again once the agenda is up to date.
desk-lost = The connection is lost: nothing is sent, and what you typed stays on this page. Trying again…
act-refused = This was not done.
act-reason = Reason for the overbooking
act-anyway = Confirm anyway
act-leave = Change nothing
act-form = Open the form

keys-title = Keyboard and mouse
keys-command = look up a patient or book
keys-walk = go from one appointment to the next
keys-enter-name = Enter
keys-enter = open; during a move, confirm it (Esc to give up)
keys-move = move the appointment with the arrows (Page Down: one hour)
keys-copy = copy the appointment to another time
keys-length = lengthen or shorten
keys-delete-name = Delete
keys-cancel = cancel the appointment
keys-undo = undo what you just did (ten minutes)
keys-days = day before, today, next day
keys-help = show this help
keys-close = Close
keys-mouse = With the mouse: drag an appointment to move it, its lower edge to change its length. Everything can be done from the page of the appointment as well. With a finger: hold the appointment for a moment, then drag it. Of a patient who is there, only the end moves.
keys-off = Do not use single-letter keys

meanwhile-change = { $who } changed it on { $when }: { $before } → { $after }
meanwhile-note = { $who } changed the note on { $when }.
meanwhile-place = { $when }, { $length }, { $who }
meanwhile-patient = The patient
meanwhile-program = A connected program
note-stored = The note that somebody else saved meanwhile:
note-stored-empty = It was emptied.
note-yours = Your text is kept below. Saving it replaces the other one.

agenda-print = Print
print-title = Agenda of { $day }
print-hour = Time
print-patient = Patient
print-care = Care
print-remarks = Remarks
print-empty = No appointment.
print-foot = Printed on { $when }. Page { $number } of { $count }. Confidential: destroy after use.
