//! `POST /api/v1/desk/appointments/{id}/…`: what is noted of an appointment or decided about it, beside its state.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use serde_json::Value;

use super::beyond::{message, note_text};
use crate::app::{Failure, VisitDecision};
use crate::domain::contact::FieldProblem;
use crate::domain::id::AppointmentId;
use crate::store::ContestDecision;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::{appointment_json, shown};
use crate::web::api::bearer::Bearer;
use crate::web::api::fields::{flag, integer, text};
use crate::web::api::json_body::JsonBody;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::{Kind, Trouble, failed};
use crate::web::extract::Visit;

/// Who notes something of which appointment.
type Named = (State<Web>, Visit, Bearer, Numbered);

/// The appointment after an act, or why there was none.
async fn after<T>(
    web: &Web,
    visit: &Visit,
    (id, done): (AppointmentId, Result<T, Failure>),
) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    done.map_err(|failure| failed(visit, zone, failure))?;
    web.app.count_waiting().await?;
    let found = web.app.appointment(id).await?;
    let appointment = found.ok_or_else(|| Trouble::new(Kind::NotFound).halt(visit))?;
    Ok(shown(&appointment_json(zone, &appointment, &Value::Null)))
}

/// `…/late`: came late, or did not after all.
pub(super) async fn late(
    (State(web), visit, bearer, Numbered(id)): Named,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let is_late = body.read(&visit, |fields| fields.required("late", flag))?;
    let done = web.app.mark_late(id, is_late, bearer.actor()).await;
    after(&web, &visit, (id, done)).await
}

/// `…/note`: another administrative note.
pub(super) async fn note(
    (State(web), visit, bearer, Numbered(id)): Named,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let (note, version) = body.read(&visit, |fields| {
        let note = fields.required("note", note_text);
        let version = fields.optional("version", integer);
        note.map(|note| (note, version))
    })?;
    let done = web.app.write_note(id, note, version, bearer.actor()).await;
    after(&web, &visit, (id, done)).await
}

/// `…/answer`: a request is accepted or refused, with a few words in the message.
pub(super) async fn answer(
    (State(web), visit, bearer, Numbered(id)): Named,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let agenda = web.app.agenda();
    let (answer, version) = body.read(&visit, |fields| {
        let is_accepted = fields.required("answer", text(is_acceptance));
        let version = fields.optional("version", integer);
        let note = message(fields, agenda.set_up());
        is_accepted.map(|is_accepted| ((is_accepted, note), version))
    })?;
    let done = web.app.answer_request(id, version, answer, bearer.actor()).await;
    after(&web, &visit, (id, done)).await
}

fn is_acceptance(answer: &str) -> Result<bool, FieldProblem> {
    match answer {
        "accept" => Ok(true),
        "refuse" => Ok(false),
        _ => Err(FieldProblem::UnknownChoice),
    }
}

/// `…/contest`: what becomes of a no-show that the patient does not agree with (booking-rules §10).
pub(super) async fn contest(
    (State(web), visit, bearer, Numbered(id)): Named,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let decision = body.read(&visit, |fields| {
        fields.required("decision", text(contest_decision))
    })?;
    let done = web.app.decide_contest(id, decision, bearer.actor()).await;
    after(&web, &visit, (id, done)).await
}

fn contest_decision(key: &str) -> Result<ContestDecision, FieldProblem> {
    ContestDecision::from_key(key).ok_or(FieldProblem::UnknownChoice)
}

/// `…/series`: a visit whose series was broken off by a no-show is kept or cancelled; a move decides as well (booking-rules §8).
pub(super) async fn series(
    (State(web), visit, bearer, Numbered(id)): Named,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let agenda = web.app.agenda();
    let (decision, version) = body.read(&visit, |fields| {
        let is_kept = fields.required("decision", text(is_keeping));
        let version = fields.optional("version", integer);
        let note = message(fields, agenda.set_up());
        let decision = if is_kept? {
            VisitDecision::Keep
        } else {
            VisitDecision::Cancel(note)
        };
        Some((decision, version))
    })?;
    let done = web.app.decide_visit(id, version, decision, bearer.actor()).await;
    after(&web, &visit, (id, done)).await
}

fn is_keeping(decision: &str) -> Result<bool, FieldProblem> {
    match decision {
        "keep" => Ok(true),
        "cancel" => Ok(false),
        _ => Err(FieldProblem::UnknownChoice),
    }
}
