# Textes des messages : ceux du cabinet, à la place des nôtres.

texts-title = Textes des messages
texts-note = Vos propres mots dans les courriels et les SMS
texts-lead = Chaque message a un texte prêt à l'emploi. Vous pouvez écrire le vôtre, par langue : l'heure, l'adresse et le lien s'y mettent d'eux-mêmes.
texts-language = Langue des textes
texts-own = le vôtre
texts-code = Le code de vérification n'a qu'un texte, le nôtre : il part vers une adresse que personne n'a encore prouvée.
texts-channel-email = courriel
texts-channel-sms = SMS
texts-kind-confirmed = Rendez-vous confirmé
texts-kind-requested = Demande reçue
texts-kind-reminder = Rappel
texts-kind-moved = Rendez-vous déplacé
texts-kind-cancelled = Rendez-vous annulé
texts-kind-refused = Demande non retenue
texts-kind-offered = Autres horaires proposés
texts-kind-no_show = Après une absence
texts-kind-presence_asked = Confirmation demandée
texts-kind-freed = Horaire libéré proposé
texts-subject = Objet
texts-text = Texte
texts-sms-hint = Sur une seule ligne. Sans ç, ê, ô, û, œ ni guillemets français, un SMS coûte moins.
texts-is-own = Ce texte est le vôtre.
texts-is-standard = Ce texte est le nôtre : changez-le si vous voulez.
texts-places = Ce que vous pouvez y mettre
texts-place-practice = le nom neutre du cabinet
texts-place-day = le jour de la semaine
texts-place-date = la date
texts-place-time = l'heure
texts-place-address = l'adresse du cabinet
texts-place-link = le lien personnel du patient, pour voir, déplacer ou annuler
texts-place-phone = le téléphone du cabinet
texts-preview = Ce que lit le patient
texts-preview-button = Voir le résultat
texts-no-preview = Pas d'aperçu : aucun message ne parle d'un rendez-vous à venir, ou le texte est à corriger.
texts-cost = { $units } caractères, { $parts ->
    [one] { $parts } SMS
   *[other] { $parts } SMS
 } : environ { $euros } €
texts-outside = « { $letter } » sort de l'alphabet des SMS : tout le texte coûte alors plus du double. Remplacez-le, ou acceptez la conversion des accents dans les réglages des SMS.
texts-standard = Revenir au texte d'origine
texts-test = M'envoyer un essai ({ $to })
texts-test-sms = Envoyer un essai
texts-test-section = Essai sur un téléphone
texts-test-phone = Téléphone mobile qui recevra l'essai
texts-test-nowhere = Votre compte n'a pas d'adresse de courriel : complétez-le pour recevoir un essai.
texts-test-mobile = Il faut un numéro de mobile français, en 06 ou 07.
texts-done-tested = L'essai est en route : il arrive comme arriverait le message.
texts-problem-empty = Écrivez quelque chose, ou revenez au texte d'origine.
texts-problem-unknown = { $name } n'existe pas. Les seules possibilités sont { $known }.
texts-problem-brace = Une accolade reste ouverte, ou se ferme sans s'être ouverte : écrivez par exemple { "{" }date{ "}" }.
texts-problem-link = « { $link } » ferait un lien vers un autre site. Retirez-le : le seul lien possible est { $ours }, qui mène au rendez-vous.
texts-problem-line = Tout doit tenir sur une seule ligne.
texts-problem-missing = Il manque { $ours } : sans lien, le patient ne peut ni répondre, ni déplacer, ni annuler.
texts-problem-twice = { $ours } ne se met qu'une fois.
texts-problem-subject = { $ours } ne va pas dans l'objet : mettez-le dans le texte.
