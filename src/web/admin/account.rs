//! One's own account: sessions, second factor, signing out, the password again before a sensitive change.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;

use super::desk::{Desk, Section, layout, role_key};
use super::entrance::{device, entered};
use super::guard::{SESSION, Staff};
use super::path::next_or_agenda;
use crate::app::Failure;
use crate::i18n::Texts;
use crate::store::Session;
use crate::sys::hash;
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/account.html")]
struct AccountPage {
    page: Layout,
    desk: Desk,
    login: String,
    role: String,
    has_second_factor: bool,
    sessions: Vec<SessionRow>,
}

struct SessionRow {
    key: String,
    device: String,
    network: String,
    seen: String,
    is_this: bool,
}

/// `GET /admin/account`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let t = visit.texts();
    let sessions = web.app.sessions(&staff.0).await?;
    let zone = web.app.agenda().zone();
    let row = |session: Session| SessionRow {
        key: hash::hex(&session.token_hash),
        device: device_name(t, &session.device),
        seen: t.moment(zone, session.seen),
        is_this: session.token_hash == staff.0.session.token_hash,
        network: session.address,
    };
    let page = AccountPage {
        page: layout(&web, &visit, t.text("account-title")),
        desk: Desk::of(&web, &visit, &staff, Section::Account),
        login: staff.0.member.login.clone(),
        role: t.text(role_key(staff.0.member.role)).into_owned(),
        has_second_factor: staff.0.member.has_totp,
        sessions: sessions.into_iter().map(row).collect(),
    };
    Ok(html(StatusCode::OK, &page))
}

/// « Firefox – Windows »: a guess, for people; nothing is decided from it.
fn device_name(t: Texts, agent: &str) -> String {
    let named = |pairs: &[(&str, &'static str)]| {
        let found = pairs.iter().find(|(mark, _)| agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    let browser = named(&[
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = named(&[
        ("Windows", "Windows"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} – {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => t.text("account-device-unknown").into_owned(),
    }
}

/// `POST /admin/account/sessions`: ends one session, or all others.
pub(super) async fn end(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    if form.is_ticked("others") {
        web.app.end_other_sessions(&staff.0).await?;
        web.streams.look_again();
        return Ok(onward(&visit, "/admin/account", None));
    }
    let sessions = web.app.sessions(&staff.0).await?;
    let asked = form.get("session");
    if let Some(session) = sessions.iter().find(|s| hash::hex(&s.token_hash) == asked) {
        web.app.end_session(&staff.0, session.token_hash).await?;
        web.streams.look_again();
    }
    Ok(onward(&visit, "/admin/account", None))
}

/// `POST /admin/sign-out`: nothing of the back office stays in the browser (security 14.3.1).
pub(super) async fn sign_out(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    web.app.sign_out(&staff.0).await?;
    web.streams.look_again();
    let mut response = onward(&visit, "/admin/sign-in", [SESSION.forget(&visit)]);
    let everything = HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert("clear-site-data", everything);
    Ok(response)
}

#[derive(Template)]
#[template(path = "admin/confirm.html")]
struct ConfirmPage {
    page: Layout,
    desk: Desk,
    next: String,
    is_wrong: bool,
}

fn confirm_page(web: &Web, visit: &Visit, staff: &Staff, next: &str, is_wrong: bool) -> ConfirmPage {
    ConfirmPage {
        page: layout(web, visit, visit.texts().text("confirm-title")),
        desk: Desk::of(web, visit, staff, Section::Account),
        next: next.to_owned(),
        is_wrong,
    }
}

/// `GET /admin/confirm`: the password again, before a sensitive change (security 7.5.1).
pub(super) async fn ask(State(web): State<Web>, visit: Visit, staff: Staff) -> Response {
    let asked = visit.asked();
    let next = next_or_agenda(asked.get("next"));
    html(StatusCode::OK, &confirm_page(&web, &visit, &staff, next, false))
}

/// `POST /admin/confirm`.
pub(super) async fn confirm(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::SignIn)?;
    let next = next_or_agenda(form.get("next"));
    let device = device(&web, &visit, &headers);
    let typed = form.exact("password").to_owned();
    match web.app.confirm_password(&staff.0, typed, &device).await {
        Ok(opened) => Ok(entered(&visit, &opened, next)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => {
            let page = confirm_page(&web, &visit, &staff, next, true);
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}
