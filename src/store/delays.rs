//! Delays that patients announced by their link.

use rusqlite::OptionalExtension;

use crate::domain::id::AppointmentId;

use super::instant::seconds;
use super::{Db, Fault, Tx};

const FIND: &str = "SELECT minutes FROM delays WHERE appointment = ?1";
const SAVE: &str = "INSERT INTO delays (appointment, minutes, told_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (appointment) DO UPDATE SET minutes = excluded.minutes, told_at = excluded.told_at";

impl Db<'_> {
    /// The delay that was told of an appointment last, in minutes.
    pub fn delay(&self, id: AppointmentId) -> Result<Option<u16>, Fault> {
        let mut statement = self.conn().prepare_cached(FIND)?;
        Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
    }
}

impl Tx<'_> {
    /// Keeps a delay, in minutes, in the place of one told before.
    pub fn save_delay(&mut self, id: AppointmentId, minutes: u16) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(SAVE, (id.0, minutes, now))?;
        self.announce();
        Ok(())
    }
}
