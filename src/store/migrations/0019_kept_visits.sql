-- Schema 19. Visits of a series that the staff let stand although one before them was missed (booking-rules §8). Every other one that
-- follows a no-show waits for a decision; that it does is seen from the states, so that a no-show taken back lifts it.
CREATE TABLE kept_visits (
    appointment INTEGER PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
    kept_at     INTEGER NOT NULL
) STRICT;
