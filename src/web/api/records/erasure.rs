//! `/api/v1/patients/{id}/erasure`: one person who asks (GDPR art. 17). What goes is read first; the act names the version that was read.

use axum::body::Body;
use axum::http::Response;
use serde_json::{Value, json};

use crate::app::{EraseRefusal, ErasurePreview, Failure};
use crate::domain::id::PatientId;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::shown;
use crate::web::api::change::Change;
use crate::web::api::fields::integer;
use crate::web::api::json_body::JsonBody;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::{Kind, Trouble};

/// `GET`: nothing is erased.
pub(super) async fn preview(by: Change, Numbered(id): Numbered) -> Result<Response<Body>, Halt> {
    let preview = read(&by, PatientId(id.0)).await?;
    Ok(shown(&preview_json(id.0, &preview)))
}

async fn read(by: &Change, id: PatientId) -> Result<ErasurePreview, Halt> {
    let found = by.web.app.erasure_preview(id, by.bearer.actor()).await?;
    found.ok_or_else(|| Trouble::new(Kind::NotFound).halt(&by.visit))
}

fn preview_json(id: i64, preview: &ErasurePreview) -> Value {
    json!({
        "id": id,
        "version": preview.version,
        "erasable": preview.coming.is_empty() && preview.waiting.is_empty(),
        "goes": {
            "appointments": preview.appointments,
            "waiting_entries": preview.waiting_entries,
            "messages": preview.messages,
            "relatives": preview.relatives,
            "consents": preview.consents,
        },
        "in_the_way": {
            "appointments": preview.coming.iter().map(|id| id.0).collect::<Vec<_>>(),
            "waiting_entries": preview.waiting.iter().map(|id| id.0).collect::<Vec<_>>(),
        },
    })
}

/// `POST`: for good.
pub(super) async fn erase(
    by: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let id = PatientId(id.0);
    let version = body.read(&by.visit, |fields| fields.required("version", integer))?;
    let erased = by
        .web
        .app
        .erase_patient_as_seen(id, Some(version), by.bearer.actor());
    let trouble = match erased.await {
        Ok(()) => return Ok(shown(&json!({ "erased": true }))),
        Err(Failure::Fault(fault)) => return Err(fault.into()),
        Err(Failure::Refused(EraseRefusal::Unknown)) => Trouble::new(Kind::NotFound),
        Err(Failure::Refused(EraseRefusal::Stale)) => Trouble::new(Kind::Stale),
        Err(Failure::Refused(EraseRefusal::Coming)) => {
            Trouble::new(Kind::StillComing).leaving(read(&by, id).await?.coming)
        }
    };
    Err(trouble.halt(&by.visit))
}
