//! Patients: looked up by a body, so that no name gets into an address (security §1); opened, which is on record; written.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use serde_json::{Value, json};

use super::appointment_json::{appointment_json, shown};
use super::bearer::Bearer;
use super::fields::text;
use super::json_body::JsonBody;
use super::key;
use super::path::Numbered;
use super::patient_json::declared;
use super::trouble::{Kind, Trouble, failed};
use crate::domain::contact::{Email, FieldProblem, Phone, free_text};
use crate::domain::id::PatientId;
use crate::domain::patient::Patient;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

/// Longest question.
const QUESTION_MAX: usize = 100;

fn patient_json(patient: &Patient) -> Value {
    json!({
        "id": patient.id.0,
        "family_name": patient.family_name.as_str(),
        "given_name": patient.given_name.as_str(),
        "born": patient.born.map(|born| born.to_string()),
        "phone": patient.phone.as_ref().map(Phone::as_str),
        "email": patient.email.as_ref().map(Email::as_str),
        "language": patient.language,
    })
}

/// `POST /api/v1/patients/search`: at most fifty, in order of name.
pub(super) async fn search(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let question = body.read(&visit, |fields| fields.required("q", text(question)))?;
    let found = web.app.find_patients(question, bearer.actor()).await?;
    let listed: Vec<Value> = found.iter().map(patient_json).collect();
    Ok(shown(&json!({ "patients": listed })))
}

fn question(typed: &str) -> Result<String, FieldProblem> {
    let question = free_text(typed, QUESTION_MAX)?;
    if question.trim().is_empty() {
        return Err(FieldProblem::Missing);
    }
    Ok(question)
}

/// `GET /api/v1/patients/{id}`: with every appointment that is the program's business.
pub(super) async fn show(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    Numbered(id): Numbered,
) -> Result<Response<Body>, Halt> {
    let found = web.app.open_patient(PatientId(id.0), bearer.actor()).await?;
    let Some(file) = found else {
        return Err(Trouble::new(Kind::NotFound).halt(&visit));
    };
    let zone = web.app.agenda().zone();
    let visits = file
        .appointments
        .iter()
        .filter(|visit| bearer.reaches(visit.practitioner))
        .map(|visit| appointment_json(zone, visit, &Value::Null));
    let mut answer = patient_json(&file.patient);
    if let Some(members) = answer.as_object_mut() {
        members.insert("version".to_owned(), file.version.into());
        members.insert("blocked_online".to_owned(), file.patient.is_blocked_online.into());
        members.insert("fragile".to_owned(), file.patient.is_fragile.into());
        members.insert("phone_only".to_owned(), file.marks.is_phone_only.into());
        members.insert("appointments".to_owned(), visits.collect());
    }
    Ok(shown(&answer))
}

/// `POST /api/v1/patients`: a new record.
pub(super) async fn create(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let today = zone.date(web.app.now());
    let patient = body.read(&visit, |fields| declared(fields, today))?;
    let actor = bearer.actor();
    let key = key::standing_for(&headers, &visit, &actor, &patient)?;
    let saved = web.app.create_patient_once(patient.clone(), key, actor);
    let id = saved.await.map_err(|failure| failed(&visit, zone, failure))?;
    let mut response = shown(&patient_json(&Patient { id, ..patient }));
    *response.status_mut() = StatusCode::CREATED;
    let address = visit.link(&format!("/api/v1/patients/{id}"));
    if let Ok(address) = HeaderValue::try_from(address) {
        response.headers_mut().insert(header::LOCATION, address);
    }
    Ok(response)
}
