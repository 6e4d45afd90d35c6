//! `POST /api/v1/desk/appointments/{id}/move` and `…/length`: by the rules of the staff. Visits of a series go along, or it is refused
//! while they would not fit any more.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use chrono::TimeDelta;
use serde_json::Value;

use super::beyond::{accepts, beyond};
use super::following::listed;
use crate::app::{LengthRequest, MoveRequest, Moved};
use crate::domain::booking::{Appointment, LENGTH_MINUTES_MAX, LENGTH_MINUTES_MIN};
use crate::domain::contact::FieldProblem;
use crate::domain::id::{AppointmentId, PractitionerId};
use crate::domain::slot::Audience;
use crate::domain::staff::Actor;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::{appointment_json, created_at};
use crate::web::api::bearer::Bearer;
use crate::web::api::fields::{Fields, count, instant, integer};
use crate::web::api::json_body::JsonBody;
use crate::web::api::key;
use crate::web::api::path::Numbered;
use crate::web::api::reschedule::{elsewhere, moved_or_not, with_whom};
use crate::web::api::trouble::{Kind, Trouble, failed};
use crate::web::extract::Visit;

/// The name of the warning about visits that would not fit any more.
const OUT_OF_STEP: &str = "out-of-step";

/// Who moves which appointment.
type Named = (State<Web>, Visit, Bearer, Numbered);

/// A move, the visits that go along, and whether what does not fit after it is accepted.
struct Asked {
    first: MoveRequest,
    next: Vec<MoveRequest>,
    is_accepted: bool,
}

/// See the module.
pub(super) async fn reschedule(
    (State(web), visit, bearer, Numbered(id)): Named,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let key = key::of(&headers, &visit)?;
    let Some(old) = web.app.appointment(id).await? else {
        return Err(Trouble::new(Kind::NotFound).halt(&visit));
    };
    let mut rest = web.app.rest_of_series(id).await?;
    rest.retain(|next| next.follows == Some(id) && bearer.reaches(next.practitioner));
    let asked = body.read(&visit, |fields| asked(fields, (&old, &rest), &bearer))?;
    bearer.reached(&visit, asked.first.practitioner)?;
    let elsewhere = elsewhere(&old, &asked.first);
    let moved = if asked.is_accepted {
        web.app.move_visits(asked.first, asked.next, key).await
    } else {
        web.app.move_in_step(asked.first, asked.next, key).await
    };
    let moved = moved_or_not((&web, &visit, &bearer), &elsewhere, moved).await?;
    Ok(answered(&web, &visit, &bearer, &moved))
}

/// The new row; `next` are the visits that do not fit any more.
fn answered(web: &Web, visit: &Visit, bearer: &Bearer, moved: &Moved) -> Response<Body> {
    let new = &moved.booking.appointment;
    let reached = moved
        .out_of_step
        .iter()
        .filter(|next| bearer.reaches(next.practitioner));
    let next: Vec<i64> = reached.map(|next| next.id.0).collect();
    let next = if next.is_empty() { Value::Null } else { next.into() };
    created_at(
        visit,
        &format!("/api/v1/desk/appointments/{}", new.id),
        &appointment_json(web.app.agenda().zone(), new, &next),
    )
}

fn asked(fields: &mut Fields, (old, rest): (&Appointment, &[Appointment]), bearer: &Bearer) -> Option<Asked> {
    let start = fields.required("start", instant);
    let expected_version = fields.optional("version", integer);
    let practitioner = with_whom(fields, old, bearer);
    let beyond = beyond(fields);
    let placing = beyond.placing(fields, practitioner);
    let next = listed(fields, "next", |inner| next_move(inner, rest, bearer));
    let is_accepted = accepts(fields, OUT_OF_STEP);
    Some(Asked {
        first: MoveRequest {
            expected_version,
            placing,
            overbooking: beyond.overbooking,
            ..to(old.id, practitioner, start?, bearer)
        },
        next,
        is_accepted,
    })
}

/// A visit that follows the moved one, and where it goes.
fn next_move(fields: &mut Fields, rest: &[Appointment], bearer: &Bearer) -> Option<MoveRequest> {
    let visit = fields.required("appointment", |value| {
        let id = AppointmentId(integer(value)?);
        let found = rest.iter().find(|next| next.id == id);
        found.ok_or(FieldProblem::UnknownChoice)
    });
    let with = fields.optional("practitioner", |value| {
        let id = PractitionerId(integer(value)?);
        bearer
            .reaches(id)
            .then_some(id)
            .ok_or(FieldProblem::UnknownChoice)
    });
    let start = fields.required("start", instant);
    let expected_version = fields.optional("version", integer);
    let visit = visit?;
    Some(MoveRequest {
        expected_version,
        ..to(visit.id, with.or(Some(visit.practitioner)), start?, bearer)
    })
}

fn to(
    appointment: AppointmentId,
    practitioner: Option<PractitionerId>,
    start: crate::domain::time::Instant,
    bearer: &Bearer,
) -> MoveRequest {
    MoveRequest {
        appointment,
        expected_version: None,
        practitioner,
        start,
        audience: Audience::Staff,
        placing: None,
        overbooking: None,
        actor: bearer.actor(),
    }
}

/// Longer or shorter from the same start, also out of the opening hours or over others.
pub(super) async fn length(
    (State(web), visit, bearer, Numbered(id)): Named,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let key = key::of(&headers, &visit)?;
    let request = body.read(&visit, |fields| length_asked(fields, id, bearer.actor()))?;
    let changed = web.app.change_length(request, key).await;
    let moved = changed.map_err(|failure| failed(&visit, zone, bearer.within(failure)))?;
    Ok(answered(&web, &visit, &bearer, &moved))
}

fn length_asked(fields: &mut Fields, appointment: AppointmentId, actor: Actor) -> Option<LengthRequest> {
    let minutes = fields.required("minutes", |value| {
        count(value, LENGTH_MINUTES_MIN, LENGTH_MINUTES_MAX)
    });
    let expected_version = fields.optional("version", integer);
    let beyond = beyond(fields);
    Some(LengthRequest {
        appointment,
        expected_version,
        length: TimeDelta::minutes(minutes?.into()),
        placing: beyond.with_somebody(),
        overbooking: beyond.overbooking,
        actor,
    })
}
