# Agendas personnels des praticiens, reliés par les réglages : la recherche, le choix, l'essai, et la page de chacun.

calendars-title = Agendas personnels des praticiens
calendars-note = Relier l'agenda d'un praticien (Synology, CalDAV) : ses occupations bloquent, ses rendez-vous y paraissent
calendars-lead = Ce qu'un praticien note dans son propre agenda n'est plus proposé aux patients, et ses rendez-vous paraissent dans son agenda, sur son téléphone. Un rendez-vous n'est jamais annulé par l'agenda sans vous.
calendars-none = Aucun agenda n'est relié.
calendars-add = Relier un agenda
calendars-step = Étape { $step } sur 3
calendars-errors = Rien n'est relié : voyez ci-dessous ce qui ne convient pas.
calendars-demo = La démonstration n'appelle aucun serveur. Reliez un agenda sur votre propre installation.

calendars-address-lead = Grappe demande au serveur quels agendas ce compte peut voir. Rien n'y est écrit.
calendars-whose = Agenda de
calendars-url = Adresse
calendars-url-hint = Celle du serveur ou de l'agenda, copiée dans le programme d'agenda. Elle commence par https://, ou par http:// dans le réseau du cabinet.
calendars-file = C'est l'adresse d'un abonnement (.ics), seulement à lire
calendars-file-hint = Souvent sans compte ni mot de passe. Google Agenda en donne une : « Adresse secrète au format iCal ».
calendars-no-file = Ce qui se trouve à cette adresse n'est pas un fichier d'agenda. Copiez l'adresse d'abonnement (elle finit souvent par .ics), ou décochez la case pour chercher des agendas.
calendars-user = Compte
calendars-user-hint = Le nom avec lequel on se connecte à ce serveur.
calendars-secret = Mot de passe de ce compte
calendars-secret-hint = Celui du serveur d'agendas, pas celui de Grappe. Il est gardé chiffré et n'est jamais montré.
calendars-secret-held = Le mot de passe tapé est gardé : laissez vide pour le même.
calendars-secret-same = Laissez vide pour garder le mot de passe actuel. Il est gardé chiffré et n'est jamais montré.
calendars-clear = Permettre sans chiffrement, dans le réseau du cabinet
calendars-clear-hint = Le mot de passe peut alors être lu par qui est branché sur ce réseau. Préférez https:// si le serveur le sait.
calendars-same-key = J'ai comparé l'empreinte sur le serveur : c'est la même
calendars-same-key-hint = Grappe acceptera cette clé pour ce serveur, et aucune autre.
calendars-same-key-needed = Comparez l'empreinte puis cochez la case, ou ne reliez pas cet agenda.
calendars-look = Chercher les agendas
calendars-asking = Une question est déjà posée au serveur. Attendez sa réponse, puis réessayez.
calendars-rest = { $host } a refusé ce compte deux fois de suite. Grappe n'insiste pas : beaucoup de serveurs bloquent après quelques échecs. Vérifiez le compte et le mot de passe sur le serveur même, puis réessayez dans { $minutes } min.

calendars-synology = Sur un NAS Synology
calendars-synology-1 = Dans DSM, ouvrez Panneau de configuration, Utilisateur, et créez un compte pour Grappe seul, sans vérification en deux étapes : un agenda relié ne sait pas la faire.
calendars-synology-2 = Donnez-lui le seul droit d'utiliser Calendar, et refusez les autres applications.
calendars-synology-3 = Dans Synology Calendar, partagez l'agenda du praticien avec ce compte, avec le droit de modifier. Ou laissez Grappe en créer un, et partagez-le avec le praticien.
calendars-synology-4 = Dans la page de Calendar, copiez l'adresse « macOS / iOS » de l'agenda (compte CalDAV). C'est elle qu'il faut ci-dessous.
calendars-synology-5 = Elle ressemble à https://nas:5001/caldav/compte, ou http://nas:5000/caldav/compte sans chiffrement. Si elle mène à la page de DSM, essayez les ports 20003 (https) ou 20002 (http).
calendars-other = Sur un autre serveur
calendars-other-1 = Essayés : Radicale, DAViCal, Xandikos, et sabre/dav sur lequel d'autres sont faits. L'adresse du serveur suffit souvent ; sinon copiez l'adresse CalDAV que montre le programme.
calendars-other-2 = Si le compte a une vérification en deux étapes, créez sur le serveur un mot de passe d'application, ou un compte pour Grappe seul.
calendars-other-3 = Un service qui ne connaît ni mot de passe d'application ni compte simple, comme Google Agenda, donne une adresse d'abonnement (.ics) : ses événements bloquent, mais rien n'y est écrit.
calendars-compare = Comment comparer l'empreinte
calendars-compare-1 = Faites-le sur un poste branché au même réseau que le serveur. Dans Chrome ou Edge, ouvrez l'adresse du serveur, cliquez à gauche de l'adresse, puis sur le certificat : sous « Empreintes SHA-256 », la ligne « Clé publique » doit être la même.
calendars-compare-2 = Ou sur le serveur : openssl x509 -in cert.pem -noout -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256
calendars-compare-3 = Mieux encore : un certificat reconnu (Let's Encrypt, que DSM sait demander). Il n'y a alors rien à comparer.

calendars-choose-title = Choisir l'agenda
calendars-found = A répondu : { $kind }. Connexion { $line }, { $way }.
calendars-which = Quel agenda
calendars-unnamed = Agenda sans nom
calendars-one = { $name } – écriture : { $writing }
calendars-make = Créer un agenda sur ce serveur
calendars-make-name = Nom du nouvel agenda
calendars-make-name-hint = Seulement pour créer un agenda. Par exemple « Rendez-vous ».
calendars-use = Pour quoi faire
calendars-use-written = Écrire les rendez-vous dans cet agenda, et ses événements bloquent
calendars-use-read = Seulement lire : ses événements bloquent
calendars-use-hint = Un seul agenda par praticien reçoit ses rendez-vous. Il peut en avoir d'autres, qui sont seulement lus.
calendars-privacy = Ce qu'un rendez-vous dit dans l'agenda
calendars-privacy-hint = Qui peut ouvrir l'agenda le lit, et parfois l'hébergeur du serveur. Les notes d'un dossier n'y sont jamais.
calendars-privacy-0 = Rien du patient – « Rendez-vous »
calendars-privacy-1 = Motif et initiales – « Consultation, Z. R. »
calendars-privacy-2 = Nom complet et motif, avec le téléphone et la note du rendez-vous – « ROUX Zoé, Consultation »
calendars-options = Autres choix
calendars-ignores-all-day = Les événements d'une journée entière ne bloquent pas
calendars-ignores-all-day-hint = Pour un agenda avec des anniversaires ou des jours fériés. Un congé noté sur la journée ne bloque alors plus.
calendars-asks-before-moving = Demander avant de suivre un rendez-vous déplacé dans l'agenda
calendars-asks-before-moving-hint = Sans cette case, le rendez-vous suit et le patient est prévenu ; à moins de 24 heures, c'est toujours demandé.
calendars-deleting-cancels = Supprimer un rendez-vous dans l'agenda l'annule
calendars-deleting-cancels-hint = Après dix minutes, et le patient est prévenu. Sans cette case, c'est une question sur « À traiter ».
calendars-keeps-cancelled = Garder une trace des rendez-vous annulés
calendars-keeps-cancelled-hint = L'événement reste, marqué annulé, et ne prend plus de temps.
calendars-writes-utc = Écrire les heures en temps universel
calendars-writes-utc-hint = Seulement si l'agenda montre des heures décalées.
calendars-reminds = Rappel de l'agenda, minutes avant
calendars-reminds-hint = Vide : pas de rappel.
calendars-go-on = Continuer
calendars-read-only = Ce compte ne peut pas écrire dans cet agenda. Donnez-lui le droit sur le serveur, ou choisissez « seulement lire ».
calendars-written-already = Les rendez-vous de ce praticien sont déjà écrits dans un autre agenda. Choisissez « seulement lire », ou retirez d'abord l'autre.
calendars-linked-already = Cet agenda est déjà relié pour ce praticien, ou reçoit les rendez-vous d'un collègue : ils bloqueraient l'un pour l'autre. Choisissez-en un autre.

calendars-trial-title = Essayer d'écrire
calendars-trial-lead = Grappe va écrire dans « { $name } » un événement d'essai, daté dans dix ans, qui ne prend pas de temps, le changer, puis le retirer. Ainsi on sait que le serveur garde bien les rendez-vous.
calendars-trial-consent = Faire l'essai
calendars-trial-good = L'essai est bon. L'agenda n'est pas encore relié.
calendars-trial-fill = Les rendez-vous à venir y seront écrits aussitôt.
calendars-trial-link = Relier cet agenda
calendars-trial-bad = L'essai montre que des événements pourraient être perdus. Cet agenda peut être lu, pas écrit.
calendars-trial-back = Changer les choix

calendars-state-active = relié
calendars-state-paused = en pause
calendars-state-suspended = arrêté
calendars-state-refused = compte refusé
calendars-state-leaving = en cours de retrait
calendars-paused-note = Rien n'est lu ni écrit. Ce qui est connu continue de bloquer, et ce qui est à écrire attend.
calendars-leaving-note = Les rendez-vous sont en train d'être retirés de l'agenda ; le lien disparaît ensuite de lui-même.
calendars-reason-refused = Le serveur refuse l'accès à cet agenda, ou ne le trouve plus. Tout ce qui était connu reste bloqué. Vérifiez la connexion ci-dessous, réparez sur le serveur, puis reprenez.
calendars-reason-no-calendar = À cette adresse, il n'y a plus d'agenda mais autre chose. Tout ce qui était connu reste bloqué. Vérifiez le serveur et son adresse, puis reprenez.
calendars-reason-elsewhere = Le serveur renvoie vers une autre machine. Le mot de passe n'y est pas envoyé. Si le serveur a déménagé, retirez ce lien et reliez l'agenda à sa nouvelle adresse.
calendars-reason-vanished = Beaucoup d'événements ont disparu d'un coup. Ce peut être une fausse manœuvre, ou un agenda recréé. Rien n'a été annulé ici, et tout ce qui était connu reste bloqué. Choisissez ci-dessous comment reprendre.
calendars-reason-moved = Plus de vingt rendez-vous ont changé d'heure d'un coup. Ce peut être un fuseau mal réglé, ou une sauvegarde remise. Aucun n'a bougé ici. Choisissez ci-dessous comment reprendre.
calendars-reason-restored = Grappe a été remis d'une sauvegarde : ce qui s'est passé depuis dans l'agenda n'est pas connu. Regardez ce que sa reprise ferait, puis acceptez-la.
calendars-reason-credentials = Le serveur a refusé deux fois le compte ou le mot de passe, et Grappe n'insiste pas. Tapez ci-dessous le bon mot de passe.
calendars-reason-rights = Le serveur reconnaît ce compte mais lui refuse l'accès. Donnez-lui le droit sur l'agenda (sur un NAS Synology : le droit d'utiliser Calendar), puis reprenez.
calendars-reason-key = Le serveur montre une autre clé que celle qui a été acceptée. Vérifiez la connexion ci-dessous : les deux empreintes sont montrées, et vous décidez.
calendars-reason-full = Le serveur n'a plus de place pour cet agenda. Libérez de la place, ou relevez la limite du compte, puis reprenez.
calendars-failing = { $count ->
    [0] Pas d'échec.
    [one] Un échec. Prochain essai : { $when }. Vérifiez la connexion si cela dure.
   *[other] { $count } échecs de suite. Prochain essai : { $when }. Vérifiez la connexion si cela dure.
}
calendars-never = Pas encore lu.
calendars-polled = Lu pour la dernière fois : { $when }.
calendars-members = { $count ->
    [0] Aucun événement connu.
    [one] Un événement connu.
   *[other] { $count } événements connus.
}
calendars-waiting = { $count ->
    [0] Rien n'attend d'y être écrit.
    [one] Un rendez-vous attend d'y être écrit.
   *[other] { $count } rendez-vous attendent d'y être écrits.
}
calendars-kind-read = lu
calendars-kind-subscribed = lu, par abonnement
calendars-kind-written = lu et écrit
calendars-no-secret = Le mot de passe n'est pas lisible sur cette machine (il l'est seulement sur celle où il a été tapé). Tapez-le de nouveau ci-dessous.

calendars-of = Agenda de { $name }
calendars-check = Vérifier la connexion
calendars-check-good = Le serveur répond, et l'agenda est là.
calendars-check-other = Le serveur répond, mais il n'y a pas d'agenda à cette adresse. Vérifiez dans le programme d'agenda qu'il existe encore.
calendars-now = Synchroniser maintenant
calendars-pause = Mettre en pause
calendars-resume-title = Reprendre
calendars-this = Choisir
calendars-resume = Reprendre comme avant
calendars-resume-hint = Si tout est réparé, ou si les événements sont revenus. Grappe compare avec ce qu'il connaissait, et s'arrête de nouveau si l'écart est aussi grand.
calendars-resume-paused = Grappe lit ce qui a changé depuis, et écrit ce qui attend.
calendars-recreate = Réécrire nos rendez-vous dans l'agenda
calendars-recreate-hint = L'agenda a perdu ses événements par accident : chaque rendez-vous à venir y est remis à son heure. Les événements du praticien qui ont disparu bloquent encore leurs horaires, jusqu'à leur retour ou jusqu'à ce que vous les libériez dans « À traiter ». Aucun rendez-vous n'est annulé.
calendars-anew = Accepter ce qui a disparu
calendars-anew-hint = L'agenda est lu à neuf : les événements du praticien qui ont disparu ne bloquent plus. Nos rendez-vous à venir y sont remis à leur heure. Aucun rendez-vous n'est annulé.
calendars-another = Choisir un autre agenda
calendars-another-hint = Ce lien est retiré, l'ancien agenda reste tel qu'il est, et vous en reliez un autre. Aucun rendez-vous n'est annulé.
calendars-edit = Compte et choix
calendars-remove-title = Retirer ce lien
calendars-remove-hint = Les rendez-vous restent dans Grappe, et les occupations de cet agenda ne bloquent plus.
calendars-remove-leave = Retirer, et laisser les rendez-vous dans l'agenda
calendars-remove-take = Enlever d'abord nos rendez-vous à venir de l'agenda, puis retirer
calendars-remove = Retirer
calendars-accept-key = Accepter la nouvelle clé
calendars-address = Adresse
calendars-name = Agenda
calendars-use-short = Usage
calendars-last = Dernière lecture
calendars-known = Contenu
calendars-due = À écrire

calendars-done-linked = L'agenda est relié. La première lecture commence dans la minute.
calendars-done-paused = L'agenda est en pause.
calendars-done-resumed = L'agenda est repris. La prochaine lecture commence dans la minute.
calendars-done-synced = La synchronisation est finie. Son résultat est ci-dessous.
calendars-done-asked = La synchronisation est demandée. Rechargez la page dans un instant pour voir quand l'agenda a été lu.
calendars-done-removed = Le lien est retiré. Les rendez-vous sont toujours là.
calendars-done-leaving = Les rendez-vous sont retirés de l'agenda, puis le lien disparaît.
calendars-done-key = La nouvelle clé est acceptée.
calendars-wrong-state = Quelqu'un d'autre a changé ce lien entre-temps. Voici comment il est maintenant.
