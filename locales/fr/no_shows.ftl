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
