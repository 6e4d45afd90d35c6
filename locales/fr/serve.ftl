# Mise en service : serve, init, user, check.

cli-value-address = ADRESSE:PORT
cli-value-login = IDENTIFIANT
cli-value-role = RÔLE

cli-serve-about = Démarre le service du cabinet
cli-serve-ready =
    Grappe répond sur { $address }
    Page de réservation : { $page }/
    Espace du cabinet : { $page }/admin

cli-init-about = Prépare une mise en service : configuration, dossier des données, premier compte
cli-init-config = Fichier de configuration à écrire (par défaut /etc/grappe/grappe.toml)
cli-init-data = Dossier des données à créer (par défaut /var/lib/grappe)
cli-init-listen = Adresse et port d'écoute (par défaut 127.0.0.1:8080)
cli-init-login = Identifiant du premier compte (par défaut admin)
cli-init-name = Nom de cette personne, tel que l'équipe le verra
cli-init-taken = { $file } existe déjà. Rien n'a été touché. Indiquez un autre endroit, ou gardez l'installation existante : « grappe serve ».
cli-init-done =
    Configuration : { $config }
    Données : { $data }

    Pour continuer :
      1. Si le service tourne sous un autre compte, donnez-lui ces deux endroits, par exemple : chown -R grappe: { $data } { $config }
      2. Démarrez le service : grappe serve --config { $config }
      3. Ouvrez { $page }
         et donnez ce code, valable 24 heures et une seule fois : { $code }
    Code périmé ou perdu : grappe user code IDENTIFIANT --config { $config }

cli-user-about = Comptes de l'espace du cabinet
cli-user-list = Montre les comptes
cli-user-add = Crée un compte et donne son code à usage unique
cli-user-code = Donne un nouveau code à usage unique, pour choisir un mot de passe
cli-user-change-role = Change le rôle d'un compte
cli-user-disable = Ferme un compte et termine ses sessions
cli-user-enable = Rouvre un compte fermé
cli-user-second-factor = Retire la double vérification d'un compte, quand le téléphone est perdu
cli-user-login = Ce que la personne tape pour se connecter
cli-user-name = Nom tel que l'équipe le verra
cli-user-role = administrator (administration), practitioner (praticien), secretary (secrétariat) ou reader (lecture seule)
cli-user-code-made =
    Code de « { $login } », valable 24 heures et une seule fois : { $code }
    Il se donne à la page /admin/welcome, où la personne choisit son mot de passe.
cli-user-disabled = Le compte « { $login } » est fermé, ses sessions sont terminées.
cli-user-enabled = Le compte « { $login } » est rouvert.
cli-user-role-changed = Le rôle de « { $login } » est changé ; il faut se connecter de nouveau.
cli-user-second-factor-gone = La double vérification de « { $login } » est retirée, ses sessions sont terminées.
cli-user-has-second-factor = (double vérification)
cli-user-is-disabled = (fermé)
cli-user-unknown = Aucun compte n'a l'identifiant « { $login } ». « grappe user list » les montre.
cli-user-login-malformed = « { $login } » ne peut pas être un identifiant : de 2 à 60 lettres, chiffres, points, tirets, « _ » ou « @ », sans espace.
cli-user-login-taken = L'identifiant « { $login } » est déjà pris.
cli-user-name-malformed = Le nom de « { $login } » doit avoir de 1 à 60 caractères.
cli-user-last-administrator = « { $login } » est le dernier compte d'administration ouvert. Donnez d'abord ce rôle à quelqu'un d'autre.

cli-empty-folder = { $folder } ne contient pas de données de Grappe. Vérifiez que le bon disque est branché ; pour un nouveau cabinet, lancez « grappe init ».
cli-file-denied = { $file } : ce compte n'a pas le droit d'y écrire ({ $detail }). Donnez le dossier au compte qui lance Grappe, par exemple : chown -R grappe: DOSSIER
cli-disk-full = { $file } : le disque est plein. Libérez de la place, puis recommencez ; rien n'est perdu.
cli-key-fault = La clé de l'appareil est inutilisable ({ $detail }). Reprenez le fichier « device.key » de la sauvegarde du même dossier.
cli-address-in-use = { $address } est déjà pris par un autre programme, peut-être un autre Grappe. Arrêtez-le, ou changez « listen » dans la section [server] de la configuration.
cli-address-denied = Ce compte n'a pas le droit d'écouter sur { $address }. Choisissez un port à partir de 1024 dans « listen », section [server], et laissez le serveur mandataire prendre le port 80 ou 443 ; sous systemd, « systemctl enable --now grappe.socket » donne le port 80 à Grappe.
cli-address-not-here = { $address } n'est pas une adresse de cette machine. Corrigez « listen » dans la section [server] ; 0.0.0.0 convient à toutes.
cli-address-fault = Impossible d'écouter sur { $address } : { $detail }
cli-handed-socket = Le gestionnaire de services a transmis une prise que Grappe ne peut pas employer : { $detail }. « ListenStream= » de l'unité grappe.socket doit nommer un port TCP.

cli-check-about = Contrôle un dossier de données, que le service tourne ou non ; ne change rien
cli-check-sound =
    Tout est en ordre : { $appointments } rendez-vous, { $records } actes au journal.
    Empreinte du journal, à comparer avec celle d'une sauvegarde : { $hash }
cli-check-found =
    Anomalies : { $count }. Gardez une copie du dossier avant toute réparation, et joignez cette liste à votre demande d'aide.
cli-check-file = Le fichier de la base est endommagé : { $detail }
cli-check-reference = La ligne { $row } de « { $table } » renvoie à une ligne de « { $parent } » qui n'existe pas.
cli-check-reference-somewhere = Une ligne de « { $table } » renvoie à une ligne de « { $parent } » qui n'existe pas.
cli-check-audit-number = Le journal des actes est incomplet : il manque un acte au numéro { $detail }.
cli-check-audit-hash = Le journal des actes a été modifié : l'acte { $detail } ne correspond pas à son empreinte.
cli-check-occupied = Le temps pris et les rendez-vous ne concordent pas : { $detail }
cli-check-overlap = Le même temps est pris deux fois : { $detail }
cli-check-capacity = Plus de places prises qu'il n'y en a : { $detail }
cli-check-move = Un déplacement est incomplet : rendez-vous { $detail }.
cli-check-returned = Le patient { $detail } a été effacé et se retrouve ici : c'est une copie ancienne. Le programme l'efface de nouveau à son démarrage.
cli-check-merge = Une fusion est incomplète : fusion { $detail }.
cli-check-exchange = L'inscription { $detail } de la liste d'attente céderait le rendez-vous d'un autre patient.
cli-check-offer = La proposition { $detail } est ouverte et plus personne ne l'attend.
cli-check-unfindable = Le patient { $detail } ne peut pas être trouvé par son nom.
cli-check-handover = Le rendez-vous { $detail } devait changer de patient et ne l'a pas fait.
cli-check-identity = Deux rendez-vous ont la même identité d'agenda : rendez-vous { $detail }.
