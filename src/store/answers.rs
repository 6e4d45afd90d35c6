//! What patients answered before they booked, for staff (booking-rules §8). Health data: goes with the appointment.

use crate::domain::id::AppointmentId;
use crate::domain::question::Declared;

use super::{Db, Fault, Tx};

const OF: &str = "SELECT question, answer FROM appointment_answers WHERE appointment = ?1 ORDER BY number";
const INSERT: &str =
    "INSERT INTO appointment_answers (appointment, number, question, answer) VALUES (?1, ?2, ?3, ?4)";
const CARRY: &str = "UPDATE appointment_answers SET appointment = ?2 WHERE appointment = ?1";

impl Db<'_> {
    /// The answers given for an appointment, in the order of the questions.
    pub fn answers_of(&self, appointment: AppointmentId) -> Result<Vec<Declared>, Fault> {
        let mut statement = self.conn().prepare_cached(OF)?;
        let rows = statement.query_map([appointment.0], |row| {
            Ok(Declared {
                question: row.get(0)?,
                answer: row.get(1)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Keeps the answers of a new appointment.
    pub fn save_answers(&mut self, appointment: AppointmentId, answers: &[Declared]) -> Result<(), Fault> {
        for (number, declared) in (1i64..).zip(answers) {
            self.execute(
                INSERT,
                (appointment.0, number, &declared.question, &declared.answer),
            )?;
        }
        Ok(())
    }

    /// Ties the answers of a moved appointment to the row that replaces it.
    pub fn carry_answers(&mut self, old: AppointmentId, new: AppointmentId) -> Result<(), Fault> {
        self.execute(CARRY, (old.0, new.0))?;
        Ok(())
    }
}
