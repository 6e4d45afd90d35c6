//! `POST /api/v1/appointments/{id}/length`: longer or shorter from the same start; the patient, whose hour stays, is told nothing.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use chrono::TimeDelta;

use super::appointment_json::created;
use super::bearer::Bearer;
use super::book::booking_json;
use super::fields::{Fields, count, integer};
use super::json_body::JsonBody;
use super::key;
use super::path::Numbered;
use super::trouble::failed;
use crate::app::LengthRequest;
use crate::domain::booking::{LENGTH_MINUTES_MAX, LENGTH_MINUTES_MIN};
use crate::domain::id::AppointmentId;
use crate::domain::slot::Placing;
use crate::domain::staff::Actor;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

pub(super) async fn change(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    Numbered(id): Numbered,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let key = key::of(&headers, &visit)?;
    let request = body.read(&visit, |fields| request(fields, id, bearer.actor()))?;
    let changed = web.app.change_length(request, key).await;
    let moved = changed.map_err(|failure| failed(&visit, zone, bearer.within(failure)))?;
    let booking = &moved.booking;
    Ok(created(
        &visit,
        booking.appointment.id,
        &booking_json(zone, booking),
    ))
}

fn request(fields: &mut Fields, appointment: AppointmentId, actor: Actor) -> Option<LengthRequest> {
    let minutes = fields.required("minutes", |value| {
        count(value, LENGTH_MINUTES_MIN, LENGTH_MINUTES_MAX)
    });
    let expected_version = fields.optional("version", integer);
    Some(LengthRequest {
        appointment,
        expected_version,
        length: TimeDelta::minutes(minutes?.into()),
        placing: Placing::InOpeningHours,
        overbooking: None,
        actor,
    })
}
