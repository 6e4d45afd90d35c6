# Les tablettes dans les réglages et le journal.

kiosks-title = Tablettes de la salle d'attente
kiosks-note = « J'arrive », dit par le patient lui-même
kiosks-lead = Le patient tape sa date de naissance et ses initiales ; son rendez-vous du jour passe à « Arrivé » dans l'agenda. Aucun nom ne s'affiche, et l'arrivée se dit de deux heures avant l'heure jusqu'à une demi-heure après.
kiosks-made = Lien de la tablette
kiosks-once = Ouvrez ce lien sur la tablette dans les 24 heures. Il ne sert qu'une fois et ne sera plus jamais affiché.
kiosks-add = Nouvelle tablette
kiosks-add-button = Faire le lien
kiosks-name = Où elle se trouve
kiosks-name-hint = Par exemple « Entrée »
kiosks-place = Où s'asseoir ensuite
kiosks-place-hint = Montré au patient, par exemple « salle d'attente du 1er étage ». Vide : « Prenez place ».
kiosks-anywhere = Marche aussi hors du réseau du cabinet
kiosks-anywhere-hint = Pour une tablette en 4G. Sans cela, une tablette emportée ne montre plus rien.
kiosks-done-ended = La tablette est fermée : elle ne montre plus rien.
kiosks-bound = reliée à une tablette { $when }
kiosks-unbound = le lien n'a pas encore été ouvert
kiosks-is-anywhere = marche aussi hors du réseau du cabinet

audit-act-kiosk-create = A fait le lien d'une tablette
audit-act-kiosk-bind = Tablette reliée
audit-act-kiosk-revoke = A fermé une tablette
audit-object-kiosk = tablette n° { $number }
