-- What a worker keeps of an attempt (reminders §2): over which line, when it began, in how many parts, and until when the row rests. When a
-- message was due stays as it was planned.
ALTER TABLE outbox ADD COLUMN carrier TEXT;
ALTER TABLE outbox ADD COLUMN parts INTEGER;
ALTER TABLE outbox ADD COLUMN attempted_at INTEGER;
ALTER TABLE outbox ADD COLUMN not_before INTEGER;
CREATE INDEX outbox_in_doubt ON outbox (attempted_at) WHERE state IN ('attempting', 'unknown');

-- How the lines are that the program sends over, for whoever must do something about it.
CREATE TABLE message_lines (
    channel   TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
    name      TEXT NOT NULL CHECK (name <> ''),
    state     TEXT NOT NULL CHECK (state IN ('working', 'resting', 'stopped')),
    reason    TEXT,
    since     INTEGER NOT NULL,
    -- What was refused out of distrust of the sender rather than because of the recipient.
    warning   TEXT,
    warned_at INTEGER,
    PRIMARY KEY (channel, name),
    CHECK ((warning IS NULL) = (warned_at IS NULL))
) STRICT, WITHOUT ROWID;

-- Addresses of which a mail server has said that there is no such mailbox.
CREATE TABLE bad_contacts (
    channel TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
    contact TEXT NOT NULL,
    reason  TEXT NOT NULL,
    since   INTEGER NOT NULL,
    PRIMARY KEY (channel, contact)
) STRICT, WITHOUT ROWID;

UPDATE outbox SET attempted_at = updated_at WHERE state IN ('attempting', 'unknown');
