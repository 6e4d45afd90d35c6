//! `POST /admin/patients/{id}/reminders`: reminders off and on again, as a patient asked at the desk.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::{Failure, ReminderChoice};
use crate::domain::id::PatientId;
use crate::store::MessageChannel;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};

/// See the module.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id: PatientId = numbered(&id)?;
    let channel = MessageChannel::from_key(form.get("channel"));
    let choice = ReminderChoice {
        channel: channel.ok_or_else(|| Problem::new(StatusCode::UNPROCESSABLE_ENTITY))?,
        is_on: form.get("on") == "1",
    };
    match web.app.choose_reminders(id, choice, staff.0.actor()).await {
        Ok(()) => {
            let path = format!("/admin/patients/{id}?done=consent#consents");
            Ok(onward(&visit, &path, None))
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => Err(Problem::new(StatusCode::NOT_FOUND).into()),
    }
}
