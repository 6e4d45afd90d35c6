//! `GET /admin/absences`: whom to phone before a visit.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::standing_words;
use crate::app::ToPhone;
use crate::domain::agenda::Agenda;
use crate::domain::contact::Phone;
use crate::domain::staff::Right;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/absences/page.html")]
struct AbsencesPage {
    page: Layout,
    desk: Desk,
    to_phone: Vec<Row>,
    may_set: bool,
}

struct Row {
    href: String,
    name: String,
    when: String,
    what: String,
    phone: String,
    tel: String,
    why: String,
    was_asked: bool,
}

/// See the module.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    let agenda = web.app.agenda();
    let to_phone = web.app.to_phone().await?;
    let rows = to_phone.iter().map(|one| row(&visit, &agenda, one));
    let page = AbsencesPage {
        page: layout(&web, &visit, visit.texts().text("absences-title")),
        desk: Desk::of(&web, &visit, &staff, Section::ToDo),
        to_phone: rows.collect(),
        may_set: staff.0.may(Right::ManagePractice),
    };
    Ok(html(StatusCode::OK, &page))
}

fn row(visit: &Visit, agenda: &Agenda, one: &ToPhone) -> Row {
    let (t, set_up) = (visit.texts(), agenda.set_up());
    let person = set_up.practitioners.get(&one.row.practitioner);
    let phone = one.patient.phone.as_ref().map_or("", Phone::as_str);
    Row {
        href: visit.link(&format!("/admin/appointments/{}", one.row.id)),
        name: one.row.name.clone(),
        when: t.moment(agenda.zone(), one.row.interval.start),
        what: person.map_or_else(String::new, |p| p.name.clone()),
        phone: t.phone(phone),
        tel: phone.to_owned(),
        why: standing_words(t, &one.standing),
        was_asked: one.presence.asked.is_some(),
    }
}
