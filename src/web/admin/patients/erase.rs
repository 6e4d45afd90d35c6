//! `GET` and `POST /admin/patients/{id}/erase`: one person who asks (GDPR art. 17), by hand or by the own link, and the answer.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::{EraseRefusal, ErasureSeen, Failure};
use crate::domain::id::PatientId;
use crate::domain::note_to_patient::NoteToPatient;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::admin::note;
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
    seen: ErasureSeen,
    /// When the patient asked for it, while nobody has decided.
    asked: Option<String>,
    /// The answer that is typed, and what is wrong with it.
    note: String,
    note_error: Option<String>,
}

/// What goes and what stays.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    page(
        &web,
        &visit,
        &staff,
        numbered(&id)?,
        (StatusCode::OK, None),
        Typed::default(),
    )
    .await
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
        return page(&web, &visit, &staff, id, unsure, Typed::default()).await;
    }
    match web.app.erase_patient(id, staff.0.actor()).await {
        Ok(()) => Ok(onward(&visit, "/admin/patients?done=erased", None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(EraseRefusal::Unknown)) => Err(Problem::new(StatusCode::NOT_FOUND).into()),
        Err(Failure::Refused(EraseRefusal::Coming | EraseRefusal::Stale)) => {
            let coming = (StatusCode::CONFLICT, Some("erase-coming"));
            page(&web, &visit, &staff, id, coming, Typed::default()).await
        }
    }
}

/// An answer that comes back with what is wrong.
#[derive(Default)]
struct Typed {
    note: String,
    error: Option<String>,
}

/// `POST /admin/patients/{id}/erase/refuse`: the request is answered, nobody is erased.
pub(in crate::web::admin) async fn refuse(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id: PatientId = numbered(&id)?;
    let (t, typed) = (visit.texts(), form.get("note").to_owned());
    let error = match NoteToPatient::parse(&typed, web.app.agenda().set_up()) {
        Ok(Some(answer)) => match web.app.refuse_erasure(id, answer, staff.0.actor()).await {
            Ok(()) => return Ok(onward(&visit, "/admin/to-do?done=refused", None)),
            Err(Failure::Refused(_)) => {
                let closed = (StatusCode::CONFLICT, Some("erasure-closed"));
                return page(&web, &visit, &staff, id, closed, Typed::default()).await;
            }
            Err(Failure::Fault(fault)) => return Err(fault.into()),
        },
        Ok(None) => t.text("erasure-refuse-missing").into_owned(),
        Err(problem) => note::refused(t, &problem),
    };
    let wrong = (StatusCode::UNPROCESSABLE_ENTITY, None);
    let typed = Typed {
        note: typed,
        error: Some(error),
    };
    page(&web, &visit, &staff, id, wrong, typed).await
}

async fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    id: PatientId,
    (status, refused): (StatusCode, Option<&'static str>),
    typed: Typed,
) -> Result<Response, Halt> {
    let patient = web.app.look_at_patient(id, staff.0.actor()).await?;
    let patient = patient.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?;
    let seen = web.app.erasure_seen(id).await?;
    let seen = seen.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?;
    let zone = web.app.agenda().zone();
    let page = ErasePage {
        page: layout(web, visit, visit.texts().text("erase-title")),
        desk: Desk::of(web, visit, staff, Section::Patients),
        id,
        name: patient.sort_name(),
        refused,
        asked: seen.asked.map(|at| visit.texts().moment(zone, at)),
        seen,
        note: typed.note,
        note_error: typed.error,
    };
    Ok(html(status, &page))
}
