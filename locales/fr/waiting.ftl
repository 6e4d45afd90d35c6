# La liste d'attente : écrans du secrétariat. Ce que lisent les patients est dans earlier.ftl et messages.ftl.

cli-check-waiting-list = La liste d'attente se contredit : horaire libéré { $detail }.

outbox-kind-freed = Horaire libéré proposé
outbox-kind-waiting = Inscription en liste d'attente

# Ce qui convient.
waiting-anybody = n'importe qui
waiting-before-hour = avant { $hour }
waiting-after-hour = à partir de { $hour }
waiting-from-date = à partir du { $date }
waiting-to-date = jusqu'au { $date }
waiting-ready-in = peut venir en { $length }

# Les écrans du secrétariat.
waiting-nav = Liste d'attente
waiting-title = Liste d'attente
waiting-calls = À appeler maintenant
waiting-calls-lead = Aucun courriel ne leur est envoyé. L'horaire leur est réservé jusqu'à l'heure indiquée ; ensuite, il va à la personne suivante.
waiting-calls-later = À appeler plus tard
waiting-calls-later-lead = Personne n'est appelé entre 20 h et 8 h, ni le dimanche, ni un jour férié. Les horaires restent réservés.
waiting-open = Offres en cours
waiting-open-lead = Ces horaires sont réservés : le public ne les voit pas. Reprenez une offre pour disposer de l'horaire.
waiting-list = { $count ->
    [0] Personne n'attend
    [one] Une personne attend
   *[other] { $count } personnes attendent
}
waiting-filter = Filtrer
waiting-filter-send = Afficher
waiting-filter-off = Tout afficher
waiting-all = Tous
waiting-none = Personne n'est sur la liste d'attente.
waiting-none-such = Personne ne correspond à ce filtre.
waiting-how-to-add = Pour inscrire quelqu'un, ouvrez son dossier, ou choisissez « Rien ne convient » en prenant un rendez-vous.
waiting-find-patient = Chercher un dossier
waiting-over = Offres passées
waiting-since = Sur la liste depuis le { $date }
waiting-since-until = Sur la liste depuis le { $date }, jusqu'au { $until }
waiting-expires = Garder sur la liste jusqu'au
waiting-expires-hint = Ce jour compris. Vide : jusqu'au rendez-vous à remplacer, ou la durée réglée par le cabinet.
waiting-expires-range = Choisissez un jour à partir d'aujourd'hui, { $days } jours à l'avance au plus.
waiting-has = A un rendez-vous { $when }
waiting-for = Sur la liste d'attente : { $care }
waiting-add = Liste d'attente
waiting-instead = Rien ne convient ? Inscrire sur la liste d'attente
waiting-new-title = Inscrire sur la liste d'attente
waiting-join = Inscrire
waiting-replaces = Rendez-vous à remplacer
waiting-replaces-hint = Si un horaire plus tôt est accepté, ce rendez-vous est libéré. Il doit être du même motif.
waiting-replaces-none = Aucun
waiting-channel = Prévenir par
waiting-channel-email = courriel
waiting-channel-phone = téléphone (le cabinet appelle)
waiting-no-email = Ce dossier n'a pas d'adresse : choisissez le téléphone, ou ajoutez l'adresse au dossier.
waiting-only-phoned = La réservation en ligne est fermée à cette personne : elle est seulement appelée. Choisissez le téléphone.
waiting-urgency = Urgence
waiting-urgency-normal = normale
waiting-urgency-soon = assez urgent
waiting-urgency-urgent = urgent
waiting-state = État
waiting-state-waiting = en attente
waiting-state-paused = en pause
waiting-state-served = servi
waiting-state-left = retiré de la liste
waiting-state-expired = échu
waiting-pause = Mettre en pause
waiting-resume = Reprendre les offres
waiting-leave = Retirer de la liste
waiting-edit = Modifier
waiting-offers = Offres
waiting-no-offers = Aucun horaire n'a encore été proposé.
waiting-by-hand = Proposer un horaire maintenant
waiting-by-hand-lead = L'horaire choisi est réservé à cette personne le temps de sa réponse.
waiting-refused-twice = Cette personne attend déjà pour ce motif : modifiez son inscription.
waiting-refused-booking = Le rendez-vous à remplacer n'est pas du même motif, ou ne peut plus être déplacé.
waiting-refused-over = Cette inscription n'est plus sur la liste.
waiting-done-joined = Inscription enregistrée.
waiting-done-saved = C'est enregistré.
waiting-done-accepted = Le rendez-vous est pris.
waiting-done-declined = C'est noté : l'horaire est proposé à la personne suivante.
waiting-done-unanswered = C'est noté, sans réponse : l'horaire est proposé à la personne suivante.
waiting-done-withdrawn = L'offre est reprise : l'horaire est de nouveau libre.
waiting-done-left = La personne est retirée de la liste.
waiting-done-over = L'offre était déjà close : rien n'a été réservé.
offer-made-email = Proposé par courriel { $when }
offer-made-email-by-hand = Proposé à la main, par courriel { $when }
offer-made-phone = À proposer par téléphone, depuis { $when }
offer-made-phone-by-hand = À proposer par téléphone, choisi à la main { $when }
offer-open-until = jusqu'à { $when }
offer-accept-for = Accepte
offer-decline-for = Refuse
offer-no-answer-for = Ne répond pas
offer-call-from = Appel possible à partir de : { $when }
offer-withdraw = Reprendre
offer-state-open = offre en cours
offer-state-accepted = accepté
offer-state-declined = refusé
offer-state-ignored = sans réponse
offer-state-unanswered = pas appelé à temps
offer-state-lost = un autre a été plus rapide
offer-state-withdrawn = repris
agenda-offered = proposé à la liste d'attente

offers-title = Liste d'attente : les offres
offers-note = Combien de temps une offre tient, à combien de personnes, jusqu'à quand
offers-lead = Un horaire qui se libère est proposé à la liste d'attente avant d'être public. Les offres déjà envoyées gardent leur échéance.
offers-notice = Ne plus proposer à moins de (minutes avant le rendez-vous)
offers-hint-notice = Plus près que cela, l'horaire libéré est aussitôt public. D'ordinaire 45.
offers-near = Un rendez-vous est proche à moins de (heures)
offers-hint-near = D'ordinaire 24.
offers-near_life = Une offre proche tient (minutes)
offers-hint-near_life = Les heures de nuit, les dimanches et les jours fériés ne comptent pas. D'ordinaire 15.
offers-far_life = Une offre plus lointaine tient (minutes)
offers-hint-far_life = D'ordinaire 120, soit deux heures.
offers-rush = Demander à plusieurs quand il reste moins de (heures)
offers-hint-rush = Le premier qui accepte l'obtient. 0 : jamais, toujours une personne à la fois. D'ordinaire 3.
offers-at_once = À combien de personnes alors
offers-hint-at_once = D'ordinaire 3.
offers-ignored = Mettre en pause après tant d'offres sans réponse
offers-hint-ignored = La personne reste sur la liste, mais on ne lui écrit plus. D'ordinaire 3.
offers-cascade = Échanges en chaîne
offers-hint-cascade = Accepter une offre libère l'ancien rendez-vous, proposé à son tour, tant de fois de suite. D'ordinaire 3.
offers-life_days = Quitter la liste après (jours)
offers-hint-life_days = Pour qui n'a pas de rendez-vous à remplacer. D'ordinaire 60.
offers-crossed-lives = Une offre lointaine doit tenir au moins aussi longtemps qu'une offre proche.
offers-crossed-rush = Ce moment n'arrive jamais : l'horaire est déjà public avant. Écrivez plus, ou 0 pour ne jamais demander à plusieurs.
