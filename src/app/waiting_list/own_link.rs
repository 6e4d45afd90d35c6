//! The link of who joined the list by themselves: the same second fact, locks and short pass as the link of an appointment
//! (booking-rules §6, security T15). It shows the entry, and leaves the list.

use crate::domain::booking::Refusal;
use crate::domain::id::WaitingEntryId;
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::domain::waiting_list::{EntryState, WaitingEntry};
use crate::store::{Db, Fault, Message, MessageKind, Tx, WaitingLink};
use crate::sys::secret::DeviceKey;

use super::super::links::AFTERLIFE;
use super::super::pass::{ToWaiting, WaitingPass, token_of};
use super::super::second_fact::{Guard, Guarded, SecondFact, Try};
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
        self.leads_somewhere::<ToWaiting>(token).await
    }

    /// Exchanges a link and a second fact for a pass.
    pub async fn open_waiting(&self, token: &str, fact: SecondFact) -> Result<WaitingPass, Failure> {
        self.exchange(token, fact).await
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

impl Guarded for ToWaiting {
    type Row = WaitingEntryId;
    const ACTS: [&'static str; 2] = ["waiting.open", "waiting.wrong"];

    fn behind(db: &Db<'_>, token_hash: &[u8; 32], now: Instant) -> Result<Guard<Self::Row>, Failure> {
        let (link, seen) = of_token(db, token_hash, now)?;
        Ok(Guard {
            row: link.entry,
            patient: seen.patient,
            before: (link.failed_tries, link.locked_until),
            object: format!("waiting:{}", link.entry),
        })
    }

    fn note(tx: &mut Tx<'_>, row: &Self::Row, tried: Try) -> Result<(), Fault> {
        tx.note_waiting_tries(*row, tried.failed, tried.locked_until)
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
