//! The code that proves the contact, and the booking that follows from it (booking-rules §6, security §4).

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::asked::instant;
use super::browser::{HOLD, keep_pass, pass};
use super::code_page::{CodeView, SENT};
use super::hold::lost;
use super::identity::recovered;
use super::identity_page::{IdentityView, Note};
use super::kept::{Kept, asked, asked_by, held, page};
use super::typed::Typed;
use super::words::{refused, status, timed};
use crate::app::Failure;
use crate::domain::booking::Refusal;
use crate::domain::time::Instant;
use crate::store::Fault;
use crate::web::Web;
use crate::web::answer::{Halt, after, counted, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;

/// `GET /book/code`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    let Some(kept) = held(&web, &visit, &headers).await? else {
        // Back from the confirmation, or too late: the pass tells.
        let is_booked = pass(&visit, &headers).is_some();
        return Ok(onward(&visit, if is_booked { "/book/done" } else { "/book" }, []));
    };
    Ok(match CodeView::of(&web, &visit, &kept) {
        Some(view) => view.render(StatusCode::OK),
        None => onward(&visit, &page("/book", kept.is_anybody), []),
    })
}

/// `POST /book/code`.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let typed = Typed::read(&form);
    let kept = held(&web, &visit, &headers)
        .await?
        .map(|kept| kept.wished_in(&form));
    if let Some(answer) = too_many(&web, &visit, kept.as_ref()) {
        return Ok(answer);
    }
    if !form.get("start").is_empty() && kept.is_some() {
        let (asked, own) = asked_by(&web, &form, kept.clone())?;
        if own.is_none() {
            // Another window of this browser took another time meanwhile.
            return recovered(&web, &visit, &headers, (&asked, &form), &typed).await;
        }
    }
    let token = HOLD.read(&visit, &headers).unwrap_or("");
    let chosen = typed
        .next_starts
        .iter()
        .map_while(|text| instant(text, web.app.now()));
    let next: Option<Vec<Instant>> = Some(chosen.collect()).filter(|all: &Vec<Instant>| !all.is_empty());
    match web.app.confirm_hold(token, form.get("code"), next).await {
        Ok(booking) => {
            let pass = keep_pass(&visit, &web.app.pass_of(&booking)?);
            Ok(onward(&visit, "/book/done", [pass]))
        }
        Err(Failure::Refused(Refusal::HoldExpired)) => {
            let (asked, _) = asked(&web, &visit, &headers, &form).await?;
            recovered(&web, &visit, &headers, (&asked, &form), &typed).await
        }
        Err(Failure::Refused(Refusal::KeyReused)) if pass(&visit, &headers).is_some() => {
            Ok(onward(&visit, "/book/done", []))
        }
        Err(Failure::Refused(refusal)) => Ok(not_booked(&web, &visit, kept, &typed, &refusal)),
        Err(Failure::Fault(fault)) => Ok(in_trouble(&web, &visit, kept.as_ref(), fault)),
    }
}

/// `POST /book/code/again`: another code to the same contact.
pub(super) async fn resend(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Halt> {
    let Some(kept) = held(&web, &visit, &headers).await? else {
        return Ok(onward(&visit, "/book", []));
    };
    let (Some(view), Some(draft)) = (CodeView::of(&web, &visit, &kept), kept.form.draft.clone()) else {
        return Ok(onward(&visit, "/book", []));
    };
    if let Err(wait) = counted(&web, &visit, Act::CodeRequest) {
        let view = view.saying(Note::waiting(visit.texts(), wait));
        return Ok(after(view.render(StatusCode::TOO_MANY_REQUESTS), wait));
    }
    match web.app.request_code(&kept.token, draft).await {
        Ok(_) => Ok(onward(&visit, &sent(kept.is_anybody), [])),
        Err(Failure::Refused(refusal)) => {
            let view = view.saying(Note::warn(refused(visit.texts(), &refusal)));
            Ok(timed(view.render(status(&refusal)), &refusal))
        }
        Err(Failure::Fault(fault)) => Ok(in_trouble(&web, &visit, Some(&kept), fault)),
    }
}

fn sent(is_anybody: bool) -> String {
    let page = page("/book/code", is_anybody);
    let mark = if is_anybody { '&' } else { '?' };
    format!("{page}{mark}{SENT}")
}

/// Tries of codes, and bookings at the first try of each code (security §5).
fn too_many(web: &Web, visit: &Visit, kept: Option<&Kept>) -> Option<Response> {
    let is_first = kept.is_some_and(|kept| kept.form.code.is_some_and(|code| code.tries == 0));
    let count = |act| counted(web, visit, act);
    let tried = count(Act::CodeTry).and_then(|()| if is_first { count(Act::Booking) } else { Ok(()) });
    let wait = tried.err()?;
    let view = kept.and_then(|kept| CodeView::of(web, visit, kept));
    Some(match view {
        Some(view) => {
            let view = view.saying(Note::waiting(visit.texts(), wait));
            after(view.render(StatusCode::TOO_MANY_REQUESTS), wait)
        }
        None => Problem::too_many(wait).into_response(),
    })
}

fn not_booked(web: &Web, visit: &Visit, kept: Option<Kept>, typed: &Typed, refusal: &Refusal) -> Response {
    let (t, code) = (visit.texts(), status(refusal));
    let Some(kept) = kept else {
        return Problem::new(code).saying("denied-wrong-state").into_response();
    };
    let asked = kept.asked();
    match (refusal, CodeView::of(web, visit, &kept)) {
        (Refusal::WrongCode { tries_left: 0 }, _) => {
            let typed = kept.form.draft.as_ref().map_or_else(|| typed.clone(), Typed::of);
            let note = Note::bad(t.text("denied-code-lost").into_owned());
            IdentityView::of(web, visit, &asked, &typed)
                .saying(note)
                .render(code)
        }
        (Refusal::WrongCode { .. } | Refusal::CodeExpired, Some(view)) => {
            view.wrong(refused(t, refusal)).render(code)
        }
        // The held time itself cannot be taken: it is the next visit that is lost.
        (Refusal::NextVisit { why, .. }, Some(view))
            if matches!(
                **why,
                Refusal::SlotTaken { .. } | Refusal::Busy { .. } | Refusal::NotOffered { .. }
            ) =>
        {
            let note = Note::bad(t.text("denied-next-taken").into_owned());
            view.choosing_next().saying(note).render(code)
        }
        (Refusal::CodeExpired, None) => onward(visit, &page("/book", kept.is_anybody), []),
        _ => lost(web, visit, &asked, refusal),
    }
}

fn in_trouble(web: &Web, visit: &Visit, kept: Option<&Kept>, fault: Fault) -> Response {
    let view = kept.and_then(|kept| CodeView::of(web, visit, kept));
    match (view, fault.retry_after()) {
        (Some(view), Some(wait)) => {
            tracing::warn!(%fault, "booking refused for now");
            let note = Note::bad(visit.texts().text("error-detail-503").into_owned());
            let answer = view.saying(note).render(StatusCode::SERVICE_UNAVAILABLE);
            after(answer, wait)
        }
        _ => Problem::from(fault).into_response(),
    }
}
