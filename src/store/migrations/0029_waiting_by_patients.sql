-- The waiting list for who has no appointment (booking-rules §9): joined by the patient, who proves the own mailbox with a code.

-- What was typed, until the code proves the mailbox or is over.
CREATE TABLE waiting_requests (
    -- Of the secret that the browser keeps.
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    care       INTEGER NOT NULL REFERENCES care_types (id),
    -- As in waiting_entries.
    wishes     TEXT NOT NULL CHECK (json_valid(wishes)),
    -- Who waits, as with a hold.
    draft      TEXT NOT NULL CHECK (json_valid(draft)),
    -- HMAC of the code with the device key, bound to the secret.
    code_hash  BLOB NOT NULL CHECK (length(code_hash) = 32),
    code_tries INTEGER NOT NULL DEFAULT 0 CHECK (code_tries >= 0),
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX waiting_requests_by_end ON waiting_requests (expires_at);

-- The link by which who joined sees the own entry and leaves the list.
CREATE TABLE waiting_links (
    entry        INTEGER PRIMARY KEY REFERENCES waiting_entries (id) ON DELETE CASCADE,
    -- Random; the link's token is made of it with the device key, so that the message can be written when it is sent.
    key          TEXT NOT NULL UNIQUE,
    token_hash   BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    message      INTEGER REFERENCES outbox (id) ON DELETE SET NULL,
    -- Wrong second facts since the last right one.
    failed_tries INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER
) STRICT;
CREATE INDEX waiting_links_by_message ON waiting_links (message) WHERE message IS NOT NULL;
