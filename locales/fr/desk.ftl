# L'écran de l'agenda : mois, salles, annuler, durée, copie.

agenda-month = Mois
agenda-month-of = { $month } { $year }
agenda-month-booked = { $count ->
    [0] Aucun rendez-vous
    [one] 1 rendez-vous
   *[other] { $count } rendez-vous
}
agenda-month-share = { $share } % réservé
agenda-month-free = { $free } libres
agenda-month-full = Complet
agenda-month-away = Absence : { $names }
agenda-rooms = Salles et matériel
agenda-both = Les deux
agenda-columns = Colonnes
agenda-legend = Couleurs des motifs
agenda-done-length = La durée est changée.
agenda-done-undone = C'est annulé : le rendez-vous est de nouveau comme avant.
agenda-done-unbooked = C'est annulé : ce rendez-vous n'est plus pris.

undo-button = Défaire
undo-nothing = Vous n'avez rien fait ces dernières minutes qui puisse être défait.
undo-too-late = Plus de dix minutes ont passé : cela ne peut plus être défait. Ouvrez le rendez-vous pour le changer.
undo-changed = Ce rendez-vous a changé depuis : rien n'a été défait. Ouvrez-le pour voir où il en est.
undo-taken = Cette heure a été prise entre-temps : rien n'a été défait.

appointment-copy = Copier
appointment-length = Changer la durée
appointment-length-button = Enregistrer la durée
appointment-minutes = Durée en minutes
book-length = Durée (minutes)
book-length-hint = Laissez vide pour la durée habituelle du motif.
