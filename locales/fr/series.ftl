# La suite d'une série de visites : à la prise, au déplacement, après une absence.

series-next = La visite suivante : { $care }
series-next-of = Visite { $number } : { $care }
series-between = Du { $from } au { $to }.
series-between-with = Du { $from } au { $to }, avec { $who }.
series-without = Sans la visite suivante (à prendre plus tard)
series-other = Un autre horaire
series-other-label = Tous les horaires possibles
series-other-hint = Un horaire choisi ici l'emporte sur ceux du dessus.
series-other-none = Celui choisi ci-dessus
series-refresh = Mettre à jour les visites suivantes
series-choose = Choisissez l'horaire de cette visite.
series-lost = L'heure choisie ({ $when }) n'est plus possible. En voici d'autres, la meilleure est cochée.
series-none-free = Aucun horaire libre entre ces dates.
series-none-free-required = Aucun horaire libre entre ces dates, et ce motif ne se prend pas sans la visite suivante : choisissez une autre heure pour la première.
series-refused = Rien n'est enregistré, à cause de la visite { $number } : { $why }
