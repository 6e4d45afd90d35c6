//! What the log says of one appointment's life, for those who looked at it before.

use rusqlite::Row;

use crate::domain::id::AppointmentId;
use crate::domain::time::Instant;

use super::instant::at;
use super::{Db, Fault};

// By the index on the object; reading a file is no step of it.
const STEPS: &str = "SELECT at, who, what, body ->> 'before', body ->> 'after' FROM audit
    WHERE object = ?1 AND what LIKE 'appointment.%' ORDER BY seq DESC LIMIT ?2";

/// One act on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Instant,
    /// As the log names people: `user:3`, `patient`.
    pub who: String,
    /// A dotted verb.
    pub what: String,
    /// State before, where the act says.
    pub before: Option<String>,
    /// State after, where the act says.
    pub after: Option<String>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Step> {
    Ok(Step {
        at: at(row.get(0)?),
        who: row.get(1)?,
        what: row.get(2)?,
        before: row.get(3)?,
        after: row.get(4)?,
    })
}

impl Db<'_> {
    /// The last acts on an appointment, at most so many, the oldest first.
    pub fn steps_of(&self, appointment: AppointmentId, at_most: usize) -> Result<Vec<Step>, Fault> {
        let mut statement = self.conn().prepare_cached(STEPS)?;
        let object = format!("appointment:{appointment}");
        let found = statement.query_map((object, i64::try_from(at_most).unwrap_or(0)), read)?;
        let mut steps: Vec<Step> = found.collect::<rusqlite::Result<_>>()?;
        steps.reverse();
        Ok(steps)
    }
}
