# Ce qu'un patient peut faire par son lien, en plus de déplacer et d'annuler : prévenir d'un retard, reprendre rendez-vous, suivre ses
# rendez-vous dans son agenda, demander ses données. Les phrases « audit- » et « outbox- » sont lues par le cabinet.

delay-title = Vous serez en retard ?
delay-lead = Dites de combien : le cabinet le voit tout de suite.
delay-again = Cela a changé ? C'est le dernier retard annoncé qui compte.
delay-button = { $minutes } minutes
delay-told = Vous avez annoncé { $minutes } minutes de retard. Le cabinet le sait et vous attend vers { $hour }.
delay-enough = Venez : vous serez reçu, peut-être un peu plus brièvement.
delay-short = Il restera peut-être trop peu de temps pour vous recevoir : appelez le cabinet avant de venir.
delay-beyond = L'heure est trop avancée pour annoncer un retard ici : appelez le cabinet.
delay-phone = Une question ? Le cabinet répond au
delay-tag = Annonce { $minutes } min de retard
delay-said = A annoncé { $minutes } minutes de retard par son lien.
audit-act-appointment-delay = A annoncé un retard
