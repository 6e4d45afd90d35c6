//! `POST /api/v1/appointments/{id}/move`: the new time is taken and the old one freed at once.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};

use super::appointment_json::created;
use super::bearer::Bearer;
use super::book::{booking_json, somebody};
use super::fields::{Fields, instant, integer};
use super::json_body::JsonBody;
use super::key;
use super::path::Numbered;
use super::trouble::{Kind, Trouble, failed, patient_busy};
use crate::app::{BookingRequest, Failure, ForWhom, MoveRequest, Moved};
use crate::domain::booking::{Appointment, Refusal};
use crate::domain::id::PractitionerId;
use crate::domain::slot::Audience;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

pub(super) async fn reschedule(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    Numbered(id): Numbered,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let key = key::of(&headers, &visit)?;
    let Some(old) = web.app.appointment(id).await? else {
        return Err(Trouble::new(Kind::NotFound).halt(&visit));
    };
    let request = body.read(&visit, |fields| request(fields, &old, &bearer))?;
    bearer.reached(&visit, request.practitioner)?;
    let elsewhere = elsewhere(&old, &request);
    let moved = web.app.move_appointment(request, key).await;
    let moved = moved_or_not((&web, &visit, &bearer), &elsewhere, moved).await?;
    let booking = &moved.booking;
    Ok(created(
        &visit,
        booking.appointment.id,
        &booking_json(zone, booking),
    ))
}

/// Says why an appointment was not moved: a busy patient with the times that are free for both.
pub(super) async fn moved_or_not(
    (web, visit, bearer): (&Web, &Visit, &Bearer),
    elsewhere: &BookingRequest,
    moved: Result<Moved, Failure>,
) -> Result<Moved, Halt> {
    let zone = web.app.agenda().zone();
    match moved {
        Err(Failure::Refused(Refusal::PatientBusy)) => {
            let alternatives = bearer.only_reached(web.app.nearest_for(elsewhere).await?);
            Err(patient_busy(zone, &alternatives).halt(visit))
        }
        other => other.map_err(|failure| failed(visit, zone, bearer.within(failure))),
    }
}

/// The same visit as a new booking, to look for a time when the patient is free.
pub(super) fn elsewhere(old: &Appointment, request: &MoveRequest) -> BookingRequest {
    BookingRequest {
        seats: old.seats,
        audience: request.audience,
        ..BookingRequest::new(
            old.care,
            request.practitioner,
            request.start,
            ForWhom::Known(old.patient),
            request.actor.clone(),
        )
    }
}

/// Left out, the practitioner stays; `null` is anybody.
pub(super) fn with_whom(fields: &mut Fields, old: &Appointment, bearer: &Bearer) -> Option<PractitionerId> {
    let named = if fields.is_null("practitioner") {
        None
    } else {
        let other = fields.optional("practitioner", integer).map(PractitionerId);
        Some(other.unwrap_or(old.practitioner))
    };
    somebody(fields, named, bearer)
}

fn request(fields: &mut Fields, old: &Appointment, bearer: &Bearer) -> Option<MoveRequest> {
    let start = fields.required("start", instant);
    let expected_version = fields.optional("version", integer);
    let practitioner = with_whom(fields, old, bearer);
    Some(MoveRequest {
        appointment: old.id,
        expected_version,
        practitioner,
        start: start?,
        audience: Audience::Patient,
        placing: None,
        overbooking: None,
        actor: bearer.actor(),
    })
}
