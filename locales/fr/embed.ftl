# Le cadre des heures libres, pour le site du cabinet.

embed-title = Prochaines heures libres
embed-all = Tous les rendez-vous
