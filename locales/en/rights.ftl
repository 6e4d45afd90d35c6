# Patients' rights: a copy of the record, erasure, the log, periods.

rights-title = Rights of the patient
export-title = A copy of your data
export-lead = Everything the practice's device holds about you, with who opened or changed your record. Your medical record is kept elsewhere.
export-hint = The patient asks what you hold: hand one of these files over. Each copy is on record.
export-answers = Answers given before booking
export-waiting = Waiting list
export-note = Note: { $text }
export-overbooked = Booked on top: { $reason }
export-urgency = urgency { $urgency }
export-contest = No-show objected to: { $words }
export-contest-open = Decision: not taken yet.
export-contest-excused = Decision: no-show excused.
export-contest-kept = Decision: no-show kept.
export-messages = Messages sent about you
export-none = None.
export-yes = Yes
export-no = No
export-html = Copy to read
export-json = Copy for a program (JSON)

erase-title = Erase this record
erase-lead = Erase { $name } for good? There is no way back.
erase-goes = Gone will be: the record, the notes, past appointments, messages, relatives and consents.
erase-stays = What stays: rows for statistics without name or number, and the log, which holds numbers only. Backups made so far keep the record until they are erased themselves.
erase-law = The medical record is not here: it is kept elsewhere under its own rules (twenty years as a rule). This program keeps only what the agenda needs.
erase-sure = I understand: this is final.
erase-unsure = Tick the box to confirm. Nothing was erased.
erase-coming = This person still has appointments to come, or a place on the waiting list: cancel them first. Nothing was erased.
erase-send = Erase
erase-not = Do not erase
erase-done = The record is erased.

retention-title = How long data are kept
retention-note = When old records and messages are erased
retention-lead = Booking data are kept only as long as they serve (GDPR). The public page "Your data" tells the period chosen here.
retention-months = Erase a record without an appointment for, in months
retention-months-hint = From 3 to 60; 0 never erases by rule. The period must be proportionate. Records of those who book for a relative are kept.
retention-days = Erase each night messages settled for, in days
retention-automatic = Erase records each night too, without asking me
retention-saved = The periods are saved.
retention-preview = What would be erased today
retention-count = { $patients ->
    [0] No record
    [one] One record
   *[other] { $patients } records
} ({ $appointments } past appointments) and { $messages ->
    [0] no message
    [one] one message
   *[other] { $messages } messages
}.
retention-list = See the first records
retention-apply = Erase now
retention-stale = There are more records to erase by now than you were shown, or the device's clock is not sure. Check the list, then try again.
retention-done = { $count ->
    [0] Old messages are erased.
    [one] One record is erased.
   *[other] { $count } records are erased.
}

audit-title = Who saw or changed what
audit-note = The log: by patient, by person, by period
audit-lead = Each opening of a record and each change is noted here, without names of patients. Nobody can edit this log.
audit-about = About
audit-everybody = The whole log
audit-of-patient = Who saw this record?
audit-from = From
audit-to = To
audit-who = Who
audit-anybody = Anybody
audit-show = Show
audit-none = Nothing in this period.
audit-older = Older
audit-when = When
audit-what = What
audit-by-patient = The patient
audit-by-system = The program
audit-by-token = Program no. { $number }
audit-outcome-failed = without success
audit-outcome-outside = refused: from outside, without a second factor
audit-outcome-refused = refused
audit-outcome-suspect = to be checked
audit-outcome-from = { $outcome } (from { $network })
