# Les agendas des praticiens sur leurs téléphones : réglages, page ouverte sur le téléphone, commande, journal.

phones-title = Agendas sur les téléphones
phones-note = Chaque praticien retrouve ses rendez-vous dans le calendrier de son téléphone
phones-lead = Les rendez-vous arrivent dans le calendrier du téléphone, et un rendez-vous déplacé là-bas l'est aussi ici. Les agendas restent sur cette machine : rien ne passe par un service extérieur.
phones-off = Pas encore en service
phones-off-how = Il faut d'abord installer Radicale sur cette machine, puis lancer la commande suivante, service arrêté. Elle écrit sa configuration et dit la suite ; le manuel la décrit dans « Mettre en service ».
phones-nobody = Rien à montrer. Si vous êtes praticien, demandez à l'administration de relier votre compte à votre nom ; sinon, ajoutez d'abord les praticiens dans les réglages.
phones-make = Comptes et agendas
phones-make-what = Fait un compte et un agenda pour chaque praticien qui n'en a pas, et y écrit ses rendez-vous à venir. Les comptes et mots de passe qui existent ne changent pas ; celui d'un praticien parti est fermé.
phones-make-button = Créer ce qui manque
phones-made = Chaque praticien a son compte et son agenda.
phone-open = Mettre sur un téléphone
phone-no-account = pas encore de compte
phone-not-linked = compte fait, agenda pas encore relié
phone-linked = agenda relié
phone-linked-elsewhere = compte fait ; les rendez-vous sont écrits dans un autre agenda
phone-password-unknown = { $name } : le mot de passe de ce compte a été changé à la main. Donnez-en un nouveau avec « Nouveau mot de passe », puis recommencez.
phone-radicale-silent = { $name } : Radicale ne répond pas comme prévu. Vérifiez qu'il tourne avec la configuration écrite par « grappe radicale setup », puis recommencez.
phone-file-trouble = { $file } ne peut pas être lu ou écrit ({ $detail }). Donnez le dossier de Radicale au compte qui lance Grappe, puis recommencez.

phone-title = L'agenda sur le téléphone
phone-calendar = Agenda du cabinet
phone-show = Régler un téléphone
phone-show-what = Prenez le téléphone en main. Le code à scanner et le mot de passe s'affichent après votre propre mot de passe ; à montrer à personne d'autre.
phone-show-button = Montrer le code et le mot de passe
phone-scan = Scannez ce code avec le téléphone
phone-scan-how = Il ne sert qu'une fois, pendant { $minutes } minutes. Le mot de passe n'est pas dans le code.
phone-picture = Code à scanner, qui ouvre la page de réglage du téléphone
phone-scan-type = Ou tapez cette adresse :
phone-scan-first = Scannez d'abord le code avec l'appareil photo, puis touchez « Ouvrir les réglages de ce téléphone ».
phone-by-hand = À la main
phone-once = Pour un téléphone ou un programme qui ne lit pas le code, par exemple Thunderbird : un compte CalDAV avec ces trois valeurs.
phone-address = Adresse du serveur
phone-login = Nom d'utilisateur
phone-password = Mot de passe
phone-password-changed = Le mot de passe de ce compte a été changé à la main et n'est pas connu ici. Donnez-en un nouveau avec « Nouveau mot de passe ».
phone-lost = Téléphone perdu ou changé ?
phone-lost-what = Un nouveau mot de passe ferme l'agenda sur tous les téléphones de ce praticien. Il faudra y refaire le réglage.
phone-lost-button = Nouveau mot de passe
phone-renewed = Le mot de passe est changé. Refaites le réglage sur les téléphones gardés.
phone-iphone = iPhone et iPad
phone-iphone-get = Télécharger le profil
phone-iphone-1 = Touchez « Télécharger le profil » et autorisez le téléchargement.
phone-iphone-2 = Ouvrez Réglages, touchez « Profil téléchargé » puis « Installer ». Le téléphone dit que le profil n'est pas signé : c'est normal, il vient du cabinet.
phone-iphone-3 = Ouvrez Calendrier : l'agenda du cabinet y est.
phone-android = Android
phone-android-app = Il faut une application CalDAV, par exemple DAVx⁵ (gratuite sur F-Droid).
phone-android-open = Ouvrir dans l'application
phone-android-1 = Installez l'application, puis touchez « Ouvrir dans l'application ».
phone-android-2 = Touchez « Se connecter », puis « Créer un compte ». Si rien n'est rempli, copiez les trois valeurs données « À la main ».
phone-android-3 = Cochez l'agenda du cabinet et lancez la synchronisation. Il apparaît dans l'application de calendrier du téléphone.
phone-link-lead = Ce téléphone recevra l'agenda de { $name }.
phone-link-open = Ouvrir les réglages de ce téléphone
phone-link-once = Le lien ne sert qu'une fois. Touchez le bouton seulement sur le téléphone à régler.
phone-link-dead = Ce lien a déjà servi, ou ses quinze minutes sont passées. Demandez-en un nouveau dans l'espace du cabinet : Réglages, Agendas sur les téléphones.
phone-opened-lead = L'agenda de { $name }. Cette page ne s'ouvre qu'une fois : réglez le téléphone avant de la quitter.
phone-profile = Ajoute l'agenda du cabinet au calendrier de cet appareil.
phone-needs-https = Hors du cabinet, l'agenda ne s'ouvre que par une adresse en https : sans elle, le mot de passe voyagerait en clair. Corrigez l'adresse du compte sur le téléphone.

cli-radicale-about = Le serveur d'agendas Radicale, à côté de Grappe, pour les téléphones
cli-radicale-setup = Écrit la configuration de Radicale, fait un compte par praticien, relie les agendas si Radicale répond
cli-radicale-folder = Dossier de Radicale (par défaut celui de la configuration, sinon /var/lib/radicale)
cli-radicale-folder-unfit = Le nom du dossier de Radicale ne doit pas contenir de caractère de commande. Choisissez un autre dossier.
cli-init-radicale = Prépare aussi Radicale, pour les agendas sur les téléphones : --with-radicale ou --with-radicale=DOSSIER (par défaut /var/lib/radicale)
cli-radicale-heading =
    Radicale à côté de Grappe : écrit par « grappe radicale setup », gardé tel quel s'il existe.
    Il n'écoute que sur cette machine ; les téléphones passent par l'adresse de Grappe, sous /caldav/.
cli-radicale-written = Configuration de Radicale : { $config }
cli-radicale-kept = Configuration de Radicale gardée telle quelle : { $config }
cli-radicale-accounts = Nouveaux comptes : { $count } (dans { $accounts } ; ceux qui existaient n'ont pas changé)
cli-radicale-start =
    Pour continuer :
      1. Si Radicale tourne sous son propre compte, qu'il puisse lire { $folder } et écrire dans { $folder }/collections :
         mkdir -p { $folder }/collections && chown -R grappe:radicale { $folder } && chmod 2750 { $folder } && chmod 2770 { $folder }/collections
      2. Démarrez Radicale : radicale --config { $config }
      3. Dans l'espace du cabinet : Réglages, Agendas sur les téléphones, « Créer ce qui manque »
cli-radicale-configure =
    À ajouter à la configuration de Grappe, pour que les téléphones passent :
      { "[" }radicale]
      folder = { $folder }
cli-radicale-linked = { $name } : agenda fait et relié.
cli-radicale-linked-before = { $name } : les rendez-vous sont déjà écrits dans un agenda.
cli-radicale-password-unknown = { $name } : le mot de passe du compte a été changé à la main. Dans l'espace du cabinet, « Nouveau mot de passe » le remplace.
cli-radicale-silent = { $name } : Radicale ne répond pas encore. Démarrez-le, puis relancez cette commande ou touchez « Créer ce qui manque ».

audit-act-calendar-account = A fait un compte d'agenda pour téléphone
audit-act-calendar-account-end = A fermé un compte d'agenda pour téléphone
audit-act-calendar-password = A changé le mot de passe d'un agenda pour téléphone
audit-act-calendar-shown = A affiché de quoi régler un téléphone
