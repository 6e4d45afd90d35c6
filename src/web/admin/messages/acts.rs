//! `POST /admin/messages/{id}/…`: once more, called off, seen to.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::PATH;
use super::page::answered;
use crate::app::{Failure, ResendRefusal};
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};

/// Sends it once more; what may have arrived needs a word that twice is right.
pub(super) async fn resend(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let seen = form.get("state").to_owned();
    let sent = web
        .app
        .resend_message(numbered(&id)?, seen, form.is_ticked("sure"), staff.0.actor());
    let sent = sent.await.map(|_| ());
    ended(&web, &visit, &staff, ("resent", sent)).await
}

/// Calls it off before it leaves.
pub(super) async fn call_off(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let done = web.app.call_off_message(numbered(&id)?, staff.0.actor()).await;
    ended(&web, &visit, &staff, ("called-off", done)).await
}

/// The patient knows: somebody phoned.
pub(super) async fn handled(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let done = web.app.handle_message(numbered(&id)?, staff.0.actor()).await;
    ended(&web, &visit, &staff, ("handled", done)).await
}

async fn ended(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (done, outcome): (&str, Result<(), Failure<ResendRefusal>>),
) -> Result<Response, Halt> {
    let refusal = match outcome {
        Ok(()) => return Ok(onward(visit, &format!("{PATH}?done={done}"), None)),
        Err(Failure::Fault(fault)) => return Err(fault.into()),
        Err(Failure::Refused(refusal)) => refusal,
    };
    let key = match refusal {
        ResendRefusal::NotFound => return Err(Problem::new(StatusCode::NOT_FOUND).into()),
        ResendRefusal::Changed => "outbox-refused-changed",
        ResendRefusal::MayHaveArrived => "outbox-refused-sure",
        ResendRefusal::NothingToRepeat => "outbox-refused-nothing",
        ResendRefusal::Overtaken => "outbox-refused-overtaken",
        ResendRefusal::NoContact => "outbox-refused-contact",
        ResendRefusal::AlreadyWaiting => "outbox-refused-waiting",
    };
    let refused = visit.texts().text(key).into_owned();
    answered(web, visit, staff, (StatusCode::CONFLICT, Some(refused))).await
}
