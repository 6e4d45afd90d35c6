//! Text messages from patients, on the list of what is to be done, and `POST /admin/texts/{id}/seen`: somebody has read one.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};

use super::guard::Staff;
use super::path::numbered;
use crate::domain::sms::TextAnswer;
use crate::store::TextIn;
use crate::web::Web;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::Visit;

/// One of them, in words.
pub(super) struct TextRow {
    pub(super) id: i64,
    pub(super) phone: String,
    pub(super) when: String,
    pub(super) words: String,
    /// What was understood; empty for what is to be read.
    pub(super) meant: String,
    /// The appointment that it answers.
    pub(super) href: Option<String>,
}

/// The newest first; for the practice itself, not for those who answer the telephone elsewhere.
pub(super) async fn rows(web: &Web, visit: &Visit, staff: &Staff) -> Result<Vec<TextRow>, Halt> {
    if staff.0.member.reach().is_some() {
        return Ok(Vec::new());
    }
    let texts = web.app.unseen_texts().await?;
    Ok(texts.iter().map(|text| row(web, visit, text)).collect())
}

fn row(web: &Web, visit: &Visit, text: &TextIn) -> TextRow {
    let (t, zone) = (visit.texts(), web.app.agenda().zone());
    let meant = match text.answer {
        TextAnswer::No => t.text("text-in-no").into_owned(),
        TextAnswer::Stop => t.text("text-in-stop").into_owned(),
        TextAnswer::Yes | TextAnswer::Other => String::new(),
    };
    let appointment = text.appointment;
    TextRow {
        id: text.id,
        phone: text.phone.national(),
        when: t.moment_short(zone, text.received),
        words: text.words.clone(),
        meant,
        href: appointment.map(|id| visit.link(&format!("/admin/appointments/{id}"))),
    }
}

/// See the module.
pub(super) async fn seen(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    if staff.0.member.reach().is_some() {
        return Ok(Problem::new(axum::http::StatusCode::NOT_FOUND).into_response());
    }
    web.app.see_text(staff.0.actor(), numbered(&id)?).await?;
    Ok(onward(&visit, "/admin/to-do?done=text", None))
}
