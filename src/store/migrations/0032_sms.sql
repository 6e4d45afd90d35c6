-- Text messages over providers: lines, what a day cost, what came in (reminders §6, security T18).

-- In the order in which they are tried. Prices and ceilings are the setting sms.rules.
CREATE TABLE sms_lines (
    position   INTEGER PRIMARY KEY CHECK (position >= 0),
    -- 128 random bits: identity, and the path under which the provider reports.
    token      TEXT NOT NULL UNIQUE CHECK (length(token) >= 22),
    provider   TEXT NOT NULL CHECK (provider <> ''),
    -- What may be shown, by the provider's names of fields.
    fields     TEXT NOT NULL CHECK (json_valid(fields)),
    -- The secrets, JSON by the same names, sealed with the device key.
    sealed     TEXT NOT NULL,
    is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1))
) STRICT;

-- What was spent on a local day of the practice. Counted when a message is claimed: a crash costs a part, never an overdraft.
CREATE TABLE sms_days (
    day     TEXT PRIMARY KEY,
    parts   INTEGER NOT NULL DEFAULT 0 CHECK (parts >= 0),
    -- The highest alarm of which the practice was told, in percent of the cap.
    alarmed INTEGER NOT NULL DEFAULT 0 CHECK (alarmed IN (0, 50, 80, 100))
) STRICT, WITHOUT ROWID;

-- Texts from patients, for the desk to read.
CREATE TABLE sms_texts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    phone       TEXT NOT NULL CHECK (phone <> ''),
    words       TEXT NOT NULL,
    -- What was understood.
    answer      TEXT NOT NULL CHECK (answer IN ('stop', 'yes', 'no', 'other')),
    -- The appointment that it answers, if that is known.
    appointment INTEGER REFERENCES appointments (id) ON DELETE CASCADE,
    received_at INTEGER NOT NULL,
    seen_at     INTEGER
) STRICT;
CREATE INDEX sms_texts_unseen ON sms_texts (received_at) WHERE seen_at IS NULL;
CREATE INDEX sms_texts_by_appointment ON sms_texts (appointment) WHERE appointment IS NOT NULL;

-- Numbers that answered STOP: no reminders there by text message. Codes still go.
CREATE TABLE sms_stops (
    phone      TEXT PRIMARY KEY CHECK (phone <> ''),
    stopped_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_by_provider ON outbox (provider_ref) WHERE provider_ref IS NOT NULL;
