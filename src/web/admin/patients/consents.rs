//! `POST /admin/patients/{id}/consents`: noted at the desk, taken back.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::Failure;
use crate::domain::consent::ConsentKind;
use crate::domain::id::PatientId;
use crate::web::Web;
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
    let id: PatientId = numbered(&id)?;
    let actor = staff.0.actor();
    let done = match (form.parsed("withdraw"), ConsentKind::from_key(form.get("kind"))) {
        (Some(consent), _) => web.app.withdraw_consent(id, consent, actor).await,
        (None, Some(kind)) => web.app.note_consent(id, kind, actor).await,
        (None, None) => return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY).into()),
    };
    match done {
        Ok(()) => Ok(onward(
            &visit,
            &format!("/admin/patients/{id}?done=consent#consents"),
            None,
        )),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => Err(Problem::new(StatusCode::NOT_FOUND).into()),
    }
}
