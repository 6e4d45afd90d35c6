# Droits des patients : copie de la fiche, effacement, journal, durées de conservation.

rights-title = Droits du patient
export-title = Copie de vos données
export-lead = Tout ce que l'appareil du cabinet garde à votre sujet, y compris qui a ouvert ou modifié votre fiche. Votre dossier médical est tenu ailleurs.
export-hint = Le patient demande ce que vous gardez sur lui : remettez-lui l'un de ces fichiers. Chaque copie est notée au journal.
export-answers = Réponses données avant de réserver
export-waiting = Liste d'attente
export-note = Note : { $text }
export-overbooked = Pris en surnombre : { $reason }
export-urgency = urgence { $urgency }
export-contest = Absence contestée : { $words }
export-contest-open = Décision : pas encore prise.
export-contest-excused = Décision : absence excusée.
export-contest-kept = Décision : absence maintenue.
export-messages = Messages envoyés à votre sujet
export-none = Aucun.
export-yes = Oui
export-no = Non
export-html = Copie lisible
export-json = Copie pour un logiciel (JSON)

erase-title = Effacer cette fiche
erase-lead = Effacer { $name } pour de bon ? Rien ne permettra de revenir en arrière.
erase-goes = Disparaissent : la fiche, les notes, les rendez-vous passés, les messages, les proches et les consentements.
erase-stays = Restent : des lignes pour les statistiques, sans nom ni numéro, et le journal, qui ne contient que des numéros. Les sauvegardes déjà faites gardent la fiche jusqu'à leur propre effacement.
erase-law = Le dossier médical n'est pas ici : il est tenu ailleurs et se garde selon ses propres règles (en général vingt ans). Ce logiciel ne garde que ce qui sert à l'agenda.
erase-sure = J'ai compris : c'est définitif.
erase-unsure = Cochez la case pour confirmer. Rien n'a été effacé.
erase-coming = Cette personne a encore des rendez-vous à venir, ou une place sur la liste d'attente : annulez-les d'abord. Rien n'a été effacé.
erase-send = Effacer
erase-not = Ne pas effacer
erase-done = La fiche est effacée.

retention-title = Durées de conservation
retention-note = Quand effacer les fiches et les messages anciens
retention-lead = Les données de rendez-vous ne se gardent que le temps utile (RGPD). La page publique « Vos données » annonce la durée choisie ici.
retention-months = Effacer une fiche sans rendez-vous depuis, en mois
retention-months-hint = De 3 à 60 ; 0 pour ne jamais effacer par règle. La CNIL demande une durée proportionnée. Les fiches de ceux qui prennent rendez-vous pour un proche sont gardées.
retention-days = Effacer chaque nuit les messages réglés depuis, en jours
retention-automatic = Effacer aussi les fiches chaque nuit, sans me demander
retention-saved = Les durées sont enregistrées.
retention-preview = Ce qui serait effacé aujourd'hui
retention-count = { $patients ->
    [0] Aucune fiche
    [one] Une fiche
   *[other] { $patients } fiches
} ({ $appointments } rendez-vous passés) et { $messages ->
    [0] aucun message
    [one] un message
   *[other] { $messages } messages
}.
retention-list = Voir les premières fiches
retention-apply = Effacer maintenant
retention-stale = Il y a maintenant plus de fiches à effacer que ce qui vous a été montré, ou l'heure de l'appareil n'est pas sûre. Vérifiez la liste, puis recommencez.
retention-done = { $count ->
    [0] Les messages anciens sont effacés.
    [one] Une fiche est effacée.
   *[other] { $count } fiches sont effacées.
}

audit-title = Qui a vu ou changé quoi
audit-note = Le journal : par patient, par personne, par période
audit-lead = Chaque ouverture d'une fiche et chaque changement sont notés ici, sans nom de patient. Personne ne peut modifier ce journal.
audit-about = À propos de
audit-everybody = Tout le journal
audit-of-patient = Qui a vu cette fiche ?
audit-from = Du
audit-to = Au
audit-who = Qui
audit-anybody = Tout le monde
audit-show = Afficher
audit-none = Rien sur cette période.
audit-older = Plus ancien
audit-when = Quand
audit-what = Quoi
audit-by-patient = Le patient
audit-by-system = Le programme
audit-by-token = Logiciel n° { $number }
audit-outcome-failed = sans succès
audit-outcome-outside = refusé : de l'extérieur, sans second facteur
audit-outcome-refused = refusé
audit-outcome-suspect = à vérifier
audit-outcome-from = { $outcome } (depuis { $network })
