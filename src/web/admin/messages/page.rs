//! `GET /admin/messages`: three short lists, or one long one by fate, date or patient.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Days, NaiveDate};

use super::PATH;
use super::down::{Notice, notices};
use super::plot::{DAYS, Plot};
use super::words::{Repeat, Row};
use crate::app::PatientList;
use crate::domain::id::PatientId;
use crate::domain::time::Interval;
use crate::store::{Fate, MessageQuery};
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

/// Lines of each list while nothing is asked for.
const SHORT: u32 = 25;
/// Lines of a page of one list.
const PAGE: u32 = 50;
/// Pages of one list: whoever looks for older ones names a date.
const PAGES: u32 = 200;

#[derive(Template)]
#[template(path = "admin/messages.html")]
struct MessagesPage {
    page: Layout,
    desk: Desk,
    is_off: bool,
    is_demo: bool,
    /// What is in the way: lines that are down, a ceiling that is reached.
    down: Vec<Notice>,
    /// Key of what was just done.
    done: Option<&'static str>,
    /// Why something was not done.
    refused: Option<String>,
    choice: Choice,
    lists: Vec<List>,
    figure: Plot,
}

/// A titled list of messages.
struct List {
    id: &'static str,
    title: String,
    lead: String,
    rows: Vec<Row>,
    /// The rest of it.
    more: Option<String>,
}

/// What somebody asked for.
#[derive(Default)]
struct Choice {
    fate: Option<Fate>,
    patient: Option<PatientId>,
    patient_name: String,
    date: Option<NaiveDate>,
    /// From 0.
    page: u32,
    /// Value, words, chosen.
    fates: Vec<(&'static str, String, bool)>,
}

impl Choice {
    fn is_any(&self) -> bool {
        self.fate.is_some() || self.patient.is_some() || self.date.is_some()
    }

    /// The same with another page, as an address.
    fn at(&self, visit: &Visit, page: u32) -> String {
        let fate = self
            .fate
            .map_or_else(String::new, |fate| format!("&state={}", fate.key()));
        let patient = self
            .patient
            .map_or_else(String::new, |id| format!("&patient={id}"));
        let date = self.date.map_or_else(String::new, |date| format!("&date={date}"));
        visit.link(&format!("{PATH}?page={}{fate}{patient}{date}", page + 1))
    }
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    answered(&web, &visit, &staff, (StatusCode::OK, None)).await
}

/// The page with a status and what there is to say.
pub(super) async fn answered(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (status, refused): (StatusCode, Option<String>),
) -> Result<Response, Halt> {
    web.app.note_look(PatientList::Outbox, staff.0.actor()).await?;
    let choice = choice(web, visit).await?;
    let t = visit.texts();
    let days = web.app.message_days(DAYS).await?;
    let page = MessagesPage {
        page: layout(web, visit, t.text("outbox-title")),
        desk: Desk::of(web, visit, staff, Section::Outbox),
        is_off: web.is_online_closed(),
        is_demo: web.settings.is_demo,
        down: notices(web, visit, staff).await?,
        done: done(visit.asked().get("done")),
        refused,
        lists: lists(web, visit, &choice).await?,
        choice,
        figure: Plot::of(t, &days).map_err(|error| Problem::incident(&error))?,
    };
    Ok(html(status, &page))
}

fn done(name: &str) -> Option<&'static str> {
    match name {
        "resent" => Some("outbox-done-resent"),
        "called-off" => Some("outbox-done-called-off"),
        "handled" => Some("outbox-done-handled"),
        _ => None,
    }
}

async fn choice(web: &Web, visit: &Visit) -> Result<Choice, Halt> {
    let asked = visit.asked();
    let t = visit.texts();
    let fate = Fate::from_key(asked.get("state"));
    let patient: Option<PatientId> = asked.parsed("patient");
    let named = match patient {
        Some(id) => web.app.patient_named(id).await?,
        None => None,
    };
    let page: u32 = asked.parsed("page").unwrap_or(1);
    let name = |fate: Fate| t.text(&format!("outbox-{}", fate.key())).into_owned();
    Ok(Choice {
        patient: named.as_ref().map(|found| found.id),
        patient_name: named.map_or_else(String::new, |found| found.sort_name()),
        date: asked.parsed("date"),
        page: page.clamp(1, PAGES) - 1,
        fates: Fate::ALL
            .into_iter()
            .map(|one| (one.key(), name(one), Some(one) == fate))
            .collect(),
        fate,
    })
}

async fn lists(web: &Web, visit: &Visit, choice: &Choice) -> Result<Vec<List>, Halt> {
    if choice.is_any() {
        return Ok(vec![chosen(web, visit, choice).await?]);
    }
    let t = visit.texts();
    let zone = web.app.agenda().zone();
    let mut lists = Vec::new();
    for fate in Fate::ALL {
        let query = MessageQuery {
            fate: Some(fate),
            limit: SHORT,
            ..MessageQuery::default()
        };
        let (rows, has_more) = web.app.message_rows(query).await?;
        let (id, empty, lead) = match fate {
            Fate::Troubled => ("troubled", "outbox-none-troubled", "outbox-troubled-lead"),
            Fate::Waiting => ("waiting", "outbox-none-waiting", ""),
            Fate::Over => ("over", "outbox-none-over", ""),
        };
        let lead = if rows.is_empty() { empty } else { lead };
        let lead = if lead.is_empty() {
            String::new()
        } else {
            t.text(lead).into_owned()
        };
        let all = visit.link(&format!("{PATH}?state={}", fate.key()));
        lists.push(List {
            id,
            title: t.text(&format!("outbox-{}", fate.key())).into_owned(),
            lead,
            rows: rows.iter().map(|row| Row::of(visit, zone, row)).collect(),
            more: has_more.then_some(all),
        });
    }
    Ok(lists)
}

/// One list by what was asked for.
async fn chosen(web: &Web, visit: &Visit, choice: &Choice) -> Result<List, Halt> {
    let t = visit.texts();
    let zone = web.app.agenda().zone();
    let span = choice.date.map(|date| {
        let after = date.checked_add_days(Days::new(1)).unwrap_or(date);
        Interval {
            start: zone.start_of(date),
            end: zone.start_of(after),
        }
    });
    let query = MessageQuery {
        fate: choice.fate,
        patient: choice.patient,
        span,
        reminders_until: None,
        skip: choice.page * PAGE,
        limit: PAGE,
    };
    let (rows, has_more) = web.app.message_rows(query).await?;
    let empty = t.text("outbox-none-chosen").into_owned();
    let next = choice.page + 1;
    Ok(List {
        id: "chosen",
        title: t.text("outbox-chosen").into_owned(),
        lead: if rows.is_empty() { empty } else { String::new() },
        rows: rows.iter().map(|row| Row::of(visit, zone, row)).collect(),
        more: (has_more && next < PAGES).then(|| choice.at(visit, next)),
    })
}
