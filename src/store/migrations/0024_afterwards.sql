-- What a patient can do by the own link beside moving and cancelling.

-- « J'ai du retard »: how many minutes, told last.
CREATE TABLE delays (
    appointment INTEGER PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
    minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 120),
    told_at     INTEGER NOT NULL
) STRICT;

-- Browsers that patients asked us to know again, and calendars that follow the own appointments: only hashes of what opens them.
CREATE TABLE patient_devices (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    patient    INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX patient_devices_patient ON patient_devices (patient);
CREATE TABLE patient_feeds (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    patient    INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX patient_feeds_patient ON patient_feeds (patient);

-- A code by e-mail, beside the link, before a whole file is handed out.
CREATE TABLE file_codes (
    link       BLOB PRIMARY KEY REFERENCES links (token_hash) ON DELETE CASCADE,
    code_hash  BLOB NOT NULL CHECK (length(code_hash) = 32),
    expires_at INTEGER NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Patients who ask to be erased; one that was refused keeps the practice's answer. Where it was granted there is no patient any more.
CREATE TABLE erasure_requests (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    patient    INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    asked_at   INTEGER NOT NULL,
    decided_at INTEGER,
    answer     TEXT CHECK (answer <> ''),
    CHECK ((decided_at IS NULL) = (answer IS NULL))
) STRICT;
CREATE INDEX erasure_requests_patient ON erasure_requests (patient);
CREATE INDEX erasure_requests_open ON erasure_requests (asked_at) WHERE decided_at IS NULL;
