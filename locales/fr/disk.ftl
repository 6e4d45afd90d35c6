# Quand le disque ne suit plus.

error-disk-full = Rien n'a été enregistré : l'ordinateur du cabinet n'a plus d'espace libre. Appelez le cabinet.
