-- Each word of a patient carries the whole name: of two frequent words one is walked through, and the other is read on the same row
-- instead of being looked up for each person. The words are those of 0006_patients.sql.
DROP TRIGGER patients_are_found;
DROP TRIGGER patients_are_found_again;
DROP TABLE patient_words;

CREATE TABLE patient_words (
    word    TEXT NOT NULL,
    patient INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    -- The folded words of both names, a space before each.
    names   TEXT NOT NULL,
    PRIMARY KEY (word, patient)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_words_by_patient ON patient_words (patient, word);

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

-- The triggers index everybody who is there.
UPDATE patients SET phone = phone;
