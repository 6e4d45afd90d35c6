//! Cancelling by link; after the deadline it is an announcement (booking-rules §6).

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::browser::{AGAIN, HOLD, LINK, PASS, keep_again, pass};
use super::dead_link::{dead_link, no_link};
use super::words::{refused, status};
use crate::app::Failure;
use crate::domain::booking::{Refusal, Status};
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "public/cancelled.html")]
struct CancelledPage {
    page: Layout,
    is_late: bool,
    /// A later visit is still booked.
    has_next: bool,
    /// Another one can be booked without saying again who it is for.
    is_known: bool,
}

/// `POST /appointment/cancel`.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let Some(pass) = pass(&visit, &headers) else {
        return Ok(no_link(&web, &visit, StatusCode::GONE));
    };
    let again = web.app.lately(&pass).map(|again| keep_again(&visit, &again));
    match web.app.cancel_by_link(&pass, form.is_ticked("next")).await {
        Ok(cancelled) => {
            let is_late = cancelled.appointment.status == Status::CancelledLate;
            let late = if is_late { "late" } else { "free" };
            let next = if cancelled.next.is_empty() { "" } else { "&next" };
            let path = format!("/appointment/cancelled?{late}{next}");
            let crumbs = [PASS.forget(&visit), LINK.forget(&visit), HOLD.forget(&visit)];
            Ok(onward(&visit, &path, crumbs.into_iter().chain(again.ok())))
        }
        Err(Failure::Refused(Refusal::NotFound)) => Ok(dead_link(&web, &visit)),
        Err(Failure::Refused(refusal)) => Ok(refused_page(&web, &visit, &refusal)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

/// `GET /appointment/cancelled`: nothing personal.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Response {
    let agenda = web.app.agenda();
    let title = visit.texts().text("cancelled-title");
    let page = CancelledPage {
        page: Layout::of(&visit, &agenda.set_up().practice, title),
        is_late: visit.has_word("late"),
        has_next: visit.has_word("next"),
        is_known: AGAIN.read(&visit, &headers).is_some(),
    };
    html(StatusCode::OK, &page)
}

#[derive(Template)]
#[template(path = "public/refused.html")]
struct RefusedPage {
    page: Layout,
    text: String,
}

/// A refusal on the way from the appointment and back to it.
pub(super) fn refused_page(web: &Web, visit: &Visit, refusal: &Refusal) -> Response {
    let agenda = web.app.agenda();
    let page = RefusedPage {
        page: Layout::of(
            visit,
            &agenda.set_up().practice,
            visit.texts().text("manage-title"),
        ),
        text: refused(visit.texts(), refusal),
    };
    html(status(refusal), &page)
}
