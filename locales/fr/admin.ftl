# Pages for the people who work in the practice.

admin-nav = Espace du cabinet
admin-nav-agenda = Agenda
admin-nav-book = Nouveau rendez-vous
admin-nav-setup = Réglages
admin-pressure = Afflux inhabituel de demandes sur la page de rendez-vous. Grappe ralentit les robots : vos patients réservent comme d'habitude, vous n'avez rien à faire.
admin-clock-wrong = L'heure de cet appareil n'est pas sûre. Vérifiez sa connexion à Internet : rien n'expire et rien n'est envoyé avant qu'elle soit juste.
admin-right-missing = Votre compte ne permet pas cette action. Demandez à la personne qui administre Grappe au cabinet.
admin-session-over = Votre session est terminée et rien n'a été enregistré. Connectez-vous, puis recommencez.
admin-form-not-ours = Ce formulaire n'est plus valable, sans doute parce que la page était ouverte depuis longtemps. Rien n'a été enregistré : rechargez la page et recommencez.

role-administrator = Administration
role-practitioner = Praticien
role-secretary = Secrétariat
role-reader = Lecture seule

sign-in-step = Espace du cabinet
sign-in-title = Connexion
sign-in-login = Identifiant
sign-in-password = Mot de passe
sign-in-desk = Poste d'accueil
sign-in-desk-hint = La session reste ouverte jusqu'à 8 heures sans activité, au lieu de 30 minutes.
sign-in-button = Se connecter
sign-in-wrong = L'identifiant ou le mot de passe ne convient pas. Après plusieurs essais, attendez quelques minutes avant de recommencer.
sign-in-outside = Depuis l'extérieur du cabinet, une double vérification est nécessaire. Activez-la d'abord depuis le cabinet, dans « Mon compte ».
admin-closed-outside = Cet espace ne s'ouvre que sur le réseau du cabinet. Pour y venir d'ailleurs, la personne qui administre Grappe l'autorise au cabinet, sous « Réglages », « Accès de l'extérieur ».
session-outside = Depuis l'extérieur du cabinet, un second facteur est nécessaire. Installez-le au cabinet, sous « Mon compte », puis reconnectez-vous.
sign-in-code-lead = Première connexion, ou mot de passe oublié ?
sign-in-code-link = Utiliser un code à usage unique
sign-out = Se déconnecter

welcome-title = Choisir votre mot de passe
welcome-lead = Le code vous a été remis par la personne qui administre Grappe, ou affiché au démarrage du programme. Il ne sert qu'une fois.
welcome-code = Code à usage unique
welcome-code-wrong = Ce code n'est pas valable : il a peut-être déjà servi, ou il est trop ancien. Demandez-en un nouveau.
welcome-password = Nouveau mot de passe
welcome-password-hint = Au moins { $min } caractères. Une phrase convient très bien ; les espaces comptent.
welcome-again = Le même, encore une fois
welcome-button = Enregistrer et entrer
welcome-has-password = J'ai déjà un mot de passe
password-too-short = Trop court : il faut au moins { $min } caractères.
password-too-long = Trop long : { $max } caractères au plus.
password-common = Ce mot de passe figure parmi ceux que l'on essaie en premier. Choisissez par exemple une phrase de quatre ou cinq mots.
password-context = Ce mot de passe se devine à partir du nom du cabinet, d'une personne ou de la ville. Ajoutez-y des mots sans rapport.
password-differs = Les deux mots de passe sont différents. Tapez-les de nouveau.

second-factor-title = Double vérification
second-factor-lead = Ouvrez l'application d'authentification de votre téléphone et recopiez le code de ce cabinet.
second-factor-why = Votre téléphone donnera un code à chaque connexion : un mot de passe volé ne suffira plus pour entrer.
second-factor-app = Installez une application d'authentification si vous n'en avez pas (par exemple Aegis, FreeOTP ou 2FAS).
second-factor-scan = Ajoutez-y un compte en photographiant ce carré.
second-factor-picture = Carré à photographier avec l'application d'authentification
second-factor-type = Sans appareil photo, tapez cette clé :
second-factor-then = Recopiez ci-dessous le code de six chiffres que l'application affiche.
second-factor-code = Code à six chiffres
second-factor-wrong = Ce code n'est pas valable. Attendez le suivant et recopiez-le ; l'heure du téléphone doit être juste.
second-factor-button = Continuer
second-factor-leave = Revenir à la connexion

account-title = Mon compte
account-role = Rôle
account-second-factor-on = Activée
account-second-factor-add = Activer
account-sessions = Appareils connectés
account-session-this = cet appareil
account-session-seen = Dernière activité : { $when } – réseau { $network }
account-session-end = Déconnecter
account-sessions-end = Déconnecter tous les autres appareils
account-device-unknown = Appareil inconnu
confirm-title = Confirmez que c'est bien vous
confirm-lead = Cette action est sensible : tapez de nouveau votre mot de passe.
confirm-wrong = Ce mot de passe ne convient pas.
confirm-button = Confirmer
