# Ligne de commande et fichier de configuration.

config-header =
    Configuration de Grappe.
    Chaque clé peut être remplacée par la variable d'environnement indiquée au-dessus d'elle.
    Une clé inconnue ou une valeur impossible empêche le démarrage, avec la ligne et le remède.
    Tout le reste (horaires, motifs, comptes, textes) se règle dans l'espace du cabinet.
config-practice = Ce qui doit exister avant la base de données.
config-practice-data = Dossier des données du cabinet (chemin absolu). À sauvegarder.
config-server = Adresse des pages, et ce qui se trouve devant elles.
config-server-listen = Adresse et port d'écoute. 0.0.0.0:8080 répond à tout le réseau.
config-server-public-url = Adresse que voient les patients, pour les liens des messages. Sans elle : l'adresse d'écoute.
config-server-hosts = Noms sous lesquels les pages répondent, en plus de celui de public_url et des adresses de la machine.
config-server-prefix = Chemin sous lequel vivent les pages, par exemple "/rdv/".
config-server-strict-transport = true quand ce nom et tous ceux qu'il porte sont au cabinet et toujours en https : les navigateurs n'accepteront plus rien d'autre pendant un an.
config-server-trusted-proxies = Adresses ou réseaux des serveurs mandataires dont on croit les en-têtes X-Forwarded-*. Qui passe par un autre mandataire compte comme étant hors du cabinet.
config-server-max-connections = Nombre de connexions ouvertes à la fois, au plus.
config-server-max-connections-per-address = Connexions ouvertes d'une même adresse, au plus.
config-tls = https par Grappe lui-même. Sans « listen », rien n'est chiffré ici : un serveur placé devant s'en charge (sur un Synology, celui de DSM).
config-tls-listen = Adresse et port de https. [::]:443 répond à tout le réseau, en IPv4 et en IPv6.
config-tls-acme = Autorité qui délivre et renouvelle le certificat : "letsencrypt", "letsencrypt-trial" pour un essai, ou l'adresse du répertoire d'une autre.
config-tls-accept-terms = true quand le cabinet accepte les conditions de cette autorité (pour Let's Encrypt : letsencrypt.org/repository).
config-tls-contact = Adresse à laquelle l'autorité peut écrire.
config-tls-names = Noms du certificat. Sans eux : ceux de public_url et de hosts.
config-tls-certificate = Certificat dans un fichier PEM, suivi de ceux qui le garantissent, au lieu d'une autorité. Il est relu dès qu'il change.
config-tls-key = Clé privée de ce certificat, dans un fichier PEM.
config-tls-authority = Fichier PEM de qui garantit le répertoire de l'autorité, quand le système ne le connaît pas.
config-smtp = Serveur de courriel, pour les codes et les confirmations. Sans « host », aucun message ne part.
config-smtp-host = Nom du serveur ; son certificat est vérifié contre ce nom.
config-smtp-port = Port : 587 avec "starttls", 465 avec "tls".
config-smtp-tls = Protection : "starttls", "tls", ou "none" (seulement vers cette machine).
config-smtp-user = Compte, si le serveur en demande un.
config-smtp-password = Mot de passe du compte. Préférez password_file.
config-smtp-password-file = Fichier dont la première ligne est le mot de passe.
config-smtp-from = Adresse d'expédition.
config-radicale = Radicale, le serveur d'agendas à côté de Grappe, pour les téléphones. Sans « folder », rien ne lui est transmis.
config-radicale-folder = Dossier de sa configuration, de ses comptes et de ses agendas, préparé par « grappe radicale setup ».
config-radicale-address = Adresse et port où il écoute, toujours sur cette machine.
config-update = Nouvelles versions de Grappe. Sans « url » ni « public_key », rien n'est demandé à personne. Rien ne s'installe jamais tout seul.
config-update-enabled = false pour ne jamais demander, par exemple là où un centre de paquets s'en charge.
config-update-url = Adresse https de la liste des versions. Sa signature est à la même adresse, suivie de « .minisig ».
config-update-public-key = Clé publique minisign de qui publie la liste.
config-clock = Confiance dans l'horloge.
config-clock-require-network-time = true sur une machine sans pile d'horloge : rien n'expire et rien ne part tant que l'heure du réseau n'est pas connue.
config-log = Journal, sur la sortie d'erreur. Il ne contient aucune donnée de patient.
config-log-filter = Niveau : error, warn, info, debug, trace ; ou par module, "info,grappe::web=debug".
config-limits = Plafonds qui dépendent de la machine.
config-limits-import-megabytes = Taille d'un fichier importé, au plus, en mégaoctets.
config-limits-code-mails-per-day = Codes de confirmation envoyés par courriel en 24 heures, tous visiteurs ensemble.
config-limits-token-requests-per-second = Requêtes par seconde auxquelles l'interface pour programmes répond, par jeton.

config-place-line = { $file }, ligne { $line } : { $key }
config-place-file = { $file } : { $key }
config-place-variable = variable { $variable } : { $key }
config-place-whole-line = { $file }, ligne { $line }
config-place-whole-file = { $file }
config-place-whole-variable = variable { $variable }

config-unfit-unreadable = illisible ({ $detail }). Vérifiez le chemin et les droits.
config-unfit-syntax = ce n'est pas du TOML ({ $detail }). Une ligne s'écrit : clé = "valeur".
config-unfit-unknown-section = section inconnue. Les sections sont practice, server, tls, smtp, radicale, update, clock, log et limits.
config-unfit-misspelt-section = section inconnue. Vouliez-vous dire « { $detail } » ?
config-unfit-unknown-key = clé inconnue. Retirez-la, ou comparez avec le modèle que produit « grappe init ».
config-unfit-misspelt-key = clé inconnue. Vouliez-vous dire « { $detail } » ?
config-unfit-text = un texte entre guillemets est attendu.
config-unfit-list = une liste de textes est attendue : ["un", "deux"].
config-unfit-flag = true ou false est attendu, sans guillemets.
config-unfit-number = un nombre entier de { $min } à { $max } est attendu.
config-unfit-address = une adresse et un port sont attendus, par exemple "127.0.0.1:8080".
config-unfit-host = un nom de machine est attendu, sans « https:// » ni chemin.
config-unfit-prefix = un chemin est attendu, par exemple "/rdv/" : lettres, chiffres, tirets et points entre barres.
config-unfit-network = une adresse ou un réseau est attendu, par exemple "192.168.1.10" ou "10.0.0.0/8".
config-unfit-url = une adresse est attendue, par exemple "https://rdv.example.org", sans « ? » ni « # ».
config-unfit-https = une adresse qui commence par « https:// » est attendue.
config-unfit-public-key = une clé publique minisign est attendue : la seconde ligne du fichier .pub, qui commence par « RW ».
config-unfit-tls-mode = "starttls", "tls" ou "none" est attendu.
config-unfit-clear-text = "none" enverrait les messages en clair sur le réseau. Choisissez "starttls" ou "tls".
config-unfit-email = une adresse de courriel est attendue, par exemple "rdv@example.org".
config-unfit-absolute = un chemin absolu est attendu, qui commence par « / ».
config-unfit-this-machine = une adresse de cette machine est attendue, par exemple "127.0.0.1:5232" : Radicale ne doit pas répondre au réseau.
config-unfit-filter = un niveau est attendu : error, warn, info, debug, trace, ou "info,grappe::web=debug".
config-unfit-directory = "letsencrypt", "letsencrypt-trial" ou une adresse en https:// est attendue.
config-unfit-needs-source = il manque de quoi chiffrer : donnez tls.acme, ou bien tls.certificate et tls.key.
config-unfit-terms = l'autorité demande que ses conditions soient acceptées. Lisez-les, puis écrivez accept_terms = true.
config-unfit-needs-key = la clé { $detail } est nécessaire aussi.
config-unfit-excludes = ne peut pas être donnée en même temps que { $detail }. Gardez l'une des deux.

cli-about = Grappe, le système de rendez-vous qui appartient au cabinet.
cli-exit-codes =
    Codes de sortie :
      0  fait
      1  un problème a été trouvé, ou des lignes ont été laissées de côté
      2  arguments ou configuration incorrects, rien n'a été touché
      3  données refusées : endommagées, plus récentes que le programme, ou d'une autre nature
      4  dossier ou adresse déjà pris par un autre programme, réessayez plus tard
      5  le disque, le réseau ou le programme a failli
cli-heading-usage = Usage :
cli-heading-commands = Commandes{" "}
cli-heading-options = Options{" "}
cli-usage-command = COMMANDE
cli-usage-options = [OPTIONS]
cli-value-command = COMMANDE
cli-value-file = FICHIER
cli-value-folder = DOSSIER
cli-value-name = NOM
cli-value-number = NUMÉRO
cli-value-scope = DROIT
cli-arg-help = Montre cette aide
cli-arg-config = Fichier de configuration (sans lui : variables d'environnement et valeurs par défaut)
cli-arg-data = Dossier des données, à la place de celui de la configuration

cli-usage-unknown = Option inconnue : { $argument }
cli-usage-unknown-near = Option inconnue : { $argument }. Vouliez-vous dire { $hint } ?
cli-usage-no-command = Commande inconnue : { $argument }
cli-usage-no-command-near = Commande inconnue : { $argument }. Vouliez-vous dire { $hint } ?
cli-usage-missing = Il manque : { $argument }
cli-usage-missing-command = Il manque une commande : { $hint }
cli-usage-conflict = { $argument } ne va pas avec une autre option donnée.
cli-usage-choice = « { $value } » n'est pas possible pour { $argument }. Au choix : { $hint }
cli-usage-value = « { $value } » n'est pas possible pour { $argument }.
cli-usage-utf8 = Un argument n'est pas du texte UTF-8.
cli-usage-wrong = Les arguments ne vont pas ensemble.
cli-usage-see-help = « grappe --help » et « grappe COMMANDE --help » expliquent tout.

cli-config-problem = { $place } : { $reason }

cli-no-folder = { $folder } n'existe pas. Créez-le avec « grappe init », ou indiquez un autre dossier.
cli-folder-in-use = { $folder } est utilisé par un autre Grappe. Arrêtez-le d'abord, ou faites la même chose dans l'espace du cabinet.
cli-folder-newer = { $file } est au format { $found } ; ce programme connaît les formats jusqu'à { $known }. Réinstallez le programme plus récent.
cli-folder-damaged = { $file } est endommagé ({ $detail }). Grappe ne démarre pas, pour ne rien perdre de plus.
cli-folder-restore =
    La dernière bonne copie est { $copy }. Elle se remet en place par :
      { $command }
cli-folder-no-copy = Il n'y a pas de copie dans le dossier « backups ». Reprenez une sauvegarde du dossier entier.
cli-file-fault = { $file } : { $detail }
cli-fault = Échec : { $detail }

cli-version-about = Version du programme, des fuseaux horaires et de SQLite
cli-version =
    grappe { $version }
    commit { $commit } ({ $date })
    fuseaux horaires IANA { $zones }
    SQLite { $sqlite }

cli-token-about = Jetons de l'interface machine
cli-token-add = Crée un jeton, montré une seule fois
cli-token-list = Montre les jetons
cli-token-revoke = Retire un jeton, avec effet immédiat
cli-token-name = À quoi il sert, par exemple « site web »
cli-token-scope = Ce qu'il permet, par exemple slots:read ; peut être répété
cli-token-practitioner = Numéro d'un praticien auquel il se limite ; peut être répété ; sans cela : tous
cli-token-practitioner-unknown = Il n'y a pas de praticien { $id }.
cli-token-id = Numéro que montre « grappe token list »
cli-token-made =
    Notez ce jeton maintenant, il ne sera plus montré :
    { $secret }
cli-token-good = créé le { $date }
cli-token-revoked = retiré le { $date }
cli-token-ended = Le jeton { $id } ne vaut plus rien.
cli-token-unknown = Aucun jeton en cours n'a le numéro { $id }.
cli-user-outside = Dit si l'espace du cabinet s'ouvre aussi hors de son réseau.
cli-user-outside-access = « open » : aussi de l'extérieur, avec un second facteur ; « closed » : du réseau du cabinet seulement.
cli-value-access = ACCÈS
cli-user-outside-open = L'espace du cabinet s'ouvre aussi de l'extérieur, avec un second facteur.
cli-user-outside-closed = L'espace du cabinet ne s'ouvre que sur le réseau du cabinet.
cli-messages-about = Messages aux patients : partis, en attente, en échec
cli-messages-count = Combien sont partis, attendent ou ont échoué
cli-messages-list = Les messages un à un ; ni nom, ni adresse
cli-messages-resend = Renvoie un message ; le serveur doit être arrêté
cli-messages-state = Ceux-là seulement : troubled (en échec), waiting (en attente) ou over (réglés)
cli-messages-patient = Ceux d'un patient, par son numéro
cli-messages-date = Ceux d'un jour, par exemple 2026-03-02
cli-messages-limit = Combien au plus ; 50 si rien n'est dit, 1000 au plus
cli-messages-json = En JSON, pour un programme
cli-messages-id = Numéro que montre « grappe messages list »
cli-messages-sure = Même si le patient l'a peut-être déjà reçu
cli-messages-none = Aucun message.
cli-messages-resent = Le message { $id } repart, sous le numéro { $new }.
cli-messages-refused-changed = Le message { $id } vient de changer : recommencez.
cli-messages-refused-sure = Le patient a peut-être déjà reçu le message { $id }. Ajoutez --sure pour le renvoyer quand même.
cli-messages-refused-nothing = Le message { $id } ne se renvoie pas.
cli-messages-refused-overtaken = Le rendez-vous du message { $id } est passé ou déplacé.
cli-messages-refused-contact = La fiche du patient n'a plus de quoi recevoir le message { $id }.
cli-messages-refused-waiting = Le même message attend déjà de partir.
cli-messages-unknown = Il n'y a pas de message { $id }.
cli-value-date = DATE
cli-value-state = ÉTAT
