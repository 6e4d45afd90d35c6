//! `GET` and `POST /admin/patients/{id}/erase`: one person who asks (GDPR art. 17).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::{EraseRefusal, Failure};
use crate::domain::id::PatientId;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/erase.html")]
struct ErasePage {
    page: Layout,
    desk: Desk,
    id: PatientId,
    name: String,
    refused: Option<&'static str>,
}

/// What goes and what stays.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    page(&web, &visit, &staff, numbered(&id)?, (StatusCode::OK, None)).await
}

/// Done, when the box was ticked.
pub(in crate::web::admin) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id: PatientId = numbered(&id)?;
    if !form.is_ticked("sure") {
        let unsure = (StatusCode::UNPROCESSABLE_ENTITY, Some("erase-unsure"));
        return page(&web, &visit, &staff, id, unsure).await;
    }
    match web.app.erase_patient(id, staff.0.actor()).await {
        Ok(()) => Ok(onward(&visit, "/admin/patients?done=erased", None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(EraseRefusal::Unknown)) => Err(Problem::new(StatusCode::NOT_FOUND).into()),
        Err(Failure::Refused(EraseRefusal::Coming | EraseRefusal::Stale)) => {
            let coming = (StatusCode::CONFLICT, Some("erase-coming"));
            page(&web, &visit, &staff, id, coming).await
        }
    }
}

async fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    id: PatientId,
    (status, refused): (StatusCode, Option<&'static str>),
) -> Result<Response, Halt> {
    let patient = web.app.look_at_patient(id, staff.0.actor()).await?;
    let patient = patient.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?;
    let page = ErasePage {
        page: layout(web, visit, visit.texts().text("erase-title")),
        desk: Desk::of(web, visit, staff, Section::Patients),
        id,
        name: patient.sort_name(),
        refused,
    };
    Ok(html(status, &page))
}
