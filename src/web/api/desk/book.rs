//! `POST /api/v1/desk/appointments` and `…/{id}/copy`: a booking by the rules of the staff, as on the screen.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use chrono::TimeDelta;

use super::beyond::{beyond, note_text};
use super::following::{decided, next_visits};
use crate::app::{BookingRequest, ForWhom};
use crate::domain::booking::{Appointment, LENGTH_MINUTES_MAX, LENGTH_MINUTES_MIN, Origin};
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::created_at;
use crate::web::api::bearer::Bearer;
use crate::web::api::book::{booked, booking_json, somebody};
use crate::web::api::fields::{Fields, count, instant, integer};
use crate::web::api::json_body::JsonBody;
use crate::web::api::key;
use crate::web::api::path::Numbered;
use crate::web::api::patient_json::patient_at_desk;
use crate::web::api::slot_query::SEATS_MAX;
use crate::web::api::trouble::{Kind, Trouble};
use crate::web::extract::Visit;

/// Who books, and where.
type Asking = (State<Web>, Visit, Bearer);

/// See the module.
pub(super) async fn book(
    (State(web), visit, bearer): Asking,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    written((&web, &visit, &bearer), None, (&headers, body)).await
}

/// The same patient for the same care at another time; with the same practitioner and as long, unless it says otherwise.
pub(super) async fn copy(
    (State(web), visit, bearer): Asking,
    Numbered(id): Numbered,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let Some(like) = web.app.appointment(id).await? else {
        return Err(Trouble::new(Kind::NotFound).halt(&visit));
    };
    written((&web, &visit, &bearer), Some(&like), (&headers, body)).await
}

async fn written(
    (web, visit, bearer): (&Web, &Visit, &Bearer),
    like: Option<&Appointment>,
    (headers, body): (&HeaderMap, JsonBody),
) -> Result<Response<Body>, Halt> {
    let agenda = web.app.agenda();
    let key = key::of(headers, visit)?;
    let (mut request, may_wait) = body.read(visit, |fields| request(fields, (web, bearer), like))?;
    request.reach = bearer.reach().cloned();
    bearer.reached(visit, request.practitioner)?;
    decided(visit, (&agenda, web.app.now()), &request, may_wait)?;
    let booking = booked((web, visit, bearer), request, key).await?;
    Ok(created_at(
        visit,
        &format!("/api/v1/desk/appointments/{}", booking.appointment.id),
        &booking_json(agenda.zone(), &booking),
    ))
}

/// The booking, and whether the visit after it may wait.
fn request(
    fields: &mut Fields,
    (web, bearer): (&Web, &Bearer),
    like: Option<&Appointment>,
) -> Option<(BookingRequest, bool)> {
    let zone = web.app.agenda().zone();
    let (care, whom) = match like {
        Some(made) => (Some(made.care), Some(ForWhom::Known(made.patient))),
        None => (
            fields.required("care", integer).map(CareTypeId),
            patient_at_desk(fields, zone.date(web.app.now())),
        ),
    };
    let named = fields.optional("practitioner", integer).map(PractitionerId);
    let practitioner = somebody(fields, named.or(like.map(|made| made.practitioner)), bearer);
    let start = fields.required("start", instant);
    let seats = fields.optional("seats", |value| count(value, 1, SEATS_MAX));
    let minutes = fields.optional("minutes", |value| {
        count(value, LENGTH_MINUTES_MIN, LENGTH_MINUTES_MAX)
    });
    let length = minutes.map(|minutes| TimeDelta::minutes(minutes.into()));
    let note = fields.optional("note", note_text);
    let beyond = beyond(fields);
    let placing = beyond.placing(fields, practitioner);
    let (next, may_wait) = next_visits(fields, bearer);
    let request = BookingRequest {
        seats: seats.unwrap_or(1),
        length: length.or_else(|| like.and_then(|made| web.app.kept_length(made))),
        origin: Origin::Api,
        placing,
        overbooking: beyond.overbooking,
        note: note.unwrap_or_default(),
        next,
        ..BookingRequest::new(care?, practitioner, start?, whom?, bearer.actor())
    };
    Some((request, may_wait))
}
