//! `POST /admin/appointments/{id}/answer`: a request is accepted or refused (booking-rules §6).

use axum::extract::{Path, State};
use axum::response::Response;

use super::page::{Said, undone};
use crate::domain::id::AppointmentId;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{Form, Visit};

/// See the module.
pub(in crate::web::admin) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id: AppointmentId = numbered(&id)?;
    let (version, actor) = (form.parsed("version"), staff.0.actor());
    let answered = match form.get("answer") {
        "approve" => web.app.approve(id, version, actor).await,
        _ => web.app.refuse(id, version, actor).await,
    };
    match answered {
        Ok(_) if form.get("back") == "to-do" => Ok(onward(&visit, "/admin/to-do", None)),
        Ok(_) => Ok(onward(&visit, &format!("/admin/appointments/{id}"), None)),
        Err(failure) => {
            let said = Said {
                seen: version,
                ..Said::default()
            };
            undone(&web, &visit, &staff, id, (failure, said)).await
        }
    }
}
