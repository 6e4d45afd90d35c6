# Messages partis ou à partir : démonstration et espace du cabinet.

admin-nav-outbox = Messages
admin-mail-off = Aucun serveur de courriel n'est configuré : les codes et les confirmations ne partent pas.
admin-mail-off-link = Voir les messages

outbox-title = Messages aux patients
outbox-off = Aucun serveur de courriel n'est configuré, donc aucun message ne part. Renseignez la section [smtp] du fichier de configuration et redémarrez Grappe ; en attendant, prévenez les patients par téléphone.
outbox-demo = La démonstration n'envoie rien : ces messages restent en attente.
outbox-demo-link = Lire ce que les patients recevraient
outbox-troubled = Peut-être pas arrivés
outbox-troubled-lead = Appelez ces patients, puis vérifiez leur adresse.
outbox-none-troubled = Aucun message n'est en difficulté.
outbox-waiting = En attente
outbox-none-waiting = Aucun message en attente.
outbox-over = Réglés
outbox-none-over = Aucun message pour l'instant.
outbox-visit = Rendez-vous : { $when }
outbox-written = Écrit : { $when }
outbox-reason = Réponse du serveur : { $reason }
outbox-next = nouvel essai à { $hour }
outbox-kind-code = Code de vérification
outbox-kind-confirmed = Confirmation
outbox-kind-requested = Demande reçue
outbox-kind-moved = Déplacement
outbox-kind-cancelled = Annulation
outbox-kind-refused = Demande non retenue
outbox-state-pending = en attente
outbox-state-attempting = en cours d'envoi
outbox-state-sent = envoyé
outbox-state-delivered = arrivé
outbox-state-undelivered = non remis
outbox-state-failed-permanent = refusé par le serveur
outbox-state-unknown = envoi incertain
outbox-state-given-up = abandonné
outbox-state-cancelled = remplacé
outbox-state-expired = périmé avant l'envoi
outbox-kind-invitation = Invitation d'un membre du cabinet
