//! How the lines are that messages leave over, and addresses at which nobody is.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::contact::Contact;
use crate::domain::time::Instant;

use super::instant::{at, seconds, unreadable};
use super::{Db, Fault, Medium, Tx};

/// How a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineState {
    /// As far as is known it works.
    Working,
    /// It failed some times in a row and is left alone for a while.
    Resting,
    /// Somebody of the practice must change something: account, sender, credit.
    Stopped,
}

impl LineState {
    const ALL: [Self; 3] = [Self::Working, Self::Resting, Self::Stopped];

    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::Resting => "resting",
            Self::Stopped => "stopped",
        }
    }
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageLine {
    /// Its name: `smtp`, or that of a carrier.
    pub name: String,
    /// How it is.
    pub state: LineState,
    /// What was said when it came to that; for the staff.
    pub reason: Option<String>,
    /// Since when it is so.
    pub since: Instant,
    /// What was last refused out of distrust of the sender (reminders §5, 5.7.x), and when.
    pub warning: Option<(String, Instant)>,
}

#[derive(Debug, thiserror::Error)]
#[error("unknown state of a line: {0}")]
struct UnknownState(String);

const LINES: &str = "SELECT name, state, reason, since, warning, warned_at FROM message_lines WHERE channel = ?1 ORDER BY name";
const IS_WORKING: &str =
    "SELECT EXISTS (SELECT 1 FROM message_lines WHERE channel = ?1 AND state = 'working')";
const DECLARE: &str =
    "INSERT OR IGNORE INTO message_lines (channel, name, state, since) VALUES (?1, ?2, 'working', ?3)";
const DROP_OTHERS: &str =
    "DELETE FROM message_lines WHERE channel = ?1 AND name NOT IN (SELECT value FROM json_each(?2))";
const NOTE: &str =
    "UPDATE message_lines SET state = ?3, reason = ?4, since = CASE state WHEN ?3 THEN since ELSE ?5 END
    WHERE channel = ?1 AND name = ?2";
const WARN: &str = "UPDATE message_lines SET warning = ?3, warned_at = ?4 WHERE channel = ?1 AND name = ?2";
const IS_BAD: &str = "SELECT reason, since FROM bad_contacts WHERE channel = ?1 AND contact = ?2";
const MARK_BAD: &str = "INSERT INTO bad_contacts (channel, contact, reason, since) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";

fn read(row: &Row<'_>) -> rusqlite::Result<MessageLine> {
    let state: String = row.get(1)?;
    let known = LineState::ALL.into_iter().find(|known| known.key() == state);
    let warning: Option<String> = row.get(4)?;
    Ok(MessageLine {
        name: row.get(0)?,
        state: known.ok_or_else(|| unreadable(1, UnknownState(state)))?,
        reason: row.get(2)?,
        since: at(row.get(3)?),
        warning: warning.zip(row.get::<_, Option<i64>>(5)?.map(at)),
    })
}

fn stored(contact: &Contact) -> (&'static str, &str) {
    match contact {
        Contact::Email(email) => (Medium::Email.key(), email.as_str()),
        Contact::Phone(phone) => (Medium::Text.key(), phone.as_str()),
    }
}

impl Db<'_> {
    /// The lines of a medium, by name.
    pub fn message_lines(&self, medium: Medium) -> Result<Vec<MessageLine>, Fault> {
        let mut statement = self.conn().prepare_cached(LINES)?;
        let found = statement.query_map([medium.key()], read)?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a medium has a line that works as far as is known.
    pub fn is_line_working(&self, medium: Medium) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(IS_WORKING)?;
        Ok(statement.query_row([medium.key()], |row| row.get(0))?)
    }

    /// Why nobody is there, and since when that is known.
    pub fn bad_contact(&self, contact: &Contact) -> Result<Option<(String, Instant)>, Fault> {
        let mut statement = self.conn().prepare_cached(IS_BAD)?;
        let found = statement.query_row(stored(contact), |row| Ok((row.get(0)?, at(row.get(1)?))));
        Ok(found.optional()?)
    }
}

impl Tx<'_> {
    /// Says which lines a medium has; a new one is taken to work, and what is known of others goes.
    pub fn declare_lines(&mut self, medium: Medium, names: &[String]) -> Result<(), Fault> {
        let now = seconds(self.now());
        for name in names {
            self.execute(DECLARE, (medium.key(), name, now))?;
        }
        let names = serde_json::Value::from(names).to_string();
        self.execute(DROP_OTHERS, (medium.key(), names))?;
        Ok(())
    }

    /// Notes how a line is.
    pub fn note_line(
        &mut self,
        (medium, name): (Medium, &str),
        state: LineState,
        reason: Option<&str>,
    ) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(NOTE, (medium.key(), name, state.key(), reason, now))?;
        Ok(())
    }

    /// Notes that a line refused something out of distrust of the sender.
    pub fn warn_of_line(&mut self, (medium, name): (Medium, &str), warning: &str) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(WARN, (medium.key(), name, warning, now))?;
        Ok(())
    }

    /// Notes that nobody is there.
    pub fn mark_contact_bad(&mut self, contact: &Contact, reason: &str) -> Result<(), Fault> {
        let now = seconds(self.now());
        let (channel, contact) = stored(contact);
        self.execute(MARK_BAD, (channel, contact, reason, now))?;
        Ok(())
    }
}
