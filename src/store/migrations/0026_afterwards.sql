-- What a patient can do by the own link beside moving and cancelling.

-- « J'ai du retard »: how many minutes, told last.
CREATE TABLE delays (
    appointment INTEGER PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
    minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 120),
    told_at     INTEGER NOT NULL
) STRICT;
