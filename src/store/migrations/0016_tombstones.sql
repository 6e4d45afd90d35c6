-- Schema 16. Who was erased, so that no copy of before brings them back; and rows for statistics that an erasure leaves exact.

-- Hashes of patients' numbers with a word of this practice (settings: `practice.word`): they name nobody.
CREATE TABLE tombstones (
    hash      BLOB PRIMARY KEY CHECK (length(hash) = 32),
    erased_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Seconds of care as the statistics count them: of a seat in a session its part. `lead_days` are whole elapsed days from here on,
-- NULL where an import does not know them.
ALTER TABLE past_visits ADD COLUMN seconds INTEGER NOT NULL DEFAULT 0;
UPDATE past_visits SET seconds = minutes * 60;
ALTER TABLE past_visits DROP COLUMN minutes;
