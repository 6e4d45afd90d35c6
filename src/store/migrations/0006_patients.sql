-- Patients: words they are looked up by, what the practice marks, relatives, consents.

-- Kept by triggers, so that no way of writing a patient can forget it. A word is one of a name, or the phone from some pair of
-- figures on: « 06 12 34 56 78 » is found by 0612, 612, 3456, 5678.
CREATE TABLE patient_words (
    word    TEXT NOT NULL,
    patient INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    PRIMARY KEY (word, patient)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_words_by_patient ON patient_words (patient, word);
CREATE INDEX patients_by_birth ON patients (born) WHERE born IS NOT NULL;

CREATE TRIGGER patients_are_found AFTER INSERT ON patients
BEGIN
    INSERT OR IGNORE INTO patient_words
    SELECT value, NEW.id
    FROM json_each('["' || replace(NEW.folded_family || ' ' || NEW.folded_given, ' ', '","') || '"]') WHERE value <> '';
    INSERT OR IGNORE INTO patient_words
    SELECT value, NEW.id FROM (
        SELECT iif(NEW.phone LIKE '+33%', '0' || substr(NEW.phone, 4), substr(NEW.phone, 2)) AS value
        UNION ALL SELECT substr(NEW.phone, -9) UNION ALL SELECT substr(NEW.phone, -8)
        UNION ALL SELECT substr(NEW.phone, -6) UNION ALL SELECT substr(NEW.phone, -4))
    WHERE NEW.phone IS NOT NULL;
END;

CREATE TRIGGER patients_are_found_again AFTER UPDATE OF folded_family, folded_given, phone ON patients
BEGIN
    DELETE FROM patient_words WHERE patient = OLD.id;
    INSERT OR IGNORE INTO patient_words
    SELECT value, NEW.id
    FROM json_each('["' || replace(NEW.folded_family || ' ' || NEW.folded_given, ' ', '","') || '"]') WHERE value <> '';
    INSERT OR IGNORE INTO patient_words
    SELECT value, NEW.id FROM (
        SELECT iif(NEW.phone LIKE '+33%', '0' || substr(NEW.phone, 4), substr(NEW.phone, 2)) AS value
        UNION ALL SELECT substr(NEW.phone, -9) UNION ALL SELECT substr(NEW.phone, -8)
        UNION ALL SELECT substr(NEW.phone, -6) UNION ALL SELECT substr(NEW.phone, -4))
    WHERE NEW.phone IS NOT NULL;
END;

INSERT OR IGNORE INTO patient_words
SELECT w.value, p.id
FROM patients AS p, json_each('["' || replace(p.folded_family || ' ' || p.folded_given, ' ', '","') || '"]') AS w
WHERE w.value <> '';
INSERT OR IGNORE INTO patient_words
SELECT iif(phone LIKE '+33%', '0' || substr(phone, 4), substr(phone, 2)), id FROM patients WHERE phone IS NOT NULL
UNION SELECT substr(phone, -9), id FROM patients WHERE phone IS NOT NULL
UNION SELECT substr(phone, -8), id FROM patients WHERE phone IS NOT NULL
UNION SELECT substr(phone, -6), id FROM patients WHERE phone IS NOT NULL
UNION SELECT substr(phone, -4), id FROM patients WHERE phone IS NOT NULL;

-- What only the practice says of somebody. No row: nothing is said.
CREATE TABLE patient_marks (
    patient       INTEGER PRIMARY KEY REFERENCES patients (id) ON DELETE CASCADE,
    -- No e-mail, nothing online: a mailbox that others read, or a wish.
    is_phone_only INTEGER NOT NULL CHECK (is_phone_only IN (0, 1)),
    -- Why online booking is closed; never public.
    block_reason  TEXT NOT NULL,
    -- What the front desk must know; the note of the record is for those who treat.
    desk_note     TEXT NOT NULL
) STRICT;

-- A contact may book for a patient (booking-rules §8).
CREATE TABLE relatives (
    contact    INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    patient    INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    -- Who the patient is to the contact.
    kind       TEXT NOT NULL CHECK (kind IN ('child', 'parent', 'partner', 'ward', 'other')),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (contact, patient),
    CHECK (contact <> patient)
) STRICT, WITHOUT ROWID;
CREATE INDEX relatives_by_patient ON relatives (patient);

-- What somebody agreed to: which text, when, how; taken back, never deleted.
CREATE TABLE consents (
    id           INTEGER PRIMARY KEY,
    patient      INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL CHECK (kind IN ('information', 'reminders')),
    version      TEXT NOT NULL CHECK (version <> ''),
    source       TEXT NOT NULL CHECK (source IN ('online', 'desk')),
    given_at     INTEGER NOT NULL,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX consents_by_patient ON consents (patient);
