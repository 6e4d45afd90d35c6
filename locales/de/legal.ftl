# Pages that the law asks for: legal notice, cookies, accessibility.

footer-legal = Impressum
footer-accessibility = Barrierefreiheit

legal-title = Impressum
legal-publisher = Wer diese Website herausgibt
legal-no-address = Die Praxis hat ihre Adresse noch nicht angegeben.
legal-siret = SIRET (französische Unternehmensnummer):
legal-rpps = RPPS-Nummern (französisches Register der Gesundheitsberufe)
legal-director = Verantwortlich für den Inhalt
legal-no-director = Die Praxis hat dies noch nicht angegeben.
legal-host = Hosting
legal-own-host = Die Praxis betreibt diese Website selbst, auf ihrem eigenen Gerät. Kein anderes Unternehmen bewahrt dort Daten auf.
legal-software = Software
legal-software-text = Diese Website läuft mit Grappe, einer freien Software (Lizenz AGPL 3.0 oder später). Sie ruft keine andere Website auf und misst keine Besucherzahlen.

cookies-domain = Jedes wird nur gesetzt, wenn es gebraucht wird, wird nur von dieser Website gelesen und verschwindet nach der angegebenen Zeit.

cookie-lang = die Sprache, die Sie gewählt haben, ein Jahr
cookie-browser = erkennt Sie wieder, während Sie buchen, 12 Stunden
cookie-hold = die Zeit, die wir für Sie reservieren, 30 Minuten
cookie-answers = Ihre Antworten auf die Fragen zum Grund, verschlüsselt, 2 Stunden
cookie-link = der persönliche Link, den Sie geöffnet haben, 30 Minuten
cookie-pass = Sie haben nachgewiesen, dass dieser Link Ihnen gehört, 30 Minuten
cookie-offer = das Angebot, das Sie geöffnet haben, 30 Minuten
cookie-offer-pass = Sie haben nachgewiesen, dass es für Sie ist, 30 Minuten
cookie-join = Ihre Anmeldung zur Warteliste, 30 Minuten
cookie-waiting = der Platz auf der Warteliste, den Sie geöffnet haben, 30 Minuten
cookie-waiting-pass = Sie haben nachgewiesen, dass er Ihnen gehört, 30 Minuten
cookie-again = um gleich danach wieder zu buchen, 30 Minuten
cookie-file = Sie haben Ihre E-Mail-Adresse bestätigt, um Ihre Daten zu öffnen, 30 Minuten
cookie-device = erkennt Sie beim nächsten Mal wieder, nur wenn Sie darum gebeten haben, sechs Monate
cookie-desk = die Sitzung einer Person der Praxis, höchstens 12 Stunden
cookie-invited = die Einladung einer Person der Praxis, bis sie ihr Passwort gewählt hat
cookie-kiosk = das Tablet im Wartezimmer, 400 Tage

data-who = Wer dafür verantwortlich ist
data-contact = Wegen Ihrer Daten schreiben Sie an: { $contact }.

accessibility-title = Barrierefreiheit
accessibility-lead = { $practice } möchte, dass alle hier einen Termin buchen können (Artikel 47 des französischen Gesetzes Nr. 2005-102 vom 11. Februar 2005). Diese Erklärung gilt für die Terminseiten.
accessibility-state = Stand der Konformität
accessibility-state-not-audited = Es wurde keine Prüfung durchgeführt: Im Sinne der französischen Norm für Barrierefreiheit (RGAA 4.1) ist die Website daher „nicht konform“.
accessibility-state-none = Die Website ist nicht konform mit der französischen Norm für Barrierefreiheit (RGAA 4.1): Weniger als die Hälfte der Kriterien ist erfüllt.
accessibility-state-partial = Die Website ist teilweise konform mit der französischen Norm für Barrierefreiheit (RGAA 4.1): Mindestens die Hälfte der Kriterien ist erfüllt.
accessibility-state-full = Die Website ist vollständig konform mit der französischen Norm für Barrierefreiheit (RGAA 4.1): Alle Kriterien sind erfüllt.
accessibility-tests = Ergebnisse der Prüfungen
accessibility-no-audit = Noch niemand hat diese Website nach der Norm geprüft.
accessibility-audit = Die Website wurde am { $date } geprüft.
accessibility-auditor = Geprüft von: { $who }.
accessibility-done = Der Hersteller der Software prüft vor jeder Version jede Seite mit einem Programm: Kontraste, Namen der Felder, Bedienung mit der Tastatur, Lesen ohne JavaScript. Das ersetzt keine Prüfung nach der Norm.
accessibility-not = Nicht barrierefreie Inhalte
accessibility-made = Zu dieser Erklärung
accessibility-dated = Diese Erklärung wurde am { $date } erstellt.
accessibility-undated = Die Praxis hat diese Erklärung noch nicht vervollständigt.
accessibility-means = Technik: HTML und CSS; JavaScript ist nicht nötig.
accessibility-contact = Verbesserungen und Kontakt
accessibility-contact-text = Wenn etwas Sie daran hindert, hier einen Termin zu buchen, sagen Sie es der Praxis: Sie gibt Ihnen den Termin auf anderem Weg.
accessibility-remedy = Beschwerdewege
accessibility-remedy-text = Wenn Sie einen Mangel an Barrierefreiheit gemeldet haben, der Sie daran hindert, eine Seite zu benutzen, und keine zufriedenstellende Antwort erhalten haben, können Sie:
accessibility-remedy-form = dem Défenseur des droits (der französischen Ombudsstelle für Bürgerrechte) über sein Formular schreiben (formulaire.defenseurdesdroits.fr);
accessibility-remedy-person = die Vertretung des Défenseur des droits in Ihrer Region aufsuchen;
accessibility-remedy-post = ihm einen Brief schicken, kostenlos und ohne Briefmarke (in Frankreich): Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.
