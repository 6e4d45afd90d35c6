//! The password again, before a sensitive change (security 7.5.1).

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::desk::{Desk, Section, layout};
use super::entrance::{device, entered};
use super::guard::Staff;
use super::path::next_or_agenda;
use crate::app::Failure;
use crate::web::Web;
use crate::web::answer::{Halt, allowed};
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/confirm.html")]
struct ConfirmPage {
    page: Layout,
    desk: Desk,
    next: String,
    is_wrong: bool,
}

fn confirm_page(web: &Web, visit: &Visit, staff: &Staff, next: &str, is_wrong: bool) -> ConfirmPage {
    ConfirmPage {
        page: layout(web, visit, visit.texts().text("confirm-title")),
        desk: Desk::of(web, visit, staff, Section::Account),
        next: next.to_owned(),
        is_wrong,
    }
}

/// `GET /admin/confirm`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Response {
    let asked = visit.asked();
    let next = next_or_agenda(asked.get("next"));
    html(StatusCode::OK, &confirm_page(&web, &visit, &staff, next, false))
}

/// `POST /admin/confirm`.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::SignIn)?;
    let next = next_or_agenda(form.get("next"));
    let device = device(&web, &visit, &headers);
    let typed = form.exact("password").to_owned();
    match web.app.confirm_password(&staff.0, typed, &device).await {
        Ok(opened) => Ok(entered(&visit, &opened, next)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => {
            let page = confirm_page(&web, &visit, &staff, next, true);
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}
