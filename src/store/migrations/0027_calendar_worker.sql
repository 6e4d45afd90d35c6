-- The worker of the calendars: one file at an address is a kind of calendar, and events that repeat are read again before the horizon
-- reaches beyond what was read of them.

-- One practitioner, one calendar, one credential.
CREATE TABLE new_calendar_links (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    practitioner INTEGER NOT NULL REFERENCES practitioners (id) ON DELETE CASCADE,
    -- 'read': its events take time away from what is offered. 'written': the appointments stand in it as well. 'subscribed': one file
    -- at an address, which is read.
    kind         TEXT NOT NULL CHECK (kind IN ('read', 'written', 'subscribed')),
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
    due_at       INTEGER NOT NULL DEFAULT 0,
    -- Until when every event was read; null: none was, or they are to be read another way.
    read_until   INTEGER
) STRICT;

INSERT INTO sqlite_sequence (name, seq) SELECT 'new_calendar_links', seq FROM sqlite_sequence WHERE name = 'calendar_links';
INSERT INTO new_calendar_links (id, practitioner, kind, url, login, secret, domain, privacy, options, created_at, state, reason, pin,
    capabilities, sync_token, ctag, polled_at, listed_at, failures, due_at)
SELECT id, practitioner, kind, url, login, secret, domain, privacy, options, created_at, state, reason, pin,
    capabilities, sync_token, ctag, polled_at, listed_at, failures, due_at
FROM calendar_links;
DROP TABLE calendar_links;
ALTER TABLE new_calendar_links RENAME TO calendar_links;

CREATE UNIQUE INDEX calendar_links_written ON calendar_links (practitioner) WHERE kind = 'written';
CREATE INDEX calendar_links_due ON calendar_links (due_at) WHERE state IN ('active', 'leaving');
