# Ce qu'un patient peut faire par son lien, en plus de déplacer et d'annuler : prévenir d'un retard, reprendre rendez-vous, suivre ses
# rendez-vous dans son agenda, demander ses données. Les phrases « audit- » et « outbox- » sont lues par le cabinet.

delay-title = Vous serez en retard ?
delay-lead = Dites de combien : le cabinet le voit tout de suite.
delay-again = Cela a changé ? C'est le dernier retard annoncé qui compte.
delay-button = { $minutes } minutes
delay-told = Vous avez annoncé { $minutes } minutes de retard. Le cabinet le sait et vous attend vers { $hour }.
delay-enough = Venez : vous serez reçu, peut-être un peu plus brièvement.
delay-short = Il restera peut-être trop peu de temps pour vous recevoir : appelez le cabinet avant de venir.
delay-beyond = L'heure est trop avancée pour annoncer un retard ici : appelez le cabinet.
delay-phone = Une question ? Le cabinet répond au
delay-tag = Annonce { $minutes } min de retard
delay-said = A annoncé { $minutes } minutes de retard par son lien.
audit-act-appointment-delay = A annoncé un retard

again-title = Reprendre rendez-vous
again-hello = Reprendre rendez-vous, { $name }
again-known = Bonjour { $name }. Cet appareil vous connaît : choisissez l'heure, confirmez, c'est tout.
again-lead = Choisissez l'heure : il n'y a rien à remplir.
again-other = Pour une autre personne
again-others = Pour un autre motif
again-confirm-title = Confirmer le rendez-vous
again-confirm-hello = { $name }, est-ce bien cela ?
again-confirm-lead = Cette heure est gardée pour vous jusqu'à { $until }.
again-confirm-send = Confirmer
again-consent-new = L'information sur les données personnelles a changé depuis la dernière fois.
again-consent-missing = Lisez l'information, puis cochez la case pour confirmer.
again-done = C'est noté, { $name }. Une confirmation part par courriel, avec le lien pour déplacer ou annuler.
again-requested = Votre demande est partie, { $name }. L'heure est gardée ; le cabinet vous répond par courriel.

mine-title = Mon agenda, mes données
mine-device = La prochaine fois
mine-device-lead = Cet appareil peut se souvenir de vous pendant six mois : vous choisirez l'heure, sans rien remplir. Il montrera votre prénom, rien d'autre.
mine-device-shared = Jamais sur un appareil partagé.
mine-device-remember = Se souvenir de cet appareil
mine-device-known = Cet appareil se souvient de vous : la première page propose de reprendre rendez-vous.
mine-device-forget = Oublier cet appareil
mine-device-forget-all = Oublier tous mes appareils
mine-device-privacy = Si vous l'avez demandé, cet appareil garde six mois un cookie qui vous reconnaît ; la première page permet de l'effacer.
mine-feed = Mes rendez-vous dans mon agenda
mine-feed-lead = Une adresse secrète que votre agenda suit : vos rendez-vous à venir, avec le nom du cabinet, l'adresse et l'heure. Ni le motif ni le praticien.
mine-feed-make = Créer l'adresse
mine-feed-again = Créer une nouvelle adresse
mine-feed-end = Supprimer l'adresse
mine-feed-made = L'adresse est prête. Elle n'est montrée qu'une fois ; une adresse d'avant ne marche plus.
mine-feed-open = Ouvrir dans mon agenda
mine-feed-copy = Ou copiez cette adresse dans « S'abonner à un agenda » :
mine-data = Mes données
mine-data-lead = Pour remettre le dossier entier, le cabinet vérifie aussi votre adresse de courriel : un code à six chiffres y est envoyé.
mine-data-phone = Le cabinet n'a pas d'adresse de courriel pour vous : appelez-le pour recevoir vos données ou les faire effacer.
mine-code = Recevoir un code
mine-code-send = Ouvrir mes données
mine-code-over = Ce code ne vaut plus rien. Demandez-en un autre.
mine-data-open = Tout ce que le cabinet garde de vous pour les rendez-vous, à lire ou pour un programme.
mine-data-html = Télécharger pour lire
mine-data-json = Télécharger pour un programme
mine-erase = Demander l'effacement de mes données
mine-erase-lead = Le cabinet lit la demande et décide : la loi l'oblige à garder certaines données. Il vous répond par courriel, en un mois au plus. Vos rendez-vous à venir restent tant que vous ne les annulez pas.
mine-erase-send = Demander l'effacement
mine-erase-waits = Vous avez demandé l'effacement ({ $when }). Le cabinet va répondre par courriel.
mine-erase-answered = Vous avez demandé l'effacement ({ $when }). Le cabinet a répondu :
mine-done-device = Cet appareil se souvient de vous.
mine-done-forgotten = Vos appareils sont oubliés.
mine-done-ended = L'adresse ne marche plus : votre agenda ne suit plus vos rendez-vous.
mine-done-code = Le code part par courriel. Il vaut dix minutes.
mine-done-open = Votre adresse est vérifiée.
mine-done-asked = Votre demande est partie. Le cabinet répond par courriel.

letter-subject-erased = Vos données sont effacées
letter-erased = Vous l'aviez demandé : le cabinet a effacé vos données de son agenda. Ce message est le dernier.
letter-subject-not-erased = Votre demande d'effacement
letter-not-erased = Vous avez demandé l'effacement de vos données. Le cabinet ne les efface pas, pour cette raison :
outbox-kind-erased = Effacement confirmé
outbox-kind-not_erased = Effacement refusé

erasures-title = Demandes d'effacement
erasures-lead = Un patient demande l'effacement de ses données. Répondez dans le mois (RGPD, article 12). Le dossier médical et la facturation ne sont pas ici.
erasures-since = Demandé le { $when }
erasures-other = Un administrateur décide.
erasures-see = Voir ce qui serait effacé
erasure-asked = Le patient l'a demandé lui-même, { $when }.
erasure-told = Il est prévenu par courriel de votre décision.
erasure-not-told = Aucun courriel ne l'atteint : prévenez-le par téléphone.
erasure-preview = Seraient effacés : le dossier, { $appointments ->
    [0] aucun rendez-vous
    [one] 1 rendez-vous
   *[other] { $appointments } rendez-vous
}, { $messages ->
    [0] aucun message
    [one] 1 message
   *[other] { $messages } messages
}.
erasure-coming = { $count ->
    [0] Aucun rendez-vous n'est à venir.
    [one] 1 rendez-vous est encore à venir : annulez-le d'abord.
   *[other] { $count } rendez-vous sont encore à venir : annulez-les d'abord.
}
erasure-refuse = Ne pas effacer
erasure-refuse-lead = Dites pourquoi, par exemple une durée légale de conservation. La phrase part par courriel, telle quelle.
erasure-refuse-why = Réponse au patient
erasure-refuse-send = Refuser et répondre
erasure-refused = La réponse est partie, la demande est close.
erasure-refuse-missing = Écrivez pourquoi : le patient a droit à une réponse.
erasure-closed = Cette demande a déjà sa réponse.

audit-act-browser-remember = A fait retenir un appareil
audit-act-browser-forget = A fait oublier un appareil
audit-act-feed-own = A créé l'adresse de ses rendez-vous pour un agenda
audit-act-feed-own-end = A supprimé l'adresse de ses rendez-vous
audit-act-link-code = A demandé un code pour ses données
audit-act-link-proven = A prouvé son adresse de courriel
audit-act-link-unproven = A donné un mauvais code pour ses données
audit-act-erasure-ask = A demandé l'effacement de ses données
audit-act-erasure-refuse = A refusé un effacement

export-devices = Appareils qui la reconnaissent
export-feed = Adresse secrète de ses rendez-vous pour un agenda
export-erasure = Effacement demandé
