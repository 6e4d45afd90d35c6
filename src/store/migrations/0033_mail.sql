-- What came back by e-mail, for somebody of the staff: a message that was not delivered, an invitation that was declined (reminders §5).
CREATE TABLE mail_notices (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL CHECK (kind IN ('returned', 'declined')),
    message     INTEGER REFERENCES outbox (id) ON DELETE CASCADE,
    appointment INTEGER REFERENCES appointments (id) ON DELETE CASCADE,
    -- As in the report: `5.1.1`; empty for an invitation.
    status      TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    -- When somebody saw to it.
    settled_at  INTEGER,
    UNIQUE (kind, message),
    UNIQUE (kind, appointment),
    CHECK ((message IS NULL) = (kind = 'declined')),
    CHECK (kind = 'returned' OR appointment IS NOT NULL)
) STRICT;
CREATE INDEX mail_notices_open ON mail_notices (created_at) WHERE settled_at IS NULL;
CREATE INDEX mail_notices_by_appointment ON mail_notices (appointment) WHERE appointment IS NOT NULL;
