//! `GET` and `POST /admin/patients`: searched by a form that is posted, so that no name gets into an address (security §1).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::line::PatientLine;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

/// As many as a search gives; more letters give fewer.
const SHOWN_AT_MOST: usize = 50;

#[derive(Template)]
#[template(path = "admin/patients.html")]
struct PatientsPage {
    page: Layout,
    desk: Desk,
    q: String,
    found: Option<Vec<PatientLine>>,
    is_cut: bool,
    is_erased: bool,
}

/// See the module.
pub(in crate::web::admin) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Response {
    html(StatusCode::OK, &page(&web, &visit, &staff, ("", None)))
}

/// See the module.
pub(in crate::web::admin) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let q = form.get("q");
    if q.is_empty() {
        return Ok(html(StatusCode::OK, &page(&web, &visit, &staff, ("", None))));
    }
    let found = web.app.find_patients(q.to_owned(), staff.0.actor()).await?;
    let today = web.app.agenda().zone().date(web.app.now());
    let lines = found
        .iter()
        .map(|patient| PatientLine::of(visit.texts(), patient, today));
    let page = page(&web, &visit, &staff, (q, Some(lines.collect())));
    Ok(html(StatusCode::OK, &page))
}

fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (q, found): (&str, Option<Vec<PatientLine>>),
) -> PatientsPage {
    PatientsPage {
        page: layout(web, visit, visit.texts().text("admin-nav-patients")),
        desk: Desk::of(web, visit, staff, Section::Patients),
        q: q.to_owned(),
        is_erased: visit.asked().get("done") == "erased",
        is_cut: found.as_ref().is_some_and(|found| found.len() >= SHOWN_AT_MOST),
        found,
    }
}
