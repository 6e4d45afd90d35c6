//! `POST /admin/appointments/{id}/series`: what becomes of a visit whose series was broken off by a no-show (booking-rules §8).

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::page::{Said, answered, undone};
use crate::app::VisitDecision;
use crate::domain::id::AppointmentId;
use crate::domain::note_to_patient::NoteToPatient;
use crate::web::Web;
use crate::web::admin::agenda::after;
use crate::web::admin::guard::Staff;
use crate::web::admin::note;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
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
    let agenda = web.app.agenda();
    let decision = match (
        form.get("decision"),
        NoteToPatient::parse(form.get("note"), agenda.set_up()),
    ) {
        ("keep", _) => VisitDecision::Keep,
        ("cancel", Ok(note)) => VisitDecision::Cancel(note),
        ("cancel", Err(problem)) => {
            let mut errors = FieldErrors::default();
            errors.add("series-note", note::refused(visit.texts(), &problem));
            let said = Said {
                errors,
                typed: form,
                ..Said::default()
            };
            return answered(&web, &visit, &staff, id, (StatusCode::UNPROCESSABLE_ENTITY, said)).await;
        }
        _ => return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY).into()),
    };
    let is_cancelled = decision != VisitDecision::Keep;
    let version = form.parsed("version");
    match web.app.decide_visit(id, version, decision, staff.0.actor()).await {
        Ok(decided) => {
            web.app.count_waiting().await?;
            let missed = form.parsed::<i64>("back");
            Ok(match (form.get("back"), missed) {
                ("to-do", _) => onward(&visit, "/admin/to-do?done=visit", None),
                (_, Some(missed)) => onward(&visit, &format!("/admin/appointments/{missed}"), None),
                _ if is_cancelled => {
                    let date = agenda.zone().date(decided.interval.start);
                    after(&visit, &form, date, ("cancelled", id))
                }
                _ => onward(&visit, &format!("/admin/appointments/{id}?done=kept"), None),
            })
        }
        Err(failure) => {
            let said = Said {
                seen: version,
                ..Said::default()
            };
            undone(&web, &visit, &staff, id, (failure, said)).await
        }
    }
}
