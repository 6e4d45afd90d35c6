# Pages that say what went wrong, and what is wrong with a field.

error-label = Fehler
error-incident = Nummer für die Praxis:
error-title-400 = Diese Anfrage ist nicht lesbar
error-title-403 = Das ist nicht erlaubt
error-title-404 = Diese Seite gibt es nicht
error-title-405 = Diese Seite lässt sich so nicht benutzen
error-title-408 = Die Verbindung ist zu langsam
error-title-409 = In der Zwischenzeit hat sich etwas geändert
error-title-410 = Dieser Link gilt nicht mehr
error-title-413 = Die Sendung ist zu groß
error-title-421 = Diese Website antwortet nicht unter dieser Adresse
error-title-422 = Einige Antworten passen nicht
error-title-429 = Zu viele Anfragen in kurzer Zeit
error-title-500 = Bei uns ist ein Fehler aufgetreten
error-title-503 = Der Dienst ist vorübergehend nicht erreichbar
error-detail-400 = Gehen Sie zurück zur Startseite und beginnen Sie noch einmal. Wenn es dabei bleibt, rufen Sie bitte die Praxis an.
error-detail-404 = Vielleicht ist die Adresse unvollständig, oder die Seite wurde entfernt.
error-detail-408 = Ihre Anfrage ist nicht vollständig angekommen. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.
error-detail-413 = Verkleinern Sie, was Sie senden, und versuchen Sie es noch einmal.
error-detail-500 = Es wurde nichts gespeichert. Versuchen Sie es gleich noch einmal; wenn es dabei bleibt, rufen Sie bitte die Praxis an.
error-detail-503 = Es wurde nichts gespeichert. Versuchen Sie es in einer Minute noch einmal.
error-foreign-origin = Die Anfrage kommt nicht von einer Seite dieser Website. Es wurde nichts geändert.
error-wait = Warten Sie { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
} und versuchen Sie es dann noch einmal. Sie können auch die Praxis anrufen.

field-missing = Bitte ausfüllen.
field-too-long = Zu lang: höchstens { $max } Zeichen.
field-character = Das Zeichen „{ $character }“ ist hier nicht zugelassen.
field-malformed = Die Form passt nicht. Prüfen Sie bitte Ihre Eingabe.
field-out-of-range = Geben Sie einen Wert zwischen { $min } und { $max } an.
field-unknown-choice = Wählen Sie eine der angebotenen Möglichkeiten.
field-social-security = Geben Sie keine Sozialversicherungsnummer an: Sie wird hier nie verlangt.
field-end-before-start = Das Ende muss nach dem Anfang liegen.
field-taken = Schon vergeben: Wählen Sie bitte etwas anderes.
error-disk-full = Es wurde nichts gespeichert: Auf dem Computer der Praxis ist kein Platz mehr. Rufen Sie bitte die Praxis an.
