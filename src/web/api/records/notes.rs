//! `/api/v1/patients/{id}/notes`: what the practitioners and what the front desk note of somebody. A token is nobody's role: it reads both
//! or, without the scope, neither (security T19).

use axum::body::Body;
use axum::http::Response;
use serde_json::json;

use super::opened;
use crate::app::PatientFile;
use crate::domain::contact::{RECORD_NOTE_MAX, free_text};
use crate::domain::id::PatientId;
use crate::domain::patient::Patient;
use crate::store::PatientMarks;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::shown;
use crate::web::api::change::Change;
use crate::web::api::fields::{Fields, integer, text};
use crate::web::api::json_body::JsonBody;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::failed;

/// `GET`.
pub(super) async fn show(by: Change, Numbered(id): Numbered) -> Result<Response<Body>, Halt> {
    let file = opened(&by, PatientId(id.0)).await?;
    Ok(shown(&json!({
        "id": file.patient.id.0,
        "version": file.version,
        "note": file.patient.note,
        "desk_note": file.marks.desk_note,
    })))
}

/// `POST`: what is left out stays as it is, `null` and the empty text are no note. The answer is the version only: who may write notes
/// may not be allowed to read them.
pub(super) async fn change(
    by: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let file = opened(&by, PatientId(id.0)).await?;
    let (patient, marks, version) = body.read(&by.visit, |fields| changed(fields, &file))?;
    let saved = by
        .web
        .app
        .save_patient_with(patient, Some(marks), Some(version), by.bearer.actor());
    let zone = by.web.app.agenda().zone();
    let id = saved.await.map_err(|failure| failed(&by.visit, zone, failure))?;
    Ok(shown(&json!({ "id": id.0, "version": version + 1 })))
}

fn changed(fields: &mut Fields, file: &PatientFile) -> Option<(Patient, PatientMarks, i64)> {
    let version = fields.required("version", integer);
    let mut note = |name: &str, before: &String| {
        let read = text(|typed: &str| free_text(typed, RECORD_NOTE_MAX));
        fields.kept(name, Some(before), read).unwrap_or_default()
    };
    let patient = Patient {
        note: note("note", &file.patient.note),
        ..file.patient.clone()
    };
    let marks = PatientMarks {
        desk_note: note("desk_note", &file.marks.desk_note),
        ..file.marks.clone()
    };
    Some((patient, marks, version?))
}
