//! What came back by e-mail, on the list of what is to be done, and `POST /admin/returned/{id}`: somebody has seen to it (reminders §5).

use axum::extract::{Path, State};
use axum::response::Response;

use super::guard::Staff;
use super::path::numbered;
use crate::app::MailNotice;
use crate::web::Web;
use crate::web::answer::{Halt, onward};
use crate::web::extract::Visit;

/// One of them, in words.
pub(super) struct ReturnedRow {
    pub(super) id: i64,
    /// Whose; in its place that it is about no appointment.
    pub(super) name: String,
    pub(super) href: Option<String>,
    pub(super) words: String,
}

/// The newest first; for the practice itself, not for those who answer the telephone elsewhere.
pub(super) async fn rows(web: &Web, visit: &Visit, staff: &Staff) -> Result<Vec<ReturnedRow>, Halt> {
    if staff.0.member.reach().is_some() {
        return Ok(Vec::new());
    }
    let notices = web.app.mail_notices().await?;
    Ok(notices.iter().map(|notice| row(web, visit, notice)).collect())
}

fn row(web: &Web, visit: &Visit, notice: &MailNotice) -> ReturnedRow {
    let t = visit.texts();
    let when = t.moment_short(web.app.agenda().zone(), notice.created);
    let key = if notice.is_returned {
        "returned-undelivered"
    } else {
        "returned-declined"
    };
    let name = notice.patient.as_ref().map(|(_, name)| name.clone());
    let appointment = notice
        .appointment
        .map(|id| visit.link(&format!("/admin/appointments/{id}")));
    ReturnedRow {
        id: notice.id,
        name: name.unwrap_or_else(|| t.text("returned-nobody").into_owned()),
        href: appointment,
        words: t.with(
            key,
            &[
                ("address", notice.recipient.clone().unwrap_or_default().into()),
                ("status", notice.status.clone().into()),
                ("when", when.into()),
            ],
        ),
    }
}

/// See the module. One that somebody else has seen to is gone all the same.
pub(super) async fn settle(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    web.app
        .settle_mail_notice(numbered(&id)?, staff.0.actor())
        .await?;
    web.app.count_waiting().await?;
    Ok(onward(&visit, "/admin/to-do?done=returned", None))
}
