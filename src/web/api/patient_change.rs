//! `POST /api/v1/patients/{id}`: some members of a record; what is left out stays as it is.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use chrono::NaiveDate;
use serde_json::json;

use super::appointment_json::shown;
use super::bearer::Bearer;
use super::fields::{Fields, date, flag, integer, text};
use super::json_body::JsonBody;
use super::path::Numbered;
use super::patient_json::{birth_date, language};
use super::trouble::{Kind, Trouble, failed};
use crate::app::PatientFile;
use crate::domain::contact::{BLOCK_REASON_MAX, Email, PersonName, Phone, free_text};
use crate::domain::id::PatientId;
use crate::domain::patient::Patient;
use crate::store::PatientMarks;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

/// See the module. The answer is the version only: who may write a record may not be allowed to read it.
pub(super) async fn change(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let today = zone.date(web.app.now());
    let found = web.app.open_patient(PatientId(id.0), bearer.actor()).await?;
    let Some(file) = found else {
        return Err(Trouble::new(Kind::NotFound).halt(&visit));
    };
    let (patient, marks, version) = body.read(&visit, |fields| changed(fields, &file, today))?;
    let saved = web
        .app
        .save_patient_with(patient, Some(marks), Some(version), bearer.actor());
    let id = saved.await.map_err(|failure| failed(&visit, zone, failure))?;
    Ok(shown(&json!({ "id": id.0, "version": version + 1 })))
}

fn changed(
    fields: &mut Fields,
    file: &PatientFile,
    today: NaiveDate,
) -> Option<(Patient, PatientMarks, i64)> {
    let (before, marks) = (&file.patient, &file.marks);
    let version = fields.required("version", integer);
    let family_name = fields.optional("family_name", text(PersonName::parse));
    let given_name = fields.optional("given_name", text(PersonName::parse));
    let born = |value: &serde_json::Value| birth_date(date(value)?, today);
    let born = fields.kept("born", before.born.as_ref(), born);
    let phone = fields.kept("phone", before.phone.as_ref(), text(Phone::parse));
    let email = fields.kept("email", before.email.as_ref(), text(Email::parse));
    let language = fields.optional("language", text(language));
    let is_blocked = fields.optional("blocked_online", flag);
    let is_fragile = fields.optional("fragile", flag);
    let is_phone_only = fields.optional("phone_only", flag);
    let reason = text(|typed: &str| free_text(typed, BLOCK_REASON_MAX));
    let block_reason = fields.optional("block_reason", reason);
    let patient = Patient {
        id: before.id,
        family_name: family_name.unwrap_or_else(|| before.family_name.clone()),
        given_name: given_name.unwrap_or_else(|| before.given_name.clone()),
        born,
        phone,
        email,
        language: language.unwrap_or(before.language),
        is_blocked_online: is_blocked.unwrap_or(before.is_blocked_online),
        is_fragile: is_fragile.unwrap_or(before.is_fragile),
        note: before.note.clone(),
    };
    let marks = PatientMarks {
        is_phone_only: is_phone_only.unwrap_or(marks.is_phone_only),
        block_reason: block_reason.unwrap_or_else(|| marks.block_reason.clone()),
        desk_note: marks.desk_note.clone(),
    };
    Some((patient, marks, version?))
}
