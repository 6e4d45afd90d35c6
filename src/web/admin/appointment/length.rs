//! `POST /admin/appointments/{id}/length`: longer or shorter, from the same start.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::page::{Said, answered, undone};
use crate::app::LengthRequest;
use crate::domain::id::AppointmentId;
use crate::domain::slot::Placing;
use crate::domain::staff::Right;
use crate::web::Web;
use crate::web::admin::agenda::after;
use crate::web::admin::booking::{When, length};
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::Halt;
use crate::web::error::Problem;
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
    let mut said = Said {
        typed: form.clone(),
        seen: form.parsed("version"),
        ..Said::default()
    };
    let request = request(&visit, &staff, id, &form, &mut said.errors)?;
    let Some(request) = request.filter(|_| said.errors.is_empty()) else {
        return answered(&web, &visit, &staff, id, (StatusCode::UNPROCESSABLE_ENTITY, said)).await;
    };
    let key = Some(form.get("key")).filter(|key| !key.is_empty());
    match web.app.change_length(request, key).await {
        Ok(changed) => {
            let made = &changed.booking.appointment;
            let date = web.app.agenda().zone().date(made.interval.start);
            Ok(after(&visit, &form, date, ("length", made.id)))
        }
        Err(failure) => undone(&web, &visit, &staff, id, (failure, said)).await,
    }
}

/// What was typed; every mistake is noted at its field.
fn request(
    visit: &Visit,
    staff: &Staff,
    id: AppointmentId,
    form: &Form,
    errors: &mut FieldErrors,
) -> Result<Option<LengthRequest>, Problem> {
    let (t, when) = (visit.texts(), When::of(form));
    if when.is_over && !staff.0.may(Right::Overbook) {
        return Err(Problem::new(StatusCode::FORBIDDEN).saying("admin-right-missing"));
    }
    let length = errors.keep(t, "length", length(form.get("length")));
    if matches!(length, Some(None)) {
        errors.add("length", t.text("field-missing").into_owned());
    }
    Ok(length.flatten().map(|length| LengthRequest {
        appointment: id,
        expected_version: form.parsed("version"),
        length,
        placing: if when.is_outside {
            Placing::Anywhere
        } else {
            Placing::InOpeningHours
        },
        overbooking: when.reason_given(t, errors),
        actor: staff.0.actor(),
    }))
}
