//! What comes back by text message: delivery reports and answers (reminders §6). The sender of a call learns nothing from our answer.

use chrono::TimeDelta;

use crate::domain::contact::{Phone, plain_line};
use crate::domain::sms::{CameIn, TextAnswer, text_answer};
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, TextIn, Tx};

use super::App;
use super::reminders::reminders_off_by_text_in;

/// Longest text that is kept, in characters: three parts and a half.
pub const TEXT_MAX: usize = 500;
/// Texts that may wait to be read; more are not kept, so that a flood fills no disk.
pub const UNSEEN_MAX: u32 = 200;
/// The same words from the same phone within this time are one text.
const REPEATED_WITHIN: TimeDelta = TimeDelta::hours(1);

impl App {
    /// Takes what a provider told. Unknown messages and numbers are as good as known ones to whoever calls.
    pub async fn sms_came_in(&self, told: CameIn) -> Result<(), Fault> {
        match told {
            CameIn::Report { reference, key, fate } => {
                let report = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                    tx.report_sms(reference.as_deref(), key.as_deref(), fate)?;
                    Ok(())
                };
                self.store.write(report).await
            }
            CameIn::Text { from, text } => self.text_came_in(&from, &text).await,
        }
    }

    /// Takes a text from a phone, by whatever way it came: STOP ends reminders by text message there, OUI confirms that somebody comes, and
    /// everything is shown to the desk, NON above all, since nothing is cancelled by a word.
    pub async fn text_came_in(&self, from: &str, text: &str) -> Result<(), Fault> {
        let Some(phone) = number(from) else {
            // A short code or a name: advertising.
            return Ok(());
        };
        let clipped: String = text
            .chars()
            .filter(|c| !c.is_control() || c.is_whitespace())
            .take(TEXT_MAX)
            .collect();
        let words = plain_line(&clipped, TEXT_MAX).unwrap_or_default();
        let answer = text_answer(&words);
        self.store
            .write(move |tx: &mut Tx<'_>| taken(tx, &phone, &words, answer))
            .await?;
        self.count_waiting().await?;
        Ok(())
    }

    /// Texts that nobody has seen, the newest first.
    pub async fn unseen_texts(&self) -> Result<Vec<TextIn>, Fault> {
        self.store.read(|db: &Db<'_>| db.unseen_texts(UNSEEN_MAX)).await
    }

    /// Somebody has seen a text; whether it was new.
    pub async fn see_text(&self, actor: Actor, id: i64) -> Result<bool, Fault> {
        let seen = self
            .store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let was_new = tx.see_text(id)?;
                if was_new {
                    tx.audit(&Record::new(&actor, "text.seen").on(format_args!("text:{id}")))?;
                }
                Ok(was_new)
            })
            .await?;
        self.count_waiting().await?;
        Ok(seen)
    }
}

fn taken(tx: &mut Tx<'_>, phone: &Phone, words: &str, answer: TextAnswer) -> Result<(), Fault> {
    if tx.is_repeated_text(phone, words, tx.now() - REPEATED_WITHIN)? {
        return Ok(());
    }
    let appointment = match answer {
        TextAnswer::Yes | TextAnswer::No => tx.answered_by_text(phone, tx.now())?,
        TextAnswer::Stop | TextAnswer::Other => None,
    };
    if answer == TextAnswer::Stop {
        tx.stop_sms(phone)?;
        reminders_off_by_text_in(tx, phone)?;
        tx.audit(&Record::new(&Actor::Patient, "text.stop"))?;
    }
    if let (TextAnswer::Yes, Some(id)) = (answer, appointment) {
        tx.note_presence_confirmed(id)?;
        let record = Record::new(&Actor::Patient, "presence.confirm");
        tx.audit(&record.on(format_args!("appointment:{id}")))?;
        // Nothing is left for the desk to do.
        return Ok(());
    }
    if tx.unseen_texts_count()? < UNSEEN_MAX {
        let id = tx.keep_text(phone, words, answer, appointment)?;
        tx.audit(&Record::new(&Actor::Patient, "text.receive").on(format_args!("text:{id}")))?;
    }
    Ok(())
}

/// Providers write numbers with a plus, with `00`, or bare.
fn number(from: &str) -> Option<Phone> {
    let from = from.trim();
    let bare = from.len() > 10 && from.bytes().all(|b| b.is_ascii_digit()) && !from.starts_with("00");
    let found = if bare {
        Phone::parse(&format!("+{from}"))
    } else {
        Phone::parse(from)
    };
    found.ok()
}
