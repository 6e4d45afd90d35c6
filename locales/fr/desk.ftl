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
agenda-month-away = Absence : { $names }
agenda-rooms = Salles
agenda-both = Les deux
agenda-columns = Colonnes
agenda-legend = Couleurs des motifs
agenda-done-length = La durée est changée.
agenda-done-undone = C'est annulé : le rendez-vous est de nouveau comme avant.
agenda-done-unbooked = C'est annulé : ce rendez-vous n'est plus pris.

undo-button = Défaire
undo-nothing = Vous n'avez rien fait ces dernières minutes qui puisse être défait.
undo-too-late = Plus de dix minutes ont passé : cela ne peut plus être défait. Ouvrez le rendez-vous pour le changer.
undo-changed = Ce rendez-vous a changé depuis : rien n'a été défait. Ouvrez-le pour voir où il en est.
undo-taken = Cette heure a été prise entre-temps : rien n'a été défait.

appointment-copy = Copier
appointment-length = Changer la durée
appointment-length-button = Enregistrer la durée
appointment-minutes = Durée en minutes
book-length = Durée (minutes)
book-length-hint = Laissez vide pour la durée habituelle du motif.

act-offline = La connexion est interrompue : rien n'a été enregistré, le rendez-vous est resté à sa place. Recommencez quand l'agenda sera de nouveau à jour.
desk-lost = La connexion est interrompue : rien n'est envoyé, ce que vous avez saisi reste sur cette page. Nouvel essai en cours…
act-refused = Cela n'a pas été fait.
act-reason = Raison du surnombre
act-anyway = Confirmer quand même
act-leave = Ne rien changer
act-form = Ouvrir le formulaire

keys-title = Clavier et souris
keys-command = chercher un patient ou prendre un rendez-vous
keys-walk = aller d'un rendez-vous à l'autre
keys-enter-name = Entrée
keys-enter = ouvrir ; pendant un déplacement, le confirmer (Échap pour renoncer)
keys-move = déplacer le rendez-vous avec les flèches (Page suivante : une heure)
keys-copy = copier le rendez-vous à une autre heure
keys-length = allonger ou raccourcir
keys-delete-name = Suppr
keys-cancel = annuler le rendez-vous
keys-undo = défaire ce que vous venez de faire (dix minutes)
keys-days = jour précédent, aujourd'hui, jour suivant
keys-help = montrer cette aide
keys-close = Fermer
keys-mouse = À la souris : faites glisser un rendez-vous pour le déplacer, son bord inférieur pour changer sa durée. Tout se fait aussi depuis la page du rendez-vous. Au doigt : maintenez le rendez-vous un instant, puis faites-le glisser. D'un patient déjà arrivé, seule la fin se déplace.
keys-off = Ne pas utiliser les touches d'une seule lettre

meanwhile-change = { $who } l'a changé { $when } : { $before } → { $after }
meanwhile-note = { $who } a changé la note { $when }.
meanwhile-place = { $when }, { $length }, { $who }
meanwhile-patient = Le patient
meanwhile-program = Un programme relié
note-stored = La note enregistrée par quelqu'un d'autre entre-temps :
note-stored-empty = Elle a été vidée.
note-yours = Votre texte est gardé ci-dessous. L'enregistrer remplace l'autre.

agenda-print = Imprimer
print-title = Agenda du { $day }
print-hour = Heure
print-patient = Patient
print-care = Motif
print-remarks = Remarques
print-empty = Aucun rendez-vous.
print-foot = Imprimé le { $when }. Page { $number } sur { $count }. Confidentiel : à détruire après usage.
