//! `/api/v1/patients/{id}/relatives`: who books for whom (booking-rules §8).

use axum::body::Body;
use axum::http::Response;
use serde_json::{Value, json};

use super::opened;
use crate::app::Relative;
use crate::domain::contact::FieldProblem;
use crate::domain::id::PatientId;
use crate::domain::relative::Kinship;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::shown;
use crate::web::api::change::Change;
use crate::web::api::fields::{Fields, integer, text};
use crate::web::api::json_body::JsonBody;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::failed;

/// The other one books for this patient.
const BY: &str = "by";
/// This patient books for the other one.
const FOR: &str = "for";

/// `GET`: relatives, and others with the same phone or e-mail who are none yet.
pub(super) async fn list(by: Change, Numbered(id): Numbered) -> Result<Response<Body>, Halt> {
    let file = opened(&by, PatientId(id.0)).await?;
    let relatives: Vec<Value> = file.relatives.iter().map(relative_json).collect();
    let household: Vec<i64> = file.household.iter().map(|person| person.id.0).collect();
    Ok(shown(&json!({ "relatives": relatives, "household": household })))
}

fn relative_json(relative: &Relative) -> Value {
    json!({
        "patient": relative.person.id.0,
        "family_name": relative.person.family_name.as_str(),
        "given_name": relative.person.given_name.as_str(),
        "kind": relative.kind.key(),
        "books": if relative.is_contact { BY } else { FOR },
    })
}

/// `POST`: ties two people, or says otherwise what they are.
pub(super) async fn tie(by: Change, Numbered(id): Numbered, body: JsonBody) -> Result<Response<Body>, Halt> {
    let ((contact, patient), kind) = body.read(&by.visit, |fields| {
        let pair = pair(fields, PatientId(id.0));
        let kind = fields.required("kind", text(kinship));
        pair.zip(kind)
    })?;
    tied(&by, (contact, patient), Some(kind)).await?;
    Ok(shown(&json!({
        "contact": contact.0,
        "patient": patient.0,
        "kind": kind.key(),
    })))
}

fn kinship(key: &str) -> Result<Kinship, FieldProblem> {
    Kinship::from_key(key).ok_or(FieldProblem::UnknownChoice)
}

/// `POST …/remove`.
pub(super) async fn untie(
    by: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let pair = body.read(&by.visit, |fields| pair(fields, PatientId(id.0)))?;
    tied(&by, pair, None).await?;
    Ok(shown(&json!({ "removed": true })))
}

/// Who books, and for whom.
fn pair(fields: &mut Fields, own: PatientId) -> Option<(PatientId, PatientId)> {
    let other = fields.required("patient", |value| {
        let other = PatientId(integer(value)?);
        let is_other = other.0 > 0 && other != own;
        is_other.then_some(other).ok_or(FieldProblem::UnknownChoice)
    });
    let is_by = fields.required(
        "books",
        text(|way: &str| match way {
            BY => Ok(true),
            FOR => Ok(false),
            _ => Err(FieldProblem::UnknownChoice),
        }),
    );
    let (other, is_by) = (other?, is_by?);
    Some(if is_by { (other, own) } else { (own, other) })
}

async fn tied(by: &Change, pair: (PatientId, PatientId), kind: Option<Kinship>) -> Result<(), Halt> {
    let zone = by.web.app.agenda().zone();
    let done = by.web.app.tie_relatives(pair, kind, by.bearer.actor()).await;
    done.map_err(|failure| failed(&by.visit, zone, failure))
}
