//! Links by which those who joined the waiting list themselves see their entry; only hashes open it (security T15).

use rusqlite::{OptionalExtension, Row};

use crate::domain::id::WaitingEntryId;
use crate::domain::time::Instant;

use super::instant::{at, seconds};
use super::{Db, Fault, Tx};

/// A link to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingLink {
    /// Of which entry.
    pub entry: WaitingEntryId,
    /// What its token is made of.
    pub key: String,
    /// Wrong second facts since the last right one.
    pub failed_tries: u32,
    /// No second fact is looked at before.
    pub locked_until: Option<Instant>,
}

// The column order is that of `read`, shared by both.
const BY_TOKEN: &str =
    "SELECT entry, key, failed_tries, locked_until FROM waiting_links WHERE token_hash = ?1";
const OF_MESSAGE: &str =
    "SELECT entry, key, failed_tries, locked_until FROM waiting_links WHERE message = ?1";
const SAVE: &str = "INSERT INTO waiting_links (entry, key, token_hash, message) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (entry) DO UPDATE SET key = excluded.key, token_hash = excluded.token_hash, message = excluded.message,
        failed_tries = 0, locked_until = NULL";
const TRIED: &str = "UPDATE waiting_links SET failed_tries = ?2, locked_until = ?3 WHERE entry = ?1";

fn read(row: &Row<'_>) -> rusqlite::Result<WaitingLink> {
    Ok(WaitingLink {
        entry: WaitingEntryId(row.get(0)?),
        key: row.get(1)?,
        failed_tries: row.get(2)?,
        locked_until: row.get::<_, Option<i64>>(3)?.map(at),
    })
}

impl Db<'_> {
    /// The link with this token.
    pub fn waiting_link(&self, token_hash: &[u8; 32]) -> Result<Option<WaitingLink>, Fault> {
        let mut statement = self.conn().prepare_cached(BY_TOKEN)?;
        Ok(statement.query_row([token_hash], read).optional()?)
    }

    /// The link that a message tells.
    pub fn waiting_link_of_message(&self, message: i64) -> Result<Option<WaitingLink>, Fault> {
        let mut statement = self.conn().prepare_cached(OF_MESSAGE)?;
        Ok(statement.query_row([message], read).optional()?)
    }
}

impl Tx<'_> {
    /// Makes the link of an entry; one from before ends.
    pub fn save_waiting_link(
        &mut self,
        entry: WaitingEntryId,
        (key, token_hash): (&str, &[u8; 32]),
        message: i64,
    ) -> Result<(), Fault> {
        self.execute(SAVE, (entry.0, key, token_hash, message))?;
        Ok(())
    }

    /// Notes the outcome of a second fact.
    pub fn note_waiting_tries(
        &mut self,
        entry: WaitingEntryId,
        failed: u32,
        locked_until: Option<Instant>,
    ) -> Result<(), Fault> {
        self.execute(TRIED, (entry.0, failed, locked_until.map(seconds)))?;
        Ok(())
    }
}
