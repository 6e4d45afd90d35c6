//! `GET` and `POST /admin/patients/new`.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::record_form::RecordForm;
use crate::app::Failure;
use crate::domain::staff::Right;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/patient_new.html")]
struct NewPatientPage {
    page: Layout,
    desk: Desk,
    form: RecordForm,
    errors: FieldErrors,
}

fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (form, errors): (RecordForm, FieldErrors),
) -> NewPatientPage {
    NewPatientPage {
        page: layout(web, visit, visit.texts().text("book-new")),
        desk: Desk::of(web, visit, staff, Section::Patients),
        form,
        errors,
    }
}

/// See the module.
pub(in crate::web::admin) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Response {
    let form = RecordForm::of(&Form::default(), staff.0.may(Right::ReadNotes));
    html(
        StatusCode::OK,
        &page(&web, &visit, &staff, (form, FieldErrors::default())),
    )
}

/// See the module.
pub(in crate::web::admin) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let typed = RecordForm::of(&form, staff.0.may(Right::ReadNotes));
    let mut errors = FieldErrors::default();
    let today = web.app.agenda().zone().date(web.app.now());
    let patient = typed.parsed(visit.texts(), today, None, &mut errors);
    let Some((patient, marks)) = patient.filter(|_| errors.is_empty()) else {
        let page = page(&web, &visit, &staff, (typed, errors));
        return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let saved = web
        .app
        .save_patient_with(patient, Some(marks), None, staff.0.actor());
    match saved.await {
        Ok(id) => Ok(onward(&visit, &format!("/admin/patients/{id}?done=saved"), None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => Err(Problem::new(StatusCode::CONFLICT).into()),
    }
}
