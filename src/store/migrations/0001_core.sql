-- Schema 1. Instants are INTEGER unix seconds (UTC), local dates and wall-clock readings are ISO TEXT, lengths are seconds.
-- Everything random is stored as a SHA-256 (32 bytes): a copied database gives no access (security §8).

-- What the administrator sets up ------------------------------------------------------------------------------------

CREATE TABLE practice (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    name           TEXT NOT NULL,
    neutral_name   TEXT NOT NULL,
    address        TEXT NOT NULL,
    directions     TEXT NOT NULL,
    phone          TEXT NOT NULL,
    email          TEXT NOT NULL,
    zone           TEXT NOT NULL,
    holiday_region TEXT NOT NULL,
    accent         TEXT NOT NULL
) STRICT;

-- A new folder is a practice without a name yet, in Paris, so that every later reader finds its one row.
INSERT INTO practice VALUES (1, '', '', '', '', '', '', 'Europe/Paris', 'FR', '#0b6e63');

-- The practice's edits of the list of public holidays.
CREATE TABLE holiday_edits (
    date TEXT PRIMARY KEY CHECK (date IS date(date)),
    -- NULL: the practice works on a listed day; else the name of a day it adds.
    name TEXT
) STRICT, WITHOUT ROWID;

-- Small values with an owner and no table of their own; the key says whose.
CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE practitioners (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL CHECK (name <> ''),
    speciality  TEXT NOT NULL,
    holidays    TEXT NOT NULL CHECK (holidays IN ('closed', 'open')),
    color       TEXT NOT NULL,
    is_online   INTEGER NOT NULL CHECK (is_online IN (0, 1)),
    is_archived INTEGER NOT NULL CHECK (is_archived IN (0, 1))
) STRICT;

CREATE TABLE care_types (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    name           TEXT NOT NULL CHECK (name <> ''),
    public_text    TEXT NOT NULL,
    color          TEXT NOT NULL,
    venue          TEXT NOT NULL CHECK (venue IN ('practice', 'video')),
    is_online      INTEGER NOT NULL CHECK (is_online IN (0, 1)),
    is_archived    INTEGER NOT NULL CHECK (is_archived IN (0, 1)),
    needs_approval INTEGER NOT NULL CHECK (needs_approval IN (0, 1)),
    -- Durations, notice, horizon, capacity …: read and written as one value, never searched (store/terms.rs).
    terms          TEXT NOT NULL CHECK (json_valid(terms))
) STRICT;

-- Who offers a care type; no row at all means every practitioner.
CREATE TABLE care_practitioners (
    care         INTEGER NOT NULL REFERENCES care_types (id) ON DELETE CASCADE,
    practitioner INTEGER NOT NULL REFERENCES practitioners (id) ON DELETE CASCADE,
    PRIMARY KEY (care, practitioner)
) STRICT, WITHOUT ROWID;

CREATE TABLE care_overrides (
    care           INTEGER NOT NULL REFERENCES care_types (id) ON DELETE CASCADE,
    practitioner   INTEGER NOT NULL REFERENCES practitioners (id) ON DELETE CASCADE,
    is_not_offered INTEGER NOT NULL CHECK (is_not_offered IN (0, 1)),
    terms          TEXT NOT NULL CHECK (json_valid(terms)),
    PRIMARY KEY (care, practitioner)
) STRICT, WITHOUT ROWID;

CREATE TABLE resources (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT NOT NULL CHECK (name <> ''),
    kind          TEXT NOT NULL CHECK (kind <> ''),
    capacity      INTEGER NOT NULL CHECK (capacity >= 1),
    -- 1: only the practitioners of resource_practitioners; 0: everybody.
    is_restricted INTEGER NOT NULL CHECK (is_restricted IN (0, 1)),
    is_archived   INTEGER NOT NULL CHECK (is_archived IN (0, 1))
) STRICT;

CREATE TABLE resource_practitioners (
    resource     INTEGER NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
    practitioner INTEGER NOT NULL REFERENCES practitioners (id) ON DELETE CASCADE,
    PRIMARY KEY (resource, practitioner)
) STRICT, WITHOUT ROWID;

CREATE TABLE resource_closures (
    resource INTEGER NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
    start_at INTEGER NOT NULL,
    end_at   INTEGER NOT NULL CHECK (end_at > start_at),
    PRIMARY KEY (resource, start_at, end_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE schedules (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    practitioner INTEGER NOT NULL REFERENCES practitioners (id) ON DELETE CASCADE,
    days         TEXT NOT NULL CHECK (json_array_length(days) = 7),
    valid_from   TEXT CHECK (valid_from IS date(valid_from)),
    valid_to     TEXT CHECK (valid_to IS date(valid_to)),
    weeks        TEXT NOT NULL CHECK (json_valid(weeks))
) STRICT;

CREATE TABLE exceptions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    practitioner INTEGER NOT NULL REFERENCES practitioners (id) ON DELETE CASCADE,
    from_date    TEXT NOT NULL CHECK (from_date IS date(from_date)),
    to_date      TEXT NOT NULL CHECK (to_date IS date(to_date) AND to_date >= from_date),
    windows      TEXT NOT NULL CHECK (json_valid(windows)),
    label        TEXT NOT NULL
) STRICT;

CREATE TABLE absences (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    -- NULL: the whole practice.
    practitioner INTEGER REFERENCES practitioners (id) ON DELETE CASCADE,
    start_at     INTEGER NOT NULL,
    end_at       INTEGER NOT NULL CHECK (end_at > start_at),
    label        TEXT NOT NULL
) STRICT;

-- Changes of the set-up that would leave appointments outside: written down, applied when the staff say so (booking-rules §7).
CREATE TABLE drafts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    author     INTEGER REFERENCES staff (id),
    -- The edits, and what they replace: a draft over something that changed meanwhile is stale (store/drafts.rs).
    edits      TEXT NOT NULL CHECK (json_valid(edits)),
    before     TEXT NOT NULL CHECK (json_valid(before)),
    created_at INTEGER NOT NULL,
    applied_at INTEGER
) STRICT;

-- The appointments that a draft leaves outside, and what became of each; NULL: nobody has decided yet.
CREATE TABLE orphans (
    draft       INTEGER NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    appointment INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    decision    TEXT CHECK (decision IN ('keep', 'move', 'cancel')),
    PRIMARY KEY (draft, appointment)
) STRICT, WITHOUT ROWID;
CREATE INDEX orphans_undecided ON orphans (appointment) WHERE decision IS NULL;

-- People ------------------------------------------------------------------------------------------------------------

CREATE TABLE patients (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    family_name       TEXT NOT NULL CHECK (family_name <> ''),
    given_name        TEXT NOT NULL CHECK (given_name <> ''),
    -- Without accents, case and punctuation, so that « Aubigne » finds « d'Aubigné ».
    folded_family     TEXT NOT NULL,
    folded_given      TEXT NOT NULL,
    born              TEXT CHECK (born IS date(born)),
    -- E.164.
    phone             TEXT,
    email             TEXT,
    language          TEXT NOT NULL CHECK (language IN ('fr', 'en')),
    is_blocked_online INTEGER NOT NULL CHECK (is_blocked_online IN (0, 1)),
    is_fragile        INTEGER NOT NULL CHECK (is_fragile IN (0, 1)),
    note              TEXT NOT NULL,
    created_at        INTEGER NOT NULL,
    -- Grows at each change, for forms that edit it.
    version           INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX patients_by_name ON patients (folded_family, folded_given, born);
CREATE INDEX patients_by_given ON patients (folded_given);
CREATE INDEX patients_by_phone ON patients (phone) WHERE phone IS NOT NULL;
CREATE INDEX patients_by_email ON patients (email) WHERE email IS NOT NULL;

CREATE TABLE staff (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    login            TEXT NOT NULL UNIQUE CHECK (login <> '' AND login = lower(login)),
    name             TEXT NOT NULL,
    role             TEXT NOT NULL CHECK (role IN ('administrator', 'practitioner', 'secretary', 'reader')),
    practitioner     INTEGER REFERENCES practitioners (id),
    -- Argon2id in PHC form; NULL until the one-time code was used.
    password         TEXT,
    -- Sealed with the device key; NULL without second factor.
    totp_secret      TEXT,
    -- Last time step accepted: a code is good once.
    totp_step        INTEGER NOT NULL DEFAULT 0,
    -- One-time code of the first sign-in or of a recovery.
    setup_code       BLOB CHECK (length(setup_code) = 32),
    setup_expires_at INTEGER,
    failed_tries     INTEGER NOT NULL DEFAULT 0,
    locked_until     INTEGER,
    is_disabled      INTEGER NOT NULL DEFAULT 0 CHECK (is_disabled IN (0, 1)),
    created_at       INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    token_hash   BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    staff        INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    -- Second factor given (or not needed); before that the session opens nothing but the page that asks for it.
    is_complete  INTEGER NOT NULL CHECK (is_complete IN (0, 1)),
    csrf_hash    BLOB NOT NULL CHECK (length(csrf_hash) = 32),
    address      TEXT NOT NULL,
    device       TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    confirmed_at INTEGER NOT NULL,
    -- Longest pause between two requests; a desk may choose hours.
    idle_seconds INTEGER NOT NULL CHECK (idle_seconds > 0),
    -- Whatever happens, the session ends here.
    expires_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_staff ON sessions (staff);

CREATE TABLE api_tokens (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    -- JSON list of scope names.
    scopes     TEXT NOT NULL CHECK (json_valid(scopes)),
    created_at INTEGER NOT NULL,
    used_at    INTEGER,
    revoked_at INTEGER
) STRICT;

-- Bookings ----------------------------------------------------------------------------------------------------------

-- Time, people and seats of a row never change: a move is a new row (booking-rules §6). AUTOINCREMENT because audit rows,
-- calendars and links quote the number for ever.
CREATE TABLE appointments (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    practitioner       INTEGER NOT NULL REFERENCES practitioners (id),
    care               INTEGER NOT NULL REFERENCES care_types (id),
    patient            INTEGER NOT NULL REFERENCES patients (id),
    -- The care itself.
    start_at           INTEGER NOT NULL,
    end_at             INTEGER NOT NULL CHECK (end_at > start_at),
    -- With its buffers, frozen (booking-rules §4).
    occupied_from      INTEGER NOT NULL CHECK (occupied_from <= start_at),
    occupied_to        INTEGER NOT NULL CHECK (occupied_to >= end_at),
    seats              INTEGER NOT NULL CHECK (seats >= 1),
    capacity           INTEGER NOT NULL CHECK (capacity >= 1),
    status             TEXT NOT NULL CHECK (status IN (
        'requested', 'confirmed', 'arrived', 'in_progress', 'done', 'cancelled_by_patient', 'cancelled_by_practice',
        'cancelled_late', 'moved', 'refused', 'no_show', 'excused', 'left_unseen')),
    origin             TEXT NOT NULL CHECK (origin IN ('online', 'desk', 'api', 'import')),
    -- Zone and wall-clock reading at the time of booking (booking-rules §1.1).
    zone               TEXT NOT NULL,
    wall_start         TEXT NOT NULL,
    -- Not NULL: staff booked over something, and this is why.
    overbooking_reason TEXT CHECK (overbooking_reason <> ''),
    note               TEXT NOT NULL,
    -- Set on the row that replaces another one.
    moved_from         INTEGER REFERENCES appointments (id),
    -- Previous visit of the series.
    follows            INTEGER REFERENCES appointments (id),
    -- Identity in other people's calendars, kept over moves; the sequence grows with each message (RFC 5545 §3.8.7.4).
    uid                TEXT NOT NULL,
    sequence           INTEGER NOT NULL DEFAULT 0,
    created_at         INTEGER NOT NULL,
    version            INTEGER NOT NULL DEFAULT 1,
    -- Seats above the capacity are an overbooking as well.
    CHECK (seats <= capacity OR overbooking_reason IS NOT NULL)
) STRICT;
CREATE INDEX appointments_by_start ON appointments (start_at);
CREATE INDEX appointments_by_practitioner ON appointments (practitioner, start_at);
CREATE INDEX appointments_by_patient ON appointments (patient, start_at);
CREATE UNIQUE INDEX appointments_moved_once ON appointments (moved_from) WHERE moved_from IS NOT NULL;
-- The practice still has to answer these.
CREATE INDEX appointments_requested ON appointments (created_at) WHERE status = 'requested';
CREATE INDEX appointments_that_follow ON appointments (follows) WHERE follows IS NOT NULL;

CREATE TABLE appointment_resources (
    appointment INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    resource    INTEGER NOT NULL REFERENCES resources (id),
    PRIMARY KEY (appointment, resource)
) STRICT, WITHOUT ROWID;

-- A row is a live hold; it is deleted when it is confirmed, replaced, given up or swept after its end.
CREATE TABLE holds (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    practitioner    INTEGER NOT NULL REFERENCES practitioners (id),
    care            INTEGER NOT NULL REFERENCES care_types (id),
    start_at        INTEGER NOT NULL,
    end_at          INTEGER NOT NULL CHECK (end_at > start_at),
    occupied_from   INTEGER NOT NULL CHECK (occupied_from <= start_at),
    occupied_to     INTEGER NOT NULL CHECK (occupied_to >= end_at),
    seats           INTEGER NOT NULL CHECK (seats >= 1 AND seats <= capacity),
    capacity        INTEGER NOT NULL CHECK (capacity >= 1),
    token_hash      BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    -- One live hold per browser (booking-rules §6): the database refuses a second one.
    browser_hash    BLOB NOT NULL UNIQUE CHECK (length(browser_hash) = 32),
    -- Hash of the address (or its /64), for the ceiling per address.
    address_hash    BLOB NOT NULL CHECK (length(address_hash) = 32),
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL CHECK (expires_at > created_at),
    is_renewed      INTEGER NOT NULL DEFAULT 0 CHECK (is_renewed IN (0, 1)),
    -- What was typed and to whom the code went, until it is confirmed (store/holds.rs).
    draft           TEXT CHECK (draft IS NULL OR json_valid(draft)),
    -- HMAC of the code with the device key, bound to the hold.
    code_hash       BLOB CHECK (length(code_hash) = 32),
    code_expires_at INTEGER,
    code_tries      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX holds_by_end ON holds (expires_at);
CREATE INDEX holds_by_address ON holds (address_hash);

CREATE TABLE hold_resources (
    hold     INTEGER NOT NULL REFERENCES holds (id) ON DELETE CASCADE,
    resource INTEGER NOT NULL REFERENCES resources (id),
    PRIMARY KEY (hold, resource)
) STRICT, WITHOUT ROWID;

-- Codes sent to a contact, known or not: 1 a minute, 3 a day, counted over restarts (security §5).
CREATE TABLE code_sends (
    contact_hash BLOB NOT NULL CHECK (length(contact_hash) = 32),
    sent_at      INTEGER NOT NULL,
    hold         INTEGER NOT NULL,
    PRIMARY KEY (contact_hash, sent_at, hold)
) STRICT, WITHOUT ROWID;
CREATE INDEX code_sends_by_time ON code_sends (sent_at);

-- Account-less links of patients (booking-rules §6).
CREATE TABLE links (
    token_hash   BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    appointment  INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    revoked_at   INTEGER,
    -- Wrong second facts since the last right one.
    failed_tries INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_appointment ON links (appointment);

-- The wall: taken time, kept by triggers only ----------------------------------------------------------------------
--
-- One row per booking and practitioner, patient or resource it keeps busy. The triggers below fill it from appointments and
-- holds and refuse an overlap (booking-rules §5), so that no code path, present or future, can sell a time twice.
CREATE TABLE occupied (
    kind          TEXT NOT NULL CHECK (kind IN ('practitioner', 'resource', 'patient')),
    entity        INTEGER NOT NULL,
    start_at      INTEGER NOT NULL,
    end_at        INTEGER NOT NULL,
    booking       TEXT NOT NULL CHECK (booking IN ('appointment', 'hold')),
    booking_id    INTEGER NOT NULL,
    -- Equal for bookings that share a group session: same practitioner, care and start, capacity over 1. Else the booking's own.
    session       TEXT NOT NULL,
    seats         INTEGER NOT NULL,
    capacity      INTEGER NOT NULL,
    is_overbooked INTEGER NOT NULL CHECK (is_overbooked IN (0, 1)),
    PRIMARY KEY (kind, entity, start_at, booking, booking_id),
    -- Nothing lasts over a day, so whatever reaches into an interval starts less than a day before it: bounded look-ups.
    CHECK (end_at > start_at AND end_at - start_at <= 86400)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER occupied_practitioner BEFORE INSERT ON occupied
WHEN NEW.kind = 'practitioner' AND NEW.is_overbooked = 0
BEGIN
    SELECT RAISE(ABORT, 'overlap:practitioner') WHERE EXISTS (
        SELECT 1 FROM occupied AS o
        WHERE o.kind = 'practitioner' AND o.entity = NEW.entity
            AND o.start_at > NEW.start_at - 86400 AND o.start_at < NEW.end_at
            AND o.end_at > NEW.start_at AND o.session <> NEW.session);
    SELECT RAISE(ABORT, 'overlap:seats') WHERE NEW.seats + (
        SELECT coalesce(sum(o.seats), 0) FROM occupied AS o
        WHERE o.kind = 'practitioner' AND o.entity = NEW.entity
            AND o.start_at > NEW.start_at - 86400 AND o.start_at < NEW.end_at
            AND o.session = NEW.session) > NEW.capacity;
END;

-- Simultaneous sessions only grow where one starts: it is enough to count at NEW's start and at each start inside it.
CREATE TRIGGER occupied_resource BEFORE INSERT ON occupied
WHEN NEW.kind = 'resource' AND NEW.is_overbooked = 0
BEGIN
    SELECT RAISE(ABORT, 'overlap:resource') WHERE EXISTS (
        SELECT 1 FROM (
            SELECT NEW.start_at AS instant
            UNION ALL
            SELECT s.start_at FROM occupied AS s
            WHERE s.kind = 'resource' AND s.entity = NEW.entity
                AND s.start_at > NEW.start_at AND s.start_at < NEW.end_at) AS instants
        WHERE (
            SELECT count(DISTINCT o.session) FROM occupied AS o
            WHERE o.kind = 'resource' AND o.entity = NEW.entity
                AND o.start_at > instants.instant - 86400 AND o.start_at <= instants.instant
                AND o.end_at > instants.instant AND o.session <> NEW.session
        ) >= (SELECT capacity FROM resources WHERE id = NEW.entity));
END;

-- One patient is never at two places, overbooked or not.
CREATE TRIGGER occupied_patient BEFORE INSERT ON occupied
WHEN NEW.kind = 'patient'
BEGIN
    SELECT RAISE(ABORT, 'overlap:patient') WHERE EXISTS (
        SELECT 1 FROM occupied AS o
        WHERE o.kind = 'patient' AND o.entity = NEW.entity
            AND o.start_at > NEW.start_at - 86400 AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at);
END;

CREATE TRIGGER occupied_is_not_edited BEFORE UPDATE ON occupied
BEGIN
    SELECT RAISE(ABORT, 'immutable:occupied');
END;

CREATE TRIGGER occupied_is_not_dropped BEFORE DELETE ON occupied
BEGIN
    SELECT RAISE(ABORT, 'immutable:occupied') WHERE CASE OLD.booking
        WHEN 'hold' THEN EXISTS (SELECT 1 FROM holds WHERE id = OLD.booking_id)
        ELSE EXISTS (
            SELECT 1 FROM appointments WHERE id = OLD.booking_id
                AND status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done')) END;
END;

CREATE TRIGGER appointments_take AFTER INSERT ON appointments
WHEN NEW.status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done')
BEGIN
    INSERT INTO occupied VALUES ('practitioner', NEW.practitioner, NEW.occupied_from, NEW.occupied_to, 'appointment', NEW.id,
        CASE WHEN NEW.capacity > 1 THEN NEW.practitioner || ':' || NEW.care || ':' || NEW.start_at ELSE 'appointment:' || NEW.id END,
        NEW.seats, NEW.capacity, NEW.overbooking_reason IS NOT NULL);
    INSERT INTO occupied VALUES ('patient', NEW.patient, NEW.start_at, NEW.end_at, 'appointment', NEW.id,
        'appointment:' || NEW.id, NEW.seats, NEW.capacity, NEW.overbooking_reason IS NOT NULL);
END;

CREATE TRIGGER appointments_take_resource AFTER INSERT ON appointment_resources
BEGIN
    INSERT INTO occupied
    SELECT 'resource', NEW.resource, a.occupied_from, a.occupied_to, 'appointment', a.id,
        CASE WHEN a.capacity > 1 THEN a.practitioner || ':' || a.care || ':' || a.start_at ELSE 'appointment:' || a.id END,
        a.seats, a.capacity, a.overbooking_reason IS NOT NULL
    FROM appointments AS a
    WHERE a.id = NEW.appointment AND a.status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done');
END;

CREATE TRIGGER appointments_free AFTER UPDATE OF status ON appointments
WHEN OLD.status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done')
    AND NEW.status NOT IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done')
BEGIN
    DELETE FROM occupied WHERE kind = 'practitioner' AND entity = OLD.practitioner AND start_at = OLD.occupied_from
        AND booking = 'appointment' AND booking_id = OLD.id;
    DELETE FROM occupied WHERE kind = 'patient' AND entity = OLD.patient AND start_at = OLD.start_at
        AND booking = 'appointment' AND booking_id = OLD.id;
    DELETE FROM occupied WHERE kind = 'resource' AND start_at = OLD.occupied_from
        AND entity IN (SELECT resource FROM appointment_resources WHERE appointment = OLD.id)
        AND booking = 'appointment' AND booking_id = OLD.id;
END;

-- A state set by mistake is undone: the time is taken again, and refused if somebody has it by now.
CREATE TRIGGER appointments_take_again AFTER UPDATE OF status ON appointments
WHEN OLD.status NOT IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done')
    AND NEW.status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done')
BEGIN
    INSERT INTO occupied VALUES ('practitioner', NEW.practitioner, NEW.occupied_from, NEW.occupied_to, 'appointment', NEW.id,
        CASE WHEN NEW.capacity > 1 THEN NEW.practitioner || ':' || NEW.care || ':' || NEW.start_at ELSE 'appointment:' || NEW.id END,
        NEW.seats, NEW.capacity, NEW.overbooking_reason IS NOT NULL);
    INSERT INTO occupied VALUES ('patient', NEW.patient, NEW.start_at, NEW.end_at, 'appointment', NEW.id,
        'appointment:' || NEW.id, NEW.seats, NEW.capacity, NEW.overbooking_reason IS NOT NULL);
    INSERT INTO occupied
    SELECT 'resource', r.resource, NEW.occupied_from, NEW.occupied_to, 'appointment', NEW.id,
        CASE WHEN NEW.capacity > 1 THEN NEW.practitioner || ':' || NEW.care || ':' || NEW.start_at ELSE 'appointment:' || NEW.id END,
        NEW.seats, NEW.capacity, NEW.overbooking_reason IS NOT NULL
    FROM appointment_resources AS r WHERE r.appointment = NEW.id;
END;

CREATE TRIGGER appointments_are_not_edited
BEFORE UPDATE OF id, practitioner, care, patient, start_at, end_at, occupied_from, occupied_to, seats, capacity, overbooking_reason
ON appointments
BEGIN
    SELECT RAISE(ABORT, 'immutable:appointment');
END;

CREATE TRIGGER appointment_resources_are_not_edited BEFORE UPDATE ON appointment_resources
BEGIN
    SELECT RAISE(ABORT, 'immutable:appointment');
END;

-- Erasure and the undo of an import. The rows of appointment_resources are gone by then (cascade), so every resource is tried.
CREATE TRIGGER appointments_erased AFTER DELETE ON appointments
BEGIN
    DELETE FROM occupied WHERE kind = 'practitioner' AND entity = OLD.practitioner AND start_at = OLD.occupied_from
        AND booking = 'appointment' AND booking_id = OLD.id;
    DELETE FROM occupied WHERE kind = 'patient' AND entity = OLD.patient AND start_at = OLD.start_at
        AND booking = 'appointment' AND booking_id = OLD.id;
    DELETE FROM occupied WHERE kind = 'resource' AND entity IN (SELECT id FROM resources) AND start_at = OLD.occupied_from
        AND booking = 'appointment' AND booking_id = OLD.id;
END;

CREATE TRIGGER appointment_resources_are_not_dropped BEFORE DELETE ON appointment_resources
BEGIN
    SELECT RAISE(ABORT, 'immutable:appointment') WHERE EXISTS (SELECT 1 FROM appointments WHERE id = OLD.appointment);
END;

CREATE TRIGGER holds_take AFTER INSERT ON holds
BEGIN
    INSERT INTO occupied VALUES ('practitioner', NEW.practitioner, NEW.occupied_from, NEW.occupied_to, 'hold', NEW.id,
        CASE WHEN NEW.capacity > 1 THEN NEW.practitioner || ':' || NEW.care || ':' || NEW.start_at ELSE 'hold:' || NEW.id END,
        NEW.seats, NEW.capacity, 0);
END;

CREATE TRIGGER holds_take_resource AFTER INSERT ON hold_resources
BEGIN
    INSERT INTO occupied
    SELECT 'resource', NEW.resource, h.occupied_from, h.occupied_to, 'hold', h.id,
        CASE WHEN h.capacity > 1 THEN h.practitioner || ':' || h.care || ':' || h.start_at ELSE 'hold:' || h.id END,
        h.seats, h.capacity, 0
    FROM holds AS h WHERE h.id = NEW.hold;
END;

CREATE TRIGGER holds_are_not_edited
BEFORE UPDATE OF id, practitioner, care, start_at, end_at, occupied_from, occupied_to, seats, capacity ON holds
BEGIN
    SELECT RAISE(ABORT, 'immutable:hold');
END;

CREATE TRIGGER hold_resources_are_not_edited BEFORE UPDATE ON hold_resources
BEGIN
    SELECT RAISE(ABORT, 'immutable:hold');
END;

CREATE TRIGGER hold_resources_are_not_dropped BEFORE DELETE ON hold_resources
BEGIN
    SELECT RAISE(ABORT, 'immutable:hold') WHERE EXISTS (SELECT 1 FROM holds WHERE id = OLD.hold);
END;

CREATE TRIGGER holds_free AFTER DELETE ON holds
BEGIN
    DELETE FROM occupied WHERE kind = 'practitioner' AND entity = OLD.practitioner AND start_at = OLD.occupied_from
        AND booking = 'hold' AND booking_id = OLD.id;
    DELETE FROM occupied WHERE kind = 'resource' AND entity IN (SELECT id FROM resources) AND start_at = OLD.occupied_from
        AND booking = 'hold' AND booking_id = OLD.id;
END;

-- What follows from a booking ---------------------------------------------------------------------------------------

-- Messages, written in the transaction of the act they tell of; a worker sends them (reminders §2). The payload holds the
-- arguments of the text, never the text; it is emptied once nothing is left to do with it.
CREATE TABLE outbox (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    appointment         INTEGER REFERENCES appointments (id) ON DELETE CASCADE,
    appointment_version INTEGER,
    kind                TEXT NOT NULL CHECK (kind <> ''),
    channel             TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
    recipient           TEXT NOT NULL,
    language            TEXT NOT NULL,
    payload             TEXT NOT NULL CHECK (json_valid(payload)),
    state               TEXT NOT NULL CHECK (state IN ('pending', 'attempting', 'sent', 'delivered', 'undelivered',
                            'failed_permanent', 'unknown', 'given_up', 'cancelled', 'expired')),
    -- Identity of the message for providers and Message-ID: of the row, not of the attempt.
    key                 TEXT NOT NULL UNIQUE,
    due_at              INTEGER NOT NULL,
    useful_until        INTEGER NOT NULL,
    attempts            INTEGER NOT NULL DEFAULT 0,
    attempt_id          TEXT,
    provider_ref        TEXT,
    last_error          TEXT,
    created_at          INTEGER NOT NULL,
    updated_at          INTEGER NOT NULL,
    UNIQUE (appointment, appointment_version, kind, channel),
    CHECK ((appointment IS NULL) = (appointment_version IS NULL))
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'pending';

-- First answer of a request that may be repeated (booking-rules §5). The scope is who asks, so that keys never collide.
CREATE TABLE idempotency (
    scope        TEXT NOT NULL,
    key_hash     BLOB NOT NULL CHECK (length(key_hash) = 32),
    request_hash BLOB NOT NULL CHECK (length(request_hash) = 32),
    response     TEXT NOT NULL CHECK (json_valid(response)),
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (scope, key_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_time ON idempotency (created_at);

-- Append-only and hash-chained (security §7). The body is the canonical JSON that was hashed; its number is the revision
-- that agenda, ETag and events quote.
CREATE TABLE audit (
    seq    INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    body   TEXT NOT NULL CHECK (json_valid(body)),
    hash   BLOB NOT NULL CHECK (length(hash) = 32),
    what   TEXT NOT NULL GENERATED ALWAYS AS (body ->> 'what') VIRTUAL,
    who    TEXT NOT NULL GENERATED ALWAYS AS (body ->> 'who') VIRTUAL,
    object TEXT GENERATED ALWAYS AS (body ->> 'id') VIRTUAL
) STRICT;
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_object ON audit (object) WHERE object IS NOT NULL;

CREATE TRIGGER audit_is_in_order BEFORE INSERT ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit:order') WHERE NEW.seq <> 1 + coalesce((SELECT max(seq) FROM audit), 0);
END;

CREATE TRIGGER audit_is_not_edited BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'immutable:audit');
END;

CREATE TRIGGER audit_is_not_dropped BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'immutable:audit');
END;

-- The outside world -------------------------------------------------------------------------------------------------

-- One import and what it wrote, for its undo.
CREATE TABLE imports (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL,
    file_name  TEXT NOT NULL,
    summary    TEXT NOT NULL CHECK (json_valid(summary)),
    created_at INTEGER NOT NULL,
    undone_at  INTEGER
) STRICT;

CREATE TABLE import_rows (
    import  INTEGER NOT NULL REFERENCES imports (id),
    number  INTEGER NOT NULL,
    noun    TEXT NOT NULL,
    row_id  INTEGER NOT NULL,
    -- What the row was before; NULL when the import created it.
    before  TEXT CHECK (before IS NULL OR json_valid(before)),
    PRIMARY KEY (import, number)
) STRICT, WITHOUT ROWID;

-- Calendar accounts; the secret is sealed with the device key.
CREATE TABLE calendar_settings (
    practitioner INTEGER PRIMARY KEY REFERENCES practitioners (id) ON DELETE CASCADE,
    url          TEXT NOT NULL,
    login        TEXT NOT NULL,
    secret       TEXT NOT NULL,
    created_at   INTEGER NOT NULL
) STRICT;
