# Absences répétées, ponts, vacances scolaires.

setup-repeat = Répéter
setup-repeat-every = { $weeks ->
    [0] une seule fois
    [one] toutes les semaines
   *[other] toutes les { $weeks } semaines
}
setup-repeat-until = Jusqu'au (compris)
setup-repeat-until-hint = Pour ce qui revient : « tous les mercredis après-midi jusqu'au… ».
setup-repeat-contradiction = Vous avez indiqué une date de fin de répétition : choisissez aussi un rythme, ou effacez la date.
setup-repeat-one-day = Ce qui se répète tient dans une seule journée.
setup-repeat-too-short = Cette date est avant la deuxième fois.
setup-drop-following = Supprimer celle-ci et les suivantes ({ $count })
setup-drop-following-hint = Les absences pareilles qui suivent : même personne, même jour de la semaine, mêmes heures, même remarque.
setup-edit-more = { $count ->
    [one] et un autre
   *[other] et { $count } autres
}

bridge-title = Ponts
bridge-lead = Jours ouvrés entre un jour de fermeture et une fin de semaine. Un clic ferme le cabinet entier ; s'il y a des rendez-vous, vous décidez d'abord de chacun.
bridge-close = Faire le pont
bridge-closed = fermé
bridge-label = Pont
bridge-none = Ce jour n'est pas un pont.

school-title = Vacances scolaires
school-lead = Montrées à l'équipe qui prépare les absences. Elles ne ferment rien.
school-zone = Zone
school-zone-hint = A : Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers. B : Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg. C : Créteil, Montpellier, Paris, Toulouse, Versailles.
school-zone-none = aucune
school-zone-A = Zone A
school-zone-B = Zone B
school-zone-C = Zone C
school-zone-corse = Corse
school-zone-overseas = Outre-mer
school-zone-save = Choisir la zone
school-no-zone = Choisissez une zone, ou ajoutez vos propres périodes.
school-not-embedded = Ce calendrier est fixé sur place et n'est pas dans le programme : ajoutez ses périodes ci-dessous.
school-published = Calendrier officiel jusqu'au { $date }. La suite n'est pas encore publiée : ajoutez des périodes si vous les connaissez.
school-autumn = Vacances de la Toussaint
school-christmas = Vacances de Noël
school-winter = Vacances d'hiver
school-spring = Vacances de printemps
school-summer = Vacances d'été
school-add = Ajouter une période
school-name = Nom de la période
school-add-button = Ajouter
