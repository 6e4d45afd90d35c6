//! `POST /admin/appointments/{id}/contest`: excused or kept.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::Failure;
use crate::domain::id::AppointmentId;
use crate::store::ContestDecision;
use crate::web::Web;
use crate::web::admin::booking::told;
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
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
    let decision = ContestDecision::from_key(form.get("decision"));
    let decision = decision.ok_or_else(|| Problem::new(StatusCode::UNPROCESSABLE_ENTITY))?;
    match web.app.decide_contest(id, decision, staff.0.actor()).await {
        Ok(()) => Ok(onward(&visit, "/admin/to-do?done=decided", None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        // Somebody else decided: the list no longer has it.
        Err(Failure::Refused(refusal)) => Err(Problem::new(told(visit.texts(), &refusal).0).into()),
    }
}
