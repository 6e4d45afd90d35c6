//! `GET /calendar/{name}` and `GET /agenda/{name}`: a practitioner's agenda, and a patient's own appointments, for another calendar, by
//! secret addresses (RFC 5545).

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use crate::sys::hash;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::Visit;

/// How the address ends: some programs take nothing else for a calendar.
const ENDING: &str = ".ics";

/// A patient's own appointments. An address that is unknown and one that was ended read alike.
pub(super) async fn own(
    State(web): State<Web>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response<Body>, Halt> {
    let missing = || Problem::new(StatusCode::NOT_FOUND);
    let secret = name.strip_suffix(ENDING).ok_or_else(missing)?;
    let file = web.app.own_calendar(secret).await?.ok_or_else(missing)?;
    Ok(told(file, &headers))
}

/// A practitioner's agenda. An address that is unknown and one that was ended read alike.
pub(super) async fn show(
    State(web): State<Web>,
    visit: Visit,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response<Body>, Halt> {
    let missing = || Problem::new(StatusCode::NOT_FOUND);
    let secret = name.strip_suffix(ENDING).ok_or_else(missing)?;
    let busy = visit.texts().text("feed-busy").into_owned();
    let file = web.app.calendar_of(secret, busy).await?.ok_or_else(missing)?;
    Ok(told(file, &headers))
}

/// The file, or that it is the one that was seen already.
fn told(file: String, headers: &HeaderMap) -> Response<Body> {
    let tag = format!("\"{}\"", hash::sha256_hex(file.as_bytes()));
    let seen = headers.get_all(header::IF_NONE_MATCH).iter();
    let is_seen = seen
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .any(|seen| seen.trim().trim_start_matches("W/") == tag);
    let mut response = Response::new(if is_seen { Body::empty() } else { Body::from(file) });
    if is_seen {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    // Kept by the calendar that asked, asked again each time, and by nobody in between.
    let policy = HeaderValue::from_static("private, no-cache");
    headers.insert(header::CACHE_CONTROL, policy);
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}
