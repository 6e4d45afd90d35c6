-- Patients may be written to in German, Spanish, Portuguese and Arabic: what is checked of their language is wider.

CREATE TABLE new_patients (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    family_name       TEXT NOT NULL CHECK (family_name <> ''),
    given_name        TEXT NOT NULL CHECK (given_name <> ''),
    -- Without accents, case and punctuation, so that « Aubigne » finds « d'Aubigné ».
    folded_family     TEXT NOT NULL,
    folded_given      TEXT NOT NULL,
    born              TEXT CHECK (born IS date(born)),
    -- E.164.
    phone             TEXT,
    email             TEXT,
    language          TEXT NOT NULL CHECK (language IN ('fr', 'en', 'de', 'es', 'pt', 'ar')),
    is_blocked_online INTEGER NOT NULL CHECK (is_blocked_online IN (0, 1)),
    is_fragile        INTEGER NOT NULL CHECK (is_fragile IN (0, 1)),
    note              TEXT NOT NULL,
    created_at        INTEGER NOT NULL,
    -- Grows at each change, for forms that edit it.
    version           INTEGER NOT NULL DEFAULT 1
) STRICT;

-- The number of a patient who was erased is not given again.
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_patients', seq FROM sqlite_sequence WHERE name = 'patients';
INSERT INTO new_patients (id, family_name, given_name, folded_family, folded_given, born, phone, email, language, is_blocked_online,
    is_fragile, note, created_at, version)
SELECT id, family_name, given_name, folded_family, folded_given, born, phone, email, language, is_blocked_online,
    is_fragile, note, created_at, version
FROM patients;
DROP TABLE patients;
ALTER TABLE new_patients RENAME TO patients;

CREATE INDEX patients_by_name ON patients (folded_family, folded_given, born);
CREATE INDEX patients_by_given ON patients (folded_given);
CREATE INDEX patients_by_phone ON patients (phone) WHERE phone IS NOT NULL;
CREATE INDEX patients_by_email ON patients (email) WHERE email IS NOT NULL;
CREATE INDEX patients_by_birth ON patients (born) WHERE born IS NOT NULL;

-- As in 0015_directory.sql; the words are there.
CREATE TRIGGER patients_are_found AFTER INSERT ON patients
BEGIN
    INSERT OR IGNORE INTO patient_words (word, patient, names)
    SELECT value, NEW.id, ' ' || NEW.folded_family || ' ' || NEW.folded_given
    FROM json_each('["' || replace(NEW.folded_family || ' ' || NEW.folded_given, ' ', '","') || '"]') WHERE value <> '';
    INSERT OR IGNORE INTO patient_words (word, patient, names)
    SELECT value, NEW.id, ' ' || NEW.folded_family || ' ' || NEW.folded_given FROM (
        SELECT iif(NEW.phone LIKE '+33%', '0' || substr(NEW.phone, 4), substr(NEW.phone, 2)) AS value
        UNION ALL SELECT substr(NEW.phone, -9) UNION ALL SELECT substr(NEW.phone, -8)
        UNION ALL SELECT substr(NEW.phone, -6) UNION ALL SELECT substr(NEW.phone, -4))
    WHERE NEW.phone IS NOT NULL;
END;

CREATE TRIGGER patients_are_found_again AFTER UPDATE OF folded_family, folded_given, phone ON patients
BEGIN
    DELETE FROM patient_words WHERE patient = OLD.id;
    INSERT OR IGNORE INTO patient_words (word, patient, names)
    SELECT value, NEW.id, ' ' || NEW.folded_family || ' ' || NEW.folded_given
    FROM json_each('["' || replace(NEW.folded_family || ' ' || NEW.folded_given, ' ', '","') || '"]') WHERE value <> '';
    INSERT OR IGNORE INTO patient_words (word, patient, names)
    SELECT value, NEW.id, ' ' || NEW.folded_family || ' ' || NEW.folded_given FROM (
        SELECT iif(NEW.phone LIKE '+33%', '0' || substr(NEW.phone, 4), substr(NEW.phone, 2)) AS value
        UNION ALL SELECT substr(NEW.phone, -9) UNION ALL SELECT substr(NEW.phone, -8)
        UNION ALL SELECT substr(NEW.phone, -6) UNION ALL SELECT substr(NEW.phone, -4))
    WHERE NEW.phone IS NOT NULL;
END;
