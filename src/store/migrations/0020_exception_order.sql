-- Schema 20. Which dated exception was written last: among those of one level it wins, an edited one over an older new one
-- (booking-rules §3).

-- Grows at each writing; a clock may be wrong, and two acts may fall into one second.
ALTER TABLE exceptions ADD COLUMN written INTEGER NOT NULL DEFAULT 0;
UPDATE exceptions SET written = id;
