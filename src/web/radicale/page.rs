//! What a telephone opens by the square on a screen of the practice: what it is for, then, once, everything that sets it up.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::profile::{self, Words};
use super::{Place, Tickets};
use crate::app::{RadicaleFault, RadicaleSecret};
use crate::config::Radicale;
use crate::domain::id::PractitionerId;
use crate::web::Web;
use crate::web::answer::{Halt, allowed};
use crate::web::error::Problem;
use crate::web::extract::Visit;
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "phone/link.html")]
struct LinkPage {
    page: Layout,
    action: String,
    name: String,
}

#[derive(Template)]
#[template(path = "phone/opened.html")]
struct OpenedPage {
    page: Layout,
    name: String,
    /// The profile of an iPhone.
    profile: String,
    /// Opens a program of Android with everything filled in.
    app_link: String,
    url: String,
    login: String,
    password: String,
}

/// `GET /phone/{token}`. Looking uses nothing up (security T15).
pub(super) async fn show(
    State(web): State<Web>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, Halt> {
    place(&web)?;
    let now = web.app.clock().elapsed();
    let practitioner = web.telephones.tickets.look(&token, now).ok_or_else(dead)?;
    let page = LinkPage {
        page: layout(&web, &visit),
        action: visit.link(&format!("/phone/{token}")),
        name: name_of(&web, practitioner),
    };
    Ok(html(StatusCode::OK, &page))
}

/// `POST /phone/{token}`: uses the link up.
pub(super) async fn open(
    State(web): State<Web>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, Halt> {
    let radicale = place(&web)?;
    allowed(&web, &visit, Act::LinkAct)?;
    let now = web.app.clock().elapsed();
    let tickets: &Tickets = &web.telephones.tickets;
    let practitioner = tickets.look(&token, now).ok_or_else(dead)?;
    let secret = secret_of(&web, radicale, practitioner).await?;
    let (_, opened) = tickets.open(&token, now).ok_or_else(dead)?;
    let there = Place::of(&web, &visit, &secret.login);
    let page = OpenedPage {
        page: layout(&web, &visit),
        name: name_of(&web, practitioner),
        profile: visit.link(&format!("/phone/{opened}/agenda.mobileconfig")),
        app_link: there.app_link(&secret.login, &secret.password),
        url: there.url,
        login: secret.login,
        password: secret.password,
    };
    Ok(html(StatusCode::OK, &page))
}

/// `GET /phone/{token}/agenda.mobileconfig`, for some minutes after the link was opened.
pub(super) async fn profile(
    State(web): State<Web>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, Halt> {
    let radicale = place(&web)?;
    let now = web.app.clock().elapsed();
    let practitioner = web.telephones.tickets.profile(&token, now).ok_or_else(dead)?;
    let secret = secret_of(&web, radicale, practitioner).await?;
    let there = Place::of(&web, &visit, &secret.login);
    let t = visit.texts();
    let agenda = web.app.agenda();
    let words = Words {
        account: &t.text("phone-calendar"),
        practice: &agenda.set_up().practice.name,
        what: &t.text("phone-profile"),
    };
    let text = profile::profile(&there, &secret, &words);
    let mut response = (StatusCode::OK, text).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(profile::KIND));
    let name = HeaderValue::from_static("attachment; filename=\"agenda.mobileconfig\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

fn place(web: &Web) -> Result<&Radicale, Problem> {
    let place = web.settings.radicale.as_ref();
    place.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))
}

fn dead() -> Problem {
    Problem::new(StatusCode::NOT_FOUND).saying("phone-link-dead")
}

fn layout(web: &Web, visit: &Visit) -> Layout {
    let title = visit.texts().text("phone-title");
    Layout::of(visit, &web.app.agenda().set_up().practice, title)
}

fn name_of(web: &Web, practitioner: PractitionerId) -> String {
    let agenda = web.app.agenda();
    let found = agenda.set_up().practitioners.get(&practitioner);
    found.map_or_else(String::new, |found| found.name.clone())
}

/// What opens the calendar; a link whose account is gone meanwhile is dead.
async fn secret_of(
    web: &Web,
    place: &Radicale,
    practitioner: PractitionerId,
) -> Result<RadicaleSecret, Halt> {
    let secret = web.app.radicale_secret(place, practitioner).await;
    let secret = secret.map_err(|fault| match fault {
        RadicaleFault::Fault(fault) => Problem::from(fault),
        RadicaleFault::File { .. } => Problem::incident(&fault),
    })?;
    Ok(secret
        .filter(|_| web.app.receives(practitioner))
        .ok_or_else(dead)?)
}
