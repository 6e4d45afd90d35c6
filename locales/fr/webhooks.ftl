# Programmes prévenus de ce qui arrive aux rendez-vous.

webhook-title = Notifications vers d'autres programmes
webhook-note = Prévenir un autre logiciel quand un rendez-vous est pris, déplacé ou annulé (webhooks)
webhook-lead = Grappe prévient le programme de votre choix de ce qui arrive aux rendez-vous. Il n'envoie que des numéros et des horaires : jamais un nom, un téléphone ni une note. Chaque envoi est signé, et répété pendant un jour si le programme ne répond pas.
webhook-new = Nouvelle notification
webhook-once = Copiez ce secret maintenant dans l'autre programme, qui s'en sert pour vérifier la signature : il ne sera plus jamais affiché.
webhook-add = Ajouter une notification
webhook-add-button = Ajouter la notification
webhook-name = Pour quel programme
webhook-name-hint = Par exemple « Logiciel de téléphonie ».
webhook-url = Adresse
webhook-url-hint = Donnée par l'autre programme. Elle commence par https://.
webhook-events = Ce qui est annoncé
webhook-event-booked = Rendez-vous pris
webhook-event-moved = Rendez-vous déplacé
webhook-event-cancelled = Rendez-vous annulé
webhook-event-state = Rendez-vous accepté, patient arrivé, absent…
webhook-private = Ce programme est dans le réseau du cabinet
webhook-private-hint = Permet une adresse du réseau du cabinet (192.168.…), un autre port et http://. Ne cochez pas pour un service en ligne.
webhook-url-malformed = Cette adresse n'est pas lisible : recopiez-la en entier, https:// compris.
webhook-url-credentials = Une adresse avec un nom ou un mot de passe avant « @ » n'est pas acceptée.
webhook-url-https = L'adresse doit commencer par https://, sauf pour un programme du réseau du cabinet.
webhook-url-port = Seuls les ports 443 et 8443 sont possibles, sauf pour un programme du réseau du cabinet.
webhook-url-forbidden = Cette adresse ne peut pas être appelée. Si elle est dans le réseau du cabinet, cochez la case ci-dessous ; localhost et 127.0.0.1 sont toujours refusés : écrivez l'adresse de la machine dans le réseau.
webhook-disable = Arrêter
webhook-deliveries = Derniers envois
webhook-resend = Envoyer de nouveau
webhook-state-sent = Reçu
webhook-state-pending = En attente
webhook-state-failed = Échec
webhook-trouble-forbidden = l'adresse mène là où Grappe ne doit pas appeler
webhook-trouble-unreachable = le programme n'a pas répondu, ou son certificat n'est pas valable
webhook-trouble-status = le programme a répondu { $status }
webhook-trouble-secret = le secret n'est pas lisible sur cette machine : ajoutez la notification de nouveau
webhook-trouble-disabled = la notification a été arrêtée
webhook-tries = { $tries ->
    [0] aucun essai
    [one] { $tries } essai
   *[other] { $tries } essais
 }
webhook-done-disabled = Ce programme n'est plus prévenu.
webhook-done-resent = L'envoi est de nouveau en attente.
