-- Two records of one person become one, for thirty days with a way back.

CREATE TABLE merges (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    -- No references: a merge is remembered longer than those it joined.
    survivor     INTEGER NOT NULL,
    absorbed     INTEGER NOT NULL,
    -- Both as they were and what followed, for the undo; emptied when it is over, so that erasure finds nothing.
    before       TEXT CHECK (json_valid(before)),
    -- Version of the survivor that the merge left: another one means that somebody edited it since.
    left_version INTEGER NOT NULL,
    merged_at    INTEGER NOT NULL,
    undone_at    INTEGER
) STRICT;
CREATE INDEX merges_by_absorbed ON merges (absorbed);
CREATE INDEX merges_by_survivor ON merges (survivor);

-- Pairs that somebody looked at: two people.
CREATE TABLE not_duplicates (
    one   INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    PRIMARY KEY (one, other),
    CHECK (one < other)
) STRICT, WITHOUT ROWID;

-- The one way for an appointment to get another patient: announced here first, in the same transaction.
CREATE TABLE handovers (
    appointment INTEGER PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
    patient     INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE
) STRICT;

DROP TRIGGER appointments_are_not_edited;
CREATE TRIGGER appointments_are_not_edited
BEFORE UPDATE OF id, practitioner, care, start_at, end_at, occupied_from, occupied_to, seats, capacity, overbooking_reason
ON appointments
BEGIN
    SELECT RAISE(ABORT, 'immutable:appointment');
END;

CREATE TRIGGER appointments_keep_their_patient BEFORE UPDATE OF patient ON appointments
BEGIN
    SELECT RAISE(ABORT, 'immutable:appointment') WHERE NOT EXISTS (
        SELECT 1 FROM handovers WHERE appointment = OLD.id AND patient = NEW.patient AND patient <> OLD.patient);
END;

-- The time goes with it, through the wall of the new patient.
CREATE TRIGGER appointments_change_hands AFTER UPDATE OF patient ON appointments
BEGIN
    DELETE FROM occupied WHERE kind = 'patient' AND entity = OLD.patient AND start_at = OLD.start_at
        AND booking = 'appointment' AND booking_id = OLD.id;
    INSERT INTO occupied
    SELECT 'patient', NEW.patient, NEW.start_at, NEW.end_at, 'appointment', NEW.id,
        'appointment:' || NEW.id, NEW.seats, NEW.capacity, NEW.overbooking_reason IS NOT NULL
    WHERE NEW.status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done');
    DELETE FROM handovers WHERE appointment = OLD.id;
END;

DROP TRIGGER occupied_is_not_dropped;
CREATE TRIGGER occupied_is_not_dropped BEFORE DELETE ON occupied
BEGIN
    SELECT RAISE(ABORT, 'immutable:occupied') WHERE CASE OLD.booking
        WHEN 'hold' THEN EXISTS (SELECT 1 FROM holds WHERE id = OLD.booking_id)
        ELSE EXISTS (
            SELECT 1 FROM appointments WHERE id = OLD.booking_id
                AND status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done')
                -- Of an appointment that has another patient by now, the old one's time goes.
                AND (OLD.kind <> 'patient' OR patient = OLD.entity)) END;
END;
