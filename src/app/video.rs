//! The video room of an appointment, once it is agreed (booking-rules §4).

use crate::domain::booking::{Appointment, Status};
use crate::domain::care_type::Venue;
use crate::store::{Db, Fault};
use crate::sys::hash;

use super::App;

/// Characters of the word that makes a room of its own unguessable: 64 bits.
const CODE_CHARS: usize = 16;
const PURPOSE: &str = "video";

impl App {
    /// Where an appointment by video takes place; `None` for another one, and for one that is not agreed or is called off.
    pub(super) fn video_room(&self, db: &Db<'_>, appointment: &Appointment) -> Result<Option<String>, Fault> {
        let is_agreed = matches!(
            appointment.status,
            Status::Confirmed | Status::Arrived | Status::InProgress
        );
        let agenda = self.agenda();
        let care = agenda.set_up().care_types.get(&appointment.care);
        let Some(care) =
            care.filter(|care| is_agreed && care.venue_with(Some(appointment.practitioner)) == Venue::Video)
        else {
            return Ok(None);
        };
        let own = care.terms_for(appointment.practitioner);
        let link = own.map_or_else(|| care.terms.video.clone(), |terms| terms.video.clone());
        let Some(link) = link else { return Ok(None) };
        let Some(identity) = db.calendar_identity(appointment.id)? else {
            return Ok(None);
        };
        // Kept over moves, as the link to the appointment is.
        let mut code = hash::hex(&self.keys.tag(PURPOSE, identity.uid.as_bytes()));
        code.truncate(CODE_CHARS);
        Ok(Some(link.room(&code)))
    }
}
