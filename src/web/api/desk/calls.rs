//! `/api/v1/desk/calls`: who is to be told of an illness or another change of hours by phone, and who was (booking-rules §7).

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use serde_json::{Value, json};

use crate::app::{Call, CallRow, CallSheet};
use crate::domain::contact::FieldProblem;
use crate::domain::id::{AppointmentId, DraftId};
use crate::domain::schedule::Fate;
use crate::domain::time::Zone;
use crate::store::OfferState;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::{appointment_json, shown};
use crate::web::api::bearer::Bearer;
use crate::web::api::fields::{integer, text};
use crate::web::api::json_body::JsonBody;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::{Kind, Trouble, failed};
use crate::web::extract::Visit;

/// A list and who asks for it.
type Named = (State<Web>, Visit, Bearer, Numbered);

fn sheet_json(zone: Zone, bearer: &Bearer, sheet: &CallSheet) -> Value {
    let hour = |at| zone.fixed(at).to_rfc3339();
    json!({
        "id": sheet.draft.id.0,
        "applied": sheet.draft.applied.map(hour),
        "left": sheet.left(),
        "patients": sheet.rows.iter().map(|row| row_json(zone, bearer, row)).collect::<Vec<_>>(),
    })
}

fn row_json(zone: Zone, bearer: &Bearer, row: &CallRow) -> Value {
    let open = row.offer.as_ref().filter(|offer| offer.state == OfferState::Open);
    let now = row
        .successor
        .as_ref()
        .filter(|now| bearer.reaches(now.practitioner));
    json!({
        "appointment": appointment_json(zone, &row.appointment, &Value::Null),
        "moved_to": now.map(|now| now.id.0),
        "fate": fate(row.fate),
        "offered_until": open.map(|offer| zone.fixed(offer.expires).to_rfc3339()),
        "to_phone": row.is_to_phone,
        "reached": row.is_reached,
    })
}

fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Kept => "kept",
        Fate::Changed => "changed",
        Fate::ByPatient => "by_patient",
        Fate::Offered => "offered",
        Fate::Undecided => "undecided",
    }
}

/// What of a list is the program's business; `None` when nothing is.
fn within(bearer: &Bearer, mut sheet: CallSheet) -> Option<CallSheet> {
    sheet
        .rows
        .retain(|row| bearer.reaches(row.appointment.practitioner));
    Some(sheet).filter(|sheet| !sheet.rows.is_empty())
}

/// `GET`: the lists on which somebody is still to be phoned, the oldest first.
pub(super) async fn list(State(web): State<Web>, bearer: Bearer) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let sheets = web.app.calls_left().await?.into_iter();
    let theirs = sheets.filter_map(|sheet| within(&bearer, sheet).filter(|sheet| sheet.left() > 0));
    let listed: Vec<Value> = theirs.map(|sheet| sheet_json(zone, &bearer, &sheet)).collect();
    Ok(shown(&json!({ "calls": listed })))
}

async fn sheet(web: &Web, visit: &Visit, bearer: &Bearer, id: DraftId) -> Result<CallSheet, Halt> {
    let found = web.app.call_sheet(id).await?;
    let theirs = found.and_then(|sheet| within(bearer, sheet));
    theirs.ok_or_else(|| Trouble::new(Kind::NotFound).halt(visit))
}

/// `GET …/{id}`.
pub(super) async fn show((State(web), visit, bearer, Numbered(id)): Named) -> Result<Response<Body>, Halt> {
    let sheet = sheet(&web, &visit, &bearer, DraftId(id.0)).await?;
    Ok(shown(&sheet_json(web.app.agenda().zone(), &bearer, &sheet)))
}

/// `POST …/{id}`: what a call came to.
pub(super) async fn note(
    (State(web), visit, bearer, Numbered(id)): Named,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let (id, zone) = (DraftId(id.0), web.app.agenda().zone());
    let (appointment, call) = body.read(&visit, |fields| {
        let appointment = fields.required("appointment", integer).map(AppointmentId);
        appointment.zip(fields.required("call", text(call)))
    })?;
    let before = sheet(&web, &visit, &bearer, id).await?;
    if !before.rows.iter().any(|row| row.appointment.id == appointment) {
        return Err(Trouble::new(Kind::NotFound).halt(&visit));
    }
    let noted = web.app.note_call(id, appointment, call, bearer.actor()).await;
    noted.map_err(|failure| failed(&visit, zone, failure))?;
    web.app.count_waiting().await?;
    let sheet = sheet(&web, &visit, &bearer, id).await?;
    Ok(shown(&sheet_json(zone, &bearer, &sheet)))
}

fn call(key: &str) -> Result<Call, FieldProblem> {
    match key {
        "reached" => Ok(Call::Reached),
        "cancelled" => Ok(Call::ReachedAndCancelled),
        "not_reached" => Ok(Call::NotReached),
        _ => Err(FieldProblem::UnknownChoice),
    }
}
