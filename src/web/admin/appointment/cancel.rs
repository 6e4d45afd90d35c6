//! `POST /admin/appointments/{id}/cancel`: for the practice, or because the patient asked.

use axum::extract::{Path, State};
use axum::response::Response;

use super::page::{Said, undone};
use crate::app::CancelledBy;
use crate::domain::id::AppointmentId;
use crate::web::Web;
use crate::web::admin::agenda::after;
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
    let cancelled = match (form.get("by"), form.is_ticked("rest")) {
        ("patient", false) => web.app.cancel_on_request(id, version, actor).await,
        ("patient", true) => {
            web.app
                .cancel_series(id, version, CancelledBy::Patient, actor)
                .await
        }
        (_, true) => {
            web.app
                .cancel_series(id, version, CancelledBy::Practice, actor)
                .await
        }
        (_, false) => web.app.cancel(id, version, actor).await,
    };
    match cancelled {
        // What becomes of the visits that follow is asked on its page (booking-rules §8).
        Ok(done) if !done.next.is_empty() => Ok(onward(
            &visit,
            &format!("/admin/appointments/{id}?done=cancelled"),
            None,
        )),
        Ok(done) => {
            let date = web.app.agenda().zone().date(done.appointment.interval.start);
            Ok(after(&visit, &form, date, ("cancelled", id)))
        }
        Err(failure) => {
            let said = Said {
                seen: version,
                ..Said::default()
            };
            undone(&web, &visit, &staff, id, (failure, said)).await
        }
    }
}
