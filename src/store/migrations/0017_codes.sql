-- Schema 17. Codes are looked at each minute, so that their digits and addresses go when they are over.

CREATE INDEX outbox_codes ON outbox (created_at) WHERE kind = 'code';
