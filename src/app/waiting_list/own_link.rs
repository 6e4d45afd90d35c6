//! The link of who joined the list by themselves: the same second fact, locks and short pass as the link of an appointment
//! (booking-rules §6, security T15). It shows the entry, and leaves the list.

use crate::domain::booking::Refusal;
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::domain::waiting_list::{EntryState, WaitingEntry};
use crate::store::{Db, Fault, Message, MessageKind, Record, WaitingLink};
use crate::sys::hash;
use crate::sys::secret::DeviceKey;

use super::super::links::AFTERLIFE;
use super::super::pass::{WaitingPass, is_found, token_of};
use super::super::second_fact::SecondFact;
use super::super::{App, Failure};
use super::advance::advance;
use super::by_patient::refused;
use super::entries::leave;

/// What a pass shows.
#[derive(Clone, Debug)]
pub struct WaitingSeen {
    /// The entry, whatever became of it.
    pub entry: WaitingEntry,
    /// Whose it is.
    pub patient: Patient,
}

/// What the message of an entry tells, read at the moment of sending: nothing of why somebody waits (security §11).
#[derive(Clone, Debug)]
pub struct WaitingAbout {
    /// Whose it is; shown to the staff, not in the message.
    pub patient: Patient,
    /// No offers from this instant on.
    pub expires: Instant,
    /// They are still on the list.
    pub is_on_list: bool,
    /// Token of the link.
    pub link: String,
}

/// The token of an entry's link.
pub(super) fn waiting_token(keys: &DeviceKey, key: &str) -> String {
    token_of(keys, "waiting", key)
}

impl App {
    /// Whether a link leads to an entry; told to whoever has it, before the second fact.
    pub async fn is_waiting_known(&self, token: &str) -> Result<bool, Fault> {
        let (token_hash, now) = (hash::sha256(token.as_bytes()), self.now());
        let found = self
            .store
            .read(move |db| -> Result<(), Failure> { of_token(db, &token_hash, now).map(|_| ()) })
            .await;
        is_found(found)
    }

    /// Exchanges a link and a second fact for a pass. Wrong facts lock the link for a growing while; a locked link answers as a wrong
    /// fact does.
    pub async fn open_waiting(&self, token: &str, fact: SecondFact) -> Result<WaitingPass, Failure> {
        let token_hash = hash::sha256(token.as_bytes());
        let is_right = self
            .store
            .write(move |tx| -> Result<bool, Failure> {
                let (link, seen) = of_token(tx, &token_hash, tx.now())?;
                let before = (link.failed_tries, link.locked_until);
                let Some(tried) = fact.tried(&seen.patient, before, tx.now()) else {
                    return Ok(false);
                };
                tx.note_waiting_tries(link.entry, tried.failed, tried.locked_until)?;
                let what = if tried.is_right {
                    "waiting.open"
                } else {
                    "waiting.wrong"
                };
                tx.audit(&Record::new(&Actor::Patient, what).on(format_args!("waiting:{}", link.entry)))?;
                Ok(tried.is_right)
            })
            .await?;
        if is_right {
            Ok(WaitingPass::seal(&self.keys, &token_hash, self.now())?)
        } else {
            Err(Refusal::WrongSecondFact.into())
        }
    }

    /// What a pass shows; nothing is changed by looking (security T15).
    pub async fn waiting_by_link(&self, pass: &WaitingPass) -> Result<WaitingSeen, Failure> {
        let (token_hash, now) = (pass.token_hash(&self.keys, self.now())?, self.now());
        self.store
            .read(move |db| of_token(db, &token_hash, now).map(|(_, seen)| seen))
            .await
    }

    /// Takes them off the list; an offer that is open goes to the next. Again is fine.
    pub async fn leave_waiting(&self, pass: &WaitingPass) -> Result<(), Failure> {
        let token_hash = pass.token_hash(&self.keys, self.now())?;
        let keys = std::sync::Arc::clone(&self.keys);
        self.store
            .write(move |tx| -> Result<(), Failure> {
                let (_, seen) = of_token(tx, &token_hash, tx.now())?;
                if !seen.entry.state.is_on_list() {
                    return Ok(());
                }
                leave(tx, seen.entry, EntryState::Left, &Actor::Patient).map_err(refused)?;
                if tx.is_clock_trusted() {
                    advance(tx, &keys)?;
                }
                Ok(())
            })
            .await
    }

    /// What the message of an entry is about; `None` for every other one.
    pub(in crate::app) fn waiting_about(
        &self,
        db: &Db<'_>,
        message: &Message,
    ) -> Result<Option<WaitingAbout>, Fault> {
        if message.kind != MessageKind::Waiting {
            return Ok(None);
        }
        let Some(link) = db.waiting_link_of_message(message.id)? else {
            return Ok(None);
        };
        let Some(entry) = db.waiting_entry(link.entry)? else {
            return Ok(None);
        };
        Ok(db.patient(entry.patient)?.map(|patient| WaitingAbout {
            patient,
            expires: entry.expires,
            is_on_list: entry.state.is_on_list(),
            link: waiting_token(&self.keys, &link.key),
        }))
    }
}

/// An entry is shown until a day after its time on the list.
fn of_token(db: &Db<'_>, token_hash: &[u8; 32], now: Instant) -> Result<(WaitingLink, WaitingSeen), Failure> {
    let link = db.waiting_link(token_hash)?.ok_or(Refusal::NotFound)?;
    let entry = db.waiting_entry(link.entry)?.ok_or(Refusal::NotFound)?;
    if entry.expires + AFTERLIFE <= now {
        return Err(Refusal::NotFound.into());
    }
    let patient = db.patient(entry.patient)?.ok_or(Refusal::NotFound)?;
    Ok((link, WaitingSeen { entry, patient }))
}
