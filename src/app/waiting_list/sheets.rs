//! What the staff look at: who waits, who was offered what, and what came of it.

use crate::domain::booking::Appointment;
use crate::domain::id::{OfferId, PatientId, WaitingEntryId};
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::waiting_list::WaitingEntry;
use crate::store::{Db, Fault, Offer, Record, ReservedTime, Tx};

use super::super::App;

/// One line of the list.
#[derive(Clone, Debug)]
pub struct WaitingRow {
    /// The entry.
    pub entry: WaitingEntry,
    /// Who waits.
    pub patient: Patient,
    /// The booking it would replace.
    pub replaced: Option<Appointment>,
    /// Everything that was offered, the newest first.
    pub offers: Vec<Offer>,
}

/// One offer, whose it is and what it is about.
#[derive(Clone, Debug)]
pub struct OfferRow {
    /// The offer.
    pub offer: Offer,
    /// The time.
    pub time: ReservedTime,
    /// To whom.
    pub patient: Patient,
}

impl App {
    /// Everybody on the list, in the order in which they are asked.
    pub async fn waiting_rows(&self) -> Result<Vec<WaitingRow>, Fault> {
        self.store
            .read(|db: &Db<'_>| {
                let mut rows = Vec::new();
                for entry in db.waiting_list()? {
                    rows.extend(row(db, entry)?);
                }
                Ok(rows)
            })
            .await
    }

    /// One entry with the numbers that are in it, whatever its state.
    pub async fn waiting_entry(&self, id: WaitingEntryId) -> Result<Option<WaitingEntry>, Fault> {
        self.store.read(move |db: &Db<'_>| db.waiting_entry(id)).await
    }

    /// One entry, whatever its state. That is a look at a patient's record, and written down as one (security T19).
    pub async fn open_waiting_entry(
        &self,
        id: WaitingEntryId,
        actor: Actor,
    ) -> Result<Option<WaitingRow>, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<_, Fault> {
                let Some(entry) = tx.waiting_entry(id)? else {
                    return Ok(None);
                };
                let patient = entry.patient;
                tx.audit(&Record::new(&actor, "patient.view").on(format_args!("patient:{patient}")))?;
                row(tx, entry)
            })
            .await
    }

    /// One offer, whatever became of it.
    pub async fn offer_made(&self, id: OfferId) -> Result<Option<Offer>, Fault> {
        self.store.read(move |db: &Db<'_>| db.offer(id)).await
    }

    /// The open offers, then the newest of the others, each with its entry.
    pub async fn offers_made(&self, at_most: u32) -> Result<Vec<(Offer, WaitingEntry)>, Fault> {
        self.store
            .read(move |db: &Db<'_>| {
                let mut rows = Vec::new();
                for offer in db.recent_offers(at_most)? {
                    if let Some(entry) = db.waiting_entry(offer.entry)? {
                        rows.push((offer, entry));
                    }
                }
                Ok(rows)
            })
            .await
    }

    /// Which entry an offer was made to.
    pub async fn entry_of_offer(&self, id: OfferId) -> Result<Option<WaitingEntryId>, Fault> {
        Ok(self.offer_made(id).await?.map(|offer| offer.entry))
    }

    /// The bookings of a patient that may still be moved, in order of start.
    pub async fn coming_of(&self, patient: PatientId) -> Result<Vec<Appointment>, Fault> {
        let now = self.now();
        self.store
            .read(move |db: &Db<'_>| {
                let mut all = db.appointments_of(patient)?;
                all.retain(|a| a.status.is_pending() && a.interval.start > now);
                Ok(all)
            })
            .await
    }

    /// Everything an entry was offered, the newest first.
    pub async fn offers_to(&self, id: WaitingEntryId) -> Result<Vec<OfferRow>, Fault> {
        self.store
            .read(move |db: &Db<'_>| offer_rows(db, db.offers_to(id)?))
            .await
    }

    /// The open offers, then the newest of the others.
    pub async fn offer_rows(&self, at_most: u32) -> Result<Vec<OfferRow>, Fault> {
        self.store
            .read(move |db: &Db<'_>| offer_rows(db, db.recent_offers(at_most)?))
            .await
    }
}

fn offer_rows(db: &Db<'_>, offers: Vec<Offer>) -> Result<Vec<OfferRow>, Fault> {
    let mut rows = Vec::new();
    for offer in offers {
        let entry = db.waiting_entry(offer.entry)?;
        let patient = entry
            .map(|entry| db.patient(entry.patient))
            .transpose()?
            .flatten();
        if let (Some(patient), Some(time)) = (patient, db.reserved_time(offer.freed)?) {
            rows.push(OfferRow { offer, time, patient });
        }
    }
    Ok(rows)
}

fn row(db: &Db<'_>, entry: WaitingEntry) -> Result<Option<WaitingRow>, Fault> {
    let Some(patient) = db.patient(entry.patient)? else {
        return Ok(None);
    };
    let replaced = match entry.replaces {
        Some(id) => db.appointment(id)?,
        None => None,
    };
    Ok(Some(WaitingRow {
        offers: db.offers_to(entry.id)?,
        replaced,
        patient,
        entry,
    }))
}
