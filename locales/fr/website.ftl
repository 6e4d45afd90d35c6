# Votre site et vos affiches, dans les réglages.

website-title = Votre site et vos affiches
website-note = Liens directs, heures libres sur votre site, affiche à scanner
website-lead = De quoi mener les patients à la prise de rendez-vous depuis votre propre site, un courriel ou le mur de la salle d'attente.
website-links = Liens, cadre et affiche
website-care = Motif
website-with = Avec
website-show = Montrer
website-mismatch = Cela n'est pas proposé en ligne : le lien mène à ce qui l'est. Vérifiez le motif et le praticien dans les réglages.
website-link = Lien à copier
website-link-hint = Il reste bon quand le motif ou le praticien change de nom.
website-frame = Heures libres sur votre site : lignes à copier
website-frame-hint = Collez-les dans la page de votre site, là où les heures doivent paraître. Sans JavaScript, il reste le lien.
website-book = Prendre rendez-vous
website-no-site = Nommez d'abord votre site ci-dessous : tant qu'il n'est pas nommé, seul le lien s'affiche.
website-poster = Affiche à scanner
website-poster-hint = Une page A4 avec le code à scanner, l'adresse en toutes lettres et le téléphone.
website-sites-title = Sites qui peuvent montrer les heures libres
website-sites = Vos sites, un par ligne
website-sites-hint = Par exemple www.cabinet-martin.fr. Aucun autre site ne peut montrer vos heures dans un cadre.
website-bad-site = « { $site } » n'est pas l'adresse d'un site. Copiez-la depuis le navigateur, par exemple https://www.cabinet-martin.fr ; un nom accentué s'écrit sous sa forme xn--.
website-many-sites = Au plus { $most } sites : retirez ceux qui ne servent plus.
website-pages = Pages que la loi demande
website-pages-hint = Elles sont faites à partir de vos réglages et liées au bas de chaque page. Votre propre site peut y renvoyer.

poster-title = Prendre rendez-vous en ligne
poster-scan = Scannez ce code avec votre téléphone
poster-type = ou tapez cette adresse
poster-phone = Par téléphone : { $phone }
