# Ce que le cabinet lit de ces demandes : retards, effacements, journal.

delay-tag = Annonce { $minutes } min de retard
delay-said = A annoncé { $minutes } minutes de retard par son lien.

audit-act-appointment-delay = A annoncé un retard

outbox-kind-erased = Effacement confirmé
outbox-kind-not_erased = Effacement refusé

erasures-title = Demandes d'effacement
erasures-lead = Un patient demande l'effacement de ses données. Répondez dans le mois (RGPD, article 12). Le dossier médical et la facturation ne sont pas ici.
erasures-since = Demandé le { $when }
erasures-other = Un administrateur décide.
erasures-see = Voir ce qui serait effacé

erasure-asked = Le patient l'a demandé lui-même, { $when }.
erasure-told = Il est prévenu par courriel de votre décision.
erasure-not-told = Aucun courriel ne l'atteint : prévenez-le par téléphone.
erasure-preview = Seraient effacés : le dossier, { $appointments ->
    [0] aucun rendez-vous
    [one] 1 rendez-vous
   *[other] { $appointments } rendez-vous
}, { $messages ->
    [0] aucun message
    [one] 1 message
   *[other] { $messages } messages
}.
erasure-coming = { $count ->
    [0] Aucun rendez-vous n'est à venir.
    [one] 1 rendez-vous est encore à venir : annulez-le d'abord.
   *[other] { $count } rendez-vous sont encore à venir : annulez-les d'abord.
}
erasure-refuse = Ne pas effacer
erasure-refuse-lead = Dites pourquoi, par exemple une durée légale de conservation. La phrase part par courriel, telle quelle.
erasure-refuse-why = Réponse au patient
erasure-refuse-send = Refuser et répondre
erasure-refused = La réponse est partie, la demande est close.
erasure-refuse-missing = Écrivez pourquoi : le patient a droit à une réponse.
erasure-closed = Cette demande a déjà sa réponse.

audit-act-browser-remember = A fait retenir un appareil
audit-act-browser-forget = A fait oublier un appareil
audit-act-feed-own = A créé l'adresse de ses rendez-vous pour un agenda
audit-act-feed-own-end = A supprimé l'adresse de ses rendez-vous
audit-act-link-code = A demandé un code pour ses données
audit-act-link-proven = A prouvé son adresse de courriel
audit-act-link-unproven = A donné un mauvais code pour ses données
audit-act-erasure-ask = A demandé l'effacement de ses données
audit-act-erasure-refuse = A refusé un effacement

export-devices = Appareils qui la reconnaissent
export-feed = Adresse secrète de ses rendez-vous pour un agenda
export-erasure = Effacement demandé
