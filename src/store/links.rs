//! Links of patients without an account: only the hash is stored, it dies with the appointment (booking-rules §6, security §4).

use rusqlite::OptionalExtension;

use crate::domain::id::AppointmentId;
use crate::domain::time::Instant;

use super::instant::{at, seconds};
use super::{Db, Fault, Tx};

/// A stored link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it opens.
    pub appointment: AppointmentId,
    /// Until when.
    pub expires: Instant,
    /// It was used to cancel, or withdrawn.
    pub is_revoked: bool,
    /// Wrong second facts since the last right one.
    pub failed_tries: u32,
    /// No second fact is looked at before.
    pub locked_until: Option<Instant>,
}

const FIND: &str =
    "SELECT appointment, expires_at, revoked_at IS NOT NULL, failed_tries, locked_until FROM links
    WHERE token_hash = ?1";
const INSERT: &str = "INSERT INTO links (token_hash, appointment, created_at, expires_at) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (token_hash) DO UPDATE SET appointment = excluded.appointment, expires_at = excluded.expires_at";
const REVOKE: &str = "UPDATE links SET revoked_at = ?2 WHERE appointment = ?1 AND revoked_at IS NULL";
const TRIED: &str = "UPDATE links SET failed_tries = ?2, locked_until = ?3 WHERE token_hash = ?1";

impl Db<'_> {
    /// The link of a token's hash.
    pub fn link(&self, token_hash: &[u8; 32]) -> Result<Option<Link>, Fault> {
        let found = self.conn().prepare_cached(FIND)?.query_row([token_hash], |row| {
            Ok(Link {
                appointment: AppointmentId(row.get(0)?),
                expires: at(row.get(1)?),
                is_revoked: row.get(2)?,
                failed_tries: row.get(3)?,
                locked_until: row.get::<_, Option<i64>>(4)?.map(at),
            })
        });
        Ok(found.optional()?)
    }
}

impl Tx<'_> {
    /// Makes a link, or carries the one of that token over to another appointment.
    pub fn save_link(
        &mut self,
        token_hash: &[u8; 32],
        appointment: AppointmentId,
        expires: Instant,
    ) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(INSERT, (token_hash, appointment.0, now, seconds(expires)))?;
        Ok(())
    }

    /// Withdraws every link of an appointment.
    pub fn revoke_links(&mut self, appointment: AppointmentId) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(REVOKE, (appointment.0, now))?;
        Ok(())
    }

    /// Notes the outcome of a second fact.
    pub fn note_link_tries(
        &mut self,
        token_hash: &[u8; 32],
        failed: u32,
        locked_until: Option<Instant>,
    ) -> Result<(), Fault> {
        self.execute(TRIED, (token_hash, failed, locked_until.map(seconds)))?;
        Ok(())
    }
}
