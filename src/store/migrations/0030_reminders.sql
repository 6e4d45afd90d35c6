-- Reminders: what each message of the outbox reminds of, who wants none, who was reminded by phone (reminders §1, §4).

-- One row for each wish that a message fulfils: several where it tells of several appointments.
CREATE TABLE reminders (
    message     INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    appointment INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    -- When it is wished, on the practice's clock, as the plan of the care says; outbox.due_at is the instant it goes out.
    wish        TEXT NOT NULL,
    PRIMARY KEY (message, appointment, wish)
) STRICT, WITHOUT ROWID;
CREATE INDEX reminders_by_appointment ON reminders (appointment);

-- What has not gone out is on the phone list while the appointment is still to come.
CREATE INDEX outbox_reminders_lost ON outbox (useful_until)
    WHERE kind GLOB 'reminder_[1-4]' AND state IN ('expired', 'failed_permanent', 'undelivered', 'given_up');

-- Who refuses reminders by a channel; no row: they are sent.
CREATE TABLE reminder_refusals (
    patient    INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    channel    TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
    -- By whom or by what: the page behind a link, the one click of a mail program, a text message, the desk.
    source     TEXT NOT NULL CHECK (source IN ('link', 'one_click', 'stop', 'desk')),
    refused_at INTEGER NOT NULL,
    PRIMARY KEY (patient, channel)
) STRICT, WITHOUT ROWID;

-- Whom the desk has reminded by phone, of which appointment.
CREATE TABLE reminder_calls (
    appointment INTEGER PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
    called_at   INTEGER NOT NULL
) STRICT;

-- Of this machine: the newest instant that its clock was believed at, and the zone rules by which reminders were planned.
CREATE TABLE machine_clock (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    high_water INTEGER NOT NULL,
    zone_data  TEXT NOT NULL
) STRICT;
INSERT INTO machine_clock VALUES (1, 0, '');
