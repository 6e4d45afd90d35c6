-- Schema 7. What each practitioner's past days were worth (booking-rules §12), written once a night; no patient in it.

CREATE TABLE day_measures (
    practitioner INTEGER NOT NULL REFERENCES practitioners (id) ON DELETE CASCADE,
    date         TEXT NOT NULL CHECK (date IS date(date)),
    -- Seconds: open, in care, free, free in gaps too short to sell.
    open         INTEGER NOT NULL CHECK (open >= 0),
    cared        INTEGER NOT NULL CHECK (cared BETWEEN 0 AND open),
    free         INTEGER NOT NULL CHECK (free BETWEEN 0 AND open),
    scraps       INTEGER NOT NULL CHECK (scraps BETWEEN 0 AND free),
    -- Appointments of the shortest length that would still have fitted.
    usable       INTEGER NOT NULL CHECK (usable >= 0),
    -- Seconds without a patient between the first and the last one seen, and seconds of work outside open time.
    idle         INTEGER NOT NULL CHECK (idle >= 0),
    overtime     INTEGER NOT NULL CHECK (overtime >= 0),
    PRIMARY KEY (practitioner, date)
) STRICT, WITHOUT ROWID;
CREATE INDEX day_measures_by_date ON day_measures (date);
