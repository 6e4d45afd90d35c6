//! `GET /admin/to-do`: requests to answer, what was seen in own calendars, patients who ask to be erased, patients to phone, changes that wait, bookings that nobody gave a state (booking-rules §6,
//! §7, §10).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::calendar_dry_run;
use super::desk::{Desk, Section, layout};
use super::guard::Staff;
use super::messages;
use super::reminders::to_call;
use super::returned::{self, ReturnedRow};
use super::seen::{self, SeenRow};
use super::setup;
use super::texts::{self, TextRow};
use crate::app::{ErasureAsked, PatientList, ToDoAsked};
use crate::domain::agenda::Agenda;
use crate::domain::booking::Status;
use crate::domain::staff::Right;
use crate::store::DayRow;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/to_do.html")]
struct ToDoPage {
    page: Layout,
    desk: Desk,
    may_manage: bool,
    /// Lines on which no message leaves, for those who see messages.
    down: Vec<String>,
    /// The certificate of the pages, for those who look after it: kind of note, words.
    certificate: Option<(&'static str, String)>,
    /// Changes of the set-up that leave appointments aside: what, by whom and when, the page.
    drafts: Vec<(String, String, String)>,
    /// Patients to be phoned, about a change or a freed time: about what, how many, the list.
    calls: Vec<(String, String, String)>,
    requested: Vec<Row>,
    /// One page of them, and how many there are.
    unsettled: Vec<Row>,
    frozen: Vec<Row>,
    unsettled_count: u32,
    newer: Option<String>,
    older: Option<String>,
    contests: Vec<(String, Row)>,
    /// What was seen in own calendars.
    seen: Vec<SeenRow>,
    /// Text messages from patients.
    texts: Vec<TextRow>,
    /// What came back by e-mail.
    returned: Vec<ReturnedRow>,
    /// Calendars that came back from a backup: whose, the page.
    restored: Vec<(String, String)>,
    /// Patients who ask to be erased: who, since when, the page.
    erasures: Vec<(String, String, String)>,
    /// An administrator decides on them.
    may_erase: bool,
    /// What was just done: `decided`, `visit`, `refused`, `calendar`, `seen`, `seen-before`, `seen-taken`, `text`.
    done: String,
}

/// What ends the question about a visit that is over.
const SETTLING: [Status; 3] = [Status::Done, Status::NoShow, Status::LeftUnseen];

struct Row {
    id: i64,
    version: i64,
    href: String,
    name: String,
    when: String,
    what: String,
    since: String,
    /// States that settle it: key and words.
    marks: Vec<(&'static str, String)>,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let agenda = web.app.agenda();
    web.app.note_look(PatientList::ToDo, staff.0.actor()).await?;
    let asked = ToDoAsked {
        today: agenda.zone().date(web.app.now()),
        reach: staff.0.member.reach().cloned(),
        page: visit.asked().parsed::<u32>("page").unwrap_or(1).saturating_sub(1),
    };
    let to_do = web.app.to_do(asked).await?;
    let contests = web.app.contested().await?;
    // What was just settled no longer waits.
    web.app.count_waiting().await?;
    let rows = |rows: &[DayRow]| -> Vec<Row> {
        let listed = rows.iter().map(|row| listed(&visit, &agenda, row));
        listed.collect()
    };
    // Pages are counted from 1 in addresses.
    let page_at = |number: u32| visit.link(&format!("/admin/to-do?page={number}#u-h"));
    let page = ToDoPage {
        page: layout(&web, &visit, visit.texts().text("admin-nav-to-do")),
        desk: Desk::of(&web, &visit, &staff, Section::ToDo),
        may_manage: staff.0.may(Right::ManageAppointments),
        down: messages::down_words(&web, &visit, &staff).await?,
        certificate: setup::certificate_words(&web, &visit, &staff),
        drafts: setup::waiting(&web, &visit, &staff).await?,
        calls: calls(&web, &visit, &staff).await?,
        requested: rows(&to_do.requested),
        unsettled: rows(&to_do.unsettled),
        frozen: rows(&to_do.frozen),
        unsettled_count: to_do.unsettled_count,
        newer: (to_do.page > 0).then(|| page_at(to_do.page)),
        older: to_do.has_older().then(|| page_at(to_do.page + 2)),
        contests: contests
            .iter()
            .filter(|(_, row)| staff.0.member.reaches(row.practitioner))
            .map(|(contest, row)| (contest.words.clone(), listed(&visit, &agenda, row)))
            .collect(),
        seen: seen::rows(&web, &visit, &staff).await?,
        texts: texts::rows(&web, &visit, &staff).await?,
        returned: returned::rows(&web, &visit, &staff).await?,
        restored: calendar_dry_run::waiting(&web, &visit, &staff).await?,
        erasures: erasures(&web, &visit, &staff).await?,
        may_erase: staff.0.may(Right::Administer),
        done: visit.asked().get("done").to_owned(),
    };
    Ok(html(StatusCode::OK, &page))
}

/// Requests to be erased; who may not erase is led to the record.
async fn erasures(web: &Web, visit: &Visit, staff: &Staff) -> Result<Vec<(String, String, String)>, Halt> {
    let may_erase = staff.0.may(Right::Administer);
    if !may_erase && !staff.0.may(Right::ManagePatients) {
        return Ok(Vec::new());
    }
    let (t, zone) = (visit.texts(), web.app.agenda().zone());
    let asked = web.app.erasures_asked().await?;
    let row = |asked: &ErasureAsked| {
        let since = t.moment_short(zone, asked.asked);
        let last = if may_erase { "/erase" } else { "" };
        let page = format!("/admin/patients/{}{last}", asked.patient.id);
        (
            asked.patient.sort_name(),
            t.with("erasures-since", &[("when", since.into())]),
            visit.link(&page),
        )
    };
    Ok(asked.iter().map(row).collect())
}

/// What changes of schedule and the waiting list leave to the phone, for those who may see each.
async fn calls(web: &Web, visit: &Visit, staff: &Staff) -> Result<Vec<(String, String, String)>, Halt> {
    let mut calls = setup::to_phone(web, visit, staff).await?;
    calls.extend(to_call(web, visit, staff).await?);
    let offers = web.app.offers_to_phone().await?;
    let may_offer = staff.0.may(Right::ManagePatients) && staff.0.member.reach().is_none();
    if offers > 0 && may_offer {
        let t = visit.texts();
        calls.push((
            t.text("waiting-title").into_owned(),
            t.with("ill-calls-left", &[("count", offers.into())]),
            visit.link("/admin/waiting"),
        ));
    }
    Ok(calls)
}

fn listed(visit: &Visit, agenda: &Agenda, row: &DayRow) -> Row {
    let (t, set_up) = (visit.texts(), agenda.set_up());
    let care = set_up
        .care_types
        .get(&row.care)
        .map_or("", |care| care.name.as_str());
    let person = set_up
        .practitioners
        .get(&row.practitioner)
        .map_or("", |p| p.name.as_str());
    Row {
        id: row.id.0,
        version: row.version,
        href: visit.link(&format!("/admin/appointments/{}", row.id)),
        name: row.name.clone(),
        when: t.moment(agenda.zone(), row.interval.start),
        what: format!("{care}, {person}"),
        since: t.moment_short(agenda.zone(), row.created),
        marks: SETTLING
            .iter()
            .filter(|next| row.status.may_become(**next) && row.status != Status::Requested)
            .map(|next| (next.key(), t.text(&format!("mark-{}", next.key())).into_owned()))
            .collect(),
    }
}
