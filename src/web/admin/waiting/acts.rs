//! Acts on an entry and on an offer: paused, taken up, taken off; offered by hand; answered on the phone, taken back.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::entry::{Said, answered};
use super::join::refused_key;
use crate::app::{Failure, OfferAnswer};
use crate::domain::booking::Refusal;
use crate::domain::id::{OfferId, WaitingEntryId};
use crate::domain::waiting_list::EntryState;
use crate::web::Web;
use crate::web::admin::booking::{When, told};
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};

/// `POST /admin/waiting/{id}/state`.
pub(super) async fn set_state(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id: WaitingEntryId = numbered(&id)?;
    let state = match form.get("state") {
        "waiting" => EntryState::Waiting,
        "left" => EntryState::Left,
        _ => EntryState::Paused,
    };
    match web.app.set_waiting_state(id, state, staff.0.actor()).await {
        Ok(()) if state == EntryState::Left => Ok(onward(&visit, "/admin/waiting?done=left", None)),
        Ok(()) => Ok(onward(&visit, &format!("/admin/waiting/{id}?done=saved"), None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => {
            let words = visit.texts().text(refused_key(refusal)).into_owned();
            refused(&web, &visit, &staff, id, (StatusCode::CONFLICT, words)).await
        }
    }
}

/// `POST /admin/waiting/{id}/offer`.
pub(super) async fn offer(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id: WaitingEntryId = numbered(&id)?;
    let when = When::of(&form);
    let (Some(with), Some(start)) = (when.with, when.start) else {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY).into());
    };
    match web.app.offer_by_hand(id, with, start, staff.0.actor()).await {
        Ok(_) => Ok(onward(&visit, &format!("/admin/waiting/{id}?done=saved"), None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => {
            refused(&web, &visit, &staff, id, told(visit.texts(), &refusal)).await
        }
    }
}

/// `POST /admin/offers/{id}`.
pub(super) async fn answer(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let (id, actor): (OfferId, _) = (numbered(&id)?, staff.0.actor());
    let mut made = None;
    let done = match form.get("do") {
        "accept" => web
            .app
            .accept_offer_for(id, actor)
            .await
            .map(|answer| match answer {
                OfferAnswer::Booked(booking) => {
                    made = Some(booking.appointment.id);
                    "accepted"
                }
                OfferAnswer::Over(_) => "over",
            }),
        "decline" => web.app.decline_offer_for(id, actor).await.map(|()| "declined"),
        "no-answer" => web.app.note_no_answer(id, actor).await.map(|()| "unanswered"),
        _ => web.app.withdraw_offer(id, actor).await.map(|()| "withdrawn"),
    };
    // A visit that others follow may have broken their interval: its page says so and moves them (booking-rules §8).
    if let Some(made) = made
        && !web.app.rest_of_series(made).await?.is_empty()
    {
        return Ok(onward(&visit, &format!("/admin/appointments/{made}"), None));
    }
    match done {
        Ok(done) => Ok(onward(&visit, &format!("/admin/waiting?done={done}"), None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(Refusal::NotFound)) => Err(Problem::new(StatusCode::NOT_FOUND).into()),
        Err(Failure::Refused(refusal)) => {
            let entry = web.app.entry_of_offer(id).await?;
            let entry = entry.ok_or_else(|| Halt::from(Problem::new(StatusCode::NOT_FOUND)))?;
            refused(&web, &visit, &staff, entry, told(visit.texts(), &refusal)).await
        }
    }
}

async fn refused(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    id: WaitingEntryId,
    (status, words): (StatusCode, String),
) -> Result<Response, Halt> {
    let said = Said {
        refused: Some(words),
        ..Said::default()
    };
    answered(web, visit, staff, id, (status, said)).await
}
