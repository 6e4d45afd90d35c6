//! `POST /api/v1/drafts`: one change of hours, in force at once where every appointment still fits, else written down.

use axum::body::Body;
use axum::http::{HeaderMap, Response};
use serde_json::{Map, Value, json};

use super::number;
use crate::app::{Changed, Failure};
use crate::domain::agenda::Edit;
use crate::domain::contact::FieldProblem;
use crate::domain::id::{AbsenceId, ExceptionId, ScheduleId};
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::absences::absence;
use crate::web::api::change::{Change, made, version};
use crate::web::api::exceptions::exception;
use crate::web::api::fields::Fields;
use crate::web::api::json_body::JsonBody;
use crate::web::api::key;
use crate::web::api::schedules::schedule;

/// What a change may be; one of them.
const CHANGES: [&str; 4] = ["schedule", "exception", "absence", "remove"];

/// See the module. The same key returns the same draft.
pub(super) async fn create(by: Change, headers: HeaderMap, body: JsonBody) -> Result<Response<Body>, Halt> {
    let (edit, seen) = body.read(&by.visit, |fields| change(fields, &by.web))?;
    let key = key::of(&headers, &by.visit)?.map(str::to_owned);
    let actor = by.bearer.actor();
    let changed = by.web.app.change_set_up_once(vec![edit], seen, key, actor);
    match changed.await {
        Ok(Changed::Applied(_)) => Ok(made(&json!({ "applied": true, "draft": null }))),
        Ok(Changed::Drafted(id)) => Ok(made(&json!({ "applied": false, "draft": id.0 }))),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => Err(by.refused(refusal)),
    }
}

/// The edit, and the version of what it replaces. A second change is a member that nobody takes.
fn change(fields: &mut Fields, web: &Web) -> Option<(Edit, Option<String>)> {
    let Some(name) = CHANGES.into_iter().find(|name| fields.has(name)) else {
        fields.refuse(CHANGES[0], FieldProblem::Missing);
        return None;
    };
    let object: Map<String, Value> = fields.required(name, |value| {
        value.as_object().cloned().ok_or(FieldProblem::Malformed)
    })?;
    fields.inside(name, object, |inner| match name {
        "schedule" => weekly(inner, web),
        "exception" => exception(inner, web).map(|new| (Edit::Exception(new), None)),
        "absence" => absence(inner, web).map(|new| (Edit::Absence(new), None)),
        _ => removal(inner),
    })
}

/// New weekly hours, or others in the place of those with this number.
fn weekly(fields: &mut Fields, web: &Web) -> Option<(Edit, Option<String>)> {
    let is_new = !fields.has("id");
    let id = fields.optional("id", number);
    let seen = (!is_new).then(|| fields.required("version", version));
    let hours = schedule(fields, web, ScheduleId(id.unwrap_or(0)))?;
    let edit = Edit::Schedule(Box::new(hours));
    match seen {
        None => Some((edit, None)),
        Some(seen) => Some((edit, Some(seen?))),
    }
}

/// Something that is to be no longer.
fn removal(fields: &mut Fields) -> Option<(Edit, Option<String>)> {
    let seen = fields.optional("version", version);
    let edit = if fields.has("exception") {
        let id = fields.required("exception", number);
        Edit::DropException(ExceptionId(id?))
    } else if fields.has("absence") {
        let id = fields.required("absence", number);
        Edit::DropAbsence(AbsenceId(id?))
    } else {
        let id = fields.required("schedule", number);
        Edit::DropSchedule(ScheduleId(id?))
    };
    Some((edit, seen))
}
