# Pages that say what went wrong, and what is wrong with a field.

error-label = Erreur
error-incident = Numéro à donner au cabinet :
error-title-400 = Cette demande n'est pas lisible
error-title-403 = Cette action n'est pas permise
error-title-404 = Cette page n'existe pas
error-title-405 = Cette page ne s'utilise pas ainsi
error-title-408 = La connexion est trop lente
error-title-409 = La situation a changé entre-temps
error-title-410 = Ce lien n'est plus valable
error-title-413 = L'envoi est trop volumineux
error-title-421 = Ce site ne répond pas à cette adresse
error-title-422 = Certaines réponses ne conviennent pas
error-title-429 = Trop de demandes en peu de temps
error-title-500 = Une erreur est survenue de notre côté
error-title-503 = Le service est momentanément indisponible
error-detail-400 = Revenez à l'accueil et recommencez. Si cela continue, appelez le cabinet.
error-detail-404 = L'adresse est peut-être incomplète, ou la page a été retirée.
error-detail-408 = Votre demande n'est pas arrivée en entier. Vérifiez votre connexion et recommencez.
error-detail-413 = Réduisez la taille de ce que vous envoyez et recommencez.
error-detail-500 = Rien n'a été enregistré. Recommencez dans un instant ; si cela continue, appelez le cabinet.
error-detail-503 = Rien n'a été enregistré. Recommencez dans une minute.
error-foreign-origin = La demande ne vient pas d'une page de ce site. Rien n'a été modifié.
error-wait = Attendez { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
} puis recommencez. Vous pouvez aussi appeler le cabinet.

field-missing = À remplir.
field-too-long = Trop long : { $max } caractères au plus.
field-character = Le caractère « { $character } » n'est pas accepté ici.
field-malformed = La forme ne convient pas. Vérifiez la saisie.
field-out-of-range = Indiquez une valeur entre { $min } et { $max }.
field-unknown-choice = Choisissez une des possibilités proposées.
field-social-security = N'indiquez pas de numéro de sécurité sociale : il n'est jamais demandé ici.
field-end-before-start = La fin doit venir après le début.
field-taken = Déjà utilisé : choisissez autre chose.

error-disk-full = Rien n'a été enregistré : l'ordinateur du cabinet n'a plus d'espace libre. Appelez le cabinet.
