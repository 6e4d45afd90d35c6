//! `GET /admin/to-do`: requests to answer, changes that wait, bookings that nobody gave a state (booking-rules §6, §10).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::desk::{Desk, Section, layout};
use super::guard::Staff;
use super::setup;
use crate::app::PatientList;
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
    /// Changes of the set-up that leave appointments aside: what, by whom and when, the page.
    drafts: Vec<(String, String, String)>,
    requested: Vec<Row>,
    unsettled: Vec<Row>,
    frozen: Vec<Row>,
    contests: Vec<(String, Row)>,
    is_decided: bool,
    is_visit_decided: bool,
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
    let to_do = web.app.to_do(agenda.zone().date(web.app.now())).await?;
    let contests = web.app.contested().await?;
    // What was just settled no longer waits.
    web.app.count_waiting().await?;
    let rows = |rows: &[DayRow]| {
        rows.iter()
            .filter(|row| staff.0.member.reaches(row.practitioner))
            .map(|row| listed(&visit, &agenda, row))
            .collect::<Vec<_>>()
    };
    let page = ToDoPage {
        page: layout(&web, &visit, visit.texts().text("admin-nav-to-do")),
        desk: Desk::of(&web, &visit, &staff, Section::ToDo),
        may_manage: staff.0.may(Right::ManageAppointments),
        drafts: setup::waiting(&web, &visit, &staff).await?,
        requested: rows(&to_do.requested),
        unsettled: rows(&to_do.unsettled),
        frozen: rows(&to_do.frozen),
        contests: contests
            .iter()
            .filter(|(_, row)| staff.0.member.reaches(row.practitioner))
            .map(|(contest, row)| (contest.words.clone(), listed(&visit, &agenda, row)))
            .collect(),
        is_decided: visit.asked().get("done") == "decided",
        is_visit_decided: visit.asked().get("done") == "visit",
    };
    Ok(html(StatusCode::OK, &page))
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
