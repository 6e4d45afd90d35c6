# Records of patients: marks, relatives, consents.

patient-note-label = Reserved note
patient-note-hint = Read by practitioners and the administrator only. Nothing medical: this program is not the patient's record.
patient-desk-note = Note for the front desk
patient-desk-note-hint = Read by the whole team: "wheelchair", "prefers mornings".
patient-block-reason = Why it is blocked
patient-block-reason-hint = For you only. The patient sees a neutral sentence and your number.
patient-phone-only = By phone only
patient-phone-only-hint = No e-mail leaves and nothing is booked online: a shared mailbox, or the patient's wish.
patient-phone-only-said = By phone only: no e-mail is sent.
book-for-relative = Or for a relative:

relatives-title = Relatives
relatives-none = No relative is noted.
relatives-household = Same phone or e-mail:
relatives-add = Add a relative
relatives-drop = Remove
relatives-saved = The relatives are up to date.
relatives-lead = Who books for whom? Look up the record of { $name }'s relative.
relatives-way = Who calls
relatives-way-for = { $name } books for { $other }
relatives-kind = Who comes is, to who calls
relatives-books-for-this = Books for this person ({ $kind }).
relatives-is-booked-for = Is booked for ({ $kind }).
kinship-child = Child
kinship-parent = Parent
kinship-partner = Partner
kinship-ward = Ward
kinship-other = Other

consent-title = Consents
consent-none = Nothing is noted.
consent-kind-information = Has read the notice on personal data
consent-kind-reminders = Accepts reminders by e-mail or SMS
consent-note-information = Note: has read the notice
consent-note-reminders = Note: accepts reminders
consent-online = Online, { $when }; text { $version }
consent-desk = At the practice, { $when }; text { $version }
consent-withdrawn = Taken back { $when }
consent-withdraw = Take back
consent-saved = Noted.

identity-note-other = Booked online by a relative.
