# The frame of free times, for the practice's own site.

embed-title = Nächste freie Zeiten
embed-all = Alle Termine
