-- What each person of the staff did last to an appointment: undone within ten minutes, swept after an hour. Only numbers.
CREATE TABLE acts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    -- As the audit log names people.
    staff       INTEGER NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('book', 'move', 'cancel', 'state')),
    -- The appointment now: of an undone later move the row that replaces another one.
    appointment INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    -- The row and its version as the act left it: messages about these and later ones are those of the act.
    first_row   INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    -- The row that a move replaced.
    origin      INTEGER REFERENCES appointments (id) ON DELETE CASCADE,
    -- NULL: there was no appointment.
    before      TEXT,
    after       TEXT NOT NULL,
    made_at     INTEGER NOT NULL,
    undone_at   INTEGER
) STRICT;
CREATE INDEX acts_by_staff ON acts (staff, id) WHERE undone_at IS NULL;
CREATE INDEX acts_by_appointment ON acts (appointment);
CREATE INDEX acts_by_origin ON acts (origin) WHERE origin IS NOT NULL;
CREATE INDEX acts_by_time ON acts (made_at);
