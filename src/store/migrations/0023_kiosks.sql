-- Schema 23. Tablets of the waiting room: opened once by a secret link, then known by what the tablet keeps.

CREATE TABLE kiosks (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Where it stands, in the administrator's words.
    name        TEXT NOT NULL CHECK (name <> ''),
    -- Where patients sit down after it; may be empty.
    place       TEXT NOT NULL,
    -- Also works outside the practice's network.
    is_anywhere INTEGER NOT NULL CHECK (is_anywhere IN (0, 1)),
    -- Of the link; null once a tablet has used it.
    link_hash   BLOB UNIQUE CHECK (length(link_hash) = 32),
    -- Of what the tablet keeps; null until it has used the link.
    device_hash BLOB UNIQUE CHECK (length(device_hash) = 32),
    created_at  INTEGER NOT NULL,
    bound_at    INTEGER,
    revoked_at  INTEGER
) STRICT;
