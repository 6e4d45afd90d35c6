# La démonstration.

cli-demo-about = Montre un cabinet inventé : praticiens, patients, un an de rendez-vous
cli-demo-listen = Adresse et port des pages (127.0.0.1:8080 sans cette option)
cli-demo-data = Dossier où garder la démonstration ; sans lui, tout disparaît à l'arrêt
cli-demo-wait = Préparation du cabinet de démonstration…
cli-demo-ready =
    Les patients y sont inventés et aucun courriel ne part.

      Page de réservation   { $booking }

      Espace du cabinet, avec un lien qui sert une fois :
        administration      { $administrator }
        secrétariat         { $secretary }

    Arrêter : Ctrl + C
cli-demo-address = { $address } n'est pas disponible ({ $detail }). Choisissez une autre adresse, par exemple : --listen 127.0.0.1:8090
cli-demo-other = { $folder } contient des données qui ne sont pas une démonstration complète. Choisissez un autre dossier, ou videz celui-ci.

welcome-demo = Démonstration : sans mot de passe, vous entrez aussi. Choisissez-en un si vous voulez revenir.
