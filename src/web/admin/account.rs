//! One's own account: sessions, second factor, signing out.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::desk::{Desk, Section, layout, role_key};
use super::guard::{SESSION, Staff};
use super::passkey::place;
use crate::domain::time::Zone;
use crate::i18n::Texts;
use crate::store::{Passkey, Session};
use crate::sys::hash;
use crate::web::Web;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/account.html")]
struct AccountPage {
    page: Layout,
    desk: Desk,
    login: String,
    role: String,
    done: Option<String>,
    has_totp: bool,
    has_second_factor: bool,
    /// The pages have a name that passkeys can be bound to.
    can_have_passkeys: bool,
    passkeys: Vec<PasskeyRow>,
    codes_left: u32,
    sessions: Vec<SessionRow>,
}

struct PasskeyRow {
    id: i64,
    name: String,
    note: String,
}

/// A browser that somebody signed in with, in words.
pub(super) struct SessionRow {
    pub(super) key: String,
    pub(super) device: String,
    pub(super) network: String,
    pub(super) seen: String,
    pub(super) is_this: bool,
}

impl SessionRow {
    pub(super) fn of(t: Texts, zone: Zone, session: Session, this: &[u8; 32]) -> Self {
        Self {
            key: hash::hex(&session.token_hash),
            device: device_name(t, &session.device),
            seen: t.moment(zone, session.seen),
            is_this: session.token_hash == *this,
            network: session.address,
        }
    }
}

/// `GET /admin/account`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let t = visit.texts();
    let sessions = web.app.sessions(&staff.0).await?;
    let zone = web.app.agenda().zone();
    let this = &staff.0.session.token_hash;
    let keys = web.app.passkeys(&staff.0).await?;
    let page = AccountPage {
        page: layout(&web, &visit, t.text("account-title")),
        desk: Desk::of(&web, &visit, &staff, Section::Account),
        login: staff.0.member.login.clone(),
        role: t.text(role_key(staff.0.member.role)).into_owned(),
        done: done(&visit),
        has_totp: staff.0.member.has_totp,
        has_second_factor: staff.0.member.has_second_factor(),
        can_have_passkeys: place(&visit).is_some(),
        passkeys: keys.iter().map(|key| passkey_row(t, zone, key)).collect(),
        codes_left: web.app.recovery_codes_left(&staff.0).await?,
        sessions: sessions
            .into_iter()
            .map(|session| SessionRow::of(t, zone, session, this))
            .collect(),
    };
    Ok(html(StatusCode::OK, &page))
}

fn done(visit: &Visit) -> Option<String> {
    let key = match visit.asked().get("done") {
        "passkey" => "passkey-done",
        "removed" => "passkey-removed",
        _ => return None,
    };
    Some(visit.texts().text(key).into_owned())
}

fn passkey_row(t: Texts, zone: Zone, key: &Passkey) -> PasskeyRow {
    let note = match key.used {
        Some(at) => t.with("passkey-used", &[("when", t.moment(zone, at).into())]),
        None => t.with("passkey-made", &[("when", t.moment(zone, key.created).into())]),
    };
    PasskeyRow {
        id: key.id,
        name: key.name.clone(),
        note,
    }
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
