//! `GET` and `POST /admin/reminders`: the patients whose reminder did not go out, to be phoned and ticked off; a list to print.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::{Failure, PatientList, ToRemind};
use crate::domain::contact::Phone;
use crate::domain::id::AppointmentId;
use crate::domain::staff::Right;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/reminders";

#[derive(Template)]
#[template(path = "admin/reminders/calls.html")]
struct CallsPage {
    page: Layout,
    desk: Desk,
    is_noted: bool,
    left: Vec<Row>,
    reached: Vec<Row>,
}

struct Row {
    id: AppointmentId,
    href: String,
    name: String,
    when: String,
    why: String,
    phone: String,
    tel: String,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    web.app.note_look(PatientList::ToDo, staff.0.actor()).await?;
    let list = of_staff(&web, &staff).await?;
    let rows = |is_reached: bool| {
        let of = list.iter().filter(move |one| one.is_reached == is_reached);
        of.map(|one| row(&web, &visit, one)).collect()
    };
    let page = CallsPage {
        page: layout(&web, &visit, visit.texts().text("remind-title")),
        desk: Desk::of(&web, &visit, &staff, Section::ToDo),
        is_noted: visit.asked().get("done") == "noted",
        left: rows(false),
        reached: rows(true),
    };
    Ok(html(StatusCode::OK, &page))
}

/// Ticks somebody off, or takes a tick back.
pub(super) async fn note(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let missing = || Problem::new(StatusCode::NOT_FOUND);
    let id: AppointmentId = form.parsed("appointment").ok_or_else(missing)?;
    let is_listed = of_staff(&web, &staff)
        .await?
        .iter()
        .any(|one| one.appointment.id == id);
    if !is_listed {
        return Err(missing().into());
    }
    let is_reached = form.get("reached") == "1";
    match web.app.note_reminder_call(id, is_reached, staff.0.actor()).await {
        Ok(()) => {
            web.app.count_waiting().await?;
            Ok(onward(&visit, &format!("{PATH}?done=noted"), None))
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => Err(missing().into()),
    }
}

/// What « À traiter » says of the list: how many are left, and the page; `None` where nobody is, or the list is not for this person.
pub(in crate::web::admin) async fn to_call(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
) -> Result<Option<(String, String, String)>, Halt> {
    if !staff.0.may(Right::ManagePatients) {
        return Ok(None);
    }
    let left = of_staff(web, staff).await?;
    let left = left.iter().filter(|one| !one.is_reached).count();
    let t = visit.texts();
    Ok((left > 0).then(|| {
        (
            t.text("remind-title").into_owned(),
            t.with("ill-calls-left", &[("count", left.into())]),
            visit.link(PATH),
        )
    }))
}

/// Those of the practitioners whom somebody works for.
async fn of_staff(web: &Web, staff: &Staff) -> Result<Vec<ToRemind>, Halt> {
    let mut list = web.app.unreminded().await?;
    list.retain(|one| staff.0.member.reaches(one.appointment.practitioner));
    Ok(list)
}

fn row(web: &Web, visit: &Visit, one: &ToRemind) -> Row {
    let (t, agenda) = (visit.texts(), web.app.agenda());
    let phone = one.patient.phone.as_ref();
    let why = match one.state.as_str() {
        "expired" => "remind-why-expired",
        "given_up" => "remind-why-given-up",
        _ => "remind-why-failed",
    };
    Row {
        id: one.appointment.id,
        href: visit.link(&format!("/admin/appointments/{}", one.appointment.id)),
        name: one.patient.sort_name(),
        when: t.moment(agenda.zone(), one.appointment.interval.start),
        why: t.text(why).into_owned(),
        phone: phone.map_or_else(String::new, Phone::national),
        tel: phone.map_or_else(String::new, |phone| phone.as_str().to_owned()),
    }
}
