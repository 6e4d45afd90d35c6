//! The link of an offer: the same second fact, locks and short pass as the link of an appointment (booking-rules §6, security T15).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::domain::booking::{Appointment, Refusal};
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::domain::waiting_list::WaitingEntry;
use crate::store::{Db, Fault, Offer, Record, ReservedTime};
use crate::sys::hash;
use crate::sys::secret::DeviceKey;

use super::super::links::{AFTERLIFE, PASS_LIFE, SecondFact, knows, lock};
use super::super::{App, Failure};

const PASS: &str = "offer-pass";

/// Proof that link and second fact were shown, for a short cookie: sealed with the device key, good for half an hour.
#[derive(Clone, Debug)]
pub struct OfferPass(String);

impl OfferPass {
    /// What a cookie brought back; judged when it is used.
    pub fn from_cookie(text: String) -> Self {
        Self(text)
    }

    /// For the cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

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

/// The token of an offer's link: 128 bits that only this device can make.
pub(super) fn offer_token(keys: &DeviceKey, key: &str) -> String {
    let tag = keys.tag("offer", key.as_bytes());
    URL_SAFE_NO_PAD.encode(tag.get(..16).unwrap_or(&tag))
}

impl App {
    /// Whether a link leads to an offer; told to whoever has it, before the second fact.
    pub async fn is_offer_known(&self, token: &str) -> Result<bool, Fault> {
        let (token_hash, now) = (hash::sha256(token.as_bytes()), self.now());
        let found = self
            .store
            .read(move |db| -> Result<(), Failure> { of_token(db, &token_hash, now).map(|_| ()) })
            .await;
        match found {
            Ok(()) => Ok(true),
            Err(Failure::Refused(_)) => Ok(false),
            Err(Failure::Fault(fault)) => Err(fault),
        }
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
                if offer.locked_until.is_some_and(|until| tx.now() < until) {
                    return Ok(false);
                }
                let is_right = knows(&found.patient, &fact);
                let failed = if is_right { 0 } else { offer.failed_tries + 1 };
                tx.note_offer_tries(offer.id, failed, lock(failed, tx.now()))?;
                let what = if is_right { "offer.open" } else { "offer.wrong" };
                tx.audit(&Record::new(&Actor::Patient, what).on(format_args!("offer:{}", offer.id)))?;
                Ok(is_right)
            })
            .await?;
        if is_right {
            Ok(self.offer_pass(&token_hash)?)
        } else {
            Err(Refusal::WrongSecondFact.into())
        }
    }

    /// What a pass shows; nothing is changed by looking (security T15).
    pub async fn offered_by_link(&self, pass: &OfferPass) -> Result<Offered, Failure> {
        let (token_hash, now) = (self.offer_hash(pass)?, self.now());
        self.store.read(move |db| of_token(db, &token_hash, now)).await
    }

    fn offer_pass(&self, token_hash: &[u8; 32]) -> Result<OfferPass, Fault> {
        let until = (self.now() + PASS_LIFE).timestamp();
        let plain = [until.to_be_bytes().as_slice(), token_hash].concat();
        let sealed = self.keys.seal(PASS, &plain);
        sealed
            .map(OfferPass)
            .map_err(|error| Fault::Bug(error.to_string()))
    }

    /// The link that a pass was given for, while the pass is good.
    pub(super) fn offer_hash(&self, pass: &OfferPass) -> Result<[u8; 32], Refusal> {
        let plain = self.keys.open(PASS, &pass.0).map_err(|_| Refusal::NotFound)?;
        let (until, token_hash) = plain.split_at_checked(8).ok_or(Refusal::NotFound)?;
        let until = <[u8; 8]>::try_from(until).map_err(|_| Refusal::NotFound)?;
        if i64::from_be_bytes(until) <= self.now().timestamp() {
            return Err(Refusal::NotFound);
        }
        token_hash.try_into().map_err(|_| Refusal::NotFound)
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
