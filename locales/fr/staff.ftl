# Comptes, droits, sécurité des accès.
role-remote-secretary = Télésecrétariat
setup-staff-named = Praticiens du télésecrétariat
setup-staff-named-hint = Seulement pour le rôle « Télésecrétariat » : cette personne ne voit que l'agenda des praticiens cochés.
setup-staff-email = Adresse e-mail
setup-staff-email-hint = Pour envoyer l'invitation. Facultative.
cli-user-nobody-named = Un compte de télésecrétariat se crée dans les réglages, où l'on choisit ses praticiens.
setup-staff-invite = Envoyer une invitation par e-mail
setup-staff-invite-hint = La personne reçoit un lien, valable trois jours, pour choisir son mot de passe. Sinon, un code à remettre s'affiche.
setup-staff-send = Envoyer une invitation
setup-staff-send-hint = Un lien valable trois jours part à l'adresse du compte ; les codes donnés avant ne valent plus.
setup-staff-sessions-end = Déconnecter tous ces appareils
setup-done-invited = L'invitation est partie.
confirm-here = Cette action est sensible : tapez de nouveau votre mot de passe. Ce que vous avez rempli est conservé.
passkey-title = Clés d'accès
passkey-lead = Avec une clé d'accès, vous vous connectez par l'empreinte, le visage ou le code de votre appareil, ou avec une clé de sécurité : rien à retenir, rien à recopier.
passkey-name = Nom de cette clé
passkey-name-example = Ordinateur de l'accueil
passkey-add = Ajouter une clé d'accès
passkey-remove = Retirer
passkey-used = Utilisée la dernière fois le { $when }
passkey-made = Ajoutée le { $when }
passkey-done = La clé d'accès est enregistrée.
passkey-removed = La clé d'accès est retirée.
passkey-sign-in = Se connecter avec une clé d'accès
passkey-give = Utiliser ma clé d'accès
passkey-or = Ou une clé d'accès
passkey-wrong = Cette clé d'accès n'a pas été reconnue. Réessayez, ou connectez-vous avec votre mot de passe.
passkey-trouble = La clé d'accès n'a pas répondu. Réessayez, ou utilisez un autre moyen.
passkey-needs-script = Les clés d'accès ont besoin de JavaScript. Activez-le, ou utilisez un code de secours.
passkey-no-name = Les clés d'accès demandent que Grappe soit ouvert par un nom (« https://rdv.example.org »), pas par une adresse en chiffres.
passkey-not-accepted = Cette clé d'accès n'a pas été acceptée. Revenez à votre compte et recommencez.
passkey-enough = Cette clé d'accès est déjà enregistrée, ou il y en a trop. Retirez-en une d'abord.
passkey-name-wrong = Donnez à cette clé un nom d'au plus 40 caractères.
recovery-title = Codes de secours
recovery-lead = Imprimez ces codes ou recopiez-les, et rangez-les en lieu sûr. Chacun sert une seule fois, à la place du téléphone ou de la clé d'accès. Ils ne seront plus jamais affichés.
recovery-why = Un code de secours remplace le téléphone perdu ou la clé d'accès restée à la maison.
recovery-left = { $count ->
    [0] Il ne vous reste aucun code de secours.
    [one] Il vous reste un code de secours.
   *[other] Il vous reste { $count } codes de secours.
}
recovery-renew = Créer dix nouveaux codes
recovery-done = C'est rangé
recovery-use = Utiliser un code de secours
recovery-code = Code de secours
recovery-wrong = Ce code n'est pas valable, ou il a déjà servi.
