# When the disk cannot go on.

error-disk-full = Nothing was saved: the practice's computer has no space left. Please call the practice.
