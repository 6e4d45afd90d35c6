# Their settings.

legal-setup-title = Legal notice and accessibility
legal-setup-note = What the law asks to be said at the foot of the site
legal-setup-lead = These pages are made from the data of the practice. Complete here what nothing else asks for; what is missing is told to patients as such.
legal-lacks = Still missing:
legal-lacks-name = the name of the practice
legal-lacks-address = the address of the practice
legal-lacks-contact = a phone number or an e-mail address
legal-lacks-director = the director of publication
legal-director-hint = The practitioner who answers for the site; in a company, its legal representative.
legal-siret-field = SIRET
legal-siret-hint = 14 figures, optional
legal-bad-siret = This is no SIRET: check the 14 figures.
legal-rpps-hint = Optional. One line for each practitioner: name and number of 11 figures.
legal-bad-rpps = Each line must have an RPPS number of 11 figures.
legal-host-hint = Leave empty if the device is in the practice. Otherwise: name, address and phone number of the host, who must be certified for health data (HDS).
legal-data-contact = Contact about personal data
legal-data-contact-hint = Optional: a data protection officer, for example. Empty: the practice.
legal-conformity-hint = Without an audit against the RGAA, leave “no audit”: it is the only honest answer.
legal-conformity-not-audited = no audit
legal-conformity-none = not compliant
legal-conformity-partial = compliant in part
legal-conformity-full = fully compliant
legal-audited = Audit made on
legal-audit-to-come = This date is to come: write that of the audit that was made.
legal-auditor = Audit made by
legal-not-accessible-hint = One content a line, as the audit names it.
