-- Schema 8. Passkeys and recovery codes.

CREATE TABLE passkeys (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    staff         INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    -- How the authenticator names it.
    credential    BLOB NOT NULL UNIQUE CHECK (length(credential) BETWEEN 1 AND 1023),
    -- COSE.
    public_key    BLOB NOT NULL,
    -- The host name it is bound to.
    relying_party TEXT NOT NULL CHECK (relying_party <> ''),
    name          TEXT NOT NULL CHECK (name <> ''),
    sign_count    INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    used_at       INTEGER
) STRICT;
CREATE INDEX passkeys_by_staff ON passkeys (staff);

-- Each is used once, and only the used ones say when.
CREATE TABLE recovery_codes (
    staff     INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
    used_at   INTEGER,
    PRIMARY KEY (staff, code_hash)
) STRICT, WITHOUT ROWID;
