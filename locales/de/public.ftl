# Pages for patients.

privacy-title = Ihre Daten
privacy-lead = Die Praxis betreibt diese Website selbst, auf ihrem eigenen Gerät. Kein anderes Unternehmen sieht Ihre Termine.
privacy-what = Was wir aufbewahren
privacy-what-text = Ihren Nachnamen, Ihren Vornamen, Ihr Geburtsdatum, Ihre E-Mail-Adresse oder Telefonnummer und die Daten Ihrer Termine. Wir fragen weder nach einer Sozialversicherungsnummer noch nach Unterlagen noch nach einer Beschreibung Ihrer Gesundheit.
privacy-why = Warum
privacy-why-text = Um den Kalender der Praxis zu führen und Sie zu benachrichtigen: Bestätigung, Erinnerung, Änderung. Zu nichts anderem.
privacy-how-long = Wie lange
privacy-how-long-text = Eine nicht bestätigte Anfrage wird nach 24 Stunden gelöscht, ein Bestätigungscode nach 10 Minuten. { $months ->
    [0] Der Termin und Ihre Kontaktdaten bleiben gespeichert, solange die Praxis sie braucht, um Sie zu empfangen.
   *[other] Danach löscht die Praxis Einträge, die seit { $months } Monaten keinen Termin hatten. Ihre Patientenakte wird an anderer Stelle geführt und hat eigene Fristen.
}
privacy-rights = Ihre Rechte
privacy-rights-text = Sie können Ihre Daten einsehen, sie berichtigen oder löschen lassen oder ihrer Verwendung widersprechen: Schreiben Sie der Praxis oder rufen Sie an. Sie müssen innerhalb eines Monats eine Antwort erhalten. Sie können sich auch an die französische Datenschutzbehörde (CNIL) wenden.
privacy-cookies = Cookies
privacy-cookies-text = Es werden nur unentbehrliche Cookies verwendet; keines dient dazu, jemanden zu verfolgen, keines dient der Werbung.

demo-outbox-title = Postausgang der Vorführung
demo-outbox-lead = Die Vorführung verschickt keine E-Mails. Hier stehen die, die Patienten bekämen, die neueste zuerst.
demo-outbox-again = Aktualisieren
demo-outbox-empty = Noch keine Nachricht. Buchen Sie einen Termin: Der Code erscheint dann hier.
demo-outbox-to = An { $to }, { $when }
