//! `GET /api/v1/slots`: free starts, answered from the agenda in memory.

use std::convert::Infallible;

use axum::body::Body;
use axum::extract::{FromRequestParts, RawQuery, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode, header};

use super::bearer::Bearer;
use super::slot_json::slots_json;
use super::slot_query::slot_query;
use super::trouble::{Kind, Trouble};
use crate::domain::agenda::Agenda;
use crate::domain::slot::{SlotQuery, search};
use crate::domain::time::Instant;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::fields::Wrong;
use crate::web::extract::Visit;

pub(super) async fn list(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    RawQuery(query): RawQuery,
    SeenTags(seen): SeenTags,
) -> Result<Response<Body>, Halt> {
    let (agenda, now) = (bearer.agenda(&web), web.app.now());
    let refused = |wrong| Trouble::new(Kind::InvalidRequest).at(wrong).halt(&visit);
    let today = agenda.zone().date(now);
    let query = slot_query(query.as_deref().unwrap_or(""), today).map_err(refused)?;
    bearer.reached(&visit, query.practitioner)?;
    known(&agenda, &query).map_err(refused)?;
    let tag = tag(&agenda, now);
    if is_seen(&seen, &tag) {
        return Ok(answer(StatusCode::NOT_MODIFIED, &tag, Body::empty()));
    }
    let slots = search(&agenda, &query, now);
    let mut response = answer(
        StatusCode::OK,
        &tag,
        slots_json(agenda.revision(), agenda.zone(), &slots).into(),
    );
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

/// A care and a practitioner that patients are not offered do not exist here.
fn known(agenda: &Agenda, query: &SlotQuery) -> Result<(), Vec<Wrong>> {
    use crate::domain::contact::FieldProblem::UnknownChoice;
    let set_up = agenda.set_up();
    let care = set_up.care_types.get(&query.care);
    let mut wrong = Vec::new();
    if !care.is_some_and(|care| care.is_online_with_somebody() && !care.is_archived) {
        wrong.push(Wrong::parameter("care", UnknownChoice));
    }
    if let Some(id) = query.practitioner {
        let practitioner = set_up.practitioners.get(&id);
        if !practitioner.is_some_and(|p| p.is_online && !p.is_archived) {
            wrong.push(Wrong::parameter("practitioner", UnknownChoice));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// The revision, and the minute: notice, holds and the horizon move with the clock though nothing was written.
fn tag(agenda: &Agenda, now: Instant) -> String {
    format!("W/\"{}-{}\"", agenda.revision().0, now.timestamp() / 60)
}

/// The lines of `If-None-Match`; most questions have none, and all headers need not be copied for it.
pub(super) struct SeenTags(Vec<HeaderValue>);

impl<S: Sync> FromRequestParts<S> for SeenTags {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let lines = parts.headers.get_all(header::IF_NONE_MATCH);
        Ok(Self(lines.into_iter().cloned().collect()))
    }
}

/// RFC 9110 §13.1.2: any tag of the list, compared weakly. `*` asks for what exists, which free times always do.
fn is_seen(lines: &[HeaderValue], tag: &str) -> bool {
    let strong = tag.trim_start_matches("W/");
    lines
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .any(|one| one.trim() == "*" || one.trim().trim_start_matches("W/") == strong)
}

fn answer(status: StatusCode, tag: &str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    // May be kept, must be asked for again; `no-store` would forbid the question.
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    response
}
