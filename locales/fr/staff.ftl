# Comptes, droits, sécurité des accès.
role-remote-secretary = Télésecrétariat
setup-staff-named = Praticiens du télésecrétariat
setup-staff-named-hint = Seulement pour le rôle « Télésecrétariat » : cette personne ne voit que l'agenda des praticiens cochés.
setup-staff-email = Adresse e-mail
setup-staff-email-hint = Pour envoyer l'invitation. Facultative.
cli-user-nobody-named = Un compte de télésecrétariat se crée dans les réglages, où l'on choisit ses praticiens.
