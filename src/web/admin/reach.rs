//! What is open to people who work for some of the practitioners only: the pages that keep to them, and on these no object of
//! anybody else (security 8.2.x). A page that is not listed is closed to them, so that a new one is closed until it keeps to them.

use std::sync::Arc;

use axum::http::StatusCode;

use super::guard::Staff;
use crate::domain::agenda::Agenda;
use crate::domain::id::{AppointmentId, PractitionerId};
use crate::domain::staff::StaffMember;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::Form;

/// What the number in a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Object {
    Nothing,
    Appointment,
}

/// The pages that show and do nothing beyond the practitioners named.
const KEEPING: [(&str, Object); 18] = [
    ("/admin", Object::Nothing),
    ("/admin/appointments/{id}", Object::Appointment),
    ("/admin/appointments/{id}/answer", Object::Appointment),
    ("/admin/appointments/{id}/cancel", Object::Appointment),
    ("/admin/appointments/{id}/copy", Object::Appointment),
    ("/admin/appointments/{id}/length", Object::Appointment),
    ("/admin/appointments/{id}/contest", Object::Appointment),
    ("/admin/appointments/{id}/late", Object::Appointment),
    ("/admin/appointments/{id}/mark", Object::Appointment),
    ("/admin/appointments/{id}/move", Object::Appointment),
    ("/admin/appointments/{id}/series", Object::Appointment),
    ("/admin/book", Object::Nothing),
    ("/admin/command", Object::Nothing),
    ("/admin/events", Object::Nothing),
    ("/admin/print", Object::Nothing),
    ("/admin/sign-out", Object::Nothing),
    ("/admin/to-do", Object::Nothing),
    ("/admin/undo", Object::Nothing),
];

/// Whether a page is open to this person, whatever it is about.
pub(super) fn is_open_to(member: &StaffMember, path: &str) -> bool {
    member.reach().is_none() || KEEPING.iter().any(|(kept, _)| *kept == path)
}

/// Refuses a path about somebody else's appointment: to this person there is no such thing.
pub(super) async fn object_reached(
    web: &Web,
    member: &StaffMember,
    route: &str,
    path: &str,
) -> Result<(), Halt> {
    let object = KEEPING.iter().find(|(kept, _)| *kept == route);
    if member.reach().is_none() || object.is_none_or(|(_, object)| *object == Object::Nothing) {
        return Ok(());
    }
    let missing = || Problem::new(StatusCode::NOT_FOUND);
    let number = route
        .split('/')
        .zip(path.split('/'))
        .find(|(name, _)| *name == "{id}");
    let id = number.and_then(|(_, id)| id.parse().ok()).ok_or_else(missing)?;
    let practitioner = web.app.practitioner_of(AppointmentId(id)).await?;
    match practitioner {
        Some(practitioner) if member.reaches(practitioner) => Ok(()),
        _ => Err(missing().into()),
    }
}

/// Refuses a query or a form that names another practitioner, in whichever of the fields that do.
pub(super) fn fields_reached(member: &StaffMember, form: &Form) -> Result<(), Problem> {
    let is_reached = |number: &str| match number.parse() {
        Ok(id) => member.reaches(PractitionerId(id)),
        // No number names nobody.
        Err(_) => true,
    };
    let all = member.reach().is_none()
        || form.fields().all(|(name, value)| match name {
            "with" | "practitioner" => is_reached(value.trim()),
            name if name == "at" || name.starts_with("next") => value
                .split_once('|')
                .is_none_or(|(with, _)| is_reached(with.trim())),
            name => name.strip_prefix('p').is_none_or(is_reached),
        });
    if all {
        return Ok(());
    }
    Err(Problem::new(StatusCode::NOT_FOUND))
}

impl Staff {
    /// The agenda as it is for this person.
    pub(in crate::web) fn agenda(&self, web: &Web) -> Arc<Agenda> {
        let agenda = web.app.agenda();
        match self.0.member.reach() {
            None => agenda,
            Some(named) => Arc::new(agenda.of_only(named)),
        }
    }
}
