//! The one layer that lets people in: session, second factor, right, whose object it is, proof that a form is ours (security 8.3.1, T11).

use axum::body::Body;
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::entrance::device;
use super::live::WATCHING;
use super::path::{encoded, is_own};
use super::reach::{fields_reached, is_open_to, object_reached};
use crate::app::{Device, SignedIn};
use crate::domain::staff::Right;
use crate::web::Web;
use crate::web::answer::{Halt, allowed, note_refusal, onward};
use crate::web::error::Problem;
use crate::web::extract::{Cookie, Form, Visit};
use crate::web::limit::Act;

/// Opens the back office; its content is a session's token.
pub(super) const SESSION: Cookie = Cookie("desk");
/// Name of the field that proves a form is ours.
pub(super) const CSRF_FIELD: &str = "csrf";

/// Asked for by a screen, not by a person.
const EVENTS: &str = "/admin/events";
/// Ends a session, wherever its cookie got to.
const SIGN_OUT: &str = "/admin/sign-out";
/// Pages that everybody may see; every other path of the back office is behind the guard.
const ENTRANCES: [&str; 4] = [
    "/admin/sign-in",
    "/admin/welcome",
    "/admin/passkey",
    "/admin/passkey/challenge",
];
/// The same with a code behind it.
const INVITATION: &str = "/admin/invitation/";

/// Whether the guard counts the reader of this path (without prefix).
pub(in crate::web) fn is_behind_guard(path: &str) -> bool {
    is_own(path) && !ENTRANCES.contains(&path) && !path.starts_with(INVITATION)
}

/// What a route asks of its visitors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Need {
    /// A right password; the second factor may still be missing.
    Password,
    /// A complete session.
    Session,
    /// A complete session of a role with this right.
    Right(Right),
}

/// Who is signed in; only behind the guard.
#[derive(Clone, Debug)]
pub(in crate::web) struct Staff(pub(in crate::web) SignedIn);

impl<S: Sync> FromRequestParts<S> for Staff {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let staff = parts.extensions.get::<Self>().cloned();
        staff.ok_or_else(|| Problem::new(StatusCode::FORBIDDEN))
    }
}

/// Middleware of every route that is not public.
pub(in crate::web) async fn guard(
    State((web, need)): State<(Web, Need)>,
    visit: Visit,
    request: Request,
    next: Next,
) -> Response {
    let who = match recognised(&web, &visit, request.headers()).await {
        Ok(Some(who)) => who,
        Ok(None) => return to_sign_in(&visit, &request),
        Err(halt) => return halt.into_response(),
    };
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or_else(String::new, |route| route.as_str().to_owned());
    let device = device(&web, &visit, request.headers());
    if is_outside_without_factor(&who, &device, &route) {
        return Problem::new(StatusCode::FORBIDDEN)
            .saying("session-outside")
            .into_response();
    }
    if need != Need::Password && !who.session.is_complete {
        return onward(&visit, "/admin/second-factor", None);
    }
    match admitted(&web, need, &visit, (&who, &route), request).await {
        Ok(mut request) => {
            request.extensions_mut().insert(Staff(who));
            next.run(request).await
        }
        Err(halt) => {
            if halt.is_refusal() {
                note_refusal(&web, &visit, who.actor(), &route).await;
            }
            halt.into_response()
        }
    }
}

/// Whose session it is. Only strangers are counted: the screens of a practice share one address and ask often.
async fn recognised(web: &Web, visit: &Visit, headers: &HeaderMap) -> Result<Option<SignedIn>, Halt> {
    let token = SESSION.read(visit, headers);
    let is_watching = headers.contains_key(WATCHING) || visit.path() == EVENTS;
    let found = match token {
        Some(token) if is_watching => web.app.watching(token).await?,
        Some(token) => web.app.signed_in(token).await?,
        None => None,
    };
    if found.is_none() {
        allowed(web, visit, Act::PageRead)?;
    }
    Ok(found)
}

/// The request as it may go on: the role has the right, the object is this person's business, the form is ours.
async fn admitted(
    web: &Web,
    need: Need,
    visit: &Visit,
    (who, route): (&SignedIn, &str),
    request: Request,
) -> Result<Request, Halt> {
    if let Need::Right(right) = need
        && (!who.may(right) || !is_open_to(&who.member, route))
    {
        return Err(Problem::new(StatusCode::FORBIDDEN)
            .saying("admin-right-missing")
            .into());
    }
    object_reached(web, &who.member, route, visit.path()).await?;
    fields_reached(&who.member, &visit.asked())?;
    Ok(proved(request, who).await?)
}

/// A session that was opened inside without a second factor is worth nothing elsewhere (security T14); it can be ended.
fn is_outside_without_factor(who: &SignedIn, device: &Device, route: &str) -> bool {
    who.session.is_complete && !who.member.has_second_factor() && route != SIGN_OUT && device.is_outside()
}

/// A page is shown after signing in; what was posted is not done by itself afterwards.
fn to_sign_in(visit: &Visit, request: &Request) -> Response {
    if *request.method() != Method::GET {
        return Problem::new(StatusCode::FORBIDDEN)
            .saying("admin-session-over")
            .into_response();
    }
    let asked = request.uri().path_and_query().map_or("/admin", |p| p.as_str());
    if asked == "/admin" || !is_own(asked) {
        return onward(visit, "/admin/sign-in", None);
    }
    onward(visit, &format!("/admin/sign-in?next={}", encoded(asked)), None)
}

/// A request that changes something carries the session's token in its form.
async fn proved(request: Request, who: &SignedIn) -> Result<Request, Problem> {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    let unreadable = || Problem::new(StatusCode::BAD_REQUEST);
    // The listener has limited and read it already.
    let bytes = axum::body::to_bytes(body, usize::MAX)
        .await
        .map_err(|_| unreadable())?;
    let form = std::str::from_utf8(&bytes).ok().and_then(Form::parse);
    let form = form.ok_or_else(unreadable)?;
    if !who.is_own_form(form.get(CSRF_FIELD)) {
        return Err(Problem::new(StatusCode::FORBIDDEN).saying("admin-form-not-ours"));
    }
    fields_reached(&who.member, &form)?;
    Ok(Request::from_parts(parts, Body::from(bytes)))
}
