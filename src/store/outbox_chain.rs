//! The messages about an appointment over all its moves: what the patient was told last.

use rusqlite::Row;

use crate::domain::id::AppointmentId;
use crate::domain::time::Instant;

use super::instant::{at, seconds, unreadable};
use super::outbox::MessageKind;
use super::{Db, Fault, Tx};

// Backwards along the moves, by primary key.
const CHAIN: &str = "WITH RECURSIVE chain (id) AS (
        VALUES (?1)
        UNION SELECT a.moved_from FROM appointments AS a JOIN chain ON a.id = chain.id WHERE a.moved_from IS NOT NULL)
    SELECT o.appointment, o.appointment_version, o.kind, o.state, o.created_at FROM outbox AS o JOIN chain ON o.appointment = chain.id
    ORDER BY o.id";
const CARRY: &str = "UPDATE OR IGNORE outbox SET appointment = ?2, appointment_version = ?3, updated_at = ?4
    WHERE appointment = ?1 AND state = 'pending'";

/// A message about an appointment or one that it replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Which row it is about.
    pub appointment: AppointmentId,
    /// Which version of it.
    pub version: i64,
    /// What it tells.
    pub kind: MessageKind,
    /// It left, or may have left.
    pub has_left: bool,
    /// It was called off before it left.
    pub is_called_off: bool,
    /// When it was written.
    pub written: Instant,
}

#[derive(Debug, thiserror::Error)]
#[error("unknown message kind: {0}")]
struct UnknownKind(String);

fn read(row: &Row<'_>) -> rusqlite::Result<Told> {
    let (kind, state): (String, String) = (row.get(2)?, row.get(3)?);
    let known = MessageKind::from_key(&kind);
    Ok(Told {
        appointment: AppointmentId(row.get(0)?),
        version: row.get(1)?,
        kind: known.ok_or_else(|| unreadable(2, UnknownKind(kind)))?,
        has_left: matches!(state.as_str(), "attempting" | "sent" | "delivered" | "unknown"),
        is_called_off: state == "cancelled",
        written: at(row.get(4)?),
    })
}

impl Db<'_> {
    /// Everything written about an appointment and those it replaces, the oldest first.
    pub fn told_about(&self, appointment: AppointmentId) -> Result<Vec<Told>, Fault> {
        let mut statement = self.conn().prepare_cached(CHAIN)?;
        let found = statement.query_map([appointment.0], read)?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Lets what was not sent yet tell of the row (and version) that replaces another one.
    pub fn carry_messages(
        &mut self,
        old: AppointmentId,
        (new, version): (AppointmentId, i64),
    ) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(CARRY, (old.0, new.0, version, now))?;
        Ok(())
    }
}
