# The frame of free times, for the practice's own site.

embed-title = Próximas horas libres
embed-all = Todas las citas
