# Tablets in the settings and in the log.

kiosks-title = Tablets of the waiting room
kiosks-note = “I have arrived”, said by the patient
kiosks-lead = The patient types a date of birth and initials; today's appointment becomes “Arrived” on the agenda. No name is shown, and an arrival counts from two hours before the time until half an hour after.
kiosks-made = Link of the tablet
kiosks-once = Open this link on the tablet within 24 hours. It works once only and will never be shown again.
kiosks-add = New tablet
kiosks-add-button = Make the link
kiosks-name = Where it stands
kiosks-name-hint = For example “Entrance”
kiosks-place = Where to sit afterwards
kiosks-place-hint = Shown to the patient, for example “waiting room on the 1st floor”. Empty: “Please take a seat”.
kiosks-anywhere = Also works outside the practice's network
kiosks-anywhere-hint = For a tablet on mobile data. Without it, a tablet that is taken away shows nothing.
kiosks-done-ended = The tablet is closed: it shows nothing any more.
kiosks-bound = connected to a tablet { $when }
kiosks-unbound = the link has not been opened yet
kiosks-is-anywhere = also works outside the practice's network

audit-act-kiosk-create = Made the link of a tablet
audit-act-kiosk-bind = Tablet connected
audit-act-kiosk-revoke = Closed a tablet
audit-object-kiosk = tablet no. { $number }
