//! `GET` and `POST /admin/patients/{id}/relatives`: who may book for whom (booking-rules §8).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::line::PatientLine;
use crate::app::Failure;
use crate::domain::id::PatientId;
use crate::domain::relative::Kinship;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/relatives.html")]
struct RelativesPage {
    page: Layout,
    desk: Desk,
    id: PatientId,
    name: String,
    q: String,
    found: Option<Vec<PatientLine>>,
    kinds: [Kinship; 5],
}

/// See the module.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let page = page(&web, &visit, &staff, numbered(&id)?, "").await?;
    Ok(html(StatusCode::OK, &page))
}

/// Searches, ties or unties.
pub(in crate::web::admin) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id: PatientId = numbered(&id)?;
    let Some(other) = form.parsed::<PatientId>("other") else {
        let page = page(&web, &visit, &staff, id, form.get("q")).await?;
        return Ok(html(StatusCode::OK, &page));
    };
    // « Books for » makes this patient the contact.
    let pair = match form.get("way") {
        "for" => (id, other),
        _ => (other, id),
    };
    let kind = match form.get("kind") {
        "none" => None,
        key => {
            let known = Kinship::from_key(key);
            Some(known.ok_or_else(|| Problem::new(StatusCode::UNPROCESSABLE_ENTITY))?)
        }
    };
    match web.app.tie_relatives(pair, kind, staff.0.actor()).await {
        Ok(()) => Ok(onward(
            &visit,
            &format!("/admin/patients/{id}?done=tied#relatives"),
            None,
        )),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => Err(Problem::new(StatusCode::NOT_FOUND).into()),
    }
}

async fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    id: PatientId,
    q: &str,
) -> Result<RelativesPage, Halt> {
    let patient = web.app.look_at_patient(id, staff.0.actor()).await?;
    let patient = patient.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?;
    let t = visit.texts();
    let found = if q.is_empty() {
        None
    } else {
        let today = web.app.agenda().zone().date(web.app.now());
        let found = web.app.find_patients(q.to_owned(), staff.0.actor()).await?;
        let others = found.iter().filter(|other| other.id != id);
        Some(others.map(|other| PatientLine::of(t, other, today)).collect())
    };
    Ok(RelativesPage {
        page: layout(web, visit, t.text("relatives-title")),
        desk: Desk::of(web, visit, staff, Section::Patients),
        id,
        name: patient.sort_name(),
        q: q.to_owned(),
        found,
        kinds: Kinship::ALL,
    })
}
