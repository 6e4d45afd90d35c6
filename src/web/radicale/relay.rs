//! What a telephone asks of its calendar, handed on to Radicale: some methods, some headers, small bodies, answers as they come. Radicale
//! knows the passwords; who comes without one, or too often with a wrong one, does not get as far.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::{BodyExt as _, Full};

use super::{PATH, wanted};
use crate::app::Device;
use crate::config::Radicale;
use crate::domain::id::PractitionerId;
use crate::domain::radicale::practitioner_of;
use crate::sys::http::relay;
use crate::web::Web;
use crate::web::answer::{Halt, after, allowed};
use crate::web::error::Problem;
use crate::web::extract::Visit;
use crate::web::limit::{Act, counted_together};
use crate::web::listener::SMALL_BODY_BYTES;

/// How long an answer may take, to its last byte.
const WHOLE: Duration = Duration::from_mins(2);
/// How long a question waits for its turn.
const TURN: Duration = Duration::from_secs(5);
/// What of a question is handed on.
const ASKED: [&str; 9] = [
    "authorization",
    "content-type",
    "depth",
    "if-match",
    "if-none-match",
    "accept",
    "prefer",
    "brief",
    "user-agent",
];
/// What of an answer is handed back.
const ANSWERED: [&str; 6] = [
    "content-type",
    "content-length",
    "etag",
    "last-modified",
    "dav",
    "preference-applied",
];
/// Where Radicale is told under which path telephones see it, so that it writes its links below that.
const SCRIPT_NAME: &str = "x-script-name";
const CHALLENGE: HeaderValue = HeaderValue::from_static("Basic realm=\"Grappe\", charset=\"UTF-8\"");

/// `/.well-known/caldav` (RFC 6764 §5), whatever the method.
pub(super) async fn found(State(web): State<Web>, visit: Visit) -> Result<Response<Body>, Halt> {
    place(&web)?;
    let to = HeaderValue::try_from(visit.link(PATH)).map_err(|error| Problem::incident(&error))?;
    let mut response = StatusCode::MOVED_PERMANENTLY.into_response();
    response.headers_mut().insert(header::LOCATION, to);
    Ok(response)
}

/// Every method below [`PATH`].
pub(super) async fn pass_on(
    State(web): State<Web>,
    visit: Visit,
    request: Request,
) -> Result<Response<Body>, Halt> {
    let place = place(&web)?;
    let path = request.uri().path().strip_prefix(PATH.trim_end_matches('/'));
    let path = path.unwrap_or("/").to_owned();
    wanted::checked(request.method(), &path).map_err(refused)?;
    if !is_safe_from_ears(&web, &visit) {
        return Err(Problem::new(StatusCode::FORBIDDEN)
            .saying("phone-needs-https")
            .into());
    }
    allowed(&web, &visit, Act::Telephone)?;
    let Some(login) = login_of(request.headers()) else {
        return Ok(who_are_you());
    };
    let now = web.app.clock().elapsed();
    let practitioner = practitioner_of(&login).filter(|id| web.app.receives(*id));
    let Some(practitioner) = practitioner else {
        // Nobody's: not even asked, and counted like a wrong password.
        allowed(&web, &visit, Act::WrongTelephone)?;
        return Ok(who_are_you());
    };
    let who = (counted_together(visit.client()).own, practitioner);
    if let Some(wait) = web.telephones.refusals.wait(&who, now) {
        return Err(Problem::too_many(wait).into());
    }
    let response = answered(&web, &visit, place, (request, &path)).await?;
    if response.status() != StatusCode::UNAUTHORIZED {
        web.telephones.refusals.right(&who);
        return Ok(response);
    }
    Ok(wrong(&web, &visit, &who))
}

fn place(web: &Web) -> Result<&Radicale, Problem> {
    let place = web.settings.radicale.as_ref();
    place.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))
}

/// A password in clear goes no further than the practice's own network (caldav §2).
fn is_safe_from_ears(web: &Web, visit: &Visit) -> bool {
    let other_end = (visit.client(), visit.is_client_known());
    visit.is_secure() || !Device::new(other_end, "", web.settings.is_demo).is_outside()
}

fn refused(status: StatusCode) -> Halt {
    let mut response = Problem::new(status).into_response();
    if status == StatusCode::METHOD_NOT_ALLOWED {
        let methods = HeaderValue::from_static(wanted::METHODS);
        response.headers_mut().insert(header::ALLOW, methods);
    }
    response.into()
}

fn who_are_you() -> Response<Body> {
    let mut response = (StatusCode::UNAUTHORIZED, "Unauthorized\n").into_response();
    response.headers_mut().insert(header::WWW_AUTHENTICATE, CHALLENGE);
    response
}

/// Who signs in, by HTTP Basic, which is all that Radicale knows.
fn login_of(headers: &HeaderMap) -> Option<String> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(given), None) = (given.next(), given.next()) else {
        return None;
    };
    let (scheme, secret) = given.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(secret.trim()).ok()?).ok()?;
    let (login, _) = decoded.split_once(':')?;
    Some(login.to_owned())
}

fn wrong(web: &Web, visit: &Visit, who: &(String, PractitionerId)) -> Response<Body> {
    let spent = web.limits.count(Act::WrongTelephone, visit.client());
    let least = spent.err().unwrap_or_default();
    let now = web.app.clock().elapsed();
    web.telephones.refusals.wrong(who, now, least);
    let response = who_are_you();
    match web.telephones.refusals.wait(who, now) {
        Some(wait) => after(response, wait),
        None => response,
    }
}

async fn answered(
    web: &Web,
    visit: &Visit,
    place: &Radicale,
    (request, path): (Request, &str),
) -> Result<Response<Body>, Halt> {
    let room = std::sync::Arc::clone(&web.telephones.room).acquire_owned();
    let turn = tokio::time::timeout(TURN, room).await;
    let Ok(Ok(turn)) = turn else {
        return Err(Problem::overloaded().into());
    };
    let question = question(visit, place, request, path).await?;
    let answer = relay(place.address, question, WHOLE).await.map_err(|error| {
        tracing::warn!(%error, "Radicale");
        Problem::overloaded()
    })?;
    let (head, body) = answer.into_parts();
    let mut response = Response::builder().status(head.status);
    for name in ANSWERED {
        for value in head.headers.get_all(name) {
            response = response.header(name, value);
        }
    }
    if head.status.is_success() {
        response = response.header(header::ALLOW, wanted::METHODS);
    }
    // The turn lasts as long as the answer.
    let body = body.map_frame(move |frame| {
        let _ = &turn;
        frame
    });
    let response = response.body(Body::new(body));
    Ok(response.map_err(|error| Problem::incident(&error))?)
}

/// The question as Radicale gets it: nothing of its own but what is listed, the body whole, which the listener has limited.
async fn question(
    visit: &Visit,
    place: &Radicale,
    request: Request,
    path: &str,
) -> Result<axum::http::Request<Full<Bytes>>, Halt> {
    let (head, body) = request.into_parts();
    let unreadable = |_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE);
    let body = axum::body::to_bytes(body, SMALL_BODY_BYTES)
        .await
        .map_err(unreadable)?;
    let mut question = axum::http::Request::builder()
        .method(head.method)
        .uri(path)
        .header(header::HOST, place.address.to_string())
        .header(header::CONNECTION, "close")
        .header(
            HeaderName::from_static(SCRIPT_NAME),
            visit.link(PATH.trim_end_matches('/')),
        );
    for name in ASKED {
        for value in head.headers.get_all(name) {
            question = question.header(name, value);
        }
    }
    let question = question.body(Full::new(body));
    Ok(question.map_err(|_| Problem::new(StatusCode::BAD_REQUEST))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_read_from_basic_and_from_nothing_else() {
        let login = |lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::AUTHORIZATION, line.parse().unwrap());
            }
            login_of(&headers)
        };
        // « paul-2:a:b »
        assert_eq!(login(&["Basic cGF1bC0yOmE6Yg=="]).as_deref(), Some("paul-2"));
        assert_eq!(login(&["basic cGF1bC0yOmE6Yg=="]).as_deref(), Some("paul-2"));
        for lines in [
            &[][..],
            &["Bearer x"],
            &["Basic !"],
            &["Basic cGF1bA=="],
            &["Basic cGF1bC0yOmE6Yg==", "Basic cGF1bC0yOmE6Yg=="],
        ] {
            assert_eq!(login(lines), None, "{lines:?}");
        }
    }
}
