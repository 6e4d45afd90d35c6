//! `GET /admin/appointments/{id}`, and the same page with what there is to say about an act.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::facts::Facts;
use super::meanwhile::{Since, meanwhile};
use super::rest::{RestVisit, own_breach, question, rest};
use crate::app::AppointmentSheet;
use crate::app::Failure;
use crate::domain::booking::{Appointment, Refusal};
use crate::domain::id::AppointmentId;
use crate::domain::staff::Right;
use crate::store::DayRow;
use crate::web::Web;
use crate::web::admin::agenda::is_shown;
use crate::web::admin::booking::told;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/appointment.html")]
struct AppointmentPage {
    page: Layout,
    desk: Desk,
    facts: Facts,
    /// `None` for those who may not read it (security T19).
    note: Option<String>,
    /// What somebody else wrote meanwhile, beside the text that is kept.
    stored_note: Option<String>,
    /// The others in the session: link, name, state.
    others: Vec<(String, String, String)>,
    /// Why it does not fit after the visit before it.
    own_breach: Option<String>,
    /// The visits still to come in its series.
    rest: Vec<RestVisit>,
    /// What is to be asked about them.
    rest_question: Option<&'static str>,
    may_manage: bool,
    may_overbook: bool,
    may_see_patients: bool,
    said: Said,
}

/// What there is to say of an act that was done, or was not.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// Key of what was just done, where it led here.
    pub(super) done: Option<&'static str>,
    /// Why not.
    pub(super) refused: Option<String>,
    /// The version that somebody saw.
    pub(super) seen: Option<i64>,
    /// What changed since, in words.
    pub(super) meanwhile: Vec<String>,
    /// Somebody else wrote another note meanwhile.
    pub(super) is_note_changed: bool,
    /// The date on which somebody asked for a no-show: one more click confirms it that day (booking-rules §10).
    pub(super) no_show_asked: Option<String>,
    /// The list from which somebody came.
    pub(super) back: String,
    /// The note as typed.
    pub(super) note: Option<String>,
    /// A length and what goes with it, as typed.
    pub(super) typed: Form,
    /// What is wrong with any of them.
    pub(super) errors: FieldErrors,
}

/// See the module.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let said = Said {
        done: done(visit.asked().get("done")),
        ..Said::default()
    };
    answered(&web, &visit, &staff, numbered(&id)?, (StatusCode::OK, said)).await
}

/// An act that leads to this page because of the visits that follow.
fn done(name: &str) -> Option<&'static str> {
    match name {
        "moved" => Some("agenda-done-moved"),
        "cancelled" => Some("agenda-done-cancelled"),
        "marked" => Some("agenda-done-marked"),
        "kept" => Some("series-kept"),
        _ => None,
    }
}

/// Opens an appointment, which is on record; 404 when there is none.
pub(super) async fn opened(web: &Web, staff: &Staff, id: AppointmentId) -> Result<AppointmentSheet, Halt> {
    let found = web.app.open_appointment(id, staff.0.actor()).await?;
    let mut sheet = found.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?;
    sheet
        .rest
        .retain(|visit| staff.0.member.reaches(visit.practitioner));
    Ok(sheet)
}

/// The page as things are now, with a status and what there is to say.
pub(super) async fn answered(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    id: AppointmentId,
    (status, said): (StatusCode, Said),
) -> Result<Response, Halt> {
    let sheet = opened(web, staff, id).await?;
    let t = visit.texts();
    let typed = said.note.clone();
    let note = typed.unwrap_or_else(|| sheet.appointment.note.clone());
    let may_read = staff.0.may(Right::ReadNotes);
    let stored = said.is_note_changed && note != sheet.appointment.note;
    let stored_note = (stored && may_read).then(|| sheet.appointment.note.clone());
    let facts = Facts::of(t, &web.app.agenda(), web.app.now(), &sheet);
    let others = others(web, visit, &sheet.appointment).await?;
    let page = AppointmentPage {
        page: layout(web, visit, t.text("appointment-title")),
        desk: Desk::of(web, visit, staff, Section::Agenda),
        facts,
        others,
        own_breach: own_breach(web, (t, staff), &sheet, None),
        rest: rest(web, t, staff, &sheet),
        rest_question: question(sheet.appointment.status),
        note: Some(note).filter(|_| may_read),
        stored_note,
        may_manage: staff.0.may(Right::ManageAppointments),
        may_overbook: staff.0.may(Right::Overbook),
        may_see_patients: staff.0.may(Right::ManagePatients),
        said,
    };
    Ok(html(status, &page))
}

/// Everybody else in a session of several, whatever became of them as long as the agenda shows them.
async fn others(web: &Web, visit: &Visit, made: &Appointment) -> Result<Vec<(String, String, String)>, Halt> {
    if made.capacity <= 1 {
        return Ok(Vec::new());
    }
    let t = visit.texts();
    let rows = web.app.day_rows(made.interval).await?;
    let is_with = |row: &&DayRow| {
        (row.practitioner, row.care, row.interval) == (made.practitioner, made.care, made.interval)
            && row.id != made.id
            && is_shown(row.status)
    };
    let other = |row: &DayRow| {
        let state = t.text(&format!("state-{}", row.status.key())).into_owned();
        let href = visit.link(&format!("/admin/appointments/{}", row.id));
        (href, row.name.clone(), state)
    };
    Ok(rows.iter().filter(is_with).map(other).collect())
}

/// The page as things are now, saying why an act was refused.
pub(super) async fn undone(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    id: AppointmentId,
    (failure, said): (Failure, Said),
) -> Result<Response, Halt> {
    let refusal = match failure {
        Failure::Refused(refusal) => refusal,
        Failure::Fault(fault) => return Err(fault.into()),
    };
    let (status, words) = told(visit.texts(), &refusal);
    // After a move the form goes on with the row that stands for it now.
    let since = match refusal {
        Refusal::Stale | Refusal::WrongState => meanwhile(web, visit, staff, (id, said.seen)).await?,
        _ => Since::nothing(id),
    };
    let said = Said {
        refused: Some(words),
        meanwhile: since.words,
        is_note_changed: since.is_note_changed,
        ..said
    };
    answered(web, visit, staff, since.id, (status, said)).await
}
