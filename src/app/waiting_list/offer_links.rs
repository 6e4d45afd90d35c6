//! The link of an offer: the same second fact, locks and short pass as the link of an appointment (booking-rules §6, security T15).

use crate::domain::booking::{Appointment, Refusal};
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::domain::waiting_list::WaitingEntry;
use crate::store::{Db, Fault, Offer, Record, ReservedTime};
use crate::sys::hash;
use crate::sys::secret::DeviceKey;

use super::super::links::AFTERLIFE;
use super::super::pass::{OfferPass, is_found, token_of};
use super::super::second_fact::SecondFact;
use super::super::{App, Failure};

/// What a pass shows.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The offer, whatever became of it.
    pub offer: Offer,
    /// The time it is about.
    pub time: ReservedTime,
    /// Whose it is on the list.
    pub entry: WaitingEntry,
    /// The person.
    pub patient: Patient,
    /// The booking that an acceptance gives up, in whatever state.
    pub replaced: Option<Appointment>,
}

/// The token of an offer's link.
pub(super) fn offer_token(keys: &DeviceKey, key: &str) -> String {
    token_of(keys, "offer", key)
}

impl App {
    /// Whether a link leads to an offer; told to whoever has it, before the second fact.
    pub async fn is_offer_known(&self, token: &str) -> Result<bool, Fault> {
        let (token_hash, now) = (hash::sha256(token.as_bytes()), self.now());
        let found = self
            .store
            .read(move |db| -> Result<(), Failure> { of_token(db, &token_hash, now).map(|_| ()) })
            .await;
        is_found(found)
    }

    /// Exchanges a link and a second fact for a pass. Wrong facts lock the link for a growing while; a locked link answers as a wrong
    /// fact does.
    pub async fn open_offer(&self, token: &str, fact: SecondFact) -> Result<OfferPass, Failure> {
        let token_hash = hash::sha256(token.as_bytes());
        let is_right = self
            .store
            .write(move |tx| -> Result<bool, Failure> {
                let found = of_token(tx, &token_hash, tx.now())?;
                let offer = found.offer;
                let before = (offer.failed_tries, offer.locked_until);
                let Some(tried) = fact.tried(&found.patient, before, tx.now()) else {
                    return Ok(false);
                };
                tx.note_offer_tries(offer.id, tried.failed, tried.locked_until)?;
                let what = if tried.is_right {
                    "offer.open"
                } else {
                    "offer.wrong"
                };
                tx.audit(&Record::new(&Actor::Patient, what).on(format_args!("offer:{}", offer.id)))?;
                Ok(tried.is_right)
            })
            .await?;
        if is_right {
            Ok(OfferPass::seal(&self.keys, &token_hash, self.now())?)
        } else {
            Err(Refusal::WrongSecondFact.into())
        }
    }

    /// What a pass shows; nothing is changed by looking (security T15).
    pub async fn offered_by_link(&self, pass: &OfferPass) -> Result<Offered, Failure> {
        let (token_hash, now) = (self.offer_hash(pass)?, self.now());
        self.store.read(move |db| of_token(db, &token_hash, now)).await
    }

    /// The link that a pass was given for, while the pass is good.
    pub(super) fn offer_hash(&self, pass: &OfferPass) -> Result<[u8; 32], Refusal> {
        pass.token_hash(&self.keys, self.now())
    }
}

/// An offer is shown until a day after the time it is about.
fn of_token(db: &Db<'_>, token_hash: &[u8; 32], now: Instant) -> Result<Offered, Failure> {
    let offer = db.offer_of_token(token_hash)?.ok_or(Refusal::NotFound)?;
    if offer.start + AFTERLIFE <= now {
        return Err(Refusal::NotFound.into());
    }
    let entry = db.waiting_entry(offer.entry)?.ok_or(Refusal::NotFound)?;
    let replaced = match entry.replaces {
        Some(id) => db.appointment(id)?,
        None => None,
    };
    Ok(Offered {
        time: db.reserved_time(offer.freed)?.ok_or(Refusal::NotFound)?,
        patient: db.patient(entry.patient)?.ok_or(Refusal::NotFound)?,
        replaced,
        offer,
        entry,
    })
}
