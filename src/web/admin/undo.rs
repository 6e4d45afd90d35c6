//! `POST /admin/undo`: one's own last act, or the last one about an appointment, is taken back.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::agenda::{Told, after, told, view};
use super::guard::Staff;
use crate::app::{Failure, UndoRefusal};
use crate::store::ActKind;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::{Form, Visit};

/// See the module.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    match web.app.undo(form.parsed("appointment"), staff.0.actor()).await {
        Ok(undone) => {
            web.app.count_waiting().await?;
            let start = undone.appointment.interval.start;
            let date = web.app.agenda().zone().date(start);
            let done = match undone.kind {
                ActKind::Book => "unbooked",
                _ => "undone",
            };
            Ok(after(&visit, &form, date, (done, undone.appointment.id)))
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => {
            let asked = view(form.get("back")).unwrap_or_default();
            let query = asked.split_once('?').map_or("", |(_, query)| query);
            let told_why = Told {
                status: StatusCode::CONFLICT,
                refused: Some(key(refusal)),
            };
            told(
                &web,
                &visit,
                &staff,
                (&Form::parse(query).unwrap_or_default(), told_why),
            )
            .await
        }
    }
}

fn key(refusal: UndoRefusal) -> &'static str {
    match refusal {
        UndoRefusal::Nothing => "undo-nothing",
        UndoRefusal::TooLate => "undo-too-late",
        UndoRefusal::Changed => "undo-changed",
        UndoRefusal::Taken => "undo-taken",
    }
}
