# Agenda, appointments, booking by phone, patients.

admin-nav-patients = Patients
admin-nav-to-do = À traiter

agenda-steps = Avancer ou reculer
agenda-before = Précédent
agenda-today = Aujourd'hui
agenda-after = Suivant
agenda-views = Vue
agenda-day = Jour
agenda-week = Semaine
agenda-week-of = { $from } – { $to }, semaine { $number }
agenda-date = Date
agenda-people = Praticiens
agenda-everybody = Tous les praticiens
agenda-more = Options
agenda-show = Afficher
agenda-book = Nouveau rendez-vous
agenda-empty = Personne à afficher : ajoutez un praticien dans les réglages.
agenda-closed = Fermé
agenda-left = A quitté le cabinet
agenda-away = Absence
agenda-busy = Occupé (agenda personnel)
agenda-held = Réservation en cours
agenda-join = Ajouter
agenda-refresh = Actualiser l'agenda
agenda-lost = La connexion est interrompue : cet agenda n'est peut-être plus à jour. Nouvel essai en cours…
agenda-over = Votre session est terminée.
agenda-tag-over = Surnombre
agenda-tag-orphan = Hors horaires
agenda-tag-note = Note
agenda-done-booked = Le rendez-vous est enregistré.
agenda-done-moved = Le rendez-vous est déplacé.
agenda-done-cancelled = Le rendez-vous est annulé, et l'heure est libre.
agenda-done-see = Voir le rendez-vous

state-requested = À valider
state-confirmed = Confirmé
state-arrived = Arrivé
state-in_progress = En cours
state-done = Terminé
state-cancelled_by_patient = Annulé par le patient
state-cancelled_by_practice = Annulé par le cabinet
state-cancelled_late = Annulé tardivement
state-moved = Déplacé
state-refused = Refusé
state-no_show = Absent
state-excused = Excusé
state-left_unseen = Parti sans être vu

book-title = Nouveau rendez-vous
book-who = Pour qui
book-when = Quand et pourquoi
book-search = Chercher
book-new = Nouveau patient
book-other-patient = Changer de patient
book-patient-missing = Cherchez et choisissez le patient, ou créez sa fiche.
book-care = Motif
book-with = Praticien
book-anybody = Le premier disponible
book-with-missing = Choisissez le praticien : cette heure n'est sur aucune liste.
book-from = À partir du
book-times = Voir les horaires
book-later = Jours suivants
book-none-free = Aucun horaire libre dans les deux mois qui suivent.
book-near = Horaires libres les plus proches
book-other-time = Changer d'heure
book-odd = Autre heure, hors horaires ou surnombre
book-time = Heure précise
book-time-hint = Le jour est celui choisi ci-dessus.
book-time-missing = Choisissez une heure.
book-outside = Même en dehors des heures d'ouverture
book-over = En surnombre, par-dessus un autre rendez-vous
book-reason = Raison du surnombre
book-note = Note et enregistrement
book-note-label = Note administrative (facultative)
book-note-hint = Lue par les praticiens et l'administration. Rien de médical, pas de numéro de sécurité sociale.
book-button = Réserver
book-back = Revenir à l'agenda
book-errors = Rien n'est encore enregistré : corrigez les champs signalés.
book-time-with = { $when }, { $who }

refused-taken = Cette heure vient d'être prise, ou l'était déjà. Rien n'est enregistré et tout ce que vous avez tapé est gardé : choisissez une autre heure.
refused-busy = Le praticien est occupé à cette heure dans son agenda personnel. Rien n'est enregistré et tout ce que vous avez tapé est gardé : choisissez une autre heure, ou prenez le rendez-vous en surnombre en disant pourquoi.
refused-not-offered = Le praticien n'est pas ouvert à cette heure pour ce motif. Choisissez une autre heure, ou cochez « Même en dehors des heures d'ouverture ».
refused-care = Ce motif n'est plus proposé.
refused-practitioner = Ce praticien ne reçoit pas pour ce motif.
refused-patient-busy = Ce patient a déjà un rendez-vous à cette heure.
refused-rule = Une règle de ce motif ne le permet pas pour ce patient.
refused-state = L'état du rendez-vous ne le permet pas, ou ne le permet plus.
refused-stale = Quelqu'un a changé ce rendez-vous entre-temps : le voici tel qu'il est maintenant. Rien de ce que vous venez de demander n'a été fait.
refused-reason = Indiquez la raison du surnombre.
refused-sent-before = Ce formulaire a déjà été enregistré avec d'autres réponses. Regardez l'agenda avant de recommencer.
refused-clock = L'heure de cet appareil n'est pas sûre : cette action attend qu'elle le soit.
refused-gone = Ce rendez-vous ou ce patient n'existe plus.

patient-search = Nom, téléphone ou date de naissance
patient-search-hint = Quelques lettres suffisent, sans accents : « dup mar », « 0612 », « 17/05/1980 ».
patient-none = Personne ne correspond. Vérifiez l'orthographe, ou créez la fiche.
patient-found = { $count ->
    [one] Une fiche correspond
   *[other] { $count } fiches correspondent
}
patient-born-lately = { $date } ({ $age } mois)
patient-born = { $date } ({ $age } ans)
patient-family = Nom
patient-given = Prénom
patient-born-label = Date de naissance
patient-phone = Téléphone
patient-email = E-mail
patient-language = Langue des messages

agenda-done-marked = L'état est enregistré.
save = Enregistrer

appointment-title = Rendez-vous
appointment-state = État
appointment-rooms = Salle ou matériel
appointment-seats = Places
appointment-others = Avec
appointment-made = Pris
appointment-history = Avant
appointment-moved-from = Déplacé depuis un autre rendez-vous
appointment-replacement = Voir le rendez-vous qui le remplace
appointment-series = Suite de visites
appointment-follows = Voir la visite précédente
appointment-next = Visites suivantes
appointment-move = Déplacer
appointment-cancel = Annuler ce rendez-vous
appointment-cancel-lead = L'heure redevient libre, et le patient est prévenu par e-mail s'il en a un.
appointment-cancel-patient = Annuler à la demande du patient
appointment-cancel-practice = Annuler pour le cabinet
appointment-patient = Patient
appointment-record = Ouvrir la fiche
appointment-again = Nouveau rendez-vous pour ce patient
appointment-no-show-sure = Le patient n'est vraiment pas venu ? L'absence compte dans son dossier ; elle peut être retirée ensuite.
appointment-no-show-yes = Confirmer l'absence
appointment-no = Non, revenir
appointment-other-reading = Les règles d'heure légale ont changé depuis la réservation : { $hour } avait été annoncé au patient.

mark-arrived = Arrivé
mark-in_progress = En cours
mark-done = Terminé
mark-no_show = Absent
mark-excused = Excusé
mark-left_unseen = Parti sans être vu
mark-confirmed = Retirer l'état

answer-approve = Accepter la demande
answer-refuse = Refuser

origin-online = en ligne
origin-desk = par le cabinet
origin-api = par un programme relié
origin-import = par un import

move-title = Déplacer le rendez-vous
move-to = Nouvelle heure
move-back = Revenir au rendez-vous

patient-name = Nom et prénom
patient-cut = (les cinquante premières : précisez la recherche)
patient-saved = La fiche est enregistrée.
patient-stale = Quelqu'un a changé cette fiche entre-temps ; la voici telle qu'elle est maintenant. Votre saisie est gardée ci-dessous : vérifiez-la, puis enregistrez de nouveau.
patient-appointments = Rendez-vous
patient-none-coming = Aucun rendez-vous à venir.
patient-past = { $count ->
    [one] Un rendez-vous passé ou annulé
   *[other] { $count } rendez-vous passés ou annulés
}
patient-record = Fiche
patient-blocked = Pas de réservation en ligne
patient-blocked-hint = La page publique ne lui montre aucun horaire et l'invite à téléphoner.
patient-fragile = Patient fragile
patient-fragile-hint = Jamais restreint après une absence.

to-do-calls = Patients à appeler
to-do-calls-lead = Aucun message ne les prévient : leur rendez-vous a changé, ou un horaire leur est réservé.
to-do-requested = Demandes à traiter
to-do-none-requested = Aucune demande n'attend.
to-do-since = Reçue { $when }
to-do-approve = Accepter
to-do-unsettled = { $count ->
    [0] Rendez-vous passés sans état
    [one] Un rendez-vous passé sans état
   *[other] { $count } rendez-vous passés sans état
}
to-do-pages = Pages des rendez-vous sans état
to-do-newer = Plus récents
to-do-older = Plus anciens
to-do-unsettled-lead = Terminé, absent, excusé ? Rien n'est supposé à votre place.
to-do-none-unsettled = Tout est noté.

to-check-said-new = À vérifier : dit venir pour la première fois, mais le fichier contient des visites.
to-check-said-known = À vérifier : dit être déjà venu, mais le fichier ne contient aucune visite qui compte pour ce motif.
to-check-other-birth = À vérifier : un autre dossier porte le même nom et le même contact, avec une autre date de naissance.
