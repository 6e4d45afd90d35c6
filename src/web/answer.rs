//! Answers that pages of every face give: onward, in trouble, too often.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Web;
use super::error::Problem;
use super::extract::Visit;
use super::limit::Act;
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
    let counted = web.limits.count(act, visit.client());
    counted.map_err(|wait| Problem::too_many(wait).into())
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
