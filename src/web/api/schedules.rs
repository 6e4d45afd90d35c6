//! `/api/v1/schedules`: weekly hours; read, made, replaced, taken away.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Response};
use serde_json::{Map, Value, json};

use super::appointment_json::shown;
use super::bearer::Bearer;
use super::change::{Change, made, practitioner, version};
use super::fields::{Fields, count, planned_date};
use super::json_body::JsonBody;
use super::path::Numbered;
use super::query::{Query, refused};
use super::window_json::{window_json, windows};
use crate::app::Key;
use crate::domain::agenda::{Edit, Noun};
use crate::domain::contact::FieldProblem;
use crate::domain::id::{PractitionerId, ScheduleId};
use crate::domain::schedule::{WEEKS_MAX, WeeklySchedule, Weeks, Window};
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

/// Members of `days`, Monday first.
const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

fn schedule_json(hours: &WeeklySchedule, version: &str) -> Value {
    let day = |(name, windows): (&str, &Vec<Window>)| {
        let listed: Vec<Value> = windows.iter().map(window_json).collect();
        (name.to_owned(), Value::from(listed))
    };
    let days: Map<String, Value> = DAYS.into_iter().zip(&hours.days).map(day).collect();
    json!({
        "id": hours.id.0,
        "version": version,
        "practitioner": hours.practitioner.0,
        "days": days,
        "valid_from": hours.valid_from.map(|date| date.to_string()),
        "valid_to": hours.valid_to.map(|date| date.to_string()),
        "weeks": weeks_json(hours.weeks),
    })
}

fn weeks_json(weeks: Weeks) -> Value {
    match weeks {
        Weeks::All => "all".into(),
        Weeks::Odd => "odd".into(),
        Weeks::Even => "even".into(),
        Weeks::Every { n, anchor } => json!({ "every": n, "anchor": anchor.to_string() }),
    }
}

/// `GET`: those in force, of everybody or of one.
pub(super) async fn list(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    RawQuery(query): RawQuery,
) -> Result<Response<Body>, Halt> {
    let mut query = Query::of(query.as_deref(), &["practitioner"]);
    let whose = query.number("practitioner").map(PractitionerId);
    query.finish(Some(())).map_err(|wrong| refused(&visit, wrong))?;
    bearer.reached(&visit, whose)?;
    let agenda = web.app.agenda();
    let asked = agenda.set_up().schedules.iter().filter(|hours| {
        let is_asked = whose.is_none_or(|id| hours.practitioner == id);
        is_asked && bearer.reaches(hours.practitioner)
    });
    let listed: Vec<Value> = asked
        .map(|hours| schedule_json(hours, &web.app.fingerprint(Noun::Schedule(hours.id))))
        .collect();
    Ok(shown(&json!({ "schedules": listed })))
}

/// `POST`: new hours beside those that are.
pub(super) async fn create(
    change: Change,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let hours = body.read(&change.visit, |fields| {
        schedule(fields, &change.web, ScheduleId(0))
    })?;
    let key = change.key(&headers, &hours)?;
    Ok(made(&written(&change, hours, (None, key)).await?))
}

/// `POST …/{id}`: other hours in the place of these; `version` is the one that was read.
pub(super) async fn replace(
    change: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let (hours, seen) = body.read(&change.visit, |fields| {
        let seen = fields.required("version", version);
        schedule(fields, &change.web, ScheduleId(id.0)).zip(seen)
    })?;
    Ok(shown(&written(&change, hours, (Some(seen), None)).await?))
}

async fn written(
    change: &Change,
    hours: WeeklySchedule,
    (seen, key): (Option<String>, Option<Key>),
) -> Result<Value, Halt> {
    change.bearer.reached(&change.visit, Some(hours.practitioner))?;
    let edit = Edit::Schedule(Box::new(hours.clone()));
    let (noun, version) = change.apply(edit, seen, key).await?;
    let id = match noun {
        Noun::Schedule(id) => id,
        _ => hours.id,
    };
    Ok(schedule_json(&WeeklySchedule { id, ..hours }, &version))
}

/// Reads weekly hours.
pub(super) fn schedule(fields: &mut Fields, web: &Web, id: ScheduleId) -> Option<WeeklySchedule> {
    let whose = practitioner(fields, web);
    let days = days(fields, web);
    let valid_from = fields.optional("valid_from", planned_date);
    let valid_to = fields.optional("valid_to", planned_date);
    if let (Some(from), Some(to)) = (valid_from, valid_to)
        && to < from
    {
        fields.refuse("valid_to", FieldProblem::EndBeforeStart);
    }
    let weeks = weeks(fields);
    Some(WeeklySchedule {
        id,
        practitioner: whose?,
        days: days?,
        valid_from,
        valid_to,
        weeks: weeks?,
    })
}

/// A day that is left out is closed; not all of them.
fn days(fields: &mut Fields, web: &Web) -> Option<[Vec<Window>; 7]> {
    let object = fields.required("days", |value| {
        value.as_object().cloned().ok_or(FieldProblem::Malformed)
    })?;
    let agenda = web.app.agenda();
    let days = fields.inside("days", object, |inner| {
        let day = |name: &str| {
            if inner.is_null(name) || !inner.has(name) {
                Vec::new()
            } else {
                windows(inner, name, agenda.set_up()).unwrap_or_default()
            }
        };
        Some(DAYS.map(day))
    })?;
    if days.iter().all(Vec::is_empty) {
        fields.refuse("days", FieldProblem::Missing);
        return None;
    }
    Some(days)
}

/// `all` unless it is given.
fn weeks(fields: &mut Fields) -> Option<Weeks> {
    match fields.raw("weeks") {
        None | Some(Value::Null) => Some(Weeks::All),
        Some(Value::Object(object)) => fields.inside("weeks", object, |inner| {
            let n = inner.required("every", |value| count(value, 2, WEEKS_MAX));
            let anchor = inner.required("anchor", planned_date);
            let n = u8::try_from(n?).ok()?;
            Some(Weeks::Every { n, anchor: anchor? })
        }),
        Some(other) => {
            let weeks = match other.as_str() {
                Some("all") => Some(Weeks::All),
                Some("odd") => Some(Weeks::Odd),
                Some("even") => Some(Weeks::Even),
                _ => None,
            };
            if weeks.is_none() {
                fields.refuse("weeks", FieldProblem::UnknownChoice);
            }
            weeks
        }
    }
}

/// `POST …/{id}/remove`.
pub(super) async fn remove(
    change: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    change.remove(Edit::DropSchedule(ScheduleId(id.0)), body).await
}
