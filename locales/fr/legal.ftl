# Pages demandées par la loi : mentions légales, cookies, accessibilité.

footer-legal = Mentions légales
footer-accessibility = Accessibilité

legal-title = Mentions légales
legal-publisher = Qui publie ce site
legal-no-address = Le cabinet n'a pas encore indiqué son adresse.
legal-siret = SIRET :
legal-rpps = Numéros RPPS
legal-director = Directeur de la publication
legal-no-director = Le cabinet ne l'a pas encore indiqué.
legal-host = Hébergement
legal-own-host = Le cabinet héberge lui-même ce site, sur son propre appareil. Aucune autre société n'y garde de données.
legal-software = Logiciel
legal-software-text = Ce site fonctionne avec Grappe, un logiciel libre (licence AGPL 3.0 ou suivante). Il n'appelle aucun autre site et ne mesure aucune audience.

cookies-domain = Chacun n'est posé que lorsqu'il sert, n'est lu que par ce site et disparaît au bout du temps indiqué.

cookie-lang = la langue que vous avez choisie, un an
cookie-browser = vous reconnaît pendant que vous réservez, 12 heures
cookie-hold = le créneau que nous vous gardons, 30 minutes
cookie-answers = vos réponses aux questions du motif, chiffrées, 2 heures
cookie-link = le lien personnel que vous avez ouvert, 30 minutes
cookie-pass = vous avez prouvé que ce lien est le vôtre, 30 minutes
cookie-offer = la proposition que vous avez ouverte, 30 minutes
cookie-offer-pass = vous avez prouvé qu'elle est pour vous, 30 minutes
cookie-join = votre demande d'inscription sur la liste d'attente, 30 minutes
cookie-waiting = la place sur la liste d'attente que vous avez ouverte, 30 minutes
cookie-waiting-pass = vous avez prouvé qu'elle est la vôtre, 30 minutes
cookie-again = pour reprendre rendez-vous juste après, 30 minutes
cookie-file = vous avez prouvé votre adresse de courriel pour ouvrir vos données, 30 minutes
cookie-device = vous reconnaît la prochaine fois, seulement si vous l'avez demandé, six mois
cookie-desk = la session d'une personne du cabinet, 12 heures au plus
cookie-invited = l'invitation d'une personne du cabinet, le temps de choisir son mot de passe
cookie-kiosk = la tablette de la salle d'attente, 400 jours

data-who = Qui en répond
data-contact = Pour vos données, écrivez à : { $contact }.

accessibility-title = Accessibilité
accessibility-lead = { $practice } veut que chacun puisse prendre rendez-vous ici (article 47 de la loi n° 2005-102 du 11 février 2005). Cette déclaration vaut pour les pages de rendez-vous.
accessibility-state = État de conformité
accessibility-state-not-audited = Aucun audit n'a été fait : au sens du Référentiel général d'amélioration de l'accessibilité (RGAA 4.1), le site est donc « non conforme ».
accessibility-state-none = Le site n'est pas conforme au Référentiel général d'amélioration de l'accessibilité (RGAA 4.1) : moins de la moitié des critères sont respectés.
accessibility-state-partial = Le site est partiellement conforme au Référentiel général d'amélioration de l'accessibilité (RGAA 4.1) : au moins la moitié des critères sont respectés.
accessibility-state-full = Le site est totalement conforme au Référentiel général d'amélioration de l'accessibilité (RGAA 4.1) : tous les critères sont respectés.
accessibility-tests = Résultats des tests
accessibility-no-audit = Personne n'a encore vérifié ce site selon le référentiel.
accessibility-audit = Le site a été vérifié le { $date }.
accessibility-auditor = Vérifié par : { $who }.
accessibility-done = L'éditeur du logiciel vérifie chaque page par programme avant chaque version : contrastes, noms des champs, usage au clavier, lecture sans JavaScript. Cela ne remplace pas un audit.
accessibility-not = Contenus non accessibles
accessibility-made = Établissement de cette déclaration
accessibility-dated = Cette déclaration a été établie le { $date }.
accessibility-undated = Le cabinet n'a pas encore complété cette déclaration.
accessibility-means = Technologies : HTML et CSS ; JavaScript n'est pas nécessaire.
accessibility-contact = Améliorations et contact
accessibility-contact-text = Si quelque chose vous empêche de prendre rendez-vous ici, dites-le au cabinet : il vous donnera le rendez-vous autrement.
accessibility-remedy = Voies de recours
accessibility-remedy-text = Si vous avez signalé un défaut d'accessibilité qui vous empêche d'utiliser une page et que vous n'avez pas reçu de réponse satisfaisante, vous pouvez :
accessibility-remedy-form = écrire au Défenseur des droits par son formulaire (formulaire.defenseurdesdroits.fr) ;
accessibility-remedy-person = voir le délégué du Défenseur des droits de votre région ;
accessibility-remedy-post = lui envoyer un courrier, gratuit et sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.
