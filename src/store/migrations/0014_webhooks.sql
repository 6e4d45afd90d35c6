-- Schema 14. Programs elsewhere that are told of appointments, and what is to be told to each.

CREATE TABLE webhooks (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    -- What it is for, in the administrator's words.
    name              TEXT NOT NULL CHECK (name <> ''),
    url               TEXT NOT NULL CHECK (url <> ''),
    -- Signs what is sent; sealed with the device key.
    secret            TEXT NOT NULL,
    -- JSON list of event names.
    events            TEXT NOT NULL CHECK (json_valid(events)),
    -- Addresses of the practice's own network may be called.
    may_reach_private INTEGER NOT NULL CHECK (may_reach_private IN (0, 1)),
    created_at        INTEGER NOT NULL,
    disabled_at       INTEGER
) STRICT;

-- Written in the transaction of its cause. Numbers and times only: never a name, a contact or a note.
CREATE TABLE webhook_deliveries (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook     INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    -- The webhook and the record of the log that caused it: told to the receiver, the same at each attempt.
    key         TEXT NOT NULL UNIQUE,
    event       TEXT NOT NULL,
    payload     TEXT NOT NULL CHECK (json_valid(payload)),
    state       TEXT NOT NULL CHECK (state IN ('pending', 'attempting', 'sent', 'failed')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    due_at      INTEGER NOT NULL,
    last_status INTEGER,
    last_error  TEXT,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook, due_at) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_over ON webhook_deliveries (updated_at) WHERE state IN ('sent', 'failed');
