# Statistiques, mesures et trous de l'agenda.
statistics-title = Statistiques
statistics-parts = Parties des statistiques
statistics-overview = Activité
statistics-measures = Mesures de l'agenda
statistics-gaps = Trous de l'agenda
statistics-from = Du
statistics-to = Au
statistics-counted = Du { $from } au { $to } · { $practitioner } · { $care }
statistics-show = Afficher
statistics-all-practitioners = Tous les praticiens
statistics-all-cares = Tous les motifs
statistics-practitioner = Praticien
statistics-care = Motif
statistics-dates-crossed = La fin est avant le début. Les 90 derniers jours sont affichés.
statistics-too-long = Trois ans au plus. Les 90 derniers jours sont affichés.
statistics-nothing = Aucun rendez-vous pour ce choix.
statistics-extremes = Le plus haut : { $most }. Le plus bas : { $least }.
statistics-numbers = Les chiffres
statistics-csv = Télécharger en CSV
statistics-notes = Occupation : temps des rendez-vous non annulés (absences comprises) sur le temps ouvert, avec les horaires actuels. Absences : parmi les rendez-vous dont quelqu'un a dit comment ils se sont terminés. Un rendez-vous déplacé compte là où il est allé.
statistics-week = Semaine du
statistics-month = Mois
statistics-share = Part
statistics-days = { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}
statistics-open-hours = Heures ouvertes
statistics-cared-hours = Heures de rendez-vous
statistics-booked = Rendez-vous pris
statistics-seen = Venus
statistics-no-show = Absents
statistics-excused = Excusés
statistics-cancelled = Annulés par le patient
statistics-cancelled-late = Annulés tard
statistics-cancelled-by-practice = Annulés par le cabinet
statistics-cancelled-all = Annulés à temps
statistics-moved = Déplacés
statistics-pending = À venir ou sans état
statistics-no-show-share = Taux d'absence
statistics-cancelled-share = Taux d'annulation
statistics-median-lead = Délai médian
statistics-online-share = Pris en ligne
statistics-occupancy = Occupation
statistics-occupancy-lead = Part du temps ouvert prise par des rendez-vous.
statistics-outcomes = Absences et annulations
statistics-outcomes-lead = Rendez-vous qui n'ont pas eu lieu, par période.
statistics-leads = Combien de temps à l'avance
statistics-leads-lead = Du moment où le rendez-vous est pris à son heure, sans les rendez-vous importés.
statistics-lead = Délai
statistics-lead-day = Le jour même
statistics-lead-3 = 1 à 2 jours
statistics-lead-week = 3 à 6 jours
statistics-lead-2-weeks = 1 à 2 semaines
statistics-lead-month = 2 semaines à 1 mois
statistics-lead-later = Plus d'un mois
statistics-origins = D'où viennent les rendez-vous
statistics-origins-lead = Qui a choisi l'heure.
statistics-origin = Origine
statistics-origin-online = Page de réservation
statistics-origin-desk = Secrétariat
statistics-origin-api = Autre logiciel
statistics-origin-import = Import
statistics-practitioners = Par praticien
statistics-practitioners-lead = Occupation de chacun.
statistics-cares = Par motif
statistics-cares-lead = Part du temps de rendez-vous.

measures-third = Troisième heure libre
measures-third-lead = Nombre de jours jusqu'à la troisième heure proposée, à cet instant : la première peut être là par chance, après une annulation.
measures-third-in = { $count ->
    [0] aujourd'hui
    [one] 1 jour
   *[other] { $count } jours
}
measures-third-none = pas sous { $days } jours
measures-asked = Rendez-vous pris
measures-prompt-count = Sous 7 jours
measures-prompt = Servis en 7 jours
measures-prompt-lead = Part des rendez-vous de la période pris au plus sept jours avant leur date, imports exclus. Qui n'a rien trouvé et n'a pas appelé n'y est pas.
measures-care-hint = Le motif choisi vaut pour la troisième heure libre et les demandes servies ; la suite compte la journée entière.
measures-date = Date
measures-open = Minutes ouvertes
measures-cared = Minutes de rendez-vous
measures-free = Minutes libres
measures-scraps = Minutes en miettes
measures-usable = Places utiles
measures-usable-lead = Rendez-vous les plus courts qui tenaient encore dans la journée, par praticien.
measures-utilisation = Utilisation
measures-utilisation-lead = Part du temps ouvert passée en rendez-vous, absents compris.
measures-fragmentation = Émiettement
measures-fragmentation-lead = Part du temps libre en trous trop courts pour un rendez-vous : du temps perdu.
measures-idle = Attente du praticien (min)
measures-idle-lead = Minutes ouvertes sans patient entre le premier et le dernier vus, par praticien et par jour.
measures-overtime = Dépassement (min)
measures-overtime-lead = Minutes de rendez-vous en dehors du temps ouvert, par praticien et par jour.
measures-none = Aucun jour n'est encore mesuré. La première mesure se fait dans les minutes qui suivent le démarrage, puis chaque nuit.
measures-notes = Chaque nuit, la journée de la veille est mesurée avec les horaires et motifs du moment. Attente : temps ouvert sans patient entre le premier et le dernier vus.

gaps-intro = Cette page rejoue vos dernières semaines avec d'autres réglages des heures proposées, et dit ce que chacun aurait gagné ou coûté.
gaps-working = Calcul en cours…
gaps-working-hint = Vos derniers rendez-vous sont rejoués, dans leur ordre, sous chaque réglage. La page revient d'elle-même ; les réservations ne sont pas ralenties.
gaps-again = Actualiser
gaps-lead = Les { $days } derniers jours, du { $from } au { $to } : { $visits } rendez-vous rejoués, dont { $online } choisis en ligne. { $scraps } h sont restées dans des trous trop courts, soit { $share } du temps libre.
gaps-thin = Trop peu de rendez-vous pris en ligne pour conclure : lisez ces chiffres avec prudence.
gaps-said = Ce que chaque réglage aurait donné
gaps-won = « { $setting } » aurait gardé de la place pour { $slots } rendez-vous de plus (± { $slots_margin }), soit { $hours } h (± { $hours_margin }). Prix : les patients en ligne auraient eu une heure décalée de { $minutes } minutes et { $days } jour en moyenne.
gaps-cost = « { $setting } » aurait coûté de la place pour { $slots } rendez-vous (± { $slots_margin }), soit { $hours } h (± { $hours_margin }), et décalé les patients en ligne de { $minutes } minutes et { $days } jour en moyenne.
gaps-unclear = « { $setting } » n'aurait rien changé de sûr : { $slots } rendez-vous { $direction ->
    [more] de plus
   *[less] de moins
}, à ± { $slots_margin } près ({ $hours } h, ± { $hours_margin }), pour { $minutes } minutes et { $days } jour de décalage en moyenne.
gaps-lost = { $count ->
    [one] { $count } patient n'aurait pas trouvé d'heure dans les deux semaines.
   *[other] { $count } patients n'auraient pas trouvé d'heure dans les deux semaines.
}
gaps-wave = « Par vagues » ne change pas l'agenda : deux visites courtes sont attendues à l'heure pile, personne à la dernière place de l'heure. Le praticien attend moins quand un patient ne vient pas, les patients attendent davantage.
gaps-plot = Heures gagnées ou perdues face à vos réglages
gaps-plot-lead = Le trait montre l'incertitude (95 %), d'après les différences d'une semaine à l'autre.
gaps-setting = Réglage
gaps-slots = Places gagnées
gaps-margin = ±
gaps-minutes = Minutes gagnées
gaps-shift-minutes = Décalage (min)
gaps-shift-days = Décalage (jours)
gaps-without = Sans rendez-vous
gaps-apply = Appliquer un réglage
gaps-apply-lead = Ouvre la fiche du motif avec ce réglage déjà choisi ; rien n'est enregistré avant votre accord.
gaps-notes = Rejoué avec les horaires et motifs d'aujourd'hui. Les rendez-vous du secrétariat gardent leur heure : un réglage ne change que ce que voient les patients. On suppose que le patient en ligne prend l'heure proposée la plus proche de celle qu'il a eue (un jour compte comme quatre heures).
