# Changements d'horaires : rendez-vous de côté, horaires proposés par lien, maladie.

setup-saved-before = Ce formulaire a déjà été enregistré. Votre saisie est ci-dessous : l'enregistrer de nouveau crée un deuxième élément.
setup-decide-offer = Proposer trois horaires par courriel
setup-decide-offer-all = Proposer trois horaires par courriel, à ceux qui ont une adresse
setup-offer-open = horaires proposés, réponse avant { $when }
setup-offer-chosen = autre horaire choisi
setup-offer-expired = horaires proposés, sans réponse
note-label = Un mot ajouté aux courriels (facultatif)
note-hint = Une phrase, 200 caractères au plus. Un courriel n'est pas confidentiel : ni motif, ni spécialité, ni rien de médical.
note-link = Pas d'adresse internet ni d'adresse de courriel dans ce mot : le programme ajoute lui-même le lien du rendez-vous.
note-telling = Le mot « { $word } » nomme un motif ou une spécialité : il n'a pas sa place dans un courriel. Écrivez autrement.

setup-draft-calls-lead = Aucun courriel ne les prévient, ou pas assez tôt.
setup-draft-calls = Ouvrir la liste d'appels

ill-title = Malade aujourd'hui
ill-lead = Une absence imprévue : le programme ferme les horaires, prévient les patients par courriel et prépare la liste des autres à appeler.
ill-label = Absence imprévue
ill-who = Qui est absent ?
ill-until = Jusqu'au (compris)
ill-until-wrong = Choisissez une date à partir d'aujourd'hui, dans l'année qui vient.
ill-show = Voir les rendez-vous concernés
ill-count = { $count ->
    [0] Aucun rendez-vous concerné pour { $name }
    [one] Un rendez-vous concerné pour { $name }
   *[other] { $count } rendez-vous concernés pour { $name }
}
ill-nobody = Personne n'est à prévenir : seuls les horaires seront fermés.
ill-by-email = courriel
ill-by-phone = à appeler
ill-without-email = { $count ->
    [one] Un patient n'a pas d'adresse de courriel : il sera sur la liste à appeler, et son rendez-vous reste en attente de votre décision.
   *[other] { $count } patients n'ont pas d'adresse de courriel : ils seront sur la liste à appeler, et leurs rendez-vous restent en attente de votre décision.
}
ill-tell = Que dire aux patients ?
ill-tell-cancel = Le rendez-vous est annulé ; ils reprennent rendez-vous en ligne ou par téléphone.
ill-tell-offer = Leur proposer trois autres horaires par lien ; ils en choisissent un.
ill-send = Fermer les horaires et prévenir tout le monde
ill-send-nobody = Fermer les horaires
ill-saved-before = Cette absence est déjà enregistrée. Vérifiez l'agenda avant d'en enregistrer une autre.
ill-calls-title = Patients à prévenir
ill-calls-who = { $name }, absence jusqu'au { $date } compris.
ill-calls-left = { $count ->
    [0] Plus personne à appeler
    [one] Une personne à appeler
   *[other] { $count } personnes à appeler
}
ill-calls-none = Personne n'est à appeler.
ill-calls-lead = Sans adresse de courriel, ou attendus si tôt qu'ils ne le liront peut-être pas.
ill-reached = Joint
ill-reached-cancel = Joint, annuler
ill-move = Déplacer…
ill-undo = Pas joint, finalement
ill-moved-to = déplacé : { $when }
ill-undecided = à décider
ill-no-phone = pas de numéro
ill-told = { $count ->
    [one] Un patient prévenu par courriel
   *[other] { $count } patients prévenus par courriel
}
ill-to-draft = Décider des rendez-vous restants
ill-see-draft = Voir le changement
ill-to-agenda = Retour à l'agenda
ill-print = Cette page s'imprime comme une liste à cocher (Ctrl + P).
