# Duplicates: two records of one person.

duplicates-title = Likely duplicates
duplicates-lead = These records seem to be one person's: same name and same birth date, or same phone and same given name.
duplicates-none = No likely duplicate.
duplicates-visits = { $count ->
    [0] no appointment
    [one] one appointment
   *[other] { $count } appointments
}
duplicates-compare = Compare
duplicates-distinct = Two people
duplicates-distinct-done = Noted: these are two people.

merge-title = Merge two records
merge-lead = Choose what is right, line by line. The first record stays, the second one goes.
merge-stays = Stays; { $count } appointments
merge-goes = Goes; { $count } appointments
merge-nothing = Nothing
merge-follows = Appointments, notes, relatives and consents follow. You can go back for 30 days, as long as the record is not edited.
merge-send = Merge the two records
merge-swap = Keep the other one instead
merge-done = The two records are one.
merge-undone = The two records are separate again.
merge-recent = Merged in the last 30 days
merge-recent-lead = Going back gives each record what it was, with its appointments.
merge-undo = Separate again
merge-unknown = One of the records is gone. Nothing was changed.
merge-stale = Somebody has just edited one of the records. Check, then try again.
merge-overlap = Both records have an appointment at the same time ({ $when }): nobody is at two places. Cancel one first. Nothing was changed.
merge-already-undone = These records are separate already.
merge-too-old = More than 30 days have passed: these records can no longer be separated.
merge-used = The record was edited since, or a time is in the way: the two records can no longer be separated without loss. Nothing was changed.
