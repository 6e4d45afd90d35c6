//! `GET` and `POST /admin/ill`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::PATH;
use super::page::{Asked, asked, page, refusal_of, trouble};
use crate::app::{Changed, IllRequest};
use crate::domain::contact::FieldProblem;
use crate::domain::note_to_patient::NoteToPatient;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::admin::note::refused;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form, Visit, worded};
use crate::web::view::html;

/// `GET /admin/ill`: whom it concerns is asked first, then the appointments are shown; nothing is changed.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    let (form, mut errors) = (visit.asked(), FieldErrors::default());
    asked(&web, &visit, &staff, &form, &mut errors);
    let page = page(&web, &visit, &staff, (&form, &errors)).await?;
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(html(status, &page))
}

/// `POST /admin/ill`: everything at once.
pub(in crate::web::admin) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let request = match read(&web, &visit, &staff, &form) {
        Ok(request) => request,
        Err(errors) => {
            let page = page(&web, &visit, &staff, (&form, &errors)).await?;
            return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    let key = Some(form.get("key").to_owned()).filter(|key| !key.is_empty());
    match web.app.declare_ill(request, key).await {
        Ok(Changed::Drafted(id)) => Ok(onward(&visit, &format!("{PATH}/{id}"), None)),
        Ok(Changed::Applied(_)) => Ok(onward(&visit, "/admin/setup/absences?done=saved", None)),
        Err(failure) => {
            let refusal = refusal_of(failure)?;
            let mut form = form;
            form.set("key", "");
            let mut page = page(&web, &visit, &staff, (&form, &FieldErrors::default())).await?;
            page.trouble = Some(trouble(&visit, refusal));
            Ok(html(StatusCode::CONFLICT, &page))
        }
    }
}

fn read(web: &Web, visit: &Visit, staff: &Staff, form: &Form) -> Result<IllRequest, FieldErrors> {
    let (t, mut errors) = (visit.texts(), FieldErrors::default());
    let Asked { practitioner, until } = asked(web, visit, staff, form, &mut errors);
    if practitioner.is_none() {
        errors.add("practitioner", worded(t, &FieldProblem::Missing));
    }
    let note = match NoteToPatient::parse(form.get("note"), web.app.agenda().set_up()) {
        Ok(note) => note,
        Err(problem) => {
            errors.add("note", refused(t, &problem));
            None
        }
    };
    match practitioner {
        Some(practitioner) if errors.is_empty() => Ok(IllRequest {
            practitioner,
            until,
            is_offering: form.get("tell") == "offer",
            note,
            label: t.text("ill-label").into_owned(),
            actor: staff.0.actor(),
        }),
        _ => Err(errors),
    }
}
