//! What an offer's message tells, read at the moment of sending.

use crate::domain::care_type::Venue;
use crate::domain::patient::Patient;
use crate::domain::time::Instant;
use crate::store::{Db, Fault, Message, MessageKind, WaitingOfferState};

use super::super::App;
use super::offer_links::offer_token;

/// See the module. Nothing in it tells why somebody comes (security §11).
#[derive(Clone, Debug)]
pub struct OfferAbout {
    /// Whose it is; shown to the staff, not in the message.
    pub patient: Patient,
    /// When it would be.
    pub start: Instant,
    /// Until when it may be accepted.
    pub expires: Instant,
    /// When the booking is that it would replace.
    pub replaced_start: Option<Instant>,
    /// Others were asked as well: the first to accept has it.
    pub is_first_come: bool,
    /// Where the care takes place.
    pub venue: Venue,
    /// It may still be accepted.
    pub is_open: bool,
    /// Token of its link.
    pub link: String,
}

impl App {
    /// What the message of an offer is about; `None` for every other one.
    pub(in crate::app) fn offer_about(
        &self,
        db: &Db<'_>,
        message: &Message,
    ) -> Result<Option<OfferAbout>, Fault> {
        if message.kind != MessageKind::Freed {
            return Ok(None);
        }
        let Some(offer) = db.offer_of_message(message.id)? else {
            return Ok(None);
        };
        let Some(entry) = db.waiting_entry(offer.entry)? else {
            return Ok(None);
        };
        let Some(patient) = db.patient(entry.patient)? else {
            return Ok(None);
        };
        let replaced = match entry.replaces {
            Some(id) => db.appointment(id)?,
            None => None,
        };
        let agenda = self.agenda();
        let care = agenda.set_up().care_types.get(&entry.care);
        let asked_at_once = db
            .waiting_offers_of(offer.freed)?
            .into_iter()
            .filter(|other| other.created == offer.created);
        Ok(Some(OfferAbout {
            patient,
            start: offer.start,
            expires: offer.expires,
            replaced_start: replaced.map(|old| old.interval.start),
            is_first_come: asked_at_once.count() > 1,
            venue: care
                .map(|care| care.venue_with(Some(offer.practitioner)))
                .unwrap_or_default(),
            is_open: offer.state == WaitingOfferState::Open && offer.expires > self.now(),
            link: offer_token(&self.keys, &offer.key),
        }))
    }
}
