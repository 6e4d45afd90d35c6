# Messages partis ou à partir : démonstration et espace du cabinet.

admin-nav-outbox = Messages
admin-mail-off = Aucun serveur de courriel n'est configuré : les codes et les confirmations ne partent pas.
admin-mail-off-link = Voir les messages

outbox-title = Messages aux patients
outbox-off = Aucun serveur de courriel n'est configuré, donc aucun message ne part. Renseignez la section [smtp] du fichier de configuration et redémarrez Grappe ; en attendant, prévenez les patients par téléphone.
outbox-demo = La démonstration n'envoie rien : ces messages restent en attente.
outbox-demo-link = Lire ce que les patients recevraient
outbox-troubled = Peut-être pas arrivés
outbox-troubled-lead = Appelez ces patients, ou corrigez leur fiche et renvoyez.
outbox-none-troubled = Aucun message n'est en difficulté.
outbox-waiting = En attente
outbox-none-waiting = Aucun message en attente.
outbox-over = Réglés
outbox-none-over = Aucun message pour l'instant.
outbox-visit = Rendez-vous : { $when }
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
outbox-state-cancelled = annulé avant l'envoi
outbox-state-expired = périmé avant l'envoi
outbox-kind-invitation = Invitation d'un membre du cabinet
outbox-all = Tous
outbox-which = Lesquels
outbox-date = Date
outbox-show = Afficher
outbox-about = Messages à
outbox-everybody = Tous les patients
outbox-chosen = Messages choisis
outbox-none-chosen = Aucun message ne correspond.
outbox-more = Voir la suite
outbox-of-patient = Messages envoyés
outbox-due = Départ prévu : { $when }
outbox-left = Parti : { $when }
outbox-ended = Arrêté : { $when }
outbox-resend = Renvoyer
outbox-resend-sure = Le patient l'a peut-être déjà reçu : il le recevrait alors deux fois.
outbox-resend-anyway = Renvoyer quand même
outbox-handled = C'est réglé par téléphone
outbox-call-off = Ne pas envoyer
outbox-done-resent = Le message repart.
outbox-done-called-off = Ce message ne partira pas.
outbox-done-handled = C'est noté : ce message n'est plus à suivre.
outbox-refused-changed = Ce message a changé entre-temps. Regardez où il en est, puis recommencez.
outbox-refused-sure = Le patient a peut-être déjà reçu ce message. Pour le renvoyer quand même, dépliez « Renvoyer » et confirmez.
outbox-refused-nothing = Ce message ne se renvoie pas.
outbox-refused-overtaken = Ce rendez-vous est passé ou déplacé : il n'y a plus rien à en dire par ce message.
outbox-refused-contact = La fiche du patient n'a plus de quoi lui envoyer ce message. Complétez-la, ou appelez-le.
outbox-refused-waiting = Le même message attend déjà de partir.
outbox-state-resent = renvoyé
outbox-state-handled = réglé par téléphone
outbox-plot = Envois des 30 derniers jours
outbox-plot-said = { $sent ->
    [0] Aucun message parti
    [one] { $sent } message parti
   *[other] { $sent } messages partis
 }, { $failed ->
    [0] aucun en échec.
    [one] { $failed } en échec.
   *[other] { $failed } en échec.
 }
outbox-plot-day = Jour
outbox-plot-sent = Partis
outbox-plot-failed = En échec
outbox-down-email = Aucun courriel ne part depuis le { $when } ({ $count } en attente).
outbox-down-sms = Aucun SMS ne part depuis le { $when } ({ $count } en attente).
outbox-why-no-such-contact = L'adresse ou le numéro n'existe pas.
outbox-do-no-such-contact = Demandez la bonne au patient, corrigez sa fiche, puis renvoyez.
outbox-why-mailbox-full = La boîte du patient est pleine.
outbox-do-mailbox-full = Appelez-le.
outbox-why-account = Le compte d'envoi du cabinet est refusé.
outbox-do-account = Un administrateur doit vérifier l'identifiant et le mot de passe du compte d'envoi.
outbox-why-credit = Le crédit chez le fournisseur est épuisé.
outbox-do-credit = Rechargez le compte chez le fournisseur ; d'ici là, appelez.
outbox-why-ceiling = Le plafond des SMS du jour est atteint.
outbox-do-ceiling = Un administrateur peut le relever ; sinon, appelez.
outbox-why-rejected = Le serveur du patient ne veut pas des messages du cabinet.
outbox-do-rejected = Appelez le patient. Si cela se répète, un administrateur doit faire vérifier le nom de domaine d'envoi.
outbox-why-no-line = Le serveur ne répond pas.
outbox-do-no-line = Rien à faire : l'envoi sera retenté. Si cela dure, vérifiez la connexion à Internet et appelez les patients de demain.
outbox-why-busy = Le serveur n'en veut pas pour l'instant.
outbox-do-busy = Rien à faire : l'envoi sera retenté.
outbox-why-doubtful = Nul ne sait si le message est arrivé.
outbox-do-doubtful = Appelez le patient plutôt que de renvoyer.
outbox-why-too-late = L'heure utile est passée avant le départ.
outbox-do-too-late = Appelez le patient si le rendez-vous est encore à venir.
outbox-why-other = L'envoi a échoué.
outbox-do-other = Appelez le patient, et lisez la réponse ci-dessous.
outbox-kind-staff = Message au cabinet
outbox-calls = Imprimer la liste de ceux de demain, pour les appeler
outbox-calls-now = Rappeler tous ceux de demain : imprimer la liste
outbox-calls-title = À rappeler pour le { $day }
outbox-calls-lead = Les messages ne partent pas : appelez, cochez, puis détruisez cette feuille.
outbox-calls-phone = Téléphone
outbox-calls-with = Avec
own-messages-title = Ce que Grappe m'écrit
own-messages-no-email = Votre compte n'a pas d'adresse de courriel : un administrateur peut l'ajouter.
own-messages-agenda = Mon agenda du jour, par courriel
own-messages-agenda-hint = Les heures et le nombre de rendez-vous, jamais le nom des patients. Rien les jours sans rendez-vous.
own-messages-never = jamais
own-messages-alerts = Me prévenir quand les courriels ou les SMS ne partent plus
own-messages-phone = Mon téléphone mobile
own-messages-phone-hint = Si ce sont les courriels qui ne partent plus, l'avertissement arrive par SMS à ce numéro.
own-messages-free = Ma ligne Free Mobile
own-messages-free-hint = Si votre mobile est chez Free, l'avertissement y arrive même quand le courriel et les SMS du cabinet sont en panne. Dans votre espace abonné, ouvrez « Mes options », activez « Notifications par SMS » et recopiez ce qui s'affiche.
own-messages-free-user = Identifiant Free (8 chiffres)
own-messages-free-pass = Clé d'identification
own-messages-free-pass-hint = Elle n'est plus jamais affichée. Laissez vide pour garder celle qui est enregistrée ; videz l'identifiant pour tout oublier.
own-messages-free-try = M'envoyer un essai par Free Mobile
own-messages-free-sent = C'est parti : votre téléphone doit sonner dans la minute.
own-messages-free-none = La clé n'est pas lisible ici : tapez-la de nouveau et enregistrez.
own-messages-free-refused = Free ne reconnaît pas l'identifiant ou la clé, ou l'option n'est pas activée. Recopiez-les depuis votre espace abonné.
own-messages-nothing = Votre compte ne reçoit pas de patients et n'administre pas le cabinet : il n'y a rien à choisir ici.
steward-agenda-subject = Votre agenda du { $day }
steward-agenda = { $count ->
    [one] { $count } rendez-vous, jusqu'à { $last }.
   *[other] { $count } rendez-vous, jusqu'à { $last }.
 }
steward-agenda-why = Les noms restent dans l'agenda : un courriel se lit en chemin.
steward-alert-subject = Des messages ne partent plus
steward-link = À voir ici : { $link }
outbox-kind-reminder_1 = Rappel
outbox-kind-reminder_2 = Rappel
outbox-kind-reminder_3 = Rappel
outbox-kind-reminder_4 = Rappel
outbox-down-line = La ligne { $line } ne marche pas depuis le { $when }. Les SMS passent par une autre ligne.
outbox-down-other-sms = Ce qui concerne un rendez-vous des prochaines 24 heures part par SMS si le patient a un mobile ; le reste attend.
outbox-down-other-email = Ce qui concerne un rendez-vous des prochaines 24 heures part par courriel si le patient a une adresse ; le reste attend.
outbox-down-no-other = Aucune autre voie ne marche.
outbox-down-gone = { $count ->
    [one] { $count } message est déjà parti par l'autre voie.
   *[other] { $count } messages sont déjà partis par l'autre voie.
 }
outbox-down-again = Prochain essai de lui-même : { $when }.
outbox-ceiling = Le plafond des SMS du jour est atteint : aucun autre ne part avant le { $when }.
outbox-ceiling-do = Pour qu'ils partent aujourd'hui, un administrateur doit relever le plafond ; ceux qui attendent partent alors aussitôt.
outbox-ceiling-waiting = { $count ->
    [one] { $count } SMS attend jusque-là.
   *[other] { $count } SMS attendent jusque-là.
 }
outbox-ceiling-gone = { $count ->
    [one] { $count } est parti par courriel à la place.
   *[other] { $count } sont partis par courriel à la place.
 }
outbox-ceiling-lost = { $count ->
    [one] { $count } n'avait pas d'autre voie : appelez ce patient (« Peut-être pas arrivés »).
   *[other] { $count } n'avaient pas d'autre voie : appelez ces patients (« Peut-être pas arrivés »).
 }
steward-ceiling-subject = Le plafond des SMS du jour est atteint
steward-down-line = Une ligne de SMS ne marche pas depuis le { $when } ; les SMS passent par une autre ligne.
