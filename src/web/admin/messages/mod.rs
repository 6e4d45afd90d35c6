//! Messages to patients: what went out, what waits, what failed and why, and what somebody does about it.

mod acts;
mod calls;
mod down;
mod page;
mod plot;
mod words;

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};

use super::guard::Staff;
use super::{act, show};
use crate::domain::staff::Right;
use crate::web::Web;
use crate::web::answer::{Halt, onward};
use crate::web::extract::Visit;
use crate::web::router::{Access, Route};

/// Where it all is.
const PATH: &str = "/admin/messages";

/// The routes of these pages.
pub(super) fn table() -> Vec<Route> {
    let manage = Access::Right(Right::ManageAppointments);
    vec![
        show(PATH, manage, get(page::show)),
        show("/admin/messages/calls.pdf", manage, get(calls::show)),
        act("/admin/messages/{id}/resend", manage, post(acts::resend)),
        act("/admin/messages/{id}/call-off", manage, post(acts::call_off)),
        act("/admin/messages/{id}/handled", manage, post(acts::handled)),
        show("/admin/outbox", manage, get(moved)),
    ]
}

/// `GET /admin/outbox`: where the page was before.
async fn moved(State(_): State<Web>, visit: Visit) -> Response {
    onward(&visit, PATH, None)
}

/// Lines that are down, in words, for those who see messages.
pub(super) async fn down_words(web: &Web, visit: &Visit, staff: &Staff) -> Result<Vec<String>, Halt> {
    if !staff.0.may(Right::ManageAppointments) || staff.0.member.reach().is_some() {
        return Ok(Vec::new());
    }
    let down = web.app.lines_down().await?;
    Ok(down
        .iter()
        .map(|line| down::line_words(web, visit, line))
        .collect())
}
