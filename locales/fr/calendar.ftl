# Absences répétées, ponts, vacances scolaires.

setup-repeat = Répéter
setup-repeat-every = { $weeks ->
    [0] une seule fois
    [one] toutes les semaines
   *[other] toutes les { $weeks } semaines
}
setup-repeat-until = Jusqu'au (compris)
setup-repeat-until-hint = Pour ce qui revient : « tous les mercredis après-midi jusqu'au… ».
setup-repeat-contradiction = Vous avez indiqué une date de fin de répétition : choisissez aussi un rythme, ou effacez la date.
setup-repeat-one-day = Ce qui se répète tient dans une seule journée.
setup-repeat-too-long = Au plus { $count } fois : ici jusqu'au { $last }. Choisissez cette date, ou une autre avant elle.
setup-repeat-too-short = Cette date est avant la deuxième fois.
setup-drop-following = Supprimer celle-ci et les suivantes ({ $count })
setup-drop-following-hint = Les absences pareilles qui suivent : même personne, même jour de la semaine, mêmes heures, même remarque.
setup-edit-more = { $count ->
    [one] et un autre
   *[other] et { $count } autres
}

bridge-title = Ponts
bridge-lead = Jours ouvrés entre un jour de fermeture et une fin de semaine. Un clic ferme le cabinet entier ; s'il y a des rendez-vous, vous décidez d'abord de chacun.
bridge-close = Faire le pont
bridge-closed = fermé
bridge-label = Pont
bridge-none = Ce jour n'est pas un pont.

school-title = Vacances scolaires
school-lead = Montrées à l'équipe qui prépare les absences. Elles ne ferment rien.
school-zone = Zone
school-zone-hint = A : Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers. B : Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg. C : Créteil, Montpellier, Paris, Toulouse, Versailles.
school-zone-none = aucune
school-zone-A = Zone A
school-zone-B = Zone B
school-zone-C = Zone C
school-zone-corse = Corse
school-zone-overseas = Outre-mer
school-zone-save = Choisir la zone
school-no-zone = Choisissez une zone, ou ajoutez vos propres périodes.
school-not-embedded = Ce calendrier est fixé sur place et n'est pas dans le programme : ajoutez ses périodes ci-dessous.
school-published = Calendrier officiel jusqu'au { $date }. La suite n'est pas encore publiée : ajoutez des périodes si vous les connaissez.
school-autumn = Vacances de la Toussaint
school-christmas = Vacances de Noël
school-winter = Vacances d'hiver
school-spring = Vacances de printemps
school-summer = Vacances d'été
school-add = Ajouter une période
school-name = Nom de la période
school-add-button = Ajouter
school-period = { $zone ->
    [none] { $name }
    [corse] { $name } (Corse)
    [overseas] { $name } (outre-mer)
   *[other] { $name } (zone { $zone })
}
school-span = { $name } : du { $from } au { $to }
school-coming = Vacances scolaires à venir – { $next }
school-on-date = Pendant : { $name }.
holiday-named = Jour férié : { $name }

alternation-lead = Des heures qui changent une semaine sur deux demandent deux horaires : celui-ci pour une semaine, un second pour l'autre. Enregistrez celui-ci d'abord : la page des horaires propose ensuite l'autre semaine, déjà remplie.
alternation-pair = Cet horaire n'ouvre que ces semaines-là. Les autres semaines restent fermées tant qu'elles n'ont pas leur propre horaire.
alternation-half = Certaines semaines n'ont aucune heure : préparez-les, ou laissez-les fermées si c'est voulu.
alternation-make-odd = Préparer les semaines impaires
alternation-make-even = Préparer les semaines paires
alternation-make-every = Préparer l'autre semaine (une sur { $n }, depuis celle du { $date })
alternation-make-note = Avec les mêmes heures pour commencer : changez-les avant d'enregistrer.

# Dans l'agenda du praticien.
calendar-event = Rendez-vous
