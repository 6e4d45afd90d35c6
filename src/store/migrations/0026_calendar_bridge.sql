-- Calendars of practitioners that the practice reads, or writes as well (CalDAV), and what is known of them.

-- One practitioner, one calendar, one credential.
CREATE TABLE calendar_links (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    practitioner INTEGER NOT NULL REFERENCES practitioners (id) ON DELETE CASCADE,
    -- 'read': its events take time away from what is offered. 'written': the appointments stand in it as well.
    kind         TEXT NOT NULL CHECK (kind IN ('read', 'written')),
    -- The collection as the server names it, not as it was typed.
    url          TEXT NOT NULL CHECK (url <> ''),
    login        TEXT NOT NULL,
    -- Sealed with the device key. Null: to be typed again, after the practice moved house.
    secret       TEXT,
    -- Right half of the UIDs of our events; never changes.
    domain       TEXT NOT NULL CHECK (domain <> ''),
    -- What an event says of a patient: 0 nothing, 1 initials and reason, 2 the full name and reason.
    privacy      INTEGER NOT NULL DEFAULT 1 CHECK (privacy BETWEEN 0 AND 2),
    -- JSON, see `domain::calendar::LinkOptions`.
    options      TEXT NOT NULL CHECK (json_valid(options)),
    created_at   INTEGER NOT NULL,
    -- 'paused' by the practice, 'suspended' by the guard, 'refused' by the server, 'leaving' while our events are taken away.
    -- What comes back from a copy asks first.
    state        TEXT NOT NULL DEFAULT 'suspended' CHECK (state IN ('active', 'paused', 'suspended', 'refused', 'leaving')),
    -- Why it is not active.
    reason       TEXT DEFAULT 'restored',
    -- SHA-256 of the one public key that is accepted, where the certificate is nobody's.
    pin          BLOB CHECK (length(pin) = 32),
    -- JSON of what was found out about the server.
    capabilities TEXT CHECK (json_valid(capabilities)),
    -- Opaque marks of the last pass; null: a full listing is next.
    sync_token   TEXT,
    ctag         TEXT,
    -- The last pass that went well, and the last full listing.
    polled_at    INTEGER,
    listed_at    INTEGER,
    failures     INTEGER NOT NULL DEFAULT 0,
    due_at       INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX calendar_links_written ON calendar_links (practitioner) WHERE kind = 'written';
CREATE INDEX calendar_links_due ON calendar_links (due_at) WHERE state IN ('active', 'leaving');

-- The resources of a calendar, ours and others', as the last pass saw them. Never what they say.
CREATE TABLE calendar_members (
    link          INTEGER NOT NULL REFERENCES calendar_links (id) ON DELETE CASCADE,
    -- Last path segment, decoded.
    href          TEXT NOT NULL,
    etag          TEXT NOT NULL,
    uid           TEXT NOT NULL,
    -- Of the fields that are ours; of another event, of the whole.
    hash          BLOB NOT NULL CHECK (length(hash) = 32),
    -- Could not be read: what it took before it goes on taking until its ETag changes.
    is_quarantined INTEGER NOT NULL CHECK (is_quarantined IN (0, 1)),
    PRIMARY KEY (link, href)
) STRICT, WITHOUT ROWID;

-- The time that others' events take, within the horizon.
CREATE TABLE calendar_busy (
    id         INTEGER PRIMARY KEY,
    link       INTEGER NOT NULL REFERENCES calendar_links (id) ON DELETE CASCADE,
    href       TEXT NOT NULL,
    uid        TEXT NOT NULL,
    -- Which instance of a series, by its original start; null of what does not repeat.
    recurrence INTEGER,
    start_at   INTEGER NOT NULL,
    end_at     INTEGER NOT NULL CHECK (end_at > start_at)
) STRICT;
CREATE INDEX calendar_busy_href ON calendar_busy (link, href);
CREATE INDEX calendar_busy_start ON calendar_busy (link, start_at);

-- Our events: one for each appointment of a written calendar, whatever row stands for the appointment after moves.
CREATE TABLE calendar_events (
    -- 128 random bits, made before the first attempt: name and UID of the event, which never change.
    id          TEXT PRIMARY KEY CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*'),
    link        INTEGER NOT NULL REFERENCES calendar_links (id) ON DELETE CASCADE,
    -- `appointments.uid`, which moves keep.
    identity    TEXT NOT NULL,
    -- The row that stands for it now; null when the patient was erased.
    appointment INTEGER REFERENCES appointments (id) ON DELETE SET NULL,
    -- Where it stands; null until the server had it once.
    href        TEXT,
    -- What the server confirmed last, and when that is.
    revision    INTEGER,
    start_at    INTEGER,
    end_at      INTEGER CHECK (end_at >= start_at),
    etag        TEXT,
    -- As the server had it last, so that what the practitioner added is kept.
    body        TEXT,
    CHECK ((start_at IS NULL) = (end_at IS NULL)),
    UNIQUE (link, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_events_appointment ON calendar_events (appointment);
CREATE INDEX calendar_events_identity ON calendar_events (identity);

-- What is still to be written to a calendar: the newest wish for an event replaces the one before.
CREATE TABLE calendar_outbox (
    event      TEXT PRIMARY KEY REFERENCES calendar_events (id) ON DELETE CASCADE,
    -- 'nameless': as it stands, but saying nothing of the patient, who was erased.
    desired    TEXT NOT NULL CHECK (desired IN ('present', 'absent', 'nameless')),
    -- The record of the log that wished it.
    revision   INTEGER NOT NULL,
    revised_at INTEGER NOT NULL,
    -- Counted before the first byte leaves.
    attempts   INTEGER NOT NULL DEFAULT 0,
    due_at     INTEGER NOT NULL,
    last_error TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_outbox_due ON calendar_outbox (due_at);

-- What was seen in a calendar and a person has to decide, or to know. Numbers and times only, never what an event says.
CREATE TABLE calendar_decisions (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    link        INTEGER NOT NULL REFERENCES calendar_links (id) ON DELETE CASCADE,
    appointment INTEGER REFERENCES appointments (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind <> ''),
    details     TEXT NOT NULL CHECK (json_valid(details)),
    -- It is a question; otherwise to be taken note of.
    is_question INTEGER NOT NULL CHECK (is_question IN (0, 1)),
    made_at     INTEGER NOT NULL,
    settled_at  INTEGER,
    -- As the log names whoever did.
    settled_by  TEXT,
    -- What was chosen, or 'seen', or 'over' where it settled itself.
    settled_how TEXT,
    CHECK ((settled_at IS NULL) = (settled_how IS NULL) AND (settled_at IS NULL) = (settled_by IS NULL))
) STRICT;
CREATE INDEX calendar_decisions_open ON calendar_decisions (made_at) WHERE settled_at IS NULL;
CREATE INDEX calendar_decisions_appointment ON calendar_decisions (appointment);
