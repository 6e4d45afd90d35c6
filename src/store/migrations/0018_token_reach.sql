-- Schema 17. Tokens of the machine interface that keep to some practitioners.

-- JSON list of practitioners' numbers; null is everybody. A list and no rows: with the last of them gone it still is not everybody.
ALTER TABLE api_tokens ADD COLUMN practitioners TEXT CHECK (practitioners IS NULL OR json_valid(practitioners));
