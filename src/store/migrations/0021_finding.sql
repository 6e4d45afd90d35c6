-- Schema 21. What patients find somebody by: languages spoken, access for wheelchairs, and of a care type its price, what to bring, and
-- the words that patients use for it.

-- ISO 639 codes with a blank between, in the order in which they are said.
ALTER TABLE practitioners ADD COLUMN languages TEXT NOT NULL DEFAULT '';
-- Where this one receives: 1 or 0; not said otherwise.
ALTER TABLE practitioners ADD COLUMN is_step_free INTEGER CHECK (is_step_free IN (0, 1));
ALTER TABLE care_types ADD COLUMN price TEXT NOT NULL DEFAULT '';
ALTER TABLE care_types ADD COLUMN preparation TEXT NOT NULL DEFAULT '';
ALTER TABLE care_types ADD COLUMN keywords TEXT NOT NULL DEFAULT '';
