//! The page of an appointment that cannot be opened: no link, or one that is not valid any more. It tells how to go on.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::web::Web;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "public/dead_link.html")]
struct DeadLinkPage {
    page: Layout,
    text: String,
}

/// The browser follows no link.
pub(super) fn no_link(web: &Web, visit: &Visit, status: StatusCode) -> Response {
    page(
        web,
        visit,
        status,
        visit.texts().text("manage-no-link").into_owned(),
    )
}

/// The link is not valid any more, or never was: the same answer.
pub(super) fn dead_link(web: &Web, visit: &Visit) -> Response {
    let text = visit.texts().text("denied-not-found").into_owned();
    page(web, visit, StatusCode::GONE, text)
}

fn page(web: &Web, visit: &Visit, status: StatusCode, text: String) -> Response {
    let agenda = web.app.agenda();
    let title = visit.texts().text("manage-title");
    let page = Layout::of(visit, &agenda.set_up().practice, title);
    html(status, &DeadLinkPage { page, text })
}
