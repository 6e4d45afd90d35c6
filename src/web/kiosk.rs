//! The tablet of the waiting room: « J'arrive » by birth date and initials, without any name on the screen.
//!
//! A link of the administrator is used up by one tablet, which keeps a secret of its own from then on. Whoever asks from elsewhere
//! than the practice's network is refused unless the tablet was made for that. Nobody learns anything about anybody else.

use std::time::Duration;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use chrono::NaiveDate;

use super::Web;
use super::answer::{Halt, onward};
use super::error::Problem;
use super::extract::{Cookie, FieldErrors, Form, Visit};
use super::limit::Act;
use super::router::{Access, Route};
use super::view::{Layout, html};
use crate::app::Device;
use crate::domain::arrival::{Arrival, Initials};
use crate::domain::writing::western;
use crate::i18n::Texts;
use crate::store::Kiosk;

/// What a tablet keeps.
const KIOSK: Cookie = Cookie("kiosk");
/// Browsers keep nothing for longer; it is renewed by each use.
const LIFE: Duration = Duration::from_hours(24 * 400);
/// Where a tablet begins anew, in the practice's own language.
const START: &str = "/kiosk?lang=fr";
/// Seconds after which an answer goes away.
const ANSWER_SECONDS: u32 = 20;
/// Seconds after which what somebody began to type goes away.
const IDLE_SECONDS: u32 = 90;
/// The oldest birth date that is believed.
const FIRST_YEAR: i32 = 1900;

/// The routes of these pages.
pub(super) fn table() -> Vec<Route> {
    let route = |method, path, handler| Route {
        method,
        path,
        access: Access::Public,
        handler,
    };
    vec![
        route(Method::GET, "/kiosk", get(show)),
        route(Method::POST, "/kiosk", post(send)),
        route(Method::GET, "/kiosk/{token}", get(follow)),
        route(Method::POST, "/kiosk/{token}", post(bind)),
    ]
}

#[derive(Template)]
#[template(path = "kiosk/form.html")]
struct FormPage {
    page: Layout,
    start: String,
    idle: u32,
    day: String,
    month: String,
    year: String,
    given: String,
    family: String,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "kiosk/answer.html")]
struct AnswerPage {
    page: Layout,
    start: String,
    seconds: u32,
    is_good: bool,
    text: String,
    /// Where to sit down; empty where nothing was said of it.
    place: String,
}

#[derive(Template)]
#[template(path = "kiosk/link.html")]
struct LinkPage {
    page: Layout,
    action: String,
    name: String,
}

/// `GET /kiosk`.
async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    known(&web, &visit, &headers).await?;
    let form = page(&web, &visit, &Form::default(), FieldErrors::default());
    let mut response = html(StatusCode::OK, &form);
    // A tablet that is used stays bound.
    let kept = KIOSK.read(&visit, &headers).unwrap_or_default();
    response
        .headers_mut()
        .extend([KIOSK.set_strict(&visit, kept, LIFE)]);
    Ok(response)
}

/// `POST /kiosk`: marks the arrival, or says in words that tell nothing what to do.
async fn send(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let kiosk = known(&web, &visit, &headers).await?;
    let t = visit.texts();
    if web.limits.count(Act::Arrival, visit.client()).is_err() {
        let text = t.text("kiosk-too-often").into_owned();
        return Ok(answer(&web, &visit, (StatusCode::TOO_MANY_REQUESTS, text), None));
    }
    let today = web.app.agenda().zone().date(web.app.now());
    match typed(t, &form, today) {
        Err(errors) => {
            let page = page(&web, &visit, &form, errors);
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Ok((born, initials)) => {
            let found = web.app.arrive(kiosk.id, born, initials).await?;
            if matches!(found, Arrival::Here(..)) {
                web.app.count_waiting().await?;
            }
            Ok(answered(&web, &visit, &kiosk, found))
        }
    }
}

/// `GET /kiosk/{token}`: what the link is for. Looking uses nothing up (security T15).
async fn follow(State(web): State<Web>, visit: Visit, Path(token): Path<String>) -> Result<Response, Halt> {
    let kiosk = linked(&web, &visit, &token).await?;
    let agenda = web.app.agenda();
    let title = visit.texts().text("kiosk-link-title");
    let page = LinkPage {
        page: Layout::of(&visit, &agenda.set_up().practice, title),
        action: visit.link(&format!("/kiosk/{token}")),
        name: kiosk.name,
    };
    Ok(html(StatusCode::OK, &page))
}

/// `POST /kiosk/{token}`: from now on this device is the tablet.
async fn bind(State(web): State<Web>, visit: Visit, Path(token): Path<String>) -> Result<Response, Halt> {
    linked(&web, &visit, &token).await?;
    let secret = web.app.bind_kiosk(&token).await?.ok_or_else(dead)?;
    Ok(onward(&visit, START, [KIOSK.set_strict(&visit, &secret, LIFE)]))
}

fn dead() -> Problem {
    Problem::new(StatusCode::NOT_FOUND).saying("kiosk-link-dead")
}

async fn linked(web: &Web, visit: &Visit, token: &str) -> Result<Kiosk, Halt> {
    let kiosk = web.app.kiosk_of_link(token).await?.ok_or_else(dead)?;
    inside(web, visit, &kiosk)?;
    Ok(kiosk)
}

/// The tablet that asks.
async fn known(web: &Web, visit: &Visit, headers: &HeaderMap) -> Result<Kiosk, Halt> {
    let found = match KIOSK.read(visit, headers) {
        Some(secret) => web.app.kiosk_of_device(secret).await?,
        None => None,
    };
    let unbound = || Problem::new(StatusCode::NOT_FOUND).saying("kiosk-unbound");
    let kiosk = found.ok_or_else(unbound)?;
    inside(web, visit, &kiosk)?;
    Ok(kiosk)
}

fn inside(web: &Web, visit: &Visit, kiosk: &Kiosk) -> Result<(), Problem> {
    let other_end = (visit.client(), visit.is_client_known());
    let device = Device::new(other_end, "", web.settings.is_demo);
    if kiosk.is_anywhere || !device.is_outside() {
        return Ok(());
    }
    Err(Problem::new(StatusCode::FORBIDDEN).saying("kiosk-outside"))
}

fn page(web: &Web, visit: &Visit, form: &Form, errors: FieldErrors) -> FormPage {
    let agenda = web.app.agenda();
    let text = |name| form.get(name).to_owned();
    FormPage {
        page: Layout::of(
            visit,
            &agenda.set_up().practice,
            visit.texts().text("kiosk-title"),
        ),
        start: visit.link(START),
        idle: IDLE_SECONDS,
        day: text("day"),
        month: text("month"),
        year: text("year"),
        given: text("given"),
        family: text("family"),
        errors,
    }
}

/// A number, on whatever keyboard it was typed.
fn number(form: &Form, field: &str) -> Option<u32> {
    western(form.get(field)).parse().ok()
}

/// The birth date and the initials, or what is wrong with them.
fn typed(t: Texts, form: &Form, today: NaiveDate) -> Result<(NaiveDate, Initials), FieldErrors> {
    let mut errors = FieldErrors::default();
    let date = || {
        let first = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1)?;
        let year = western(form.get("year")).parse().ok()?;
        let born = NaiveDate::from_ymd_opt(year, number(form, "month")?, number(form, "day")?)?;
        (first <= born && born <= today).then_some(born)
    };
    let born = date();
    if born.is_none() {
        errors.add("day", t.text("kiosk-born-malformed").into_owned());
    }
    let (given, family) = (form.get("given"), form.get("family"));
    let initials = Initials::typed(given, family);
    if initials.is_none() {
        errors.add("given", t.text("kiosk-initials-malformed").into_owned());
    }
    match (born, initials) {
        (Some(born), Some(initials)) => Ok((born, initials)),
        _ => Err(errors),
    }
}

fn answered(web: &Web, visit: &Visit, kiosk: &Kiosk, found: Arrival) -> Response {
    let t = visit.texts();
    let zone = web.app.agenda().zone();
    match found {
        Arrival::Here(_, start) | Arrival::Noted(start) => {
            let text = t.with("kiosk-here", &[("hour", t.hour_at(zone, start).into())]);
            answer(web, visit, (StatusCode::OK, text), Some(kiosk.place.clone()))
        }
        Arrival::TooEarly => refused(web, visit, "kiosk-too-early"),
        Arrival::TooLate => refused(web, visit, "kiosk-too-late"),
        Arrival::Desk => refused(web, visit, "kiosk-desk"),
    }
}

fn refused(web: &Web, visit: &Visit, key: &str) -> Response {
    let text = visit.texts().text(key).into_owned();
    answer(web, visit, (StatusCode::OK, text), None)
}

/// `place` is where to sit down, of whoever is expected.
fn answer(web: &Web, visit: &Visit, (status, text): (StatusCode, String), place: Option<String>) -> Response {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let is_good = place.is_some();
    let title = if is_good {
        "kiosk-welcome"
    } else {
        "kiosk-see-desk"
    };
    let page = AnswerPage {
        page: Layout::of(visit, &agenda.set_up().practice, t.text(title)),
        start: visit.link(START),
        seconds: ANSWER_SECONDS,
        is_good,
        text,
        place: place.unwrap_or_default(),
    };
    html(status, &page).into_response()
}
