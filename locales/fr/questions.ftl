# Questions avant les horaires, visioconférence, rappels.

question-add = Ajouter une question
question-title = Question : { $text }
question-lead = Posée aux patients avant les horaires libres. Les réponses sont gardées avec le rendez-vous, pour l'équipe seulement.
question-text = Question
question-text-hint = Par exemple : « Avez-vous une douleur dans la poitrine ? »
question-answer = Réponse { $number }
question-effect = Effet de la réponse { $number }
question-effect-go = continuer
question-effect-stop = arrêter, avec un message
question-effect-redirect = proposer un autre motif
question-effect-approve = demander l'accord du cabinet
question-say = Message, réponse { $number }
question-say-hint = Pour « arrêter » : par exemple « Appelez le 15 tout de suite. »
question-care = Autre motif, réponse { $number }
question-two-answers = Une question a au moins deux réponses.

reminders = Rappels
reminders-lead = Quand rappeler le rendez-vous au patient. Ni la nuit, ni le dimanche, ni les jours fériés.
reminder-none = pas de rappel
reminder-email = courriel
reminder-sms = SMS
reminder-sms_or_email = SMS, ou courriel sans mobile
reminder-channel = Rappel { $number }
reminder-before = Combien de temps avant, rappel { $number }
reminder-at = À quelle heure, rappel { $number }
reminder-at-hint = Pour un rappel en jours ; entre 8 h et 20 h.
reminder-quiet = Entre 8 h et 20 h : on ne dérange personne la nuit.

setup-care-video = Adresse de la visioconférence
setup-care-video-hint = Une salle fixe, ou une adresse avec { "{code}" } qui devient une salle par rendez-vous. Montrée au patient une fois le rendez-vous confirmé.
setup-care-video-wrong = Une adresse qui commence par https:// ; { "{code}" } au plus une fois, après le nom du site.

api-detail-questions = Ce motif pose des questions : chacune doit avoir une de ses réponses.

care-seen-by = « Déjà venu » veut dire
care-seen-by-practice = Vu au cabinet
care-seen-by-practitioner = Vu par le praticien
care-seen-by-hint = Par n'importe qui du cabinet, ou par le praticien du rendez-vous. Seules les visites qui ont eu lieu comptent.
care-known-months = Vu depuis moins de … mois
care-known-months-hint = Compté au jour du rendez-vous. Vide : un patient déjà vu reste connu.
care-max-future-with = Rendez-vous à venir avec le même praticien
care-max-future-with-hint = Par patient, tous motifs ensemble.
care-per-contact = Rendez-vous à venir par adresse de courriel
care-per-contact-hint = En ligne, tous motifs ensemble. Vide : 3.
