-- Erasure: what is left of a visit once its patient is erased is a row for statistics, which leads back to nobody.
CREATE TABLE past_visits (
    id           INTEGER PRIMARY KEY,
    practitioner INTEGER NOT NULL,
    care         INTEGER NOT NULL,
    -- Local day and hour; the minute would be one detail more than any figure needs.
    day          TEXT NOT NULL CHECK (day IS date(day)),
    hour         INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
    minutes      INTEGER NOT NULL,
    status       TEXT NOT NULL,
    origin       TEXT NOT NULL,
    -- Local days from booking to visit; NULL where it was written down afterwards.
    lead_days    INTEGER
) STRICT;
CREATE INDEX past_visits_by_day ON past_visits (day, practitioner);

-- « Who did what » by person.
CREATE INDEX audit_by_who ON audit (who, seq);
