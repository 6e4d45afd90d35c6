# A personal calendar after a backup was put back: what taking it up again would do.
dry-title = Take a personal calendar up again
dry-lead = The database was put back from a backup. Nothing is done in this calendar before you agree. This is what taking it up again would do.
dry-waits = The calendar has not been read yet. Come back in a minute.
dry-stopped-refused = The server refuses this calendar. Check its address, then read it again.
dry-stopped-no_calendar = There is no calendar at this address any more. Check it, then read again.
dry-stopped-elsewhere = The server sends us to another machine. Check the address of the calendar, then read it again.
dry-stopped-vanished = Many events vanished from the calendar.
dry-stopped-moved = Many appointments changed their time in the calendar.
dry-stopped-restored = The calendar has not been read yet. Come back in a minute.
dry-stopped-credentials = The server refuses the name or the password. Correct them in the settings, then read again.
dry-stopped-rights = This account may not read this calendar. Change its rights on the server, then read again.
dry-stopped-key = The server has another key than the one that was accepted. Check it in the settings, then read again.
dry-stopped-full = The server has no room left. Make some, then read again.
dry-made = Calendar read: { $when }.
dry-warning-refused = The server refuses this calendar: nothing can be compared.
dry-warning-no_calendar = There is no calendar any more: nothing can be compared.
dry-warning-elsewhere = The server sends us to another machine: nothing can be compared.
dry-warning-vanished = Many events vanished from the calendar. No appointment is cancelled by that.
dry-warning-moved = More than twenty appointments changed their time in the calendar. Look closely before you accept.
dry-here = Here
dry-there = In the calendar
dry-nothing = Nothing changes.
dry-moved = { $count ->
    [one] One appointment would move and the patient be told
   *[other] { $count } appointments would move and the patients be told
}
dry-asked = { $count ->
    [one] One thing would be to decide or to know
   *[other] { $count } things would be to decide or to know
}
dry-taken = { $count ->
    [one] One time would be blocked
   *[other] { $count } times would be blocked
}
dry-freed = { $count ->
    [one] One time would be freed
   *[other] { $count } times would be freed
}
dry-created = { $count ->
    [one] One appointment would be added
   *[other] { $count } appointments would be added
}
dry-changed = { $count ->
    [one] One appointment would be written again
   *[other] { $count } appointments would be written again
}
dry-removed = { $count ->
    [one] One appointment would be taken out
   *[other] { $count } appointments would be taken out
}
dry-more = { $count ->
    [one] and one other
   *[other] and { $count } others
}
dry-from-to = { $from } → { $to }
dry-span = { $from } – { $to }
dry-nobody = Event without a known appointment
dry-kind-deleted = Deleted in the calendar: cancel or put back
dry-kind-move-asked = Moved in the calendar: follow or put back
dry-kind-kept = Events vanished: free their time or not
dry-kind-outside-hours = Moved outside opening hours
dry-kind-other-length = Made shorter or longer
dry-kind-over-busy = Moved onto something else of the practitioner's
dry-kind-put-back-taken = Moved onto a time that is taken: put back to its time
dry-kind-put-back-past = Moved to the past: put back to its time
dry-kind-lost-to-web = Changed on both sides: the one made here counts
dry-kind-won-over-web = Changed on both sides: the one made in the calendar counts
dry-kind-transparent = Marked “free”
dry-kind-repeats = Repeated in the calendar
dry-kind-copied = Copy of an appointment
dry-kind-twice = Appointment that stands twice
dry-kind-overlap = Something of the practitioner's falls on this appointment
dry-kind-quarantined = Event that cannot be read
dry-kind-not-written = Refused by the calendar
dry-kind-read-only = The calendar can only be read
dry-kind-silent = The calendar does not answer
dry-kind-stopped = The calendar is stopped
dry-kind-stray = Appointment not known here, most likely made after the backup
dry-kind-out-of-series = The visits are no longer in order or at their distance
dry-accept-hint = Do all that is said above. Whatever changes until then in larger number would be held back again.
dry-accept = Accept and go on
dry-anew-hint = Or keep the appointments as they are here and write them into the calendar again. No appointment moves.
dry-anew = Keep the appointments from here
dry-again = Read the calendar again
dry-stale = The calendar was read again meanwhile. This is what was found.
dry-list = Personal calendars to take up again
dry-list-lead = The database was put back from a backup. These calendars wait for your consent.
dry-see = See what would change
dry-done = The calendar is taken up again.
