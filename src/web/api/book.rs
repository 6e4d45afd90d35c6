//! `POST /api/v1/appointments`.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use chrono::NaiveDate;
use serde_json::Value;

use super::appointment_json::{appointment_json, created};
use super::bearer::Bearer;
use super::fields::{Fields, Wrong, count, instant, integer};
use super::json_body::JsonBody;
use super::patient_json::patient;
use super::slot_query::SEATS_MAX;
use super::trouble::{Kind, Trouble, failed};
use super::{key, trouble};
use crate::app::{Booking, BookingRequest, Failure, NextVisit};
use crate::domain::booking::{Origin, Refusal};
use crate::domain::contact::FieldProblem;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::question::Declared;
use crate::domain::slot::Audience;
use crate::domain::time::Zone;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

pub(super) async fn book(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let today = zone.date(web.app.now());
    let key = key::of(&headers, &visit)?;
    let mut request = body.read(&visit, |fields| request(fields, today, &bearer))?;
    request.reach = bearer.reach().cloned();
    bearer.reached(&visit, request.practitioner)?;
    let booking = booked((&web, &visit, &bearer), request, key).await?;
    Ok(created(
        &visit,
        booking.appointment.id,
        &booking_json(zone, &booking),
    ))
}

/// Books, or says why not: a busy patient with the times that are free for both.
pub(super) async fn booked(
    (web, visit, bearer): (&Web, &Visit, &Bearer),
    request: BookingRequest,
    key: Option<&str>,
) -> Result<Booking, Halt> {
    let zone = web.app.agenda().zone();
    match web.app.book(request.clone(), key).await {
        Ok(booking) => Ok(booking),
        Err(Failure::Refused(Refusal::PatientBusy)) => {
            let alternatives = bearer.only_reached(web.app.nearest_for(&request).await?);
            Err(trouble::patient_busy(zone, &alternatives).halt(visit))
        }
        Err(Failure::Refused(Refusal::NotFound)) => Err(Trouble::new(Kind::InvalidRequest)
            .at(vec![Wrong::choice("patient")])
            .halt(visit)),
        Err(failure) => Err(failed(visit, zone, bearer.within(failure))),
    }
}

fn request(fields: &mut Fields, today: NaiveDate, bearer: &Bearer) -> Option<BookingRequest> {
    let care = fields.required("care", integer);
    let practitioner = fields.optional("practitioner", integer).map(PractitionerId);
    let practitioner = somebody(fields, practitioner, bearer);
    let start = fields.required("start", instant);
    let seats = fields.optional("seats", |value| count(value, 1, SEATS_MAX));
    let next_start = fields.optional("next_start", instant);
    let answers = fields.optional("answers", answers);
    let whom = patient(fields, today);
    Some(BookingRequest {
        seats: seats.unwrap_or(1),
        origin: Origin::Api,
        audience: Audience::Patient,
        next: next_start.map(NextVisit::at).into_iter().collect(),
        answers: answers.unwrap_or_default(),
        ..BookingRequest::new(CareTypeId(care?), practitioner, start?, whom?, bearer.actor())
    })
}

/// With whom: `None` is anybody, which a token that keeps to some has to name, unless there is only one.
pub(super) fn somebody(
    fields: &mut Fields,
    named: Option<PractitionerId>,
    bearer: &Bearer,
) -> Option<PractitionerId> {
    let practitioner = named.or_else(|| bearer.only());
    if practitioner.is_none() && bearer.is_limited() {
        fields.refuse_saying("practitioner", "api-detail-practitioner-needed");
    }
    practitioner
}

/// A list of `{"question": …, "answer": …}`, in the words of the care type.
fn answers(value: &Value) -> Result<Vec<Declared>, FieldProblem> {
    serde_json::from_value(value.clone()).map_err(|_| FieldProblem::Malformed)
}

/// A booking, with the next visit of its series where one was booked.
pub(super) fn booking_json(zone: Zone, booking: &Booking) -> Value {
    let next = booking.next.as_ref();
    let next = next.map_or(Value::Null, |next| appointment_json(zone, next, &Value::Null));
    appointment_json(zone, &booking.appointment, &next)
}
