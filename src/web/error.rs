//! From what went wrong to what the client is told: a page, or a problem document on the machine interface (RFC 9457).

use std::fmt::Display;
use std::time::Duration;

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;

use super::extract::Visit;
use super::view::Layout;
use crate::domain::practice::Practice;
use crate::store::Fault;
use crate::sys::ids;

/// Where the machine interface lives; its errors are JSON.
const API_PREFIX: &str = "/api/";
/// Where the pages of the staff live.
const STAFF_PREFIX: &str = "/admin";

/// An answer that only carries bad news. The door renders it in the visitor's language.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    key: Option<&'static str>,
    retry_after: Option<Duration>,
    incident: Option<String>,
}

impl Problem {
    /// The usual words for this status.
    pub fn new(status: StatusCode) -> Self {
        Self {
            status,
            key: None,
            retry_after: None,
            incident: None,
        }
    }

    /// Own words instead of the usual ones: the key of a text without arguments.
    #[must_use]
    pub fn saying(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }

    /// Too many requests; worth another try after `wait`.
    pub fn too_many(wait: Duration) -> Self {
        Self {
            retry_after: Some(wait),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS)
        }
    }

    /// The program has too much to do, or cannot write just now.
    pub fn overloaded() -> Self {
        Self {
            retry_after: Some(Duration::from_secs(5)),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE)
        }
    }

    /// Our fault. The cause goes to the log under a number, which is all that the visitor sees.
    pub fn incident(cause: &dyn Display) -> Self {
        let number = ids::code6();
        tracing::error!(incident = number, %cause, "request failed");
        Self {
            incident: Some(number),
            ..Self::new(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }

    /// The same, and the connection ends: what follows on it cannot be trusted.
    pub(super) fn closing(self) -> Response<Body> {
        let mut response = self.into_response();
        response
            .headers_mut()
            .insert(header::CONNECTION, HeaderValue::from_static("close"));
        response
    }
}

impl From<Fault> for Problem {
    /// 503 when trying again may help, else an incident; the chain of causes goes to the log.
    fn from(fault: Fault) -> Self {
        match fault.retry_after() {
            Some(wait) => {
                tracing::warn!(cause = chain(&fault), "request refused for now");
                Self {
                    retry_after: Some(wait),
                    key: matches!(fault, Fault::DiskFull(_)).then_some("error-disk-full"),
                    ..Self::overloaded()
                }
            }
            None => Self::incident(&chain(&fault)),
        }
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        if let Some(wait) = self.retry_after {
            let seconds = HeaderValue::from(wait.as_secs().max(1));
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Answers above 399 without a body of their own get one.
pub(super) fn rendered(visit: &Visit, mut response: Response<Body>) -> Response<Body> {
    let status = response.status();
    let problem = response.extensions_mut().remove::<Problem>();
    let practice = response.extensions_mut().remove::<Practice>();
    let is_error = status.is_client_error() || status.is_server_error();
    if !is_error || (problem.is_none() && response.headers().contains_key(header::CONTENT_TYPE)) {
        return response;
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        let allow = HeaderValue::from_static("GET, HEAD, POST");
        response.headers_mut().entry(header::ALLOW).or_insert(allow);
    }
    let problem = problem.unwrap_or_else(|| Problem::new(status));
    let (content_type, text) = if visit.path().starts_with(API_PREFIX) {
        ("application/problem+json", document(visit, &problem))
    } else {
        (
            "text/html; charset=utf-8",
            page(visit, &problem, practice.as_ref()),
        )
    };
    response.headers_mut().remove(header::CONTENT_LENGTH);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    *response.body_mut() = Body::from(text);
    response
}

fn title(visit: &Visit, problem: &Problem) -> String {
    let t = visit.texts();
    let known = [400, 403, 404, 405, 408, 409, 410, 413, 421, 422, 429, 500, 503];
    let status = problem.status.as_u16();
    if known.contains(&status) {
        t.text(&format!("error-title-{status}")).into_owned()
    } else {
        t.text("error-title-400").into_owned()
    }
}

fn detail(visit: &Visit, problem: &Problem) -> String {
    let t = visit.texts();
    let status = problem.status.as_u16();
    match (problem.key, problem.retry_after) {
        (Some(key), _) => t.text(key).into_owned(),
        (None, Some(wait)) if status == 429 => {
            let minutes = i64::try_from(wait.as_secs().div_ceil(60)).unwrap_or(1);
            t.with("error-wait", &[("minutes", minutes.into())])
        }
        (None, _) if matches!(status, 404 | 408 | 413 | 500 | 503) => {
            t.text(&format!("error-detail-{status}")).into_owned()
        }
        (None, _) => t.text("error-detail-400").into_owned(),
    }
}

fn document(visit: &Visit, problem: &Problem) -> String {
    let mut document = serde_json::json!({
        "type": "about:blank",
        "status": problem.status.as_u16(),
        "title": title(visit, problem),
        "detail": detail(visit, problem),
    });
    if let (Some(number), Some(object)) = (&problem.incident, document.as_object_mut()) {
        object.insert("incident".to_owned(), number.as_str().into());
    }
    document.to_string()
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    page: Layout,
    status: u16,
    detail: String,
    incident: Option<&'a str>,
}

/// A patient is told whom to call, where the router knew the practice; the staff know.
fn page(visit: &Visit, problem: &Problem, practice: Option<&Practice>) -> String {
    let title = title(visit, problem);
    let practice = practice.filter(|_| !visit.path().starts_with(STAFF_PREFIX));
    let page = ErrorPage {
        page: match practice {
            Some(practice) => Layout::of(visit, practice, title.as_str()),
            None => Layout::plain(visit, title.as_str()),
        },
        status: problem.status.as_u16(),
        detail: detail(visit, problem),
        incident: problem.incident.as_deref(),
    };
    page.render().unwrap_or_else(|error| {
        tracing::error!(%error, "error page");
        title
    })
}
