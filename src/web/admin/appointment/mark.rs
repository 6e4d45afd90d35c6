//! `POST /admin/appointments/{id}/mark`: the states of the day (booking-rules §10).

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::page::{Said, answered, undone};
use crate::domain::booking::Status;
use crate::domain::id::AppointmentId;
use crate::web::Web;
use crate::web::admin::agenda::after;
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};

/// See the module.
pub(in crate::web::admin) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id: AppointmentId = numbered(&id)?;
    let status = Status::from_key(form.get("status"));
    let status = status.ok_or_else(|| Problem::new(StatusCode::UNPROCESSABLE_ENTITY))?;
    let zone = web.app.agenda().zone();
    let today = zone.date(web.app.now()).to_string();
    if status == Status::NoShow && form.get("asked") != today {
        let said = Said {
            no_show_asked: Some(today),
            back: form.get("back").to_owned(),
            ..Said::default()
        };
        return answered(&web, &visit, &staff, id, (StatusCode::OK, said)).await;
    }
    let (version, actor) = (form.parsed("version"), staff.0.actor());
    let marked = web.app.mark_attendance(id, status, version, actor).await;
    if marked.is_ok() {
        web.app.count_waiting().await?;
    }
    match marked {
        Ok(_) if form.get("back") == "to-do" => Ok(onward(&visit, "/admin/to-do", None)),
        // What becomes of the visits that follow is asked on its page (booking-rules §8).
        Ok(_) if status == Status::NoShow && !web.app.rest_of_series(id).await?.is_empty() => Ok(onward(
            &visit,
            &format!("/admin/appointments/{id}?done=marked"),
            None,
        )),
        Ok(marked) => {
            let date = zone.date(marked.interval.start);
            Ok(after(&visit, &form, date, ("marked", id)))
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
