# What a patient can do by the own link beside moving and cancelling.

delay-title = Verspäten Sie sich?
delay-lead = Sagen Sie, um wie viel: Die Praxis sieht es sofort.
delay-again = Hat es sich geändert? Es zählt die zuletzt gemeldete Verspätung.
delay-button = { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
}
delay-told = Sie haben { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
} Verspätung gemeldet. Die Praxis weiß Bescheid und erwartet Sie gegen { $hour }.
delay-enough = Kommen Sie: Sie werden empfangen, vielleicht etwas kürzer.
delay-short = Vielleicht bleibt zu wenig Zeit, um Sie zu empfangen: Rufen Sie die Praxis an, bevor Sie kommen.
delay-beyond = Es ist zu spät, um hier eine Verspätung zu melden: Rufen Sie die Praxis an.
delay-phone = Eine Frage? Rufen Sie die Praxis an:

again-title = Wieder einen Termin buchen
again-hello = Wieder einen Termin buchen, { $name }
again-known = Guten Tag { $name }. Dieses Gerät kennt Sie: Wählen Sie die Zeit, bestätigen Sie, das ist alles.
again-lead = Wählen Sie die Zeit: Sie müssen nichts ausfüllen.
again-other = Für jemand anderen
again-others = Aus einem anderen Grund
again-together = Für dieselben Personen ({ $count })
again-alone = Nur für mich
again-confirm-title = Termin bestätigen
again-confirm-hello = { $name }, ist das richtig?
again-confirm-lead = Diese Zeit ist bis { $until } für Sie reserviert.
again-confirm-send = Bestätigen
again-consent-new = Die Information über personenbezogene Daten hat sich seit dem letzten Mal geändert.
again-consent-missing = Lesen Sie die Information und kreuzen Sie dann das Kästchen an, um zu bestätigen.
again-done = Es ist notiert, { $name }. Eine Bestätigung kommt per E-Mail, mit dem Link zum Verschieben oder Absagen.
again-requested = Ihre Anfrage ist abgeschickt, { $name }. Die Zeit ist für Sie reserviert; die Praxis antwortet Ihnen per E-Mail.

mine-title = Mein Kalender, meine Daten
mine-device = Beim nächsten Mal
mine-device-lead = Dieses Gerät kann sich sechs Monate lang an Sie erinnern: Sie wählen dann die Zeit, ohne etwas auszufüllen. Es zeigt Ihren Vornamen, sonst nichts.
mine-device-shared = Nie auf einem gemeinsam genutzten Gerät.
mine-device-remember = Dieses Gerät merken
mine-device-known = Dieses Gerät erinnert sich an Sie: Auf der ersten Seite können Sie wieder einen Termin buchen.
mine-device-forget = Dieses Gerät vergessen
mine-device-forget-all = Alle meine Geräte vergessen
mine-device-privacy = Wenn Sie es gewünscht haben, behält dieses Gerät sechs Monate lang ein Cookie, das Sie wiedererkennt; auf der ersten Seite können Sie es löschen.
mine-feed = Meine Termine in meinem Kalender
mine-feed-lead = Eine geheime Adresse, der Ihr Kalender folgt: Ihre kommenden Termine, mit dem Namen der Praxis, der Adresse und der Uhrzeit. Weder der Grund noch die behandelnde Person.
mine-feed-make = Adresse erstellen
mine-feed-again = Neue Adresse erstellen
mine-feed-end = Adresse löschen
mine-feed-made = Die Adresse ist bereit. Sie wird nur einmal angezeigt; eine frühere Adresse funktioniert nicht mehr.
mine-feed-open = In meinem Kalender öffnen
mine-feed-copy = Oder kopieren Sie diese Adresse in „Kalender abonnieren“:
mine-data = Meine Daten
mine-data-lead = Bevor die Praxis alle gespeicherten Daten herausgibt, prüft sie auch Ihre E-Mail-Adresse: Ein Code mit sechs Ziffern wird dorthin geschickt.
mine-data-phone = Die Praxis hat keine E-Mail-Adresse von Ihnen: Rufen Sie an, um Ihre Daten zu erhalten oder löschen zu lassen.
mine-code = Code erhalten
mine-code-send = Meine Daten öffnen
mine-code-over = Dieser Code gilt nicht mehr. Fordern Sie einen neuen an.
mine-data-open = Alles, was die Praxis für die Termine über Sie aufbewahrt, zum Lesen oder für ein Programm.
mine-data-html = Zum Lesen herunterladen
mine-data-json = Für ein Programm herunterladen
mine-erase = Löschung meiner Daten beantragen
mine-erase-lead = Die Praxis liest den Antrag und entscheidet: Das Gesetz verpflichtet sie, bestimmte Daten aufzubewahren. Sie antwortet Ihnen per E-Mail, spätestens innerhalb eines Monats. Ihre kommenden Termine bleiben bestehen, solange Sie sie nicht absagen.
mine-erase-send = Löschung beantragen
mine-erase-waits = Sie haben die Löschung beantragt ({ $when }). Die Praxis wird per E-Mail antworten.
mine-erase-answered = Sie haben die Löschung beantragt ({ $when }). Die Praxis hat geantwortet:
mine-done-device = Dieses Gerät erinnert sich an Sie.
mine-done-forgotten = Ihre Geräte sind vergessen.
mine-done-ended = Die Adresse funktioniert nicht mehr: Ihr Kalender folgt Ihren Terminen nicht mehr.
mine-done-code = Der Code ist per E-Mail unterwegs. Er gilt zehn Minuten.
mine-done-open = Ihre Adresse ist bestätigt.
mine-done-asked = Ihr Antrag ist abgeschickt. Die Praxis antwortet per E-Mail.

letter-subject-erased = Ihre Daten sind gelöscht
letter-erased = Wie Sie es gewünscht haben, hat die Praxis Ihre Daten aus ihrem Terminkalender gelöscht. Diese Nachricht ist die letzte.
letter-subject-not-erased = Ihr Antrag auf Löschung
letter-not-erased = Sie haben die Löschung Ihrer Daten beantragt. Die Praxis löscht sie nicht, aus diesem Grund:
reminded-title = Erinnerungen
reminded-lead = Wir erinnern Sie im Voraus an Ihre Termine. Auch ohne Erinnerung bleiben sie gebucht.
reminded-email-on = Per E-Mail: Sie erhalten sie.
reminded-email-off = Per E-Mail: Sie möchten keine.
reminded-sms-on = Per SMS: Sie erhalten sie.
reminded-sms-off = Per SMS: Sie möchten keine.
reminded-email-stop = Keine mehr per E-Mail
reminded-email-start = Per E-Mail erhalten
reminded-sms-stop = Keine mehr per SMS
reminded-sms-start = Per SMS erhalten
reminders-off-title = Keine Erinnerungen mehr
reminders-off-lead = Sie werden nicht mehr per E-Mail an Ihre Termine erinnert. Sie bleiben gebucht, und Bestätigungen kommen weiterhin an.
reminders-off-send = Keine Erinnerungen mehr erhalten
reminders-off-done = Erledigt: Sie erhalten keine Erinnerungen mehr per E-Mail. Ihre Termine bleiben gebucht.
reminders-off-unknown = Dieser Link ist nicht gültig. Öffnen Sie Ihren Termin über seinen Link oder rufen Sie die Praxis an.
