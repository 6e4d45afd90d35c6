//! The practitioners' calendars on their telephones: accounts at Radicale (ADR 0015), and the square that sets a telephone up.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use qrcode::QrCode;
use qrcode::render::svg;

use super::desk::{Desk, Section, layout};
use super::guard::Staff;
use super::path::{encoded, numbered};
use super::{act, show};
use crate::app::{RadicaleAccount, RadicaleFault};
use crate::bridge::radicale::{Linked, link_all};
use crate::config::Radicale;
use crate::domain::calendar::LinkKind;
use crate::domain::id::PractitionerId;
use crate::domain::staff::Right;
use crate::i18n::Texts;
use crate::store::CalendarLink;
use crate::web::Web;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::Visit;
use crate::web::radicale::{Place, TICKET_LIFE};
use crate::web::router::{Access, Route};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/phones";

/// The routes of these pages.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    let own = Access::Right(Right::ManageSchedules);
    vec![
        show("/admin/phones", own, get(list)),
        act("/admin/phones", Access::Right(Right::Administer), post(make)),
        show("/admin/phones/{id}", own, get(one)),
        act("/admin/phones/{id}", own, post(reveal)),
        act("/admin/phones/{id}/renew", own, post(renew)),
    ]
}

#[derive(Template)]
#[template(path = "admin/phones.html")]
struct ListPage {
    page: Layout,
    desk: Desk,
    done: String,
    troubles: Vec<String>,
    is_set_up: bool,
    may_make: bool,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    note: String,
    /// Where the telephone is set up; empty where there is no account yet.
    href: String,
}

#[derive(Template)]
#[template(path = "admin/phone.html")]
struct OnePage {
    page: Layout,
    desk: Desk,
    done: String,
    action: String,
    name: String,
    url: String,
    login: String,
    shown: Option<Shown>,
}

/// What is shown to who typed the password lately.
struct Shown {
    /// The square, drawn.
    picture: String,
    /// Where it leads, to be typed.
    link: String,
    password: String,
    minutes: u64,
}

/// `GET /admin/phones`.
async fn list(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let page = list_page(&web, &visit, &staff, Vec::new()).await?;
    Ok(html(StatusCode::OK, &page))
}

/// `POST /admin/phones`: accounts for everybody who has none, calendars made and linked.
async fn make(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let place = place(&web)?;
    let t = visit.texts();
    let actor = staff.0.actor();
    let added = web.app.add_radicale_accounts(place, actor.clone()).await;
    let linked = match added {
        Ok(_) => link_all(&web.app, place, &t.text("phone-calendar"), &actor).await,
        Err(fault) => Err(fault),
    };
    let troubles = match linked {
        Ok(linked) => linked
            .iter()
            .filter_map(|(who, how)| trouble(&web, t, *who, how))
            .collect(),
        Err(RadicaleFault::Fault(fault)) => return Err(fault.into()),
        Err(RadicaleFault::File { path, source }) => {
            let (file, detail) = (path.display().to_string(), source.to_string());
            vec![t.with(
                "phone-file-trouble",
                &[("file", file.into()), ("detail", detail.into())],
            )]
        }
    };
    if troubles.is_empty() {
        return Ok(onward(&visit, &format!("{PATH}?done=made"), None));
    }
    let page = list_page(&web, &visit, &staff, troubles).await?;
    Ok(html(StatusCode::OK, &page))
}

fn trouble(web: &Web, t: Texts, who: PractitionerId, linked: &Linked) -> Option<String> {
    let key = match linked {
        Linked::Now | Linked::Before => return None,
        Linked::UnknownPassword => "phone-password-unknown",
        Linked::Trouble(error) => {
            tracing::warn!(?error, practitioner = who.0, "no calendar at Radicale");
            "phone-radicale-silent"
        }
    };
    Some(t.with(key, &[("name", name_of(web, who).into())]))
}

async fn list_page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    mut troubles: Vec<String>,
) -> Result<ListPage, Halt> {
    let t = visit.texts();
    let mut rows = Vec::new();
    if let Some(place) = &web.settings.radicale {
        let links = web.app.calendar_links().await?;
        match web.app.radicale_accounts(place).await {
            Ok(accounts) => {
                let mine = accounts
                    .iter()
                    .filter(|account| may_see(staff, account.practitioner));
                rows.extend(mine.map(|account| row(visit, place, account, &links)));
            }
            Err(RadicaleFault::Fault(fault)) => return Err(fault.into()),
            Err(RadicaleFault::File { path, source }) => {
                let (file, detail) = (path.display().to_string(), source.to_string());
                troubles.push(t.with(
                    "phone-file-trouble",
                    &[("file", file.into()), ("detail", detail.into())],
                ));
            }
        }
    }
    Ok(ListPage {
        page: layout(web, visit, t.text("phones-title")),
        desk: Desk::of(web, visit, staff, Section::SetUp),
        done: done(visit),
        troubles,
        is_set_up: web.settings.radicale.is_some(),
        may_make: staff.0.may(Right::Administer),
        rows,
    })
}

fn row(visit: &Visit, place: &Radicale, account: &RadicaleAccount, links: &[CalendarLink]) -> Row {
    let url = place.url();
    let mut written = links
        .iter()
        .filter(|link| link.practitioner == account.practitioner && link.kind == LinkKind::Written);
    let key = match (&account.login, written.next()) {
        (None, _) => "phone-no-account",
        (Some(_), None) => "phone-not-linked",
        (Some(_), Some(link)) if link.url.starts_with(&url) => "phone-linked",
        (Some(_), Some(_)) => "phone-linked-elsewhere",
    };
    let href = match account.login {
        Some(_) => visit.link(&format!("{PATH}/{}", account.practitioner)),
        None => String::new(),
    };
    Row {
        name: account.name.clone(),
        note: visit.texts().text(key).into_owned(),
        href,
    }
}

fn done(visit: &Visit) -> String {
    let key = match visit.asked().get("done") {
        "made" => "phones-made",
        "renewed" => "phone-renewed",
        _ => return String::new(),
    };
    visit.texts().text(key).into_owned()
}

/// `GET /admin/phones/{id}`: everything but what opens the calendar.
async fn one(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let (_, account) = reached(&web, &staff, &id).await?;
    Ok(html(
        StatusCode::OK,
        &one_page(&web, &visit, &staff, &account, None),
    ))
}

/// `POST /admin/phones/{id}`: the square and the password, for who typed their own lately.
async fn reveal(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let (place, account) = reached(&web, &staff, &id).await?;
    if let Some(answer) = unconfirmed(&web, &visit, &staff, account.practitioner) {
        return Ok(answer);
    }
    let secret = web.app.radicale_secret(place, account.practitioner).await;
    let unknown = || Problem::new(StatusCode::CONFLICT).saying("phone-password-changed");
    let secret = secret.map_err(faulty)?.ok_or_else(unknown)?;
    let actor = staff.0.actor();
    web.app.note_radicale_shown(account.practitioner, actor).await?;
    let now = web.app.clock().elapsed();
    let ticket = web.telephones.tickets.issue(account.practitioner, now);
    let link = format!("{}/phone/{ticket}", web.settings.base(&visit));
    let code = QrCode::new(&link).map_err(|error| Problem::incident(&error))?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(220, 220).build();
    let picture = drawn.split_once("?>").map_or(drawn.as_str(), |(_, drawn)| drawn);
    let shown = Shown {
        picture: picture.to_owned(),
        link,
        password: secret.password,
        minutes: TICKET_LIFE.as_secs() / 60,
    };
    let page = one_page(&web, &visit, &staff, &account, Some(shown));
    Ok(html(StatusCode::OK, &page))
}

/// `POST /admin/phones/{id}/renew`: another password, when a telephone is lost.
async fn renew(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let (place, account) = reached(&web, &staff, &id).await?;
    let whose = account.practitioner;
    if let Some(answer) = unconfirmed(&web, &visit, &staff, whose) {
        return Ok(answer);
    }
    let renewed = web
        .app
        .renew_radicale_password(place, whose, staff.0.actor())
        .await;
    if !renewed.map_err(faulty)? {
        return Err(Problem::new(StatusCode::NOT_FOUND).into());
    }
    Ok(onward(&visit, &format!("{PATH}/{whose}?done=renewed"), None))
}

fn one_page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    account: &RadicaleAccount,
    shown: Option<Shown>,
) -> OnePage {
    let login = account.login.clone().unwrap_or_default();
    OnePage {
        page: layout(web, visit, visit.texts().text("phone-title")),
        desk: Desk::of(web, visit, staff, Section::SetUp),
        done: done(visit),
        action: visit.link(&format!("{PATH}/{}", account.practitioner)),
        name: account.name.clone(),
        url: Place::of(web, visit, &login).url,
        login,
        shown,
    }
}

fn unconfirmed(web: &Web, visit: &Visit, staff: &Staff, whose: PractitionerId) -> Option<Response> {
    if web.app.is_confirmed(&staff.0) {
        return None;
    }
    let next = encoded(&format!("{PATH}/{whose}"));
    Some(onward(visit, &format!("/admin/confirm?next={next}"), None))
}

fn place(web: &Web) -> Result<&Radicale, Problem> {
    let place = web.settings.radicale.as_ref();
    place.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))
}

/// Practitioners see to their own telephones, administrators to everybody's.
fn may_see(staff: &Staff, practitioner: PractitionerId) -> bool {
    staff.0.member.practitioner == Some(practitioner) || staff.0.may(Right::Administer)
}

/// The account of a path, where it is this person's business.
async fn reached<'a>(web: &'a Web, staff: &Staff, id: &str) -> Result<(&'a Radicale, RadicaleAccount), Halt> {
    let place = place(web)?;
    let id = PractitionerId(numbered(id)?);
    let missing = || Problem::new(StatusCode::NOT_FOUND);
    if !may_see(staff, id) {
        return Err(missing().into());
    }
    let accounts = web.app.radicale_accounts(place).await.map_err(faulty)?;
    let found = accounts
        .into_iter()
        .find(|account| account.practitioner == id && account.login.is_some());
    Ok((place, found.ok_or_else(missing)?))
}

fn faulty(fault: RadicaleFault) -> Problem {
    match fault {
        RadicaleFault::Fault(fault) => fault.into(),
        RadicaleFault::File { .. } => Problem::incident(&fault),
    }
}

fn name_of(web: &Web, practitioner: PractitionerId) -> String {
    let agenda = web.app.agenda();
    let found = agenda.set_up().practitioners.get(&practitioner);
    found.map_or_else(String::new, |found| found.name.clone())
}
