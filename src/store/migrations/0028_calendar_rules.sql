-- What is kept of a calendar whose events vanished, and what was accepted of one that is taken up again (caldav §6.3).

-- JSON: so much of the next full listing was shown to somebody and accepted; null: the guard decides alone.
ALTER TABLE calendar_links ADD COLUMN accepted TEXT CHECK (json_valid(accepted));

-- The event is not in the calendar any more; its time stays taken until it is back, over, or somebody frees it.
ALTER TABLE calendar_busy ADD COLUMN is_kept INTEGER NOT NULL DEFAULT 0 CHECK (is_kept IN (0, 1));
