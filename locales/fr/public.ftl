# Pages for patients.

privacy-title = Vos données
privacy-lead = Le cabinet gère lui-même ce site, sur son propre appareil. Aucune autre société ne voit vos rendez-vous.
privacy-what = Ce que nous gardons
privacy-what-text = Votre nom, votre prénom, votre date de naissance, votre adresse e-mail ou votre téléphone, et la date de vos rendez-vous. Nous ne demandons ni numéro de sécurité sociale, ni document, ni description de votre état de santé.
privacy-why = Pourquoi
privacy-why-text = Pour tenir l'agenda du cabinet et vous prévenir : confirmation, rappel, changement. Rien d'autre.
privacy-how-long = Combien de temps
privacy-how-long-text = Une demande non confirmée est effacée au bout de 24 heures, un code de confirmation au bout de 10 minutes. { $months ->
    [0] Le rendez-vous et vos coordonnées sont gardés tant que le cabinet en a besoin pour vous recevoir.
   *[other] Le cabinet efface ensuite les fiches sans rendez-vous depuis { $months } mois. Votre dossier médical est tenu ailleurs, avec ses propres durées.
}
privacy-rights = Vos droits
privacy-rights-text = Vous pouvez voir vos données, les faire corriger ou effacer, ou vous opposer à leur usage : écrivez au cabinet ou téléphonez. Une réponse vous est due dans le mois. Vous pouvez aussi saisir la CNIL.
privacy-cookies = Cookies
privacy-cookies-text = Seuls des cookies indispensables sont utilisés ; aucun ne suit personne, aucun ne sert à la publicité.

demo-outbox-title = Boîte d'envoi de la démonstration
demo-outbox-lead = La démonstration n'envoie aucun courriel. Voici ceux que les patients recevraient, le plus récent d'abord.
demo-outbox-again = Actualiser
demo-outbox-empty = Aucun message pour l'instant. Prenez un rendez-vous : le code apparaîtra ici.
demo-outbox-to = À { $to }, { $when }
