# Un agenda personnel après le retour d'une sauvegarde : ce que sa reprise ferait.
dry-title = Reprendre un agenda personnel
dry-lead = La base a été remise depuis une sauvegarde. Rien ne se fait dans cet agenda avant votre accord. Voici ce que sa reprise ferait.
dry-waits = L'agenda n'a pas encore été relu. Revenez dans une minute.
dry-stopped-refused = Le serveur refuse cet agenda. Vérifiez son adresse, puis relisez.
dry-stopped-no_calendar = Ce n'est plus un agenda à cette adresse. Vérifiez-la, puis relisez.
dry-stopped-elsewhere = Le serveur renvoie vers une autre machine. Vérifiez l'adresse de l'agenda, puis relisez.
dry-stopped-vanished = Beaucoup d'événements ont disparu de l'agenda.
dry-stopped-moved = Beaucoup de rendez-vous ont changé d'heure dans l'agenda.
dry-stopped-restored = L'agenda n'a pas encore été relu. Revenez dans une minute.
dry-stopped-credentials = Le serveur refuse le nom ou le mot de passe. Corrigez-les dans les réglages, puis relisez.
dry-stopped-rights = Ce compte n'a pas le droit de lire cet agenda. Changez ses droits sur le serveur, puis relisez.
dry-stopped-key = Le serveur a une autre clé que celle qui a été acceptée. Vérifiez-la dans les réglages, puis relisez.
dry-stopped-full = Le serveur n'a plus de place. Libérez-en, puis relisez.
dry-made = Agenda lu : { $when }.
dry-warning-refused = Le serveur refuse cet agenda : rien ne peut être comparé.
dry-warning-no_calendar = Ce n'est plus un agenda : rien ne peut être comparé.
dry-warning-elsewhere = Le serveur renvoie vers une autre machine : rien ne peut être comparé.
dry-warning-vanished = Beaucoup d'événements ont disparu de l'agenda. Aucun rendez-vous n'est annulé pour autant.
dry-warning-moved = Plus de vingt rendez-vous ont changé d'heure dans l'agenda. Regardez bien avant d'accepter.
dry-here = Ici
dry-there = Dans l'agenda
dry-nothing = Rien ne change.
dry-moved = { $count ->
    [one] Un rendez-vous serait déplacé et le patient prévenu
   *[other] { $count } rendez-vous seraient déplacés et les patients prévenus
}
dry-asked = { $count ->
    [one] Une chose serait à décider ou à savoir
   *[other] { $count } choses seraient à décider ou à savoir
}
dry-taken = { $count ->
    [one] Une plage serait bloquée
   *[other] { $count } plages seraient bloquées
}
dry-freed = { $count ->
    [one] Une plage serait libérée
   *[other] { $count } plages seraient libérées
}
dry-created = { $count ->
    [one] Un rendez-vous y serait ajouté
   *[other] { $count } rendez-vous y seraient ajoutés
}
dry-changed = { $count ->
    [one] Un rendez-vous y serait réécrit
   *[other] { $count } rendez-vous y seraient réécrits
}
dry-removed = { $count ->
    [one] Un rendez-vous en serait retiré
   *[other] { $count } rendez-vous en seraient retirés
}
dry-more = { $count ->
    [one] et un autre
   *[other] et { $count } autres
}
dry-from-to = { $from } → { $to }
dry-span = { $from } – { $to }
dry-nobody = Événement sans rendez-vous connu
dry-kind-deleted = Supprimé dans l'agenda : annuler ou remettre
dry-kind-move-asked = Déplacé dans l'agenda : suivre ou remettre
dry-kind-kept = Des événements ont disparu : libérer leur temps ou non
dry-kind-outside-hours = Déplacé hors des heures d'ouverture
dry-kind-other-length = Raccourci ou allongé
dry-kind-over-busy = Déplacé sur une autre occupation
dry-kind-put-back-taken = Déplacé sur une heure prise : remis à son heure
dry-kind-put-back-past = Déplacé dans le passé : remis à son heure
dry-kind-lost-to-web = Changé des deux côtés : celui d'ici compte
dry-kind-won-over-web = Changé des deux côtés : celui de l'agenda compte
dry-kind-transparent = Marqué « disponible »
dry-kind-repeats = Répété dans l'agenda
dry-kind-copied = Copie d'un rendez-vous
dry-kind-twice = Rendez-vous en double
dry-kind-overlap = Une occupation du praticien tombe sur ce rendez-vous
dry-kind-quarantined = Événement illisible
dry-kind-not-written = Refusé par l'agenda
dry-kind-read-only = L'agenda peut seulement être lu
dry-kind-silent = L'agenda ne répond pas
dry-kind-stopped = L'agenda est arrêté
dry-kind-stray = Rendez-vous inconnu ici, pris sans doute après la sauvegarde
dry-kind-out-of-series = L'ordre ou l'écart des visites n'est plus respecté
dry-accept-hint = Appliquer tout ce qui est dit plus haut. Ce qui changerait encore d'ici là en plus grand nombre serait de nouveau retenu.
dry-accept = Accepter et reprendre
dry-anew-hint = Ou garder les rendez-vous tels qu'ils sont ici et les écrire de nouveau dans l'agenda. Aucun rendez-vous ne bouge.
dry-anew = Garder les rendez-vous d'ici
dry-again = Relire l'agenda
dry-stale = L'agenda a été relu entre-temps. Voici ce qui a été trouvé.
dry-list = Agendas personnels à reprendre
dry-list-lead = La base a été remise depuis une sauvegarde. Ces agendas attendent votre accord.
dry-see = Voir ce qui changerait
dry-done = L'agenda est repris.
