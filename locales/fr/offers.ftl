# Comment les heures libres sont proposées aux patients (fiche d'un motif).
offer-best = Les meilleures de chaque demi-journée
offer-morning = Le matin d'abord
offer-choices = Heures montrées par demi-journée
offer-choices-hint = Pour « les meilleures » : celles qui perdent le moins de place, puis celles qui touchent un rendez-vous.
offer-fill = Remplissage du matin, en %
offer-fill-hint = Pour « le matin d'abord » : l'après-midi s'ouvre en ligne quand le matin est rempli à ce point, ou quand il n'a plus d'heure à proposer.
offer-relaxed = Tout montrer à moins de … heures
offer-relaxed-hint = Au dernier moment, mieux vaut un trou rempli qu'un bel agenda.
offer-reach = Trier sur les … prochains jours
offer-reach-hint = Au-delà, le patient a tout le choix. Le secrétariat voit toujours tout.
