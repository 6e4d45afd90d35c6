-- The waiting list (booking-rules §9). Who waits, which freed times are kept for them, who was offered what and what came of it.

CREATE TABLE waiting_entries (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    patient       INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    care          INTEGER NOT NULL REFERENCES care_types (id),
    -- Practitioners, dates, days, hours, minutes to come: read and written as one value (domain/waiting_list/entry.rs).
    wishes        TEXT NOT NULL CHECK (json_valid(wishes)),
    channel       TEXT NOT NULL CHECK (channel IN ('email', 'phone')),
    -- The booking that an accepted offer gives up.
    replaces      INTEGER REFERENCES appointments (id) ON DELETE SET NULL,
    -- 0 normal, 1 soon, 2 urgent: a number, because candidates are read in its order.
    urgency       INTEGER NOT NULL CHECK (urgency BETWEEN 0 AND 2),
    state         TEXT NOT NULL CHECK (state IN ('waiting', 'paused', 'served', 'left', 'expired')),
    -- Offers without any answer since the last one that had one.
    ignored       INTEGER NOT NULL DEFAULT 0 CHECK (ignored >= 0),
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    version       INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX waiting_entries_in_order ON waiting_entries (urgency DESC, created_at, id) WHERE state = 'waiting';
CREATE INDEX waiting_entries_by_patient ON waiting_entries (patient);
CREATE INDEX waiting_entries_by_booking ON waiting_entries (replaces) WHERE replaces IS NOT NULL;

-- A time that was freed and is kept from the public while the list is asked. The hold takes the time like any other one, so the
-- engine and the wall of `occupied` know it.
CREATE TABLE freed_times (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    practitioner INTEGER NOT NULL REFERENCES practitioners (id),
    -- What is offered now: it may change with the next candidate.
    care         INTEGER NOT NULL REFERENCES care_types (id),
    start_at     INTEGER NOT NULL,
    end_at       INTEGER NOT NULL CHECK (end_at > start_at),
    -- What was freed, buffers included.
    window_from  INTEGER NOT NULL,
    window_to    INTEGER NOT NULL CHECK (window_to > window_from),
    -- The care that stood there and its start.
    was_care     INTEGER,
    was_start    INTEGER,
    -- Who gave it up, and is not asked to take it back.
    gave_up      INTEGER REFERENCES patients (id) ON DELETE SET NULL,
    -- Its hold, or the last one it had: no reference, because the number is still needed when the hold has gone.
    hold         INTEGER NOT NULL UNIQUE,
    -- So many accepted offers led to it.
    step         INTEGER NOT NULL CHECK (step >= 0),
    -- The booking that gave it up; NULL where hours were opened.
    freed_by     INTEGER REFERENCES appointments (id) ON DELETE SET NULL,
    -- The booking that took it.
    appointment  INTEGER REFERENCES appointments (id) ON DELETE SET NULL,
    state        TEXT NOT NULL CHECK (state IN ('open', 'taken', 'public', 'withdrawn')),
    created_at   INTEGER NOT NULL,
    closed_at    INTEGER,
    CHECK ((state = 'open') = (closed_at IS NULL))
) STRICT;
CREATE INDEX freed_times_open ON freed_times (start_at) WHERE state = 'open';
CREATE INDEX freed_times_by_appointment ON freed_times (appointment) WHERE appointment IS NOT NULL;

CREATE TABLE waiting_offers (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    freed        INTEGER NOT NULL REFERENCES freed_times (id) ON DELETE CASCADE,
    entry        INTEGER NOT NULL REFERENCES waiting_entries (id) ON DELETE CASCADE,
    -- As they were offered; nobody is offered the same time twice.
    practitioner INTEGER NOT NULL,
    start_at     INTEGER NOT NULL,
    channel      TEXT NOT NULL CHECK (channel IN ('email', 'phone')),
    -- Random; the link's token is made of it with the device key, so that the message can be written when it is sent.
    key          TEXT NOT NULL UNIQUE,
    token_hash   BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    message      INTEGER REFERENCES outbox (id) ON DELETE SET NULL,
    -- `unanswered`: the practice should have phoned and did not; it is not held against anybody.
    state        TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'ignored', 'unanswered', 'lost', 'withdrawn')),
    -- Made by a person of the staff and not in the order of the list.
    is_by_hand   INTEGER NOT NULL CHECK (is_by_hand IN (0, 1)),
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    answered_at  INTEGER,
    -- Wrong second facts since the last right one.
    failed_tries INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER,
    CHECK ((state = 'open') = (answered_at IS NULL))
) STRICT;
-- One offer at a time, and a winner per freed time: refused by the database, whatever a program believes.
CREATE UNIQUE INDEX waiting_offers_one_open ON waiting_offers (entry) WHERE state = 'open';
CREATE UNIQUE INDEX waiting_offers_one_winner ON waiting_offers (freed) WHERE state = 'accepted';
CREATE INDEX waiting_offers_ending ON waiting_offers (expires_at) WHERE state = 'open';
CREATE INDEX waiting_offers_by_freed ON waiting_offers (freed);
CREATE INDEX waiting_offers_by_entry ON waiting_offers (entry, practitioner, start_at);
CREATE INDEX waiting_offers_by_message ON waiting_offers (message) WHERE message IS NOT NULL;
