//! What is open to a token that keeps to some practitioners, and on these addresses no object of anybody else, as for a secretary who
//! answers elsewhere (`web::admin::reach`). An address that is not listed is closed to it, so that a new one is closed until it keeps
//! to them.

use crate::app::TokenBearer;
use crate::domain::agenda::{Edit, Noun};
use crate::domain::id::{
    AbsenceId, AppointmentId, ExceptionId, OfferId, PractitionerId, ScheduleId, WaitingEntryId,
};
use crate::domain::waiting_list::WaitingEntry;
use crate::store::Fault;
use crate::web::Web;

/// What the number in a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Object {
    /// None, or a patient: people are the practice's; or what the answer itself keeps to them.
    Nothing,
    Appointment,
    Absence,
    Exception,
    Schedule,
    Entry,
    Offer,
}

/// The addresses that show and do nothing beyond the practitioners named.
const KEEPING: &[(&str, Object)] = &[
    ("/api/v1/slots", Object::Nothing),
    ("/api/v1/practitioners", Object::Nothing),
    ("/api/v1/care-types", Object::Nothing),
    ("/api/v1/agenda", Object::Nothing),
    ("/api/v1/appointments", Object::Nothing),
    ("/api/v1/appointments/{id}", Object::Appointment),
    ("/api/v1/appointments/{id}/cancel", Object::Appointment),
    ("/api/v1/appointments/{id}/length", Object::Appointment),
    ("/api/v1/appointments/{id}/move", Object::Appointment),
    ("/api/v1/appointments/{id}/state", Object::Appointment),
    ("/api/v1/patients", Object::Nothing),
    ("/api/v1/patients/search", Object::Nothing),
    ("/api/v1/patients/{id}", Object::Nothing),
    ("/api/v1/patients/{id}/notes", Object::Nothing),
    ("/api/v1/patients/{id}/relatives", Object::Nothing),
    ("/api/v1/patients/{id}/relatives/remove", Object::Nothing),
    ("/api/v1/patients/{id}/consents", Object::Nothing),
    ("/api/v1/patients/{id}/consents/withdraw", Object::Nothing),
    ("/api/v1/absences", Object::Nothing),
    ("/api/v1/absences/{id}/remove", Object::Absence),
    ("/api/v1/exceptions", Object::Nothing),
    ("/api/v1/exceptions/{id}/remove", Object::Exception),
    ("/api/v1/schedules", Object::Nothing),
    ("/api/v1/schedules/{id}", Object::Schedule),
    ("/api/v1/schedules/{id}/remove", Object::Schedule),
    ("/api/v1/resources", Object::Nothing),
    ("/api/v1/waiting-list", Object::Nothing),
    ("/api/v1/waiting-list/{id}", Object::Entry),
    ("/api/v1/waiting-list/{id}/offers", Object::Entry),
    ("/api/v1/waiting-list/{id}/pause", Object::Entry),
    ("/api/v1/waiting-list/{id}/resume", Object::Entry),
    ("/api/v1/waiting-list/{id}/withdraw", Object::Entry),
    ("/api/v1/offers", Object::Nothing),
    ("/api/v1/offers/{id}/accept", Object::Offer),
    ("/api/v1/offers/{id}/decline", Object::Offer),
    ("/api/v1/offers/{id}/withdraw", Object::Offer),
    ("/api/v1/desk/appointments", Object::Nothing),
    ("/api/v1/desk/appointments/{id}", Object::Appointment),
    ("/api/v1/desk/appointments/{id}/answer", Object::Appointment),
    ("/api/v1/desk/appointments/{id}/contest", Object::Appointment),
    ("/api/v1/desk/appointments/{id}/copy", Object::Appointment),
    ("/api/v1/desk/appointments/{id}/late", Object::Appointment),
    ("/api/v1/desk/appointments/{id}/length", Object::Appointment),
    ("/api/v1/desk/appointments/{id}/move", Object::Appointment),
    ("/api/v1/desk/appointments/{id}/series", Object::Appointment),
    ("/api/v1/desk/calls", Object::Nothing),
    ("/api/v1/desk/calls/{id}", Object::Nothing),
    ("/api/v1/desk/ill", Object::Nothing),
    ("/api/v1/desk/to-confirm", Object::Nothing),
    ("/api/v1/desk/to-do", Object::Nothing),
    ("/api/v1/undo", Object::Nothing),
    ("/api/v1/undo/{id}", Object::Nothing),
];

/// Whether an address is open to a token that keeps to some, whatever it is about.
pub(super) fn is_open_to(bearer: &TokenBearer, route: &str) -> bool {
    bearer.reach().is_none() || KEEPING.iter().any(|(kept, _)| *kept == route)
}

/// Whether the object of a path is the token's business; one that is not there is nobody's.
pub(super) async fn object_reached(
    web: &Web,
    bearer: &TokenBearer,
    route: &str,
    path: &str,
) -> Result<bool, Fault> {
    let kept = KEEPING.iter().find(|(kept, _)| *kept == route);
    let object = kept.map_or(Object::Nothing, |(_, object)| *object);
    if object == Object::Nothing {
        return Ok(true);
    }
    let mut parts = route.split('/').zip(path.split('/'));
    let number = parts.find(|(name, _)| *name == "{id}");
    let Some(id) = number.and_then(|(_, id)| id.parse().ok()) else {
        return Ok(false);
    };
    let practitioner = match object {
        Object::Nothing => return Ok(true),
        Object::Entry => {
            let found = web.app.waiting_entry(WaitingEntryId(id)).await?;
            return Ok(found.is_some_and(|entry| entry_reached(bearer, &entry)));
        }
        Object::Offer => {
            let Some(offer) = web.app.offer_made(OfferId(id)).await? else {
                return Ok(false);
            };
            let entry = web.app.waiting_entry(offer.entry).await?;
            let is_theirs = entry.is_some_and(|entry| entry_reached(bearer, &entry));
            return Ok(is_theirs && bearer.reaches(offer.practitioner));
        }
        Object::Appointment => web.app.practitioner_of(AppointmentId(id)).await?,
        Object::Absence => hours_of(web, Noun::Absence(AbsenceId(id))),
        Object::Exception => hours_of(web, Noun::Exception(ExceptionId(id))),
        Object::Schedule => hours_of(web, Noun::Schedule(ScheduleId(id))),
    };
    Ok(practitioner.is_some_and(|id| bearer.reaches(id)))
}

/// Whose hours something is; `None` when it is not there, or is everybody's.
fn hours_of(web: &Web, noun: Noun) -> Option<PractitionerId> {
    match web.app.agenda().set_up().present(noun)? {
        Edit::Absence(absence) => absence.practitioner,
        Edit::Exception(exception) => Some(exception.practitioner),
        Edit::Schedule(hours) => Some(hours.practitioner),
        _ => None,
    }
}

/// Whether everybody whom an entry waits for is the token's business; who waits for anybody waits for the others too.
pub(super) fn entry_reached(bearer: &TokenBearer, entry: &WaitingEntry) -> bool {
    let wished = &entry.wishes.practitioners;
    bearer.reach().is_none() || (!wished.is_empty() && wished.iter().all(|id| bearer.reaches(*id)))
}
