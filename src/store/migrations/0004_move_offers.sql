-- Other times offered to a patient whose appointment a change leaves outside (booking-rules §7); nothing is held for them.
CREATE TABLE move_offers (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    draft       INTEGER NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    appointment INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    -- Pairs of practitioner and unix second, the best first.
    choices     TEXT NOT NULL CHECK (json_valid(choices)),
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL CHECK (expires_at > created_at),
    -- NULL: the patient may still choose.
    outcome     TEXT CHECK (outcome IN ('chosen', 'expired'))
) STRICT;
CREATE UNIQUE INDEX move_offers_open ON move_offers (appointment) WHERE outcome IS NULL;
CREATE INDEX move_offers_by_draft ON move_offers (draft, appointment);

-- Who was told by phone of a change.
CREATE TABLE phone_calls (
    draft       INTEGER NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    appointment INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    reached_at  INTEGER NOT NULL,
    PRIMARY KEY (draft, appointment)
) STRICT, WITHOUT ROWID;
