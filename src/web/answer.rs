//! Answers that pages of every face give: onward, in trouble, too often.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Web;
use super::error::Problem;
use super::extract::Visit;
use super::limit::Act;
use crate::app::network_of;
use crate::domain::staff::Actor;
use crate::store::Fault;

/// An answer that ends a handler early, whatever its status.
pub(in crate::web) struct Halt(Box<Response>);

impl Halt {
    /// Whether somebody may not do this, or there is no such thing for them; a fault of ours is neither.
    pub(in crate::web) fn is_refusal(&self) -> bool {
        matches!(self.0.status(), StatusCode::FORBIDDEN | StatusCode::NOT_FOUND)
    }
}

impl From<Response> for Halt {
    fn from(answer: Response) -> Self {
        Self(Box::new(answer))
    }
}

impl From<Problem> for Halt {
    fn from(problem: Problem) -> Self {
        problem.into_response().into()
    }
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Problem::from(fault).into()
    }
}

impl IntoResponse for Halt {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// Counts an act of the visitor's address, or tells how long to wait (security §5).
pub(in crate::web) fn allowed(web: &Web, visit: &Visit, act: Act) -> Result<(), Halt> {
    counted(web, visit, act).map_err(|wait| Problem::too_many(wait).into())
}

/// The same for a page that says it in its own way; the error is how long to wait.
pub(in crate::web) fn counted(web: &Web, visit: &Visit, act: Act) -> Result<(), Duration> {
    let counted = web.limits.count(act, visit.client());
    if counted.is_err() && act.is_of_booking() {
        web.app.note_refused();
    }
    counted
}

/// An answer that tells when another try is worth it.
pub(in crate::web) fn after(mut answer: Response, wait: Duration) -> Response {
    let seconds = HeaderValue::from(wait.as_secs().max(1));
    answer.headers_mut().insert(header::RETRY_AFTER, seconds);
    answer
}

/// Puts on record that somebody known was refused a route (security 16.3.x), a few times for each address: nobody fills the log by
/// asking. That it cannot be written down lets nobody in.
pub(in crate::web) async fn note_refusal(web: &Web, visit: &Visit, actor: Actor, route: &str) {
    if web.limits.count(Act::NotedRefusal, visit.client()).is_err() {
        return;
    }
    let noted = web
        .app
        .note_refusal(actor, format!("route:{route}"), network_of(visit.client()));
    if let Err(fault) = noted.await {
        tracing::warn!(%fault, "a refusal could not be put on record");
    }
}

/// 303 to a page of ours, with cookies.
pub(in crate::web) fn onward(
    visit: &Visit,
    path: &str,
    cookies: impl IntoIterator<Item = (HeaderName, HeaderValue)>,
) -> Response {
    let location = HeaderValue::try_from(visit.link(path)).unwrap_or(HeaderValue::from_static("/"));
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(header::LOCATION, location);
    response.headers_mut().extend(cookies);
    response
}
