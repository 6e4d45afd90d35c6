//! `GET` and `POST /admin/patients/{id}`: a record, opened (which is on record) and edited.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::record_form::RecordForm;
use super::sections::Sections;
use crate::app::{Failure, PatientFile};
use crate::domain::booking::Refusal;
use crate::domain::id::PatientId;
use crate::domain::staff::Right;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/patient.html")]
struct PatientPage {
    page: Layout,
    desk: Desk,
    id: PatientId,
    version: i64,
    form: RecordForm,
    errors: FieldErrors,
    /// The record as somebody else left it meanwhile.
    meanwhile: Option<RecordForm>,
    /// Key of what was done.
    done: Option<&'static str>,
    may_book: bool,
    /// Read everything, and so take it out.
    may_export: bool,
    may_administer: bool,
    sections: Sections,
}

/// What there is to say about a form that comes back.
#[derive(Default)]
struct Said {
    typed: Option<RecordForm>,
    errors: FieldErrors,
    is_stale: bool,
    done: Option<&'static str>,
}

/// See the module.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let id = numbered(&id)?;
    if let Some(survivor) = web.app.merged_into(id).await? {
        return Ok(onward(&visit, &format!("/admin/patients/{survivor}"), None));
    }
    let file = opened(&web, &staff, id).await?;
    let said = Said {
        done: match visit.asked().get("done") {
            "saved" => Some("patient-saved"),
            "tied" => Some("relatives-saved"),
            "consent" => Some("consent-saved"),
            _ => None,
        },
        ..Said::default()
    };
    Ok(html(StatusCode::OK, &page(&web, &visit, &staff, (file, said))))
}

/// See the module.
pub(in crate::web::admin) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let file = opened(&web, &staff, numbered(&id)?).await?;
    let mut said = Said::default();
    let typed = RecordForm::of(&form, staff.0.may(Right::ReadNotes));
    let today = web.app.agenda().zone().date(web.app.now());
    let patient = typed.parsed(visit.texts(), today, Some(&file.patient), &mut said.errors);
    said.typed = Some(typed);
    let Some((patient, marks)) = patient.filter(|_| said.errors.is_empty()) else {
        let page = page(&web, &visit, &staff, (file, said));
        return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let version = form.parsed("version").or(Some(-1));
    let saved = web
        .app
        .save_patient_with(patient, Some(marks), version, staff.0.actor());
    match saved.await {
        Ok(id) => Ok(onward(&visit, &format!("/admin/patients/{id}?done=saved"), None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => {
            said.is_stale = refusal == Refusal::Stale;
            let file = opened(&web, &staff, file.patient.id).await?;
            Ok(html(
                StatusCode::CONFLICT,
                &page(&web, &visit, &staff, (file, said)),
            ))
        }
    }
}

async fn opened(web: &Web, staff: &Staff, id: PatientId) -> Result<PatientFile, Halt> {
    let found = web.app.open_patient(id, staff.0.actor()).await?;
    found.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND).into())
}

fn page(web: &Web, visit: &Visit, staff: &Staff, (file, said): (PatientFile, Said)) -> PatientPage {
    let t = visit.texts();
    let recorded = (&file.patient, &file.marks);
    let present = RecordForm::of_record(t, recorded, staff.0.may(Right::ReadNotes));
    PatientPage {
        page: layout(web, visit, file.patient.sort_name()),
        desk: Desk::of(web, visit, staff, Section::Patients),
        id: file.patient.id,
        version: file.version,
        meanwhile: said.is_stale.then(|| present.clone()),
        form: said.typed.unwrap_or(present),
        errors: said.errors,
        done: said.done,
        may_book: staff.0.may(Right::ManageAppointments),
        may_export: staff.0.may(Right::ReadNotes),
        may_administer: staff.0.may(Right::Administer),
        sections: Sections::of(web, visit, &file),
    }
}
