-- Schema 11. Agendas that other calendars subscribe to, by secret addresses.

CREATE TABLE calendar_feeds (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    practitioner INTEGER NOT NULL REFERENCES practitioners (id) ON DELETE CASCADE,
    -- What it is for, in the administrator's words.
    name         TEXT NOT NULL CHECK (name <> ''),
    token_hash   BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    -- How much of a patient's name an event says.
    names        TEXT NOT NULL CHECK (names IN ('none', 'initials', 'full')),
    created_at   INTEGER NOT NULL,
    revoked_at   INTEGER
) STRICT;
