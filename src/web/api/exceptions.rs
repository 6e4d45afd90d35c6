//! `/api/v1/exceptions`: other hours on a date or a range of dates; they replace the whole day (booking-rules §3).

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Response};
use chrono::Days;
use serde_json::{Value, json};

use super::appointment_json::shown;
use super::bearer::Bearer;
use super::change::{Change, label, made, practitioner};
use super::fields::{Fields, planned_date};
use super::json_body::JsonBody;
use super::path::Numbered;
use super::query::{Query, refused};
use super::window_json::{window_json, windows};
use crate::domain::agenda::{Edit, Noun};
use crate::domain::contact::FieldProblem;
use crate::domain::id::{ExceptionId, PractitionerId};
use crate::domain::schedule::ScheduleException;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

fn exception_json(exception: &ScheduleException, version: &str) -> Value {
    json!({
        "id": exception.id.0,
        "version": version,
        "practitioner": exception.practitioner.0,
        "from": exception.from.to_string(),
        "to": exception.to.to_string(),
        "windows": exception.windows.iter().map(window_json).collect::<Vec<_>>(),
        "label": exception.label,
    })
}

/// `GET`: those that touch the days asked for, today unless they are.
pub(super) async fn list(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    RawQuery(query): RawQuery,
) -> Result<Response<Body>, Halt> {
    let agenda = web.app.agenda();
    let zone = agenda.zone();
    let today = zone.date(web.app.now());
    let mut query = Query::of(query.as_deref(), &["from", "practitioner", "to"]);
    let span = query.days(zone, (today, today));
    let whose = query.number("practitioner").map(PractitionerId);
    let span = query.finish(Some(span)).map_err(|wrong| refused(&visit, wrong))?;
    bearer.reached(&visit, whose)?;
    let (first, after) = (zone.date(span.start), zone.date(span.end));
    let last = after.checked_sub_days(Days::new(1)).unwrap_or(first);
    let is_asked = |exception: &&ScheduleException| {
        exception.from <= last
            && first <= exception.to
            && whose.is_none_or(|id| exception.practitioner == id)
            && bearer.reaches(exception.practitioner)
    };
    let mut found: Vec<&ScheduleException> = agenda.set_up().exceptions.iter().filter(is_asked).collect();
    found.sort_by_key(|exception| (exception.from, exception.id));
    let listed: Vec<Value> = found
        .into_iter()
        .map(|one| exception_json(one, &web.app.fingerprint(Noun::Exception(one.id))))
        .collect();
    Ok(shown(&json!({ "exceptions": listed })))
}

/// `POST`: a new one.
pub(super) async fn create(
    change: Change,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let exception = body.read(&change.visit, |fields| exception(fields, &change.web))?;
    change
        .bearer
        .reached(&change.visit, Some(exception.practitioner))?;
    let edit = Edit::Exception(exception.clone());
    let (noun, version) = change.create(&headers, edit).await?;
    let id = match noun {
        Noun::Exception(id) => id,
        _ => exception.id,
    };
    let exception = ScheduleException { id, ..exception };
    Ok(made(&exception_json(&exception, &version)))
}

/// Reads other hours of a date.
pub(super) fn exception(fields: &mut Fields, web: &Web) -> Option<ScheduleException> {
    let whose = practitioner(fields, web);
    let from = fields.required("from", planned_date);
    let to = fields.optional("to", planned_date).or(from);
    let windows = windows(fields, "windows", web.app.agenda().set_up());
    let label = label(fields);
    if to < from {
        fields.refuse("to", FieldProblem::EndBeforeStart);
    }
    Some(ScheduleException {
        id: ExceptionId(0),
        practitioner: whose?,
        from: from?,
        to: to?,
        windows: windows?,
        label,
    })
}

/// `POST …/{id}/remove`.
pub(super) async fn remove(
    change: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    change.remove(Edit::DropException(ExceptionId(id.0)), body).await
}
