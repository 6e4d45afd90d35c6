//! `POST /api/v1/appointments/{id}/state`: the states of the day, and the answer to a request (booking-rules §6, §10).

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use serde_json::Value;

use super::appointment_json::{appointment_json, shown};
use super::bearer::Bearer;
use super::fields::{integer, text};
use super::json_body::JsonBody;
use super::path::Numbered;
use super::trouble::failed;
use crate::domain::booking::Status;
use crate::domain::contact::FieldProblem;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

pub(super) async fn set(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let (status, version) = body.read(&visit, |fields| {
        let status = fields.required("status", text(settable));
        let version = fields.optional("version", integer);
        status.map(|status| (status, version))
    })?;
    let actor = bearer.actor();
    let found = web.app.appointment(id).await?;
    let is_request = found.is_some_and(|appointment| appointment.status == Status::Requested);
    let done = match status {
        Status::Refused => web.app.refuse(id, version, actor).await,
        Status::Confirmed if is_request => web.app.approve(id, version, actor).await,
        status => web.app.mark_attendance(id, status, version, actor).await,
    };
    let appointment = done.map_err(|failure| failed(&visit, zone, failure))?;
    Ok(shown(&appointment_json(zone, &appointment, &Value::Null)))
}

/// Moving and cancelling have addresses of their own.
fn settable(key: &str) -> Result<Status, FieldProblem> {
    use Status::{Arrived, Confirmed, Done, Excused, InProgress, LeftUnseen, NoShow, Refused};
    let status = Status::from_key(key).ok_or(FieldProblem::UnknownChoice)?;
    let is_settable = matches!(
        status,
        Arrived | Confirmed | Done | Excused | InProgress | LeftUnseen | NoShow | Refused
    );
    is_settable.then_some(status).ok_or(FieldProblem::UnknownChoice)
}
