# Fiches des patients : marques, proches, consentements.

patient-note-label = Note réservée
patient-note-hint = Lue par les praticiens et l'administrateur seulement. Rien de médical : ce logiciel n'est pas le dossier du patient.
patient-desk-note = Note pour l'accueil
patient-desk-note-hint = Lue par toute l'équipe : « fauteuil roulant », « préfère le matin ».
patient-block-reason = Raison du blocage
patient-block-reason-hint = Pour vous seulement. Le patient voit une phrase neutre et votre numéro.
patient-phone-only = Par téléphone seulement
patient-phone-only-hint = Aucun courriel ne part et rien ne se réserve en ligne : boîte partagée, ou souhait du patient.
patient-phone-only-said = Par téléphone seulement : aucun courriel ne lui est envoyé.
book-for-relative = Ou pour un proche :

relatives-title = Proches
relatives-none = Aucun proche n'est noté.
relatives-household = Même téléphone ou même courriel :
relatives-add = Ajouter un proche
relatives-drop = Retirer
relatives-saved = Les proches sont à jour.
relatives-lead = Qui prend rendez-vous pour qui ? Cherchez la fiche du proche de { $name }.
relatives-way = Qui appelle
relatives-way-for = { $name } prend rendez-vous pour { $other }
relatives-kind = Celui qui vient est, pour celui qui appelle
relatives-books-for-this = Prend rendez-vous pour cette personne ({ $kind }).
relatives-is-booked-for = On prend rendez-vous pour lui ou elle ({ $kind }).
kinship-child = Enfant
kinship-parent = Parent
kinship-partner = Conjoint
kinship-ward = Personne protégée
kinship-other = Autre

consent-title = Consentements
consent-none = Rien n'est noté.
consent-kind-information = A lu l'information sur les données personnelles
consent-kind-reminders = Accepte les rappels par courriel ou SMS
consent-note-information = Noter : a lu l'information
consent-note-reminders = Noter : accepte les rappels
consent-online = En ligne, { $when } ; texte { $version }
consent-desk = Au cabinet, { $when } ; texte { $version }
consent-withdrawn = Retiré { $when }
consent-withdraw = Retirer
consent-saved = C'est noté.

identity-note-other = Rendez-vous pris en ligne par un proche.
