//! `POST /admin/appointments/{id}/late`: came late, a mark beside the state (booking-rules §10).

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
    let marked = web.app.mark_late(id, form.is_ticked("late"), staff.0.actor());
    match marked.await {
        Ok(()) => Ok(onward(&visit, &format!("/admin/appointments/{id}"), None)),
        Err(failure) => undone(&web, &visit, &staff, id, (failure, Said::default())).await,
    }
}
