# `grappe caldav` : un serveur d'agendas, avant qu'un agenda y soit relié.
caldav-about = Agendas tenus ailleurs (CalDAV)
caldav-probe-about = Cherche les agendas d'un serveur et dit comment il répond, sans rien y changer
caldav-value-url = ADRESSE
caldav-value-fingerprint = EMPREINTE
caldav-arg-url = Adresse du serveur ou de l'agenda, par exemple https://nas.local:5001/caldav/dr
caldav-arg-user = Compte sur ce serveur (demandé s'il manque) ; le mot de passe est demandé, ou lu dans GRAPPE_CALDAV_PASSWORD
caldav-arg-pin = Empreinte de la clé d'un certificat auto-signé, comparée sur le serveur
caldav-arg-unencrypted = Accepte que le mot de passe voyage sans chiffrement, dans le réseau du cabinet seulement
caldav-arg-write = Essaie aussi d'écrire : un événement dans dix ans, aussitôt retiré
caldav-arg-calendar = Numéro de l'agenda de cet essai, quand il y en a plusieurs
caldav-arg-yes = Écrit sans demander
caldav-ask-user = Compte :
caldav-ask-password = Mot de passe (rien ne s'affiche) :
caldav-ask-write = Écrire dans « { $name } » un événement d'essai, daté dans dix ans et aussitôt retiré ? Répondez oui ou non :
caldav-yes = oui
caldav-url-malformed = « { $url } » n'est pas une adresse. Elle commence par https:// (ou http:// dans le réseau du cabinet).
caldav-url-credentials = L'adresse contient un nom ou un mot de passe. Retirez ce qui précède « @ » et donnez le compte avec --user.
caldav-url-forbidden = « { $url } » n'est l'adresse d'aucun serveur d'agendas. Vérifiez-la.
caldav-url-in-clear = « { $url } » est sur Internet et n'est pas chiffrée. Utilisez https://.
caldav-pin-unfit = Une empreinte a 64 chiffres hexadécimaux, avec ou sans « : ». Copiez celle que montre la commande sans --pin.
caldav-no-user = Il manque le compte : --user NOM.
caldav-no-password = Il manque le mot de passe : tapez-le, ou mettez-le dans { $variable }.
caldav-server =
    Serveur : { $kind }
    Version annoncée : { $name }
    Connexion : { $line }, { $way }
caldav-kind-davical = DAViCal, ou Synology Calendar qui en est fait
caldav-kind-radicale = Radicale
caldav-kind-sabre = sabre/dav, ou un programme qui en est fait
caldav-kind-xandikos = Xandikos
caldav-kind-other = serveur CalDAV
caldav-line-encrypted = chiffrée
caldav-line-clear = sans chiffrement
caldav-way-digest = le mot de passe n'est pas envoyé (Digest)
caldav-way-basic = le mot de passe est envoyé (Basic)
caldav-way-open = sans mot de passe
caldav-calendar =
    Agenda { $number } : { $name }
      Adresse : { $href }
      Lecture : { $reading }
      Écriture : { $writing }
caldav-reads-changes = le serveur dit ce qui a changé.
caldav-reads-states = le serveur dit si quelque chose a changé ; Grappe compare alors toute la liste.
caldav-reads-all = Grappe compare toute la liste à chaque fois.
caldav-writes = permise à ce compte.
caldav-reads-only = refusée à ce compte. Donnez-lui le droit d'écrire pour que les rendez-vous y paraissent.
caldav-writes-unknown = le serveur ne dit pas si elle est permise. L'essai avec --write le montre.
caldav-which = Il y a plusieurs agendas : choisissez celui de l'essai avec --calendar NUMÉRO.
caldav-no-such-number = Ce numéro n'existe pas : il y a { $count } agenda(s).
caldav-needs-consent = L'essai d'écriture demande un accord : ajoutez --yes.
caldav-not-written = Rien n'a été écrit.
caldav-trial-summary = Essai de Grappe
caldav-trial-done = Essai d'écriture : fait, et l'événement est retiré.
caldav-trial-etag = Le serveur dit l'état de ce qui est écrit.
caldav-trial-no-etag = Le serveur ne dit pas l'état de ce qui est écrit ; Grappe le demande après chaque écriture.
caldav-trial-verbatim = Il garde les événements tels quels.
caldav-trial-rewrites = Il réécrit les événements à sa façon ; Grappe les reconnaît quand même.
caldav-trial-marks = Il garde la marque de Grappe.
caldav-trial-no-marks = Il ne garde pas la marque de Grappe ; ses événements se reconnaissent à leur identité seulement.
caldav-trial-once = Il refuse d'écrire deux fois au même endroit.
caldav-trial-twice = Problème : il écrit par-dessus un événement qui existe. N'y reliez pas d'agenda.
caldav-trial-compares = Il refuse d'écraser ce que quelqu'un d'autre a changé.
caldav-trial-no-compare = Problème : il écrase ce que quelqu'un d'autre a changé. N'y reliez pas d'agenda.
caldav-refused =
    { $host } refuse ce compte ou ce mot de passe. Vérifiez-les ; n'insistez pas, certains serveurs bloquent après quelques échecs.
    Sur un NAS Synology : créez un compte DSM pour Grappe seul, sans vérification en deux étapes, avec le seul droit d'utiliser Calendar.
caldav-in-clear = { $host } veut le mot de passe en clair, et la connexion n'est pas chiffrée. Utilisez https://, ou ajoutez --unencrypted si ce réseau n'est qu'à vous.
caldav-no-scheme = { $host } demande à s'identifier d'une façon que Grappe ne connaît pas. Activez « Basic » ou « Digest » (MD5 ou SHA-256, qop=auth) sur le serveur.
caldav-elsewhere = { $host } renvoie vers { $detail }, où le mot de passe n'est pas envoyé. Si cette adresse est la bonne, donnez-la directement.
caldav-redirects = { $host } renvoie sans fin d'une adresse à l'autre. Donnez l'adresse exacte de l'agenda.
caldav-page = { $host } répond par une page web, pas par un agenda : c'est une autre adresse ou un autre port. Copiez l'adresse que le programme d'agenda montre pour macOS ou iOS.
caldav-page-dsm =
    { $host } répond par la page de DSM, pas par un agenda : ce port n'est pas celui de l'agenda.
    Essayez le port 20003 avec https:// (ou 20002 avec http://), ou copiez l'adresse « macOS / iOS » que montre Synology Calendar.
caldav-forbidden =
    { $host } reconnaît ce compte mais lui refuse l'accès (403). Donnez-lui le droit sur l'agenda.
    Sur un NAS Synology : le droit d'utiliser Calendar, dans les applications du compte.
caldav-not-found = Il n'y a pas d'agenda à { $detail }. Copiez l'adresse que le programme d'agenda montre, ou donnez seulement celle du serveur.
caldav-busy = { $host } demande d'attendre. Réessayez dans { $detail } minute(s).
caldav-status = { $host } a répondu par l'erreur { $detail }. Regardez le journal du serveur.
caldav-malformed = La réponse de { $host } ne se lit pas comme celle d'un agenda ({ $detail }). Vérifiez l'adresse, et ce qui se trouve devant le serveur.
caldav-none = { $host } parle WebDAV, mais ce compte n'y a aucun agenda d'événements. Créez-en un dans le programme d'agenda, ou donnez l'adresse de l'agenda.
caldav-address-forbidden = Le nom { $host } mène à une adresse qui ne peut pas être appelée : sans chiffrement, seulement cette machine et le réseau du cabinet. Vérifiez le nom ou utilisez https://.
caldav-unreachable = { $host } ne répond pas ({ $detail }). Vérifiez l'adresse, le port, et que le serveur est allumé.
caldav-untrusted =
    Le certificat de { $host } n'est pas reconnu : il est auto-signé, périmé, ou d'un autre nom. Empreinte de sa clé publique :
      SHA-256 { $detail }
    Comparez-la sur le serveur même. Si c'est la même, recommencez avec :
      --pin { $detail }
caldav-key-changed =
    { $host } montre une autre clé que celle qui est acceptée.
      acceptée : { $expected }
      montrée :  { $found }
    Si le certificat du serveur a été refait, comparez la nouvelle empreinte sur le serveur et donnez-la avec --pin. Sinon, quelqu'un se fait passer pour lui.
caldav-tls = La connexion chiffrée avec { $host } n'a pas pu s'établir ({ $detail }). Ce port est-il bien en https, avec TLS 1.2 ou plus récent ?
caldav-too-slow = { $host } n'a pas répondu à temps. Réessayez ; si cela dure, regardez la charge du serveur.
caldav-cut = { $host } a coupé la connexion ({ $detail }). Réessayez ; si cela dure, regardez le journal du serveur.
caldav-too-large = La réponse de { $host } est plus grande que celle d'un agenda. Vérifiez l'adresse.
caldav-unreadable = La réponse de { $host } est abîmée, ou compressée d'une façon inconnue. Regardez ce qui se trouve devant le serveur.
caldav-sync-about = Lit et écrit maintenant, une fois, chaque agenda relié (le serveur de Grappe étant arrêté)
caldav-sync-none = Aucun agenda n'est relié.
caldav-sync-clock = L'heure de cette machine n'est pas sûre : rien n'est lu ni écrit. Mettez-la à l'heure, puis recommencez.
caldav-sync-done = { $name } : { $seen } événement(s) lu(s), { $gone } disparu(s), { $written } écrit(s).
caldav-sync-failed =
    { $name } : échec.
    { $why }
caldav-sync-paused = { $name } : au repos, rien n'a été fait.
caldav-sync-stopped = { $name } : arrêté, rien n'a été fait. La raison et le remède sont dans les réglages des agendas.
caldav-sync-no-password = Le mot de passe n'est plus lisible sur cette machine. Tapez-le de nouveau dans les réglages de l'agenda.
caldav-sync-address = L'adresse de cet agenda n'en est plus une. Reliez l'agenda de nouveau.
caldav-sync-unreadable = Le fichier reçu n'est pas un agenda, ou il est coupé ({ $detail }). Ce qui était connu reste pris.
caldav-sync-full = Le serveur n'a plus de place. Libérez-en, puis reprenez l'agenda dans ses réglages.
caldav-sync-suspended = Trop d'événements ont disparu ou bougé d'un coup : rien n'a été changé ici. Regardez l'agenda, puis décidez dans ses réglages.
