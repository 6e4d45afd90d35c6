# Pages that the law asks for: legal notice, cookies, accessibility.

footer-legal = Legal notice
footer-accessibility = Accessibility

legal-title = Legal notice
legal-publisher = Who publishes this site
legal-no-address = The practice has not given its address yet.
legal-siret = SIRET:
legal-rpps = RPPS numbers
legal-director = Director of publication
legal-no-director = The practice has not said it yet.
legal-host = Hosting
legal-own-host = The practice hosts this site itself, on a device of its own. No other company keeps data there.
legal-software = Software
legal-software-text = This site runs on Grappe, free software (licence AGPL 3.0 or later). It calls no other site and measures no audience.

cookies-domain = Each is set only when it is needed, is read by this site only, and disappears after the time given.

cookie-lang = the language that you chose, one year
cookie-browser = recognises you while you book, 12 hours
cookie-hold = the time that we keep for you, 30 minutes
cookie-answers = your answers to the questions of the kind of appointment, encrypted, 2 hours
cookie-link = the personal link that you opened, 30 minutes
cookie-pass = you have proved that this link is yours, 30 minutes
cookie-offer = the offer that you opened, 30 minutes
cookie-offer-pass = you have proved that it is for you, 30 minutes
cookie-join = your request to be on the waiting list, 30 minutes
cookie-waiting = the place on the waiting list that you opened, 30 minutes
cookie-waiting-pass = you have proved that it is yours, 30 minutes
cookie-again = to book again right afterwards, 30 minutes
cookie-file = you proved your e-mail address to open your data, 30 minutes
cookie-device = recognises you the next time, only if you asked for it, six months
cookie-desk = the session of somebody of the practice, 12 hours at most
cookie-invited = the invitation of somebody of the practice, until a password is chosen
cookie-kiosk = the tablet of the waiting room, 400 days

data-who = Who answers for it
data-contact = About your data, write to: { $contact }.

accessibility-title = Accessibility
accessibility-lead = { $practice } wants everybody to be able to book here (article 47 of French law no. 2005-102 of 11 February 2005). This declaration is about the booking pages.
accessibility-state = State of conformity
accessibility-state-not-audited = No audit was made: in the sense of the French accessibility standard (RGAA 4.1) the site is therefore “not compliant”.
accessibility-state-none = The site does not comply with the French accessibility standard (RGAA 4.1): fewer than half of the criteria are met.
accessibility-state-partial = The site complies in part with the French accessibility standard (RGAA 4.1): at least half of the criteria are met.
accessibility-state-full = The site complies fully with the French accessibility standard (RGAA 4.1): all criteria are met.
accessibility-tests = Results of tests
accessibility-no-audit = Nobody has checked this site against the standard yet.
accessibility-audit = The site was checked on { $date }.
accessibility-auditor = Checked by: { $who }.
accessibility-done = The maker of the software checks each page by program before each version: contrast, names of fields, use by keyboard, reading without JavaScript. That is no audit.
accessibility-not = Contents that are not accessible
accessibility-made = About this declaration
accessibility-dated = This declaration was made on { $date }.
accessibility-undated = The practice has not completed this declaration yet.
accessibility-means = Technologies: HTML and CSS; JavaScript is not needed.
accessibility-contact = Improvements and contact
accessibility-contact-text = If something keeps you from booking here, tell the practice: you will get the appointment in another way.
accessibility-remedy = Remedies
accessibility-remedy-text = If you have reported a lack of accessibility that keeps you from using a page and have had no satisfactory answer, you can:
accessibility-remedy-form = write to the Défenseur des droits by form (formulaire.defenseurdesdroits.fr);
accessibility-remedy-person = see the delegate of the Défenseur des droits of your region;
accessibility-remedy-post = send a letter, free and without a stamp: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.
