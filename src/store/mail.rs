//! What identifies a message outside, and the word that makes it unguessable.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::id::AppointmentId;
use crate::sys::ids;

use super::{Db, Fault};

/// Setting: drawn once for an installation.
const INSTALL: &str = "mail.install";
const HAS_INSTALL: &str = "SELECT EXISTS (SELECT 1 FROM settings WHERE key = ?1)";
const MAKE_INSTALL: &str = "INSERT INTO settings (key, value) VALUES (?1, json_quote(?2))";
const IDENTITY: &str = "SELECT kind, appointment, appointment_version, key FROM outbox WHERE id = ?1";

/// What makes a message the one it is, over all its attempts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageIdentity {
    /// What it tells, as stored.
    pub kind: String,
    /// The appointment and its version.
    pub about: Option<(AppointmentId, i64)>,
    /// Random key of the row.
    pub key: String,
}

/// Draws the word of the installation, once.
pub(super) fn ensure_install(conn: &Connection) -> Result<(), Fault> {
    let has_word: bool = conn.query_row(HAS_INSTALL, [INSTALL], |row| row.get(0))?;
    if !has_word {
        conn.execute(MAKE_INSTALL, (INSTALL, ids::token()))?;
    }
    Ok(())
}

impl Db<'_> {
    /// The random word of this installation, which goes into every `Message-ID` (reminders §5).
    pub fn install_word(&self) -> Result<String, Fault> {
        Ok(self.setting(INSTALL)?.unwrap_or_default())
    }

    /// What makes a message the one it is.
    pub fn message_identity(&self, id: i64) -> Result<Option<MessageIdentity>, Fault> {
        let mut statement = self.conn().prepare_cached(IDENTITY)?;
        let read = |row: &rusqlite::Row<'_>| {
            let appointment = row.get::<_, Option<i64>>(1)?.map(AppointmentId);
            Ok(MessageIdentity {
                kind: row.get(0)?,
                about: appointment.zip(row.get(2)?),
                key: row.get(3)?,
            })
        };
        Ok(statement.query_row([id], read).optional()?)
    }
}
