//! `GET` and `POST /admin/appointments/{id}/copy`: the same patient for the same care with the same practitioner, another time.

use axum::extract::{Path, State};
use axum::response::Response;

use super::book::{book, filled};
use super::book_form::BookForm;
use crate::domain::id::AppointmentId;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use axum::http::StatusCode;

/// See the module.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let form = like(&web, &staff, numbered(&id)?, visit.asked()).await?;
    filled(&web, &visit, &staff, BookForm::of(&form)).await
}

/// See the module.
pub(in crate::web::admin) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let form = like(&web, &staff, numbered(&id)?, form).await?;
    book(&web, &visit, &staff, (BookForm::of(&form), &form)).await
}

/// The form of a new booking, filled from an appointment where it says nothing itself.
async fn like(web: &Web, staff: &Staff, id: AppointmentId, mut form: Form) -> Result<Form, Halt> {
    let sheet = web.app.open_appointment(id, staff.0.actor()).await?;
    let made = sheet
        .ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?
        .appointment;
    form.set("patient", made.patient.to_string());
    form.set("care", made.care.to_string());
    if form.get("with").is_empty() {
        form.set("with", made.practitioner.to_string());
    }
    if let Some(length) = web.app.kept_length(&made) {
        form.set("length", length.num_minutes().to_string());
    }
    Ok(form)
}
