# Booking by patients: from the reason to the confirmation, and by link.

path-label = Étapes
path-1 = Motif
path-2 = Horaire
path-3 = Vous
path-4 = Code

home-title = Prendre rendez-vous
home-lead = De quoi avez-vous besoin ?
home-nothing = La réservation en ligne n'est pas encore ouverte. Le cabinet vous donne un rendez-vous par téléphone.
home-first = Dès { $when }
home-full = Complet en ligne pour le moment : appelez le cabinet
home-search = Chercher selon mes jours et mes heures
home-come = Venir au cabinet
home-emergency = Ce site n'est pas fait pour les urgences. En cas d'urgence, appelez le 15 ou le 112.

call-practice = Appeler le cabinet :

care-video = En vidéo
care-at-practice = Au cabinet
care-either = Au cabinet ou en vidéo, selon le praticien
care-group = En groupe
care-length-minutes = { $least } à { $most } minutes
care-length-range = { $least } à { $most }
care-age-between = De { $min } à { $max } ans, le jour du rendez-vous.
care-age-from = À partir de { $min } ans, le jour du rendez-vous.
care-age-to = Jusqu'à { $max } ans, le jour du rendez-vous.
care-for-new = Pour une première venue au cabinet.
care-for-known = Pour les patients déjà venus au cabinet.
care-for-new-with = Pour une première visite chez ce praticien.
care-for-known-with = Pour les patients déjà vus par ce praticien.
care-for-new-within = Pour qui n'est pas venu au cabinet depuis { $months } mois.
care-for-known-within = Pour les patients venus au cabinet il y a moins de { $months } mois.
care-for-new-with-within = Pour qui n'a pas consulté ce praticien depuis { $months } mois.
care-for-known-with-within = Pour les patients vus par ce praticien il y a moins de { $months } mois.
care-conditions-differ = Les conditions dépendent du praticien.
care-needs-letter = Une lettre ou une ordonnance d'un médecin est nécessaire.
care-professions = Pour ces professions : { $list }.
care-approval = Le cabinet confirme chaque demande : vous recevrez sa réponse par courriel.
care-approval-some = Selon le praticien, le cabinet confirme d'abord votre demande par courriel.
care-approval-brief = Avec l'accord du cabinet

times-back = Choisir un autre motif
times-with = Avec
times-anybody = Peu importe
times-from = dès { $day }
times-nothing-short = rien de libre
times-wishes = Choisir mes jours et mes heures
times-wishes-people = Choisir mes jours et mes heures, ou venir à plusieurs
times-people = Pour combien de personnes ?
times-people-count = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
times-then = { $before }, { $next }
times-and = { $before } et { $next }
times-together = Chaque choix réserve un horaire par personne, à la suite ou en même temps.
times-show = Voir les horaires
times-all = Tous les horaires
times-first = Premiers horaires libres
times-free = Horaires libres
times-that-suit = Horaires qui vous conviennent
times-weeks = Autres semaines
times-earlier = Plus tôt
times-later = Plus tard
times-nothing = Aucun horaire n'est libre en ligne pour le moment. Le secrétariat en connaît parfois d'autres.
times-nothing-suits = Aucun horaire libre ne convient à ces jours et à ces heures. Élargissez votre choix, ou appelez.
times-opens = De nouveaux horaires ouvrent le { $when }, pour des rendez-vous à partir du { $day }.
times-opens-daily = Ensuite, un jour de plus s'ouvre chaque jour à { $hour }.
times-count = { $count ->
    [one] { $count } horaire
   *[other] { $count } horaires
}
search-change = Changer la recherche
times-no-care = Ce motif n'est pas proposé à la réservation en ligne. Choisissez-en un autre, ou appelez le cabinet.
times-no-practitioner = Ce praticien ne propose pas ce motif en ligne. Choisissez-en un autre, ou appelez le cabinet.

search-title = Chercher un horaire
search-care = Motif
search-practitioner = Avec
search-mode = Où
search-mode-practice = Au cabinet
search-mode-video = En vidéo
search-any-mode = Au cabinet ou en vidéo
search-length = Durée
search-any-length = Toutes les durées
search-any-care = Tous les motifs
search-days = Les jours qui me conviennent
search-after = À partir de
search-before = Avant
search-any-hour = Toute heure
search-from = À partir du
search-seats = Nombre de places
search-button = Chercher
search-more = Voir tous les horaires de ce motif
search-nothing = Aucun horaire libre ne correspond. Élargissez votre recherche, ou appelez le cabinet.

times-zone = Horaires à l'heure de { $city }.
summary-zone = heure de { $city }
summary-your-zone = chez vous :
summary-seats = { $seats } places

hold-unreadable = L'horaire demandé n'est pas lisible. Choisissez-le de nouveau dans la liste. Rien n'a été enregistré.
lost-title = Cet horaire ne peut pas être réservé
lost-nearest = Les plus proches
lost-others = Voir les autres horaires

clock-until = Gardé pour vous jusqu'à { $until } (encore { $left })
clock-live = Gardé pour vous encore
clock-over = Le délai est passé. Continuez : si l'horaire est encore libre, nous le reprenons pour vous.
clock-renew = 5 minutes de plus
clock-release = Changer d'horaire

identity-title = Qui vient ?
identity-errors = Quelques réponses sont à revoir :
identity-again = Le délai était passé, mais l'horaire était encore libre : il est de nouveau gardé pour vous. Rien de ce que vous avez écrit n'est perdu.
identity-offers-hint = Ce que vous avez écrit est conservé : choisissez un horaire et nous continuons.
identity-for-me = Pour moi
identity-for-other = Pour un proche
identity-for-hint = Pour un proche, indiquez son nom et sa date de naissance, et votre propre courriel.
identity-born-hint = Par exemple : 17/05/1980
identity-born-malformed = Écrivez la date ainsi : 17/05/1980.
identity-email-hint = Nous y envoyons un code de confirmation à six chiffres.
identity-email-malformed = L'adresse n'est pas complète. Elle ressemble à : nom@exemple.fr
identity-phone-hint = Pour vous joindre en cas d'imprévu.
identity-optional = (facultatif)
identity-kind-new = Non, c'est la première fois
identity-kind-no = Non
identity-kind-known = Oui
identity-choose = Choisissez
identity-referral = J'ai une lettre ou une ordonnance d'un médecin, valable le jour du rendez-vous.
identity-referral-missing = Ce rendez-vous demande une lettre ou une ordonnance d'un médecin. Sans elle, appelez le cabinet.
identity-not-for = Ce motif ne convient pas. { $condition }
identity-next = La visite suivante : { $care }
identity-next-number = Visite { $number } : { $care }
identity-next-required = Elle est réservée en même temps que la première.
identity-next-optional = Vous pouvez la réserver dès maintenant.
identity-next-later = Plus tard
identity-next-missing = Choisissez l'horaire de la visite suivante.
identity-consent = J'accepte que le cabinet garde ces renseignements pour ce rendez-vous et m'envoie les messages qui le concernent.
identity-consent-link = Comment vos données sont utilisées
identity-consent-missing = Sans votre accord, le rendez-vous ne peut pas être pris en ligne.
identity-send = Recevoir mon code
identity-then = Le rendez-vous est pris quand vous recopiez le code, pas avant.
identity-person = Personne { $number }
identity-family-same = (si différent)
identity-person-twice = Cette personne est déjà inscrite plus haut.

field-for = Pour qui est ce rendez-vous ?
field-given = Prénom
field-family = Nom
field-born = Date de naissance
field-email = Courriel
field-phone = Téléphone
field-kind = Êtes-vous déjà venu au cabinet ?
field-kind-with = Avez-vous déjà consulté { $name } ?
field-kind-within = Êtes-vous venu au cabinet il y a moins de { $months } mois ?
field-kind-with-within = Avez-vous consulté { $name } il y a moins de { $months } mois ?
field-profession = Profession
field-referral = Lettre du médecin
field-consent = Accord

code-title = Votre code
code-lead = Un code à six chiffres vient d'être envoyé à { $email }. Recopiez-le pour confirmer le rendez-vous.
code-label = Code à six chiffres
code-send = Confirmer le rendez-vous
code-nothing = Rien reçu ? Regardez dans les courriers indésirables. Le code est valable dix minutes.
code-again = Renvoyer un code
code-sent-again = Un nouveau code est parti. Seul le dernier compte.
code-correct = Corriger mes renseignements
code-demo = Démonstration : aucun courriel ne part.
code-demo-link = Lire le courriel

done-title = C'est noté : votre rendez-vous est pris
done-title-all = C'est noté : vos rendez-vous sont pris
done-title-requested = Votre demande est envoyée
done-lead = Une confirmation part à { $email }, avec un lien pour déplacer ou annuler.
done-lead-requested = Le cabinet doit encore l'accepter. L'horaire est réservé pour vous en attendant ; la réponse vous parviendra par courriel.
done-next = Visite suivante
done-also = Pris en même temps
done-also-open = Le déplacer ou l'annuler
done-calendar = Ajouter à mon agenda
done-manage = Déplacer ou annuler
done-bring = À savoir
done-free-until = Vous pouvez déplacer ou annuler librement jusqu'au { $when }.
done-soon = Un empêchement ? Prévenez le cabinet dès que possible, par ce lien ou par téléphone : la place servira à quelqu'un d'autre.

manage-title = Votre rendez-vous
manage-hello = Bonjour { $name }, voici votre rendez-vous
manage-no-link = Pour voir, déplacer ou annuler un rendez-vous, ouvrez le lien qui est dans le courriel de confirmation. Vous ne le trouvez pas ? Appelez le cabinet.
manage-moved = Votre rendez-vous est déplacé. Une confirmation part par courriel.
manage-off = Ce rendez-vous n'aura pas lieu : il a été annulé.
manage-past = Ce rendez-vous est passé ou en cours.
manage-requested = Le cabinet n'a pas encore répondu à votre demande. L'horaire est réservé pour vous en attendant.
manage-out-of-step = L'intervalle avec cette visite n'est plus respecté. Déplacez-la aussi, ou appelez le cabinet.
manage-next = Voir cette visite
manage-move = Choisir un autre horaire
manage-cancel = Annuler ce rendez-vous
manage-cancel-text = L'horaire sera aussitôt proposé à quelqu'un d'autre.
manage-cancel-next = Annuler aussi la visite suivante
manage-cancel-send = Oui, annuler
manage-announce = Prévenir que je ne viendrai pas
manage-announce-text = Le délai d'annulation est passé (c'était le { $when }). Prévenez quand même : la place servira à quelqu'un d'autre. L'annulation sera comptée comme tardive.
manage-announce-send = Je ne viendrai pas
manage-again = Prendre un autre rendez-vous

fact-lead = Pour protéger vos données, répondez à une question.
fact-label = Les trois premières lettres du nom de famille, ou la date de naissance
fact-hint = De la personne qui a rendez-vous. Par exemple : MAR, ou 17/05/1980
fact-send = Voir le rendez-vous

new-time-title = Choisir un autre horaire
new-time-lead = Votre rendez-vous actuel reste réservé jusqu'à ce que vous en choisissiez un autre.
new-time-back = Revenir au rendez-vous
new-time-stays = Votre rendez-vous actuel n'a pas changé.

cancelled-title = Votre rendez-vous est annulé
cancelled-lead = Merci d'avoir prévenu : la place servira à quelqu'un d'autre.
cancelled-late = Merci d'avoir prévenu. Le délai étant passé, l'annulation est comptée comme tardive.
cancelled-next = La visite suivante est toujours réservée. Pour l'annuler aussi, ouvrez le lien de son courriel de confirmation.

denied-slot-taken = Quelqu'un vient de réserver cet horaire.
denied-not-offered = Cet horaire n'est pas proposé : il est passé, trop proche, ou hors des heures d'ouverture.
denied-not-found = Ce lien n'est plus valable : le rendez-vous est passé ou annulé, ou l'adresse est incomplète.
denied-hold-expired = L'horaire n'est plus gardé pour vous. Choisissez-en un dans la liste.
denied-already-renewed = Le délai a déjà été prolongé une fois.
denied-too-many-holds = Trop d'horaires sont gardés en même temps depuis votre connexion ou pour votre adresse e-mail. Terminez une réservation en cours, attendez cinq minutes, ou appelez le cabinet.
denied-day-held = Beaucoup de personnes choisissent un horaire de ce jour en ce moment. Réessayez dans une minute : des horaires se libèrent quand une personne renonce. Vous pouvez aussi choisir un autre jour ou appeler le cabinet.
denied-wrong-code = Ce code n'est pas le bon. { $left ->
    [one] Il reste un essai.
   *[other] Il reste { $left } essais.
}
denied-code-expired = Ce code n'est plus valable. Demandez-en un nouveau.
denied-code-lost = Cinq codes faux : par sécurité, l'horaire a été rendu. Demandez un nouveau code : si l'horaire est encore libre, nous le reprenons pour vous.
denied-too-many-codes = Un code est déjà parti à cette adresse. Attendez une minute avant d'en demander un autre ; trois au plus par jour.
denied-second-fact = La réponse ne correspond pas à ce rendez-vous. Vérifiez-la ; après plusieurs erreurs, attendez quelques minutes.
denied-patient-busy = Un autre rendez-vous est déjà pris à cette heure-là pour la même personne.
denied-not-eligible = Ce motif ne peut pas être réservé en ligne dans votre situation. Le cabinet vous répond par téléphone.
denied-limit = Le nombre de rendez-vous possibles en ligne est atteint. Le cabinet vous répond par téléphone.
denied-by-phone = Ce rendez-vous ne peut pas être pris en ligne. Le cabinet vous répond par téléphone.
denied-wrong-state = Ce n'est plus possible : la situation a changé entre-temps. Rien n'a été modifié.
denied-clock = Le service démarre et ne connaît pas encore l'heure exacte. Rien n'a été enregistré ; recommencez dans une minute.
denied-next-taken = L'horaire de la visite suivante vient d'être pris. Choisissez-en un autre, puis confirmez : votre code reste valable.

closed-title = La prise de rendez-vous en ligne n'est pas ouverte
closed-text = Ce cabinet n'envoie pas encore de courriel : les horaires libres sont affichés, mais le rendez-vous se prend par téléphone.

offered-title = Choisissez un autre horaire
offered-lead = Le cabinet ne pourra pas vous recevoir à l'horaire prévu, rappelé ci-dessous. Voici d'autres horaires :
offered-none = Les horaires proposés ne sont plus libres. Appelez le cabinet pour convenir d'un autre moment.
offered-until = Répondez avant { $when } : jusque-là ces horaires ne vous sont pas réservés. Aucun ne convient ? Appelez le cabinet.
manage-confirm = Je viendrai
manage-confirmed = Vous avez confirmé votre venue ({ $when }). Merci.
manage-missed = Le cabinet a noté que vous n'êtes pas venu à ce rendez-vous.
manage-missed-count = { $count ->
    [one] C'est un rendez-vous manqué sur les derniers mois.
   *[other] Cela fait { $count } rendez-vous manqués sur les derniers mois.
}
manage-contest = Ce n'est pas exact ?
manage-contest-words = Que s'est-il passé ?
manage-contest-hint = En quelques mots, sans détail médical. Le cabinet lira votre réponse et décidera.
manage-contest-send = Je conteste cette absence
manage-contest-waits = Votre réponse est arrivée. Le cabinet va la lire.
manage-contest-excused = Le cabinet a accepté votre explication : cette absence ne compte pas.
manage-contest-kept = Le cabinet a lu votre réponse et maintient l'absence. Vous pouvez l'appeler pour en parler.
video-room = Lien de la visioconférence
questions-lead = Quelques questions avant de choisir un horaire.
questions-missing = Il manque une réponse.
questions-send = Voir les horaires libres
questions-privacy = Vos réponses ne servent qu'au cabinet, et seulement si vous prenez rendez-vous.
questions-answered = Votre réponse
questions-stopped = D'après votre réponse, ce rendez-vous ne se prend pas en ligne.
questions-other = D'après votre réponse, un autre rendez-vous convient mieux :
questions-phone = D'après votre réponse, un autre rendez-vous convient mieux. Appelez le cabinet, qui vous le donnera.
denied-questions = Répondez d'abord aux questions posées avant les horaires.

patience-title = Merci de patienter { $seconds ->
    [one] { $seconds } seconde
   *[other] { $seconds } secondes
}
patience-why = Beaucoup de demandes arrivent en ce moment, ou viennent de la même connexion que la vôtre. Cette courte attente garde l'agenda libre pour les patients.
patience-how = La page continue en général d'elle-même. Sinon, attendez { $seconds ->
    [one] { $seconds } seconde
   *[other] { $seconds } secondes
}, puis appuyez sur « Continuer ».
patience-go = Continuer
patience-kept = Rien de ce que vous avez choisi ou saisi n'est perdu.
patience-working = Un instant : la page continue d'elle-même.

identity-code-by = Recevoir le code
identity-code-email = Par courriel
identity-code-text = Par SMS
identity-code-hint = Par SMS, votre numéro de mobile suffit : le courriel peut rester vide.
identity-phone-fixed = Ce numéro est celui d'un téléphone fixe : il ne reçoit pas de SMS. Donnez un mobile, ou choisissez le courriel.
identity-phone-foreign = Nous n'envoyons pas de SMS à ce numéro. Donnez un autre mobile, ou choisissez le courriel.
code-nothing-text = Rien reçu ? Vérifiez le numéro, et que votre téléphone capte. Le code est valable dix minutes.
