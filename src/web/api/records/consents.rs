//! `/api/v1/patients/{id}/consents`: what somebody agreed to, noted and taken back.

use axum::body::Body;
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};

use super::opened;
use crate::domain::consent::ConsentKind;
use crate::domain::contact::FieldProblem;
use crate::domain::id::PatientId;
use crate::domain::time::Zone;
use crate::store::Consent;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::shown;
use crate::web::api::change::{Change, made};
use crate::web::api::fields::{integer, text};
use crate::web::api::json_body::JsonBody;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::failed;

/// `GET`: the oldest first.
pub(super) async fn list(by: Change, Numbered(id): Numbered) -> Result<Response<Body>, Halt> {
    let file = opened(&by, PatientId(id.0)).await?;
    let zone = by.web.app.agenda().zone();
    let listed: Vec<Value> = file.consents.iter().map(|one| consent_json(zone, one)).collect();
    Ok(shown(&json!({ "consents": listed })))
}

fn consent_json(zone: Zone, consent: &Consent) -> Value {
    let hour = |at| zone.fixed(at).to_rfc3339();
    json!({
        "id": consent.id,
        "kind": consent.kind.key(),
        "text": consent.version,
        "online": consent.is_online,
        "given": hour(consent.given),
        "withdrawn": consent.withdrawn.map(hour),
    })
}

/// `POST`: to the text in force.
pub(super) async fn give(
    by: Change,
    Numbered(id): Numbered,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let id = PatientId(id.0);
    let kind = body.read(&by.visit, |fields| {
        fields.required(
            "kind",
            text(|key: &str| ConsentKind::from_key(key).ok_or(FieldProblem::UnknownChoice)),
        )
    })?;
    let key = by.key(&headers, &("consent", id, kind))?;
    let zone = by.web.app.agenda().zone();
    let noted = by.web.app.note_consent_once(id, kind, key, by.bearer.actor());
    let number = noted.await.map_err(|failure| failed(&by.visit, zone, failure))?;
    Ok(made(&json!({ "id": number, "kind": kind.key() })))
}

/// `POST …/withdraw`.
pub(super) async fn withdraw(
    by: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let consent = body.read(&by.visit, |fields| fields.required("consent", integer))?;
    let zone = by.web.app.agenda().zone();
    let done = by
        .web
        .app
        .withdraw_consent(PatientId(id.0), consent, by.bearer.actor());
    done.await.map_err(|failure| failed(&by.visit, zone, failure))?;
    Ok(shown(&json!({ "withdrawn": true })))
}
