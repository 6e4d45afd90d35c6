//! The link of an offer: the same second fact, locks and short pass as the link of an appointment (booking-rules §6, security T15).

use crate::domain::booking::{Appointment, Refusal};
use crate::domain::id::OfferId;
use crate::domain::patient::Patient;
use crate::domain::time::Instant;
use crate::domain::waiting_list::WaitingEntry;
use crate::store::{Db, Fault, Offer, ReservedTime, Tx};
use crate::sys::secret::DeviceKey;

use super::super::links::AFTERLIFE;
use super::super::pass::{OfferPass, ToOffer, token_of};
use super::super::second_fact::{Guard, Guarded, SecondFact, Try};
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
        self.leads_somewhere::<ToOffer>(token).await
    }

    /// Exchanges a link and a second fact for a pass.
    pub async fn open_offer(&self, token: &str, fact: SecondFact) -> Result<OfferPass, Failure> {
        self.exchange(token, fact).await
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

impl Guarded for ToOffer {
    type Row = OfferId;
    const ACTS: [&'static str; 2] = ["offer.open", "offer.wrong"];

    fn behind(db: &Db<'_>, token_hash: &[u8; 32], now: Instant) -> Result<Guard<Self::Row>, Failure> {
        let Offered { offer, patient, .. } = of_token(db, token_hash, now)?;
        Ok(Guard {
            row: offer.id,
            patient,
            before: (offer.failed_tries, offer.locked_until),
            object: format!("offer:{}", offer.id),
        })
    }

    fn note(tx: &mut Tx<'_>, row: &Self::Row, tried: Try) -> Result<(), Fault> {
        tx.note_offer_tries(*row, tried.failed, tried.locked_until)
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
