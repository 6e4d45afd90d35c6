-- Schema 2. A role for secretaries who work elsewhere for some of the practitioners, and an address for invitations.

CREATE TABLE new_staff (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    login            TEXT NOT NULL UNIQUE CHECK (login <> '' AND login = lower(login)),
    name             TEXT NOT NULL,
    role             TEXT NOT NULL CHECK (role IN ('administrator', 'practitioner', 'secretary', 'remote_secretary', 'reader')),
    practitioner     INTEGER REFERENCES practitioners (id),
    -- Where an invitation goes.
    email            TEXT,
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

INSERT INTO new_staff (id, login, name, role, practitioner, password, totp_secret, totp_step, setup_code, setup_expires_at,
    failed_tries, locked_until, is_disabled, created_at)
SELECT id, login, name, role, practitioner, password, totp_secret, totp_step, setup_code, setup_expires_at,
    failed_tries, locked_until, is_disabled, created_at
FROM staff;
DROP TABLE staff;
ALTER TABLE new_staff RENAME TO staff;

-- The practitioners a remote secretary works for.
CREATE TABLE staff_practitioners (
    staff        INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    practitioner INTEGER NOT NULL REFERENCES practitioners (id) ON DELETE CASCADE,
    PRIMARY KEY (staff, practitioner)
) STRICT, WITHOUT ROWID;
