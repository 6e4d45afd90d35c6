//! `POST /admin/appointments/{id}/note`: by those who may read it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::page::{Said, answered, undone};
use crate::domain::booking::NOTE_MAX;
use crate::domain::contact::free_text;
use crate::domain::id::AppointmentId;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form, Visit};

/// See the module.
pub(in crate::web::admin) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id: AppointmentId = numbered(&id)?;
    let mut errors = FieldErrors::default();
    let note = errors.keep(visit.texts(), "note", free_text(form.get("note"), NOTE_MAX));
    let said = Said {
        note: Some(form.get("note").to_owned()),
        errors,
        seen: form.parsed("version"),
        ..Said::default()
    };
    let Some(note) = note else {
        return answered(&web, &visit, &staff, id, (StatusCode::UNPROCESSABLE_ENTITY, said)).await;
    };
    let (version, actor) = (form.parsed("version"), staff.0.actor());
    match web.app.write_note(id, note, version, actor).await {
        Ok(()) => Ok(onward(&visit, &format!("/admin/appointments/{id}"), None)),
        Err(failure) => undone(&web, &visit, &staff, id, (failure, said)).await,
    }
}
