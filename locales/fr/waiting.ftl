# La liste d'attente : courriel d'offre, pages du patient, écrans du secrétariat.

letter-subject-offer = Un horaire s'est libéré : { $when }
letter-offer = Un horaire s'est libéré. Comme vous êtes sur notre liste d'attente, nous vous le proposons :
letter-link-offer = Pour l'accepter ou le refuser (ce lien est personnel, gardez-le pour vous) :
letter-offer-until = Cet horaire vous est proposé jusqu'au { $when }. Sans réponse, nous le proposerons à quelqu'un d'autre.
letter-offer-first = Nous le proposons à plusieurs personnes : la première qui accepte l'obtient.
letter-offer-replaces = Si vous acceptez, il remplace votre rendez-vous du { $when }, qui sera libéré. Sinon, rien ne change.
letter-offer-no = Il ne vous convient pas ? Refusez-le par le même lien : vous restez sur la liste.

cli-check-waiting-list = La liste d'attente se contredit : horaire libéré { $detail }.

outbox-kind-freed = Horaire libéré proposé

# La page d'une offre, pour le patient.
offer-title = Un horaire vous est proposé
offer-hello = Bonjour { $name }, un horaire s'est libéré
offer-fact-lead = Pour protéger vos données, répondez à une question avant de voir l'horaire proposé.
offer-fact-send = Voir l'horaire proposé
offer-until = Cet horaire vous est proposé jusqu'au { $when }.
offer-replaces = Si vous l'acceptez, votre rendez-vous du { $when } est annulé et remplacé par celui-ci. Sinon, rien ne change.
offer-accept = Accepter cet horaire
offer-not = Il ne vous convient pas ?
offer-leave = Je ne souhaite plus être sur la liste d'attente
offer-decline = Refuser cet horaire
offer-still-on-list = Vous restez sur notre liste d'attente : nous vous écrirons si un autre horaire se libère.
offer-off-list = Vous n'êtes plus sur notre liste d'attente.
offer-kept = Votre rendez-vous du { $when } est maintenu.
offer-leave-now = Ne plus être sur la liste d'attente
offer-was-accepted = Vous avez accepté cet horaire. Le lien de votre confirmation permet de le revoir.
offer-was-declined = C'est noté : nous proposons cet horaire à quelqu'un d'autre.
offer-was-lost = Cet horaire vient d'être pris. Vous gardez votre place sur la liste d'attente.
offer-was-withdrawn = Cet horaire n'est plus proposé.
offer-was-ignored = Le délai pour accepter cet horaire est passé.

# « Plus tôt », sur la page d'un rendez-vous.
earlier-question = Vous préférez venir plus tôt ?
earlier-invite = Si un horaire se libère avant votre rendez-vous, nous vous le proposons par courriel. Vous gardez votre rendez-vous tant que vous n'acceptez rien.
earlier-waiting = Vous êtes sur la liste d'attente : si un horaire plus tôt se libère, nous vous le proposons par courriel.
earlier-ask = Être prévenu d'un horaire plus tôt
earlier-see = Voir ou changer ma demande
earlier-title = Un horaire plus tôt
earlier-lead = Dites-nous ce qui vous convient : si un horaire se libère, nous vous écrivons à { $email }.
earlier-keeps = Votre rendez-vous est maintenu tant que vous n'acceptez pas un autre horaire.
earlier-send = M'inscrire sur la liste d'attente
earlier-change = Enregistrer
earlier-leave = Quitter la liste d'attente
earlier-done = Vous êtes sur la liste d'attente pour un horaire plus tôt.
earlier-left = Vous n'êtes plus sur la liste d'attente.

# Ce qui convient.
waiting-with = Avec
waiting-with-hint = Rien de coché : n'importe qui
waiting-days = Jours
waiting-days-hint = Rien de coché : tous les jours
waiting-from = Pas avant (heure)
waiting-to = Fini avant (heure)
waiting-earliest = À partir du
waiting-latest = Jusqu'au
waiting-latest-before = Cette date est passée, ou précède la première.
waiting-ready = Temps nécessaire pour venir
waiting-ready-hint = Aucun horaire n'est proposé dans ce délai.
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
waiting-calls-lead = Aucun courriel ne leur est envoyé. L'horaire leur est réservé jusqu'à l'heure indiquée ; ensuite, il va à la personne suivante.
waiting-calls-later = À appeler plus tard
waiting-calls-later-lead = Personne n'est appelé entre 20 h et 8 h, ni le dimanche, ni un jour férié. Les horaires restent réservés.
waiting-open = Offres en cours
waiting-open-lead = Ces horaires sont réservés : le public ne les voit pas. Reprenez une offre pour disposer de l'horaire.
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
waiting-how-to-add = Pour inscrire quelqu'un, ouvrez son dossier, ou choisissez « Rien ne convient » en prenant un rendez-vous.
waiting-find-patient = Chercher un dossier
waiting-over = Offres passées
waiting-since = Sur la liste depuis le { $date }
waiting-has = A un rendez-vous { $when }
waiting-for = Sur la liste d'attente : { $care }
waiting-add = Liste d'attente
waiting-instead = Rien ne convient ? Inscrire sur la liste d'attente
waiting-new-title = Inscrire sur la liste d'attente
waiting-join = Inscrire
waiting-replaces = Rendez-vous à remplacer
waiting-replaces-hint = Si un horaire plus tôt est accepté, ce rendez-vous est libéré. Il doit être du même motif.
waiting-replaces-none = Aucun
waiting-channel = Prévenir par
waiting-channel-email = courriel
waiting-channel-phone = téléphone (le cabinet appelle)
waiting-no-email = Ce dossier n'a pas d'adresse : choisissez le téléphone, ou ajoutez l'adresse au dossier.
waiting-only-phoned = La réservation en ligne est fermée à cette personne : elle est seulement appelée. Choisissez le téléphone.
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
waiting-refused-twice = Cette personne attend déjà pour ce motif : modifiez son inscription.
waiting-refused-booking = Le rendez-vous à remplacer n'est pas du même motif, ou ne peut plus être déplacé.
waiting-refused-over = Cette inscription n'est plus sur la liste.
waiting-done-joined = Inscription enregistrée.
waiting-done-saved = C'est enregistré.
waiting-done-accepted = Le rendez-vous est pris.
waiting-done-declined = C'est noté : l'horaire est proposé à la personne suivante.
waiting-done-unanswered = C'est noté, sans réponse : l'horaire est proposé à la personne suivante.
waiting-done-withdrawn = L'offre est reprise : l'horaire est de nouveau libre.
waiting-done-left = La personne est retirée de la liste.
waiting-done-over = L'offre était déjà close : rien n'a été réservé.
offer-made-email = Proposé par courriel { $when }
offer-made-email-by-hand = Proposé à la main, par courriel { $when }
offer-made-phone = À proposer par téléphone, depuis { $when }
offer-made-phone-by-hand = À proposer par téléphone, choisi à la main { $when }
offer-open-until = jusqu'à { $when }
offer-accept-for = Accepte
offer-decline-for = Refuse
offer-no-answer-for = Ne répond pas
offer-call-from = Appel possible à partir de : { $when }
offer-withdraw = Reprendre
offer-state-open = offre en cours
offer-state-accepted = accepté
offer-state-declined = refusé
offer-state-ignored = sans réponse
offer-state-unanswered = pas appelé à temps
offer-state-lost = un autre a été plus rapide
offer-state-withdrawn = repris
agenda-offered = proposé à la liste d'attente

offers-title = Liste d'attente : les offres
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
offers-hint-rush = Le premier qui accepte l'obtient. 0 : jamais, toujours une personne à la fois. D'ordinaire 3.
offers-at_once = À combien de personnes alors
offers-hint-at_once = D'ordinaire 3.
offers-ignored = Mettre en pause après tant d'offres sans réponse
offers-hint-ignored = La personne reste sur la liste, mais on ne lui écrit plus. D'ordinaire 3.
offers-cascade = Échanges en chaîne
offers-hint-cascade = Accepter une offre libère l'ancien rendez-vous, proposé à son tour, tant de fois de suite. D'ordinaire 3.
offers-life_days = Quitter la liste après (jours)
offers-hint-life_days = Pour qui n'a pas de rendez-vous à remplacer. D'ordinaire 60.
offers-crossed-lives = Une offre lointaine doit tenir au moins aussi longtemps qu'une offre proche.
offers-crossed-rush = Ce moment n'arrive jamais : l'horaire est déjà public avant. Écrivez plus, ou 0 pour ne jamais demander à plusieurs.
