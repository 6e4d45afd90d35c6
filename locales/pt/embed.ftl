# The frame of free times, for the practice's own site.

embed-title = Próximas horas livres
embed-all = Todas as consultas
