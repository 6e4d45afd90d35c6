# Courriels aux patients. Jamais de motif, de spécialité, de praticien ni de nom de patient.

letter-subject-code = Votre code de vérification
letter-subject-confirmed = Rendez-vous confirmé : { $when }
letter-subject-requested = Demande de rendez-vous reçue : { $when }
letter-subject-moved = Rendez-vous déplacé : { $when }
letter-subject-cancelled = Rendez-vous annulé : { $when }
letter-subject-refused = Demande de rendez-vous non retenue : { $when }

letter-greeting = Bonjour,
letter-code-lead = Voici le code à recopier sur la page de rendez-vous :
letter-code-life = Il est valable dix minutes et ne sert qu'une fois.
letter-code-stranger = Vous n'avez rien demandé ? Ignorez ce message : sans ce code, aucun rendez-vous ne sera pris avec votre adresse.
letter-confirmed = Votre rendez-vous est confirmé.
letter-requested = Votre demande de rendez-vous est bien arrivée. Le cabinet doit encore l'accepter : vous recevrez sa réponse par courriel. D'ici là, cet horaire vous est réservé.
letter-moved = Votre rendez-vous est déplacé. Voici le nouvel horaire, qui remplace le précédent :
letter-moved-requested = Votre demande de rendez-vous porte maintenant sur un autre horaire. Le cabinet doit encore l'accepter : vous recevrez sa réponse par courriel.
letter-cancelled = Votre rendez-vous est annulé, comme vous l'avez demandé. L'horaire est de nouveau libre.
letter-cancelled-late = Merci d'avoir prévenu que vous ne viendrez pas. Votre rendez-vous est annulé.
letter-cancelled-by-practice = Le cabinet a dû annuler votre rendez-vous et vous prie de l'en excuser. Merci de ne pas vous présenter à cet horaire.
letter-refused = Le cabinet n'a pas pu accepter votre demande de rendez-vous. Cet horaire n'est pas réservé :
letter-video = Rendez-vous à distance, par vidéo
letter-link-manage = Pour revoir, déplacer ou annuler ce rendez-vous (ce lien est personnel, gardez-le pour vous) :
letter-link-again = Pour choisir un autre horaire :
letter-calendar-file = rendez-vous.ics
letter-calendar-in = Le fichier joint ajoute ce rendez-vous à votre agenda.
letter-calendar-moved = Le fichier joint met ce rendez-vous à jour dans votre agenda.
letter-calendar-out = Le fichier joint retire ce rendez-vous de votre agenda.
letter-phone = Une question ? Appelez le cabinet au { $phone }.
letter-automatic = Message automatique : merci de ne pas y répondre.
letter-subject-offered = Rendez-vous à déplacer : { $when }
letter-offered = Le cabinet vous prie de l'excuser : il ne pourra pas vous recevoir à l'horaire ci-dessous. Il vous propose d'autres horaires par le lien qui suit.
letter-link-choose = Pour choisir un autre horaire, avant { $when } (ce lien est personnel, gardez-le pour vous) :
letter-subject-invitation = Votre accès à l'agenda du cabinet
letter-invitation-lead = Un compte vous est ouvert dans l'agenda du cabinet.
letter-invitation-link = Pour choisir votre mot de passe et entrer (ce lien est personnel et ne sert qu'une fois) :
letter-invitation-life = Ce lien est valable trois jours. Passé ce délai, demandez-en un autre à la personne qui administre l'agenda.
letter-invitation-stranger = Vous n'attendiez pas ce message ? Ignorez-le : rien ne se passe sans ce lien.
