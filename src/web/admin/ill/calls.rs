//! Who was told of a change and who is to be phoned; it prints as a list with boxes to tick.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::PATH;
use super::page::refusal_of;
use crate::app::{Call, CallRow, CallSheet, PatientList};
use crate::domain::agenda::Edit;
use crate::domain::booking::Status;
use crate::domain::id::{AppointmentId, DraftId};
use crate::domain::schedule::Fate;
use crate::store::{OfferState, OrphanDecision};
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::admin::setup::named;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/ill_calls.html")]
struct CallsPage {
    page: Layout,
    desk: Desk,
    action: String,
    draft: String,
    /// Appointments are still to be decided on.
    is_undecided: bool,
    /// The decisions were just written.
    is_settled: bool,
    /// Name of who is away, and the last day; else what the change is.
    who: String,
    to_phone: Vec<Row>,
    left: usize,
    told: Vec<Row>,
}

struct Row {
    id: AppointmentId,
    href: String,
    move_href: String,
    when: String,
    name: String,
    phone: String,
    phone_link: String,
    state: String,
    is_open: bool,
    is_reached: bool,
}

fn missing() -> Problem {
    Problem::new(StatusCode::NOT_FOUND).saying("setup-draft-missing")
}

/// `GET /admin/ill/{draft}`.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let id: DraftId = id.parse().map_err(|_| missing())?;
    web.app.note_look(PatientList::Calls, staff.0.actor()).await?;
    let sheet = web.app.call_sheet(id).await?.ok_or_else(missing)?;
    let (to_phone, others): (Vec<_>, Vec<_>) = sheet.rows.iter().partition(|row| row.is_to_phone);
    let is_told = |row: &&CallRow| !matches!(row.fate, Fate::Kept | Fate::Undecided);
    let row = |row: &CallRow| row_of(&web, &visit, row);
    let page = CallsPage {
        page: layout(&web, &visit, visit.texts().text("ill-calls-title")),
        desk: Desk::of(&web, &visit, &staff, Section::Agenda),
        action: visit.link(&format!("{PATH}/{id}/call")),
        draft: visit.link(&format!("/admin/setup/drafts/{id}")),
        is_undecided: sheet.rows.iter().any(|row| row.fate == Fate::Undecided),
        is_settled: visit.asked().get("done") == "settled",
        who: who(&web, &visit, &staff, &sheet),
        left: sheet.left(),
        to_phone: to_phone.into_iter().map(row).collect(),
        told: others.into_iter().filter(is_told).map(row).collect(),
    };
    Ok(html(StatusCode::OK, &page))
}

fn who(web: &Web, visit: &Visit, staff: &Staff, sheet: &CallSheet) -> String {
    let agenda = web.app.agenda();
    let t = visit.texts();
    let named = || named(web, visit, staff, &sheet.draft);
    let [Edit::Absence(absence)] = sheet.draft.edits.as_slice() else {
        return named();
    };
    let practitioners = &agenda.set_up().practitioners;
    let Some(name) = absence.practitioner.and_then(|id| practitioners.get(&id)) else {
        return named();
    };
    if absence.interval.start > sheet.draft.created {
        return named();
    }
    let last = absence.interval.end - chrono::TimeDelta::seconds(1);
    let arguments = [
        ("name", name.name.as_str().into()),
        ("date", t.date(agenda.zone().date(last)).into()),
    ];
    t.with("ill-calls-who", &arguments)
}

fn row_of(web: &Web, visit: &Visit, row: &CallRow) -> Row {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let (appointment, phone) = (&row.appointment, row.patient.phone.as_ref());
    let href = visit.link(&format!("/admin/appointments/{}", appointment.id));
    Row {
        id: appointment.id,
        move_href: format!("{href}/move"),
        href,
        when: t.moment_short(agenda.zone(), appointment.interval.start),
        name: row.patient.sort_name(),
        phone: phone.map_or_else(String::new, |p| t.phone(p.as_str())),
        phone_link: phone.map_or_else(String::new, |p| p.as_str().to_owned()),
        state: state(web, visit, row),
        is_open: appointment.status.is_pending(),
        is_reached: row.is_reached,
    }
}

/// What became of the appointment, whoever decided it.
fn state(web: &Web, visit: &Visit, row: &CallRow) -> String {
    let t = visit.texts();
    let open = row.offer.as_ref().filter(|offer| offer.state == OfferState::Open);
    let key = match (row.appointment.status, row.decision, open) {
        (Status::Moved, ..) => {
            let Some(now) = &row.successor else {
                return t.text("setup-decided-move").into_owned();
            };
            let when = t.moment_short(web.app.agenda().zone(), now.interval.start);
            return t.with("ill-moved-to", &[("when", when.into())]);
        }
        (status, ..) if status.is_called_off() => "setup-decided-cancel",
        (_, Some(OrphanDecision::Keep), _) => "setup-decided-keep",
        (_, _, Some(offer)) => {
            let when = t.moment_short(web.app.agenda().zone(), offer.expires);
            return t.with("setup-offer-open", &[("when", when.into())]);
        }
        _ if row.offer.is_some() => "setup-offer-expired",
        _ => "ill-undecided",
    };
    t.text(key).into_owned()
}

/// `POST /admin/ill/{draft}/call`.
pub(in crate::web::admin) async fn note(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id: DraftId = id.parse().map_err(|_| missing())?;
    let call = match form.get("call") {
        "reached" => Call::Reached,
        "cancelled" => Call::ReachedAndCancelled,
        "undo" => Call::NotReached,
        _ => return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY).into()),
    };
    let orphan = form.parsed("appointment").unwrap_or(AppointmentId(0));
    if let Err(failure) = web.app.note_call(id, orphan, call, staff.0.actor()).await {
        refusal_of(failure)?;
        return Err(missing().into());
    }
    Ok(onward(&visit, &format!("{PATH}/{id}#a{orphan}"), None))
}
