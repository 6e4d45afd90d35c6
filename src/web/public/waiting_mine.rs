//! The own place on the waiting list by its link: opened with a second fact, shown, left (booking-rules §9, security T15).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate, TimeDelta};

use super::browser::{WAITING, keep_waiting, keep_waiting_pass, waiting_pass};
use super::dead_link::dead_link;
use super::door::{Door, typed_fact};
use super::summary::name_of;
use crate::app::{Failure, WaitingPass, WaitingSeen};
use crate::domain::agenda::Agenda;
use crate::domain::time::DayTime;
use crate::domain::waiting_list::{EntryState, Weekdays, Wishes};
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};
use crate::web::waiting::{LEAST_READY, a_week};

const PATH: &str = "/waiting/mine";

const DOOR: Door = Door {
    path: PATH,
    title: "waiting-mine-title",
    lead: "fact-lead",
    send: "waiting-mine-open",
};

#[derive(Template)]
#[template(path = "public/waiting_mine.html")]
struct MinePage {
    page: Layout,
    given: String,
    care: String,
    /// With whom, where somebody was wished.
    with: Vec<String>,
    /// What suits: what it is about, and what was said.
    wishes: Vec<(String, String)>,
    /// Until when they are on the list; `None` when they are not any more.
    until: Option<String>,
    is_paused: bool,
    /// They have just joined.
    is_new: bool,
    /// The form of the list, for other wishes.
    change: String,
}

/// `GET /w/{token}`: whatever the token, a short cookie and a clean address; nothing is looked up or changed (security T15).
pub(super) async fn follow(visit: Visit, Path(token): Path<String>) -> Response {
    DOOR.follow(&visit, &token, keep_waiting(&visit, &token))
}

/// `GET /waiting/mine`: nothing personal before the second fact.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    if let Some(pass) = waiting_pass(&visit, &headers)
        && let Some(seen) = seen(&web, &pass).await?
    {
        return Ok(page(&web, &visit, &seen));
    }
    let token = WAITING.read(&visit, &headers).unwrap_or("");
    if web.app.is_waiting_known(token).await? {
        return Ok(DOOR.ask(&web, &visit));
    }
    Ok(dead_link(&web, &visit))
}

/// `GET` of an act: where the language switch of its answer leads.
pub(super) async fn back(visit: Visit) -> Response {
    onward(&visit, PATH, [])
}

/// `POST /waiting/mine/open`.
pub(super) async fn open(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let token = WAITING.read(&visit, &headers).unwrap_or("");
    let pass = web.app.open_waiting(token, typed_fact(&web, &form)).await;
    DOOR.opened(&web, &visit, pass.map(|pass| keep_waiting_pass(&visit, &pass)))
}

/// `POST /waiting/mine/leave`.
pub(super) async fn leave(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let Some(pass) = waiting_pass(&visit, &headers) else {
        return Ok(onward(&visit, PATH, []));
    };
    match web.app.leave_waiting(&pass).await {
        Ok(()) => Ok(onward(&visit, PATH, [])),
        Err(Failure::Refused(_)) => Ok(dead_link(&web, &visit)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

async fn seen(web: &Web, pass: &WaitingPass) -> Result<Option<WaitingSeen>, Halt> {
    match web.app.waiting_by_link(pass).await {
        Ok(seen) => Ok(Some(seen)),
        Err(Failure::Refused(_)) => Ok(None),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

fn page(web: &Web, visit: &Visit, seen: &WaitingSeen) -> Response {
    let (agenda, t, entry) = (web.app.agenda(), visit.texts(), &seen.entry);
    let set_up = agenda.set_up();
    let last = agenda.zone().date(entry.expires - TimeDelta::seconds(1));
    let care = set_up.care_types.get(&entry.care);
    let people = entry.wishes.practitioners.iter();
    let page = MinePage {
        page: Layout::of(visit, &set_up.practice, t.text("waiting-mine-title")),
        given: seen.patient.given_name.as_str().to_owned(),
        care: care.map_or_else(String::new, |care| care.name.clone()),
        with: people.map(|id| name_of(set_up, *id)).collect(),
        wishes: wishes(t, &agenda, &entry.wishes),
        until: entry.state.is_on_list().then(|| t.date(last)),
        is_paused: entry.state == EntryState::Paused,
        is_new: visit.has_word("joined"),
        change: visit.link(&format!("/waiting?care={}", entry.care)),
    };
    html(StatusCode::OK, &page)
}

fn wishes(t: Texts, agenda: &Agenda, wishes: &Wishes) -> Vec<(String, String)> {
    let (zone, mut lines) = (agenda.zone(), Vec::new());
    let mut add = |key: &str, said: String| lines.push((t.text(key).into_owned(), said));
    if wishes.days != Weekdays::ALL {
        let days = a_week().filter(|date| wishes.days.contains(date.weekday()));
        let names: Vec<String> = days.map(|date| t.weekday(date)).collect();
        add("waiting-days", names.join(t.comma()));
    }
    // The hours of any date read alike.
    let hour = |time: DayTime| t.hour_at(zone, zone.at(NaiveDate::default(), time));
    if wishes.from != DayTime::START {
        add("waiting-from", hour(wishes.from));
    }
    if wishes.to != DayTime::END {
        add("waiting-to", hour(wishes.to));
    }
    if let Some(earliest) = wishes.earliest {
        add("waiting-earliest", t.date(earliest));
    }
    if wishes.ready_minutes > LEAST_READY {
        let ready = TimeDelta::minutes(wishes.ready_minutes.into());
        add("waiting-ready", t.length(ready));
    }
    lines
}
