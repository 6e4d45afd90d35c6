//! `POST /api/v1/appointments/{id}/cancel`.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};

use super::appointment_json::{appointment_json, shown};
use super::bearer::Bearer;
use super::fields::{Fields, flag, integer, text};
use super::json_body::JsonBody;
use super::key;
use super::path::Numbered;
use super::trouble::failed;
use crate::app::{CancelRequest, CancelledBy};
use crate::domain::contact::FieldProblem;
use crate::domain::id::AppointmentId;
use crate::domain::staff::Actor;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

pub(super) async fn cancel(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    Numbered(id): Numbered,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let key = key::of(&headers, &visit)?;
    let request = body.read(&visit, |fields| Some(request(fields, id, bearer.actor())))?;
    let cancelled = web.app.cancel_by_program(request, key).await;
    let cancelled = cancelled.map_err(|failure| failed(&visit, zone, failure))?;
    let next: Vec<i64> = cancelled
        .next
        .iter()
        .filter(|visit| bearer.reaches(visit.practitioner))
        .map(|visit| visit.id.0)
        .collect();
    let answer = appointment_json(zone, &cancelled.appointment, &next.into());
    Ok(shown(&answer))
}

fn request(fields: &mut Fields, appointment: AppointmentId, actor: Actor) -> CancelRequest {
    CancelRequest {
        appointment,
        expected_version: fields.optional("version", integer),
        by: fields.optional("by", text(by)).unwrap_or(CancelledBy::Patient),
        rest: fields.optional("rest", flag).unwrap_or_default(),
        actor,
    }
}

fn by(who: &str) -> Result<CancelledBy, FieldProblem> {
    match who {
        "patient" => Ok(CancelledBy::Patient),
        "practice" => Ok(CancelledBy::Practice),
        _ => Err(FieldProblem::UnknownChoice),
    }
}
