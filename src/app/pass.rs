//! Passes: proof that a link and its second fact were shown, for a short cookie (security T15).

use std::marker::PhantomData;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;

use crate::domain::booking::Refusal;
use crate::domain::time::Instant;
use crate::store::Fault;
use crate::sys::secret::DeviceKey;

/// Life of a pass, elapsed: one visit of the page.
const LIFE: TimeDelta = TimeDelta::minutes(30);

/// A kind of link; a pass of one kind never opens what another leads to.
pub trait Leads {
    /// What its passes are sealed for.
    const PURPOSE: &'static str;
}

/// A link to an appointment.
#[derive(Clone, Copy, Debug)]
pub struct ToAppointment;

/// A link to an offer of the waiting list.
#[derive(Clone, Copy, Debug)]
pub struct ToOffer;

/// A link to an entry of the waiting list.
#[derive(Clone, Copy, Debug)]
pub struct ToWaiting;

/// The booking of another appointment for the same person, who is not asked again.
#[derive(Clone, Copy, Debug)]
pub struct ToBooking;

/// The whole file of the person whose appointment it is, after one more proof.
#[derive(Clone, Copy, Debug)]
pub struct ToFile;

impl Leads for ToBooking {
    const PURPOSE: &'static str = "again-pass";
}

impl Leads for ToFile {
    const PURPOSE: &'static str = "file-pass";
}

impl Leads for ToAppointment {
    const PURPOSE: &'static str = "link-pass";
}

impl Leads for ToWaiting {
    const PURPOSE: &'static str = "waiting-pass";
}

impl Leads for ToOffer {
    const PURPOSE: &'static str = "offer-pass";
}

/// Sealed with the device key, good for half an hour.
#[derive(Clone, Debug)]
pub struct Pass<L>(String, PhantomData<L>);

/// Shows an appointment.
pub type LinkPass = Pass<ToAppointment>;
/// Books again for somebody who was just here; shows nothing but the given name.
pub type AgainPass = Pass<ToBooking>;
/// Hands out the whole file, beside a [`LinkPass`] of the same link.
pub type FilePass = Pass<ToFile>;
/// Shows an offer of the waiting list.
pub type OfferPass = Pass<ToOffer>;
/// Shows an entry of the waiting list.
pub type WaitingPass = Pass<ToWaiting>;

impl<L: Leads> Pass<L> {
    /// What a cookie brought back; judged when it is used.
    pub fn from_cookie(text: String) -> Self {
        Self(text, PhantomData)
    }

    /// For the cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A pass for a link, by the hash of its token.
    pub(super) fn seal(keys: &DeviceKey, token_hash: &[u8; 32], now: Instant) -> Result<Self, Fault> {
        let until = (now + LIFE).timestamp();
        let plain = [until.to_be_bytes().as_slice(), token_hash].concat();
        let sealed = keys.seal(L::PURPOSE, &plain);
        sealed
            .map(Self::from_cookie)
            .map_err(|error| Fault::Bug(error.to_string()))
    }

    /// The link that it was given for, while it is good.
    pub(super) fn token_hash(&self, keys: &DeviceKey, now: Instant) -> Result<[u8; 32], Refusal> {
        let plain = keys.open(L::PURPOSE, &self.0).map_err(|_| Refusal::NotFound)?;
        let (until, token_hash) = plain.split_at_checked(8).ok_or(Refusal::NotFound)?;
        let until = <[u8; 8]>::try_from(until).map_err(|_| Refusal::NotFound)?;
        if i64::from_be_bytes(until) <= now.timestamp() {
            return Err(Refusal::NotFound);
        }
        token_hash.try_into().map_err(|_| Refusal::NotFound)
    }
}

/// The token of a link: 128 bits that only this device can make, so that reminders and repeated answers may tell it again though the
/// database holds its hash only.
pub(super) fn token_of(keys: &DeviceKey, purpose: &str, key: &str) -> String {
    let tag = keys.tag(purpose, key.as_bytes());
    URL_SAFE_NO_PAD.encode(tag.get(..16).unwrap_or(&tag))
}
