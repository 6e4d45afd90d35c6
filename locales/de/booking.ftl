# Booking by patients: from the reason to the confirmation, and by link.

path-label = Schritte
path-1 = Grund
path-2 = Zeit
path-3 = Sie
path-4 = Code

home-title = Termin buchen
home-lead = Was brauchen Sie?
home-nothing = Die Online-Buchung ist noch nicht geöffnet. Die Praxis gibt Ihnen telefonisch einen Termin.
home-first = Ab { $when }
home-full = Online zurzeit ausgebucht: Rufen Sie bitte die Praxis an
home-search = Nach meinen Tagen und Uhrzeiten suchen
home-come = So finden Sie uns
home-emergency = Diese Website ist nicht für Notfälle gedacht. Rufen Sie im Notfall 15 oder 112 an.

call-practice = Praxis anrufen:

care-video = Per Video
care-at-practice = In der Praxis
care-either = In der Praxis oder per Video, je nach behandelnder Person
care-group = In der Gruppe
care-length-minutes = { $least } bis { $most } Minuten
care-length-range = { $least } bis { $most }
care-age-between = Von { $min } bis { $max } Jahren, am Tag des Termins.
care-age-from = Ab { $min } Jahren, am Tag des Termins.
care-age-to = Bis { $max } Jahre, am Tag des Termins.
care-for-new = Für einen ersten Besuch in der Praxis.
care-for-known = Für Patienten, die schon in der Praxis waren.
care-for-new-with = Für einen ersten Besuch bei dieser behandelnden Person.
care-for-known-with = Für Patienten, die schon bei dieser behandelnden Person waren.
care-for-new-within = Für alle, die seit { $months } Monaten nicht in der Praxis waren.
care-for-known-within = Für Patienten, die in den letzten { $months } Monaten in der Praxis waren.
care-for-new-with-within = Für alle, die seit { $months } Monaten nicht bei dieser behandelnden Person waren.
care-for-known-with-within = Für Patienten, die in den letzten { $months } Monaten bei dieser behandelnden Person waren.
care-conditions-differ = Die Bedingungen hängen von der behandelnden Person ab.
care-needs-letter = Ein Brief oder ein Rezept eines Arztes oder einer Ärztin ist nötig.
care-professions = Für diese Berufe: { $list }.
care-approval = Die Praxis bestätigt jede Anfrage: Sie erhalten ihre Antwort per E-Mail.
care-approval-some = Je nach behandelnder Person bestätigt die Praxis Ihre Anfrage zuerst per E-Mail.
care-approval-brief = Mit Zustimmung der Praxis

times-back = Anderen Grund wählen
times-with = Bei
times-anybody = Egal
times-from = ab { $day }
times-nothing-short = nichts frei
times-wishes = Meine Tage und Uhrzeiten wählen
times-wishes-people = Meine Tage und Uhrzeiten wählen, oder zu mehreren kommen
times-people = Für wie viele Personen?
times-people-count = { $count ->
    [one] Eine Person
   *[other] { $count } Personen
}
times-then = { $before }, { $next }
times-and = { $before } und { $next }
times-together = Jede Auswahl bucht eine Zeit pro Person, nacheinander oder gleichzeitig.
times-show = Zeiten anzeigen
times-all = Alle Zeiten
times-first = Erste freie Zeiten
times-free = Freie Zeiten
times-that-suit = Zeiten, die Ihnen passen
times-weeks = Andere Wochen
times-earlier = Früher
times-later = Später
times-nothing = Online ist zurzeit nichts frei. Manchmal weiß das Sekretariat noch von anderen Zeiten.
times-nothing-suits = Keine freie Zeit passt zu diesen Tagen und Uhrzeiten. Erweitern Sie Ihre Auswahl oder rufen Sie an.
times-opens = Neue Termine werden am { $when } freigeschaltet, für die Zeit ab { $day }.
times-opens-daily = Danach kommt jeden Tag um { $hour } ein weiterer Tag dazu.
times-count = { $count ->
    [one] { $count } Zeit
   *[other] { $count } Zeiten
}
search-change = Suche ändern
times-no-care = Dieser Grund wird nicht zur Online-Buchung angeboten. Wählen Sie einen anderen oder rufen Sie die Praxis an.
times-no-practitioner = Diese behandelnde Person bietet diesen Grund nicht online an. Wählen Sie jemand anderen oder rufen Sie die Praxis an.

search-title = Eine Zeit suchen
search-care = Grund
search-practitioner = Bei
search-mode = Wo
search-mode-practice = In der Praxis
search-mode-video = Per Video
search-any-mode = In der Praxis oder per Video
search-length = Dauer
search-any-length = Jede Dauer
search-any-care = Alle Gründe
search-days = Die Tage, die mir passen
search-after = Ab
search-before = Vor
search-any-hour = Jede Uhrzeit
search-from = Ab dem
search-seats = Anzahl der Plätze
search-button = Suchen
search-more = Alle Zeiten für diesen Grund
search-nothing = Keine freie Zeit passt dazu. Erweitern Sie Ihre Suche oder rufen Sie die Praxis an.

times-zone = Alle Uhrzeiten in Ortszeit von { $city }.
summary-zone = Ortszeit von { $city }
summary-your-zone = bei Ihnen:
summary-seats = { $seats } Plätze

hold-unreadable = Die gewünschte Zeit ist nicht lesbar. Wählen Sie sie bitte noch einmal in der Liste. Es wurde nichts gespeichert.
lost-title = Diese Zeit kann nicht gebucht werden
lost-nearest = Die nächstgelegenen
lost-others = Andere Zeiten ansehen

clock-until = Für Sie reserviert bis { $until } (noch { $left })
clock-live = Für Sie reserviert, noch
clock-over = Die Zeit ist abgelaufen. Machen Sie weiter: Wenn der Termin noch frei ist, nehmen wir ihn wieder für Sie.
clock-renew = 5 Minuten mehr
clock-release = Andere Zeit wählen

identity-title = Wer kommt?
identity-errors = Bitte sehen Sie einige Antworten noch einmal durch:
identity-again = Die Zeit war abgelaufen, aber der Termin war noch frei: Er ist wieder für Sie reserviert. Nichts von dem, was Sie geschrieben haben, ist verloren.
identity-offers-hint = Was Sie geschrieben haben, bleibt erhalten: Wählen Sie eine Zeit, und es geht weiter.
identity-for-me = Für mich
identity-for-other = Für jemand anderen
identity-for-hint = Für jemand anderen geben Sie bitte dessen Namen und Geburtsdatum an und Ihre eigene E-Mail-Adresse.
identity-born-hint = Zum Beispiel: 17.05.1980
identity-born-malformed = Schreiben Sie das Datum bitte so: 17.05.1980
identity-email-hint = Wir schicken Ihnen dorthin einen Bestätigungscode mit sechs Ziffern.
identity-email-malformed = Die Adresse ist nicht vollständig. Sie sieht so aus: name@beispiel.de
identity-phone-hint = Um Sie zu erreichen, wenn etwas dazwischenkommt.
identity-optional = (freiwillig)
identity-kind-new = Nein, es ist das erste Mal
identity-kind-no = Nein
identity-kind-known = Ja
identity-choose = Bitte wählen
identity-referral = Ich habe einen Brief oder ein Rezept eines Arztes oder einer Ärztin, gültig am Tag des Termins.
identity-referral-missing = Für diesen Termin ist ein Brief oder ein Rezept eines Arztes oder einer Ärztin nötig. Ohne ihn rufen Sie bitte die Praxis an.
identity-not-for = Dieser Grund passt nicht. { $condition }
identity-next = Der nächste Besuch: { $care }
identity-next-number = Besuch { $number }: { $care }
identity-next-required = Er wird zusammen mit dem ersten gebucht.
identity-next-optional = Sie können ihn schon jetzt buchen.
identity-next-later = Später
identity-next-missing = Wählen Sie die Zeit des nächsten Besuchs.
identity-consent = Ich bin einverstanden, dass die Praxis diese Angaben für diesen Termin aufbewahrt und mir Nachrichten dazu schickt.
identity-consent-link = Wie Ihre Daten verwendet werden
identity-consent-missing = Ohne Ihr Einverständnis kann der Termin nicht online gebucht werden.
identity-send = Meinen Code erhalten
identity-then = Der Termin ist erst gebucht, wenn Sie den Code eingegeben haben.
identity-person = Person { $number }
identity-family-same = (falls anders)
identity-person-twice = Diese Person ist oben schon eingetragen.

field-for = Für wen ist dieser Termin?
field-given = Vorname
field-family = Nachname
field-born = Geburtsdatum
field-email = E-Mail-Adresse
field-phone = Telefon
field-kind = Waren Sie schon einmal in der Praxis?
field-kind-with = Waren Sie schon einmal bei { $name }?
field-kind-within = Waren Sie in den letzten { $months } Monaten in der Praxis?
field-kind-with-within = Waren Sie in den letzten { $months } Monaten bei { $name }?
field-profession = Beruf
field-referral = Brief des Arztes oder der Ärztin
field-consent = Einverständnis

code-title = Ihr Code
code-lead = Ein Code mit sechs Ziffern wurde soeben an { $email } geschickt. Geben Sie ihn ein, um den Termin zu bestätigen.
code-label = Code mit sechs Ziffern
code-send = Termin bestätigen
code-nothing = Nichts erhalten? Sehen Sie im Spam-Ordner nach. Der Code gilt zehn Minuten.
code-again = Code noch einmal schicken
code-sent-again = Ein neuer Code ist unterwegs. Nur der letzte gilt.
code-correct = Meine Angaben berichtigen
code-demo = Vorführung: Es wird keine E-Mail verschickt.
code-demo-link = E-Mail lesen

done-title = Ihr Termin ist gebucht
done-title-all = Ihre Termine sind gebucht
done-title-requested = Ihre Anfrage ist abgeschickt
done-lead = Eine Bestätigung geht an { $email }, mit einem Link zum Verschieben oder Absagen.
done-lead-requested = Die Praxis muss sie noch annehmen. Bis dahin ist die Zeit für Sie reserviert; die Antwort kommt per E-Mail.
done-next = Nächster Besuch
done-also = Gleichzeitig gebucht
done-also-open = Verschieben oder absagen
done-calendar = In meinen Kalender eintragen
done-manage = Verschieben oder absagen
done-bring = Gut zu wissen
done-free-until = Sie können bis { $when } frei verschieben oder absagen.
done-soon = Sie sind verhindert? Sagen Sie der Praxis so bald wie möglich Bescheid, über diesen Link oder telefonisch: Dann nützt der Platz jemand anderem.

manage-title = Ihr Termin
manage-hello = Guten Tag { $name }, hier ist Ihr Termin
manage-no-link = Um einen Termin anzusehen, zu verschieben oder abzusagen, öffnen Sie den Link in der Bestätigungs-E-Mail. Sie finden ihn nicht? Rufen Sie die Praxis an.
manage-moved = Ihr Termin ist verschoben. Eine Bestätigung kommt per E-Mail.
manage-off = Dieser Termin findet nicht statt: Er wurde abgesagt.
manage-past = Dieser Termin ist vorbei oder läuft gerade.
manage-requested = Die Praxis hat auf Ihre Anfrage noch nicht geantwortet. Bis dahin ist die Zeit für Sie reserviert.
manage-out-of-step = Der Abstand zu diesem Besuch stimmt nicht mehr. Verschieben Sie ihn ebenfalls oder rufen Sie die Praxis an.
manage-next = Diesen Besuch ansehen
manage-move = Andere Zeit wählen
manage-cancel = Diesen Termin absagen
manage-cancel-text = Die Zeit wird sofort jemand anderem angeboten.
manage-cancel-next = Auch den nächsten Besuch absagen
manage-cancel-send = Ja, absagen
manage-announce = Bescheid geben, dass ich nicht komme
manage-announce-text = Die Frist zum Absagen ist vorbei (sie endete { $when }). Geben Sie trotzdem Bescheid: Der Platz nützt jemand anderem. Die Absage wird als spät gezählt.
manage-announce-send = Ich komme nicht
manage-again = Weiteren Termin buchen

fact-lead = Zum Schutz Ihrer Daten beantworten Sie bitte eine Frage.
fact-label = Die ersten drei Buchstaben des Nachnamens oder das Geburtsdatum
fact-hint = Der Person, die den Termin hat. Zum Beispiel: MAR oder 17.05.1980
fact-send = Termin ansehen

new-time-title = Andere Zeit wählen
new-time-lead = Ihr jetziger Termin bleibt reserviert, bis Sie einen anderen wählen.
new-time-back = Zurück zum Termin
new-time-stays = Ihr jetziger Termin hat sich nicht geändert.

cancelled-title = Ihr Termin ist abgesagt
cancelled-lead = Danke, dass Sie Bescheid gegeben haben: Der Platz nützt jemand anderem.
cancelled-late = Danke, dass Sie Bescheid gegeben haben. Da die Frist vorbei ist, wird die Absage als spät gezählt.
cancelled-next = Der nächste Besuch ist weiterhin gebucht. Um auch ihn abzusagen, öffnen Sie den Link in seiner Bestätigungs-E-Mail.

denied-slot-taken = Jemand hat diese Zeit gerade gebucht.
denied-not-offered = Diese Zeit wird nicht angeboten: Sie ist vorbei, zu nah oder außerhalb der Öffnungszeiten.
denied-not-found = Dieser Link gilt nicht mehr: Der Termin ist vorbei oder abgesagt, oder die Adresse ist unvollständig.
denied-hold-expired = Die Zeit ist nicht mehr für Sie reserviert. Wählen Sie eine aus der Liste.
denied-already-renewed = Die Frist wurde schon einmal verlängert.
denied-too-many-holds = Von Ihrem Anschluss aus oder für Ihre E-Mail-Adresse sind zu viele Zeiten gleichzeitig reserviert. Schließen Sie eine begonnene Buchung ab, warten Sie fünf Minuten oder rufen Sie die Praxis an.
denied-day-held = Viele Menschen wählen gerade eine Zeit an diesem Tag. Versuchen Sie es in einer Minute noch einmal: Zeiten werden frei, wenn jemand verzichtet. Sie können auch einen anderen Tag wählen oder die Praxis anrufen.
denied-wrong-code = Dieser Code ist nicht richtig. { $left ->
    [one] Sie haben noch einen Versuch.
   *[other] Sie haben noch { $left } Versuche.
}
denied-code-expired = Dieser Code gilt nicht mehr. Fordern Sie einen neuen an.
denied-code-lost = Fünf falsche Codes: Zur Sicherheit wurde die Zeit freigegeben. Fordern Sie einen neuen Code an: Wenn der Termin noch frei ist, nehmen wir ihn wieder für Sie.
denied-too-many-codes = An diese Adresse ist schon ein Code unterwegs. Warten Sie eine Minute, bevor Sie einen weiteren anfordern; höchstens drei am Tag.
denied-second-fact = Die Antwort passt nicht zu diesem Termin. Prüfen Sie sie bitte; nach mehreren Fehlern warten Sie einige Minuten.
denied-patient-busy = Für dieselbe Person ist zu dieser Zeit schon ein anderer Termin gebucht.
denied-not-eligible = In Ihrem Fall kann dieser Grund nicht online gebucht werden. Die Praxis hilft Ihnen am Telefon.
denied-limit = Mehr Termine sind online nicht möglich. Die Praxis hilft Ihnen am Telefon.
denied-by-phone = Dieser Termin kann nicht online gebucht werden. Die Praxis hilft Ihnen am Telefon.
denied-wrong-state = Das ist nicht mehr möglich: In der Zwischenzeit hat sich etwas geändert. Es wurde nichts verändert.
denied-clock = Der Dienst startet gerade und kennt die genaue Uhrzeit noch nicht. Es wurde nichts gespeichert; versuchen Sie es in einer Minute noch einmal.
denied-next-taken = Die Zeit des nächsten Besuchs wurde gerade vergeben. Wählen Sie eine andere und bestätigen Sie dann: Ihr Code gilt weiter.

closed-title = Die Online-Buchung ist nicht geöffnet
closed-text = Diese Praxis verschickt noch keine E-Mails: Die freien Zeiten werden angezeigt, aber der Termin wird telefonisch gebucht.

offered-title = Wählen Sie eine andere Zeit
offered-lead = Die Praxis kann Sie zu der vorgesehenen Zeit, die unten steht, nicht empfangen. Hier sind andere Zeiten:
offered-none = Die angebotenen Zeiten sind nicht mehr frei. Rufen Sie die Praxis an, um etwas anderes zu vereinbaren.
offered-until = Antworten Sie vor { $when }: Bis dahin sind diese Zeiten nicht für Sie reserviert. Passt keine? Rufen Sie die Praxis an.

manage-confirm = Ich komme
manage-confirmed = Sie haben bestätigt, dass Sie kommen ({ $when }). Danke.
manage-missed = Die Praxis hat notiert, dass Sie zu diesem Termin nicht gekommen sind.
manage-missed-count = { $count ->
    [one] Das ist ein versäumter Termin in den letzten Monaten.
   *[other] Das sind { $count } versäumte Termine in den letzten Monaten.
}
manage-contest = Stimmt das nicht?
manage-contest-words = Was ist passiert?
manage-contest-hint = In wenigen Worten, ohne medizinische Einzelheiten. Die Praxis liest Ihre Antwort und entscheidet.
manage-contest-send = Ich widerspreche
manage-contest-waits = Ihre Antwort ist angekommen. Die Praxis wird sie lesen.
manage-contest-excused = Die Praxis hat Ihre Erklärung angenommen: Dieser Termin zählt nicht als versäumt.
manage-contest-kept = Die Praxis hat Ihre Antwort gelesen und bleibt bei ihrem Eintrag. Sie können anrufen, um darüber zu sprechen.

denied-questions = Beantworten Sie zuerst die Fragen, die vor den Zeiten gestellt werden.
video-room = Link zum Videogespräch
questions-lead = Einige Fragen, bevor Sie eine Zeit wählen.
questions-missing = Eine Antwort fehlt.
questions-send = Freie Zeiten ansehen
questions-privacy = Ihre Antworten sind nur für die Praxis, und nur wenn Sie einen Termin buchen.
questions-answered = Ihre Antwort
questions-stopped = Nach Ihrer Antwort kann dieser Termin nicht online gebucht werden.
questions-other = Nach Ihrer Antwort passt ein anderer Termin besser:
questions-phone = Nach Ihrer Antwort passt ein anderer Termin besser. Rufen Sie die Praxis an, sie gibt ihn Ihnen.

patience-title = Bitte warten Sie { $seconds ->
    [one] { $seconds } Sekunde
   *[other] { $seconds } Sekunden
}
patience-why = Im Augenblick treffen viele Anfragen ein, oder sie kommen über denselben Anschluss wie Ihre. Diese kurze Wartezeit hält den Kalender für Patienten frei.
patience-how = Meist geht es von selbst weiter. Sonst warten Sie { $seconds ->
    [one] { $seconds } Sekunde
   *[other] { $seconds } Sekunden
} und drücken dann auf „Weiter“.
patience-go = Weiter
patience-kept = Nichts von dem, was Sie gewählt oder eingegeben haben, geht verloren.
patience-working = Einen Augenblick: Es geht von selbst weiter.

identity-code-by = Code erhalten
identity-code-email = Per E-Mail
identity-code-text = Per SMS
identity-code-hint = Für eine SMS genügt Ihre Mobilnummer: Die E-Mail-Adresse kann leer bleiben.
identity-phone-fixed = Das ist eine Festnetznummer: Sie empfängt keine SMS. Geben Sie eine Mobilnummer an oder wählen Sie E-Mail.
identity-phone-foreign = An diese Nummer senden wir keine SMS. Geben Sie eine andere Mobilnummer an oder wählen Sie E-Mail.
code-nothing-text = Nichts erhalten? Prüfen Sie die Nummer und ob Ihr Telefon Empfang hat. Der Code gilt zehn Minuten.
