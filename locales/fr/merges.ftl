# Doublons : deux fiches d'une même personne.

duplicates-title = Doublons probables
duplicates-lead = Ces fiches semblent concerner la même personne : même nom et même date de naissance, ou même téléphone et même prénom.
duplicates-none = Aucun doublon probable.
duplicates-visits = { $count ->
    [0] aucun rendez-vous
    [one] un rendez-vous
   *[other] { $count } rendez-vous
}
duplicates-compare = Comparer
duplicates-distinct = Deux personnes
duplicates-distinct-done = C'est noté : ce sont deux personnes.

merge-title = Réunir deux fiches
merge-lead = Choisissez ce qui est juste, ligne par ligne. La première fiche reste, la seconde disparaît.
merge-stays = Reste ; { $count } rendez-vous
merge-goes = Disparaît ; { $count } rendez-vous
merge-nothing = Rien
merge-follows = Rendez-vous, notes, proches et consentements suivent. Vous pourrez revenir en arrière pendant 30 jours, tant que la fiche n'est pas modifiée.
merge-send = Réunir les deux fiches
merge-swap = Garder plutôt l'autre
merge-done = Les deux fiches n'en font plus qu'une.
merge-undone = Les deux fiches sont de nouveau séparées.
merge-recent = Réunies depuis 30 jours
merge-recent-lead = Revenir en arrière rend chaque fiche telle qu'elle était, avec ses rendez-vous.
merge-undo = Séparer de nouveau
merge-unknown = L'une des fiches n'existe plus. Rien n'a été changé.
merge-stale = Quelqu'un vient de modifier l'une des fiches. Vérifiez, puis recommencez.
merge-overlap = Les deux fiches ont un rendez-vous au même moment ({ $when }) : une personne ne peut pas être à deux endroits. Annulez-en un d'abord. Rien n'a été changé.
merge-already-undone = Ces fiches sont déjà séparées.
merge-too-old = Plus de 30 jours ont passé : ces fiches ne peuvent plus être séparées.
merge-used = La fiche a été modifiée depuis, ou un horaire s'y oppose : les deux fiches ne peuvent plus être séparées sans perte. Rien n'a été changé.
