# The frame of free times, for the practice's own site.

embed-title = Next free times
embed-all = All appointments
