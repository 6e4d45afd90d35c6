//! What is kept about patients, for how long, and their rights (security §11).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::cookies::COOKIES;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "public/privacy.html")]
struct PrivacyPage {
    page: Layout,
    /// For how many months after the last appointment a record is kept; 0: the practice has not said.
    months: i64,
    email: String,
    /// Whom patients write to about their data; empty: the practice.
    contact: String,
    cookies: [(&'static str, &'static str); COOKIES.len()],
}

/// `GET /privacy`.
pub(super) async fn show(State(web): State<Web>, visit: Visit) -> Result<Response, Halt> {
    let agenda = web.app.agenda();
    let practice = &agenda.set_up().practice;
    let page = Layout::of(&visit, practice, visit.texts().text("privacy-title"));
    let months = web.app.retention_rules().await?.patient_months.into();
    let notice = web.app.legal_notice().await?;
    let page = PrivacyPage {
        page,
        months,
        email: practice.email.clone(),
        contact: notice.data_contact,
        cookies: COOKIES,
    };
    Ok(html(StatusCode::OK, &page))
}
