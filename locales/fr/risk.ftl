# Risque d'absence et surréservation : pour l'équipe seulement.

risk-low = Risque faible ({ $rate }) : { $reasons }.
risk-medium = Risque moyen ({ $rate }) : { $reasons }.
risk-high = Risque élevé ({ $rate }) : { $reasons }.
factor-up = { $reason } (augmente)
factor-down = { $reason } (diminue)
factor-even = { $reason } (sans effet)
factor-own = { $visits ->
    [0] pas encore de rendez-vous passé
    [one] { $missed } absence sur un rendez-vous
   *[other] { $missed ->
        [0] aucune absence
        [one] une absence
       *[other] { $missed } absences
    } sur { $visits } rendez-vous
}
factor-lead = { $days ->
    [0] pris le jour même
    [one] pris la veille
   *[other] pris { $days } jours avant
}
factor-lead-unknown = date de réservation inconnue
factor-new = première visite
factor-known = patient connu
factor-hour = rendez-vous vers { $hour } h
factor-confirmed = venue confirmée
factor-unconfirmed = venue non confirmée

score-title = Fiabilité de l'estimation
score-base = Dans votre cabinet, { $rate } des rendez-vous passés sont des absences.
score-on = L'estimation du risque fait nettement mieux que ce taux moyen sur vos six derniers mois : elle sert à ordonner la liste d'appels et à proposer des rendez-vous en plus. Elle ne cache jamais un horaire à un patient.
score-off = L'estimation du risque ne fait pas nettement mieux que le taux moyen sur vos six derniers mois : elle est arrêtée, et ne sert à rien tant que cela dure.
score-too-few = Pas encore assez de rendez-vous passés (il en faut 200, dont 10 absences, sur six mois) : l'estimation du risque est arrêtée.
score-predictions = Rendez-vous prédits
score-missed = dont absences
score-brier = Erreur de l'estimation (score de Brier)
score-brier-base = Erreur du taux moyen
score-gain = Gain
score-how = Comment est-ce calculé ?
score-how-text = Seulement avec vos propres comptes, sur cet appareil : absences passées du patient, délai entre la réservation et le rendez-vous, première visite ou non, heure, venue confirmée par le lien. Chaque nuit, chaque rendez-vous des six derniers mois est prédit avec ce qu'on savait la veille, puis comparé à ce qui s'est passé. Si l'estimation ne gagne pas nettement contre le taux moyen, elle s'arrête d'elle-même.
overbooking-title = Rendez-vous en plus possibles
overbooking-lead = Demi-journées complètes de la semaine où un patient de plus aurait au plus 5 % de chances d'être de trop. Jamais à côté d'une longue première visite, jamais deux de suite. C'est vous qui décidez.
overbooking-none = Aucune demi-journée complète ne s'y prête.
overbooking-expected = { $come } venues attendues sur { $booked } rendez-vous de la demi-journée.
overbooking-day = Voir le jour
overbooking-proposed = Proposition de l'agenda : un rendez-vous de plus à cette heure. Rendez-vous déjà pris :
agenda-over-here = Surréservation possible ici
agenda-over-key = Surréservation possible ici : demi-journée complète où un patient de plus aurait au plus 5 % de chances d'être de trop.
overbooking-reason = Surréservation proposée par l'agenda
agenda-over-why = Surréservation possible ici : risque d'absence de { $rate }
