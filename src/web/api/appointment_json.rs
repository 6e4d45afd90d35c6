//! An appointment as programs see it.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use serde_json::{Value, json};

use crate::domain::booking::Appointment;
use crate::domain::id::AppointmentId;
use crate::domain::time::Zone;
use crate::web::extract::Visit;

/// The object of an appointment; hours with the offset in force at the practice. `docs/api.md` explains each member.
pub(super) fn appointment_json(zone: Zone, appointment: &Appointment, next: &Value) -> Value {
    let hour = |at| zone.fixed(at).to_rfc3339();
    json!({
        "id": appointment.id.0,
        "version": appointment.version,
        "status": appointment.status.key(),
        "care": appointment.care.0,
        "practitioner": appointment.practitioner.0,
        "patient": appointment.patient.0,
        "start": hour(appointment.interval.start),
        "end": hour(appointment.interval.end),
        "seats": appointment.seats,
        "moved_from": appointment.moved_from.map(|id| id.0),
        "follows": appointment.follows.map(|id| id.0),
        "created": hour(appointment.created),
        "next": next,
    })
}

/// 200 with a JSON object.
pub(super) fn shown(value: &Value) -> Response<Body> {
    let mut response = Response::new(Body::from(value.to_string()));
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// An object with more members.
pub(super) fn with<const N: usize>(mut object: Value, more: [(&str, Value); N]) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.extend(more.map(|(name, value)| (name.to_owned(), value)));
    }
    object
}

/// 201 with the address of what was made.
pub(super) fn created(visit: &Visit, id: AppointmentId, value: &Value) -> Response<Body> {
    created_at(visit, &format!("/api/v1/appointments/{id}"), value)
}

/// The same with another address.
pub(super) fn created_at(visit: &Visit, path: &str, value: &Value) -> Response<Body> {
    let mut response = shown(value);
    *response.status_mut() = StatusCode::CREATED;
    let address = visit.link(path);
    if let Ok(address) = HeaderValue::try_from(address) {
        response.headers_mut().insert(header::LOCATION, address);
    }
    response
}
