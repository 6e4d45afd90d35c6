-- What a patient answered before booking, in the words of that day (booking-rules §8): health data, erased with its appointment.
CREATE TABLE appointment_answers (
    appointment INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    question    TEXT NOT NULL CHECK (question <> ''),
    answer      TEXT NOT NULL CHECK (answer <> ''),
    PRIMARY KEY (appointment, number)
) STRICT, WITHOUT ROWID;
