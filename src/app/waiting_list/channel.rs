//! How somebody on the list hears of an offer now, whatever was said when they came to it (booking-rules §9, §10).

use crate::domain::id::PatientId;
use crate::domain::patient::Patient;
use crate::domain::time::{Instant, Zone};
use crate::domain::waiting_list::Channel;
use crate::store::{Db, Fault, Tx};

use super::super::App;
use super::super::no_show::{is_closed_online, standing_of};
use super::candidates::quiet;

/// The channel that an offer to somebody takes who asked for another one.
pub(in crate::app) fn channel_of(
    db: &Db<'_>,
    (zone, now): (Zone, Instant),
    patient: &Patient,
    wished: Channel,
) -> Result<Channel, Fault> {
    let standing = standing_of(db, zone, patient, now)?;
    let is_closed = is_closed_online(db, patient, &standing)?;
    Ok(wished.reaching(patient.email.is_some(), is_closed))
}

/// Whether online booking is closed to somebody, for whatever reason: then nothing online is sent to them.
pub(super) fn is_closed_to(tx: &Tx<'_>, patient: &Patient) -> Result<bool, Fault> {
    let standing = standing_of(tx, tx.agenda().zone(), patient, tx.now())?;
    is_closed_online(tx, patient, &standing)
}

/// [`channel_of`] within an act.
pub(super) fn channel_in(tx: &Tx<'_>, patient: &Patient, wished: Channel) -> Result<Channel, Fault> {
    channel_of(tx, (tx.agenda().zone(), tx.now()), patient, wished)
}

impl App {
    /// Whether offers reach a patient by phone only: no e-mail address, or online booking is closed to them, for whatever reason.
    pub async fn is_offered_by_phone_only(&self, id: PatientId) -> Result<bool, Fault> {
        let moment = (self.agenda().zone(), self.now());
        self.store
            .read(move |db: &Db<'_>| match db.patient(id)? {
                Some(patient) => Ok(channel_of(db, moment, &patient, Channel::Email)? == Channel::Phone),
                None => Ok(false),
            })
            .await
    }

    /// How many people of the list are to be phoned now; nobody in the quiet hours.
    pub async fn offers_to_phone(&self) -> Result<u32, Fault> {
        let now = self.now();
        if quiet(&self.agenda()).is_quiet(now) {
            return Ok(0);
        }
        self.store
            .read(move |db: &Db<'_>| db.open_phone_offers(now))
            .await
    }

    /// The instant from which somebody may be phoned about an offer: now, or when the quiet hours end.
    pub fn phoned_from(&self) -> Instant {
        quiet(&self.agenda()).next_waking(self.now())
    }
}
