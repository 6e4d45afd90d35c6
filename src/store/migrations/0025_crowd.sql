-- What one address held and booked in a day, counted over restarts (security §5): a row for each hold that a browser took, kept for a
-- day. Hashes with the device key, so that no address can be read from a copy.
CREATE TABLE hold_addresses (
    hold         INTEGER PRIMARY KEY,
    -- The address, or its /64; and the /48 of the latter.
    address_hash BLOB NOT NULL CHECK (length(address_hash) = 32),
    site_hash    BLOB CHECK (length(site_hash) = 32),
    taken_at     INTEGER NOT NULL,
    booked_at    INTEGER
) STRICT;
CREATE INDEX hold_addresses_own ON hold_addresses (address_hash, taken_at);
CREATE INDEX hold_addresses_site ON hold_addresses (site_hash, taken_at) WHERE site_hash IS NOT NULL;
CREATE INDEX hold_addresses_by_time ON hold_addresses (taken_at);
