//! Text messages from patients, for the desk.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::contact::Phone;
use crate::domain::id::AppointmentId;
use crate::domain::sms::TextAnswer;
use crate::domain::time::Instant;

use super::instant::{at, seconds, unreadable};
use super::{Db, Fault, Tx};

/// A text that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextIn {
    /// Its number.
    pub id: i64,
    /// From which phone.
    pub phone: Phone,
    /// Its words.
    pub words: String,
    /// What was understood.
    pub answer: TextAnswer,
    /// The appointment that it answers.
    pub appointment: Option<AppointmentId>,
    /// When it came.
    pub received: Instant,
}

const ADD: &str = "INSERT INTO sms_texts (phone, words, answer, appointment, received_at)
    VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id";
const REPEATED: &str =
    "SELECT EXISTS (SELECT 1 FROM sms_texts WHERE phone = ?1 AND words = ?2 AND received_at > ?3)";
const UNSEEN: &str = "SELECT id, phone, words, answer, appointment, received_at FROM sms_texts
    WHERE seen_at IS NULL ORDER BY received_at DESC, id DESC LIMIT ?1";
const COUNT: &str = "SELECT count(*) FROM sms_texts WHERE seen_at IS NULL";
const SEEN: &str = "UPDATE sms_texts SET seen_at = ?2 WHERE id = ?1 AND seen_at IS NULL";
const FORGET: &str = "DELETE FROM sms_texts WHERE received_at < ?1";
// The nearest appointment of whoever has this phone that a text message spoke of, or whose presence was asked.
const ANSWERED: &str = "SELECT a.id FROM appointments AS a JOIN patients AS p ON p.id = a.patient
    WHERE p.phone = ?1 AND a.status = 'confirmed' AND a.start_at > ?2
        AND (EXISTS (SELECT 1 FROM presences AS s WHERE s.appointment = a.id AND s.asked_at IS NOT NULL)
            OR EXISTS (SELECT 1 FROM outbox AS o WHERE o.appointment = a.id AND o.channel = 'sms' AND o.recipient = ?1
                AND o.state IN ('attempting', 'sent', 'delivered', 'undelivered', 'unknown', 'given_up')))
    ORDER BY a.start_at, a.id LIMIT 1";

#[derive(Debug, thiserror::Error)]
#[error("unknown answer: {0}")]
struct UnknownAnswer(String);

fn read(row: &Row<'_>) -> rusqlite::Result<TextIn> {
    let (phone, answer): (String, String) = (row.get(1)?, row.get(3)?);
    Ok(TextIn {
        id: row.get(0)?,
        phone: Phone::parse(&phone).map_err(|error| unreadable(1, error))?,
        words: row.get(2)?,
        answer: TextAnswer::from_key(&answer).ok_or_else(|| unreadable(3, UnknownAnswer(answer)))?,
        appointment: row.get::<_, Option<i64>>(4)?.map(AppointmentId),
        received: at(row.get(5)?),
    })
}

impl Db<'_> {
    /// Texts that nobody has seen, the newest first.
    pub fn unseen_texts(&self, at_most: u32) -> Result<Vec<TextIn>, Fault> {
        let mut statement = self.conn().prepare_cached(UNSEEN)?;
        let rows = statement.query_map([at_most], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many those are.
    pub fn unseen_texts_count(&self) -> Result<u32, Fault> {
        let mut statement = self.conn().prepare_cached(COUNT)?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Whether the same words came from the same phone after an instant: providers repeat what they are not sure was heard.
    pub fn is_repeated_text(&self, phone: &Phone, words: &str, since: Instant) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(REPEATED)?;
        Ok(statement.query_row((phone.as_str(), words, seconds(since)), |row| row.get(0))?)
    }

    /// The appointment that a text from this phone answers.
    pub fn answered_by_text(&self, phone: &Phone, now: Instant) -> Result<Option<AppointmentId>, Fault> {
        let mut statement = self.conn().prepare_cached(ANSWERED)?;
        let found = statement.query_row((phone.as_str(), seconds(now)), |row| row.get(0));
        Ok(found.optional()?.map(AppointmentId))
    }
}

impl Tx<'_> {
    /// Keeps a text for the desk.
    pub fn keep_text(
        &mut self,
        phone: &Phone,
        words: &str,
        answer: TextAnswer,
        appointment: Option<AppointmentId>,
    ) -> Result<i64, Fault> {
        let now = seconds(self.now());
        self.announce();
        let about = appointment.map(|id| id.0);
        self.insert(ADD, (phone.as_str(), words, answer.key(), about, now))
    }

    /// Somebody has seen a text; whether it was new to them.
    pub fn see_text(&mut self, id: i64) -> Result<bool, Fault> {
        let now = seconds(self.now());
        let was_new = self.execute(SEEN, (id, now))? == 1;
        if was_new {
            self.announce();
        }
        Ok(was_new)
    }

    /// Erases texts that came before an instant (security §11).
    pub fn forget_texts(&mut self, before: Instant) -> Result<(), Fault> {
        self.execute(FORGET, [seconds(before)])?;
        Ok(())
    }
}
