-- What becomes of those who do not come (booking-rules §10).

-- « Late » is a mark beside the state: somebody who came late came.
CREATE TABLE late_arrivals (
    appointment INTEGER PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
    marked_at   INTEGER NOT NULL
) STRICT;

-- Patients who were asked whether they come, and those who said so by their link.
CREATE TABLE presences (
    appointment  INTEGER PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
    asked_at     INTEGER,
    confirmed_at INTEGER
) STRICT;

-- A patient does not agree with a no-show; the practice decides once.
CREATE TABLE contests (
    appointment INTEGER PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
    words       TEXT NOT NULL CHECK (words <> ''),
    created_at  INTEGER NOT NULL,
    decision    TEXT CHECK (decision IN ('excused', 'kept')),
    decided_at  INTEGER,
    CHECK ((decision IS NULL) = (decided_at IS NULL))
) STRICT;
CREATE INDEX contests_undecided ON contests (created_at) WHERE decision IS NULL;

-- The score against the base rate, a row for each night on which it was judged.
CREATE TABLE score_judgements (
    day         TEXT PRIMARY KEY CHECK (day IS date(day)),
    judged_at   INTEGER NOT NULL,
    predictions INTEGER NOT NULL,
    missed      INTEGER NOT NULL,
    -- Mean squared errors; the margin is the mean gain and its standard error.
    score_error REAL NOT NULL,
    base_error  REAL NOT NULL,
    gain_error  REAL NOT NULL,
    is_on       INTEGER NOT NULL CHECK (is_on IN (0, 1))
) STRICT, WITHOUT ROWID;

-- The nightly question: what was left without a state.
CREATE INDEX appointments_unsettled ON appointments (start_at) WHERE status IN ('confirmed', 'arrived', 'in_progress');
-- Counts of a patient's no-shows.
CREATE INDEX appointments_missed ON appointments (patient, start_at) WHERE status IN ('no_show', 'cancelled_late');
