# Absences : états, échelle, rappels, contestations. Les patients n'en lisent rien.

late-tag = En retard
late-mark = Noter un retard
late-undo = Retirer le retard
presence-confirmed = A confirmé sa venue par le lien, { $when }.
presence-asked = Confirmation demandée par courriel, { $when } ; pas de réponse.
standing-missed = { $count ->
    [one] Un rendez-vous manqué sur la période.
   *[other] { $count } rendez-vous manqués sur la période.
}
standing-stricter = À appeler avant chaque rendez-vous.
standing-approval = Ses réservations en ligne attendent votre accord.
standing-suspended = Réservation en ligne suspendue jusqu'au { $date } ; par téléphone, tout reste possible.
standing-exempt = Mineur ou personne fragile : pas d'autre suite.

contest-said = Le patient conteste cette absence :
contest-to-decide = Décider dans « À traiter »
contest-list = Absences contestées
contest-list-lead = Le patient n'est pas d'accord avec l'absence notée. Excusée, elle ne compte plus.
contest-excuse = Excuser
contest-keep = Maintenir
contest-decided = La décision est notée. Le patient la voit sur la page de son rendez-vous.

absences-title = Absences et rappels
absences-phone = À appeler avant leur rendez-vous
absences-phone-lead = Rendez-vous d'aujourd'hui et des trois jours suivants, pris par des patients qui en ont déjà manqué plusieurs et n'ont pas confirmé leur venue.
absences-phone-none = Personne à appeler.
absences-asked = Confirmation demandée par courriel.

ladder-title = Suites des absences
ladder-note = À partir de combien d'absences prévenir, rappeler, demander votre accord
ladder-saved = Les règles sont enregistrées.
ladder-lead = Seules comptent les absences que vous avez notées et qui ne sont pas excusées. Aucun soin n'est jamais refusé : le téléphone reste ouvert à tous, et le patient ne lit jamais la raison. Mettez 0 pour ne pas utiliser une étape.
ladder-message = Message au patient
ladder-hint-message = À cette absence, un message neutre explique comment annuler la prochaine fois.
ladder-stricter = Confirmation demandée
ladder-hint-stricter = À partir de cette absence, un courriel demande de confirmer la venue ; sans réponse, le patient est sur la liste d'appels.
ladder-approval = Accord du cabinet
ladder-hint-approval = À partir de cette absence, les réservations en ligne attendent votre accord.
ladder-suspension = Suspension en ligne
ladder-hint-suspension = À partir de cette absence, plus de réservation en ligne pendant quelques mois.
ladder-suspension-months = Durée de la suspension, en mois
ladder-hint-suspension_months = Comptés depuis la dernière absence.
ladder-window-months = Période prise en compte, en mois
ladder-hint-window_months = Les absences plus anciennes ne comptent plus.
ladder-late = Compter aussi les annulations tardives
ladder-exempt = Les mineurs et les personnes marquées fragiles ne dépassent jamais la deuxième étape.
ladder-disorder = Les étapes doivent se suivre : chacune à la même absence que la précédente, ou après.

outbox-kind-no_show = Après une absence
outbox-kind-presence_asked = Confirmation demandée

# Ce qui a été vu dans l'agenda personnel d'un praticien.
seen-title = Vu dans un agenda personnel
seen-lead = Le praticien a changé quelque chose dans son agenda. Aucun rendez-vous n'est annulé sans vous.
seen-deleted = Le rendez-vous a été supprimé dans l'agenda. Ici il tient toujours et son heure reste prise.
seen-deleted-cancels = Le rendez-vous a été supprimé dans l'agenda. Il sera annulé à { $hour } et le patient prévenu, sauf si vous le remettez.
seen-move-asked = Le rendez-vous a été déplacé dans l'agenda : { $when }. Ici il n'a pas bougé.
seen-outside-hours = Déplacé dans l'agenda hors des heures d'ouverture. Le rendez-vous a suivi et le patient est prévenu.
seen-other-length = Raccourci ou allongé dans l'agenda. Le rendez-vous a suivi.
seen-over-busy = Déplacé dans l'agenda sur une autre occupation du praticien. Le rendez-vous a suivi et le patient est prévenu.
seen-put-back-taken = Déplacé dans l'agenda sur une heure déjà prise ({ $when }). Il a été remis à son heure.
seen-put-back-past = Déplacé dans l'agenda à une heure passée. Il a été remis à son heure.
seen-lost-to-web = Changé ici et dans l'agenda en même temps. Le changement fait ici compte, l'agenda est corrigé.
seen-won-over-web = Changé ici et dans l'agenda en même temps. Le changement fait dans l'agenda, plus récent, compte.
seen-transparent = Marqué « disponible » dans l'agenda. Le rendez-vous tient toujours.
seen-repeats = Répété dans l'agenda. Seule la première fois est le rendez-vous, les autres prennent du temps.
seen-copied = Un rendez-vous a été copié dans l'agenda. La copie prend du temps.
seen-twice = Un rendez-vous se trouve deux fois dans l'agenda. Le second prend du temps.
seen-overlap = { $count ->
    [0] Une occupation du praticien tombe sur des rendez-vous ({ $when }).
    [one] Une occupation du praticien tombe sur ce rendez-vous ({ $when }), qui tient toujours.
   *[other] Une occupation du praticien tombe sur { $count } rendez-vous ({ $when }), qui tiennent toujours.
}
seen-quarantined = Un événement de l'agenda n'a pas pu être lu. Par prudence, le temps connu reste pris.
seen-not-written = L'agenda refuse ce rendez-vous. Il sera écrit à nouveau au prochain changement.
seen-read-only = Cet agenda ne se laisse pas écrire : le compte de Grappe peut seulement le lire. Les rendez-vous tiennent ici, et le temps pris dans l'agenda reste pris. Donnez à ce compte le droit de modifier l'agenda sur son serveur : Grappe réessaie chaque heure et écrit alors tout ce qui attend.
seen-silent = Cet agenda ne répond plus depuis une demi-heure ou plus (dernière lecture réussie : { $when }). Ce qui était connu reste pris, et Grappe réessaie. Vérifiez que le serveur est allumé.
seen-stopped = Grappe ne lit et n'écrit plus cet agenda : son serveur le refuse, ou trop de choses y ont changé d'un coup. Aucun rendez-vous n'est touché. Regardez la raison dans les réglages des agendas.
seen-stray = L'agenda contient un rendez-vous que Grappe ne connaît pas ({ $when }), sans doute pris après la sauvegarde. Son heure reste prise.
seen-kept = Des événements ont disparu de l'agenda. Le temps qu'ils prenaient reste bloqué jusqu'à ce que vous le libériez.
seen-out-of-series = Déplacé dans l'agenda. L'ordre ou l'écart prévu entre les visites de la série n'est plus respecté.
seen-do-cancel = Annuler et prévenir le patient
seen-do-put-back = Remettre dans l'agenda
seen-do-move = Déplacer et prévenir le patient
seen-do-free = Libérer ce temps
seen-do-seen = Vu
seen-answered = C'est noté.
seen-answered-before = Quelqu'un a déjà répondu, ou le rendez-vous a changé depuis.
seen-taken = Cette heure est prise ou le patient a un autre rendez-vous. Rien n'a bougé : vous pouvez remettre le rendez-vous à son heure dans l'agenda.
