//! `/api/v1/absences`: who is away when; made and taken away.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Response};
use chrono::Days;
use serde_json::{Value, json};

use super::appointment_json::shown;
use super::bearer::Bearer;
use super::change::{Change, interval, label, made, practitioner};
use super::fields::Fields;
use super::json_body::JsonBody;
use super::path::Numbered;
use super::query::{Query, refused};
use super::trouble::{Kind, Trouble};
use crate::domain::agenda::{Edit, Noun};
use crate::domain::id::{AbsenceId, PractitionerId};
use crate::domain::schedule::Absence;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

/// The whole practice, in the place of a practitioner.
const EVERYBODY: &str = "all";
/// Days of the usual question, from today on.
const USUAL_DAYS: u64 = 30;

fn absence_json(web: &Web, absence: &Absence, version: &str) -> Value {
    let zone = web.app.agenda().zone();
    let hour = |at| zone.fixed(at).to_rfc3339();
    let whose = absence.practitioner;
    json!({
        "id": absence.id.0,
        "version": version,
        "practitioner": whose.map_or_else(|| Value::from(EVERYBODY), |id| id.0.into()),
        "start": hour(absence.interval.start),
        "end": hour(absence.interval.end),
        "label": absence.label,
    })
}

/// `GET`: those that touch the days asked for; with a practitioner also those of the whole practice.
pub(super) async fn list(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    RawQuery(query): RawQuery,
) -> Result<Response<Body>, Halt> {
    let agenda = web.app.agenda();
    let zone = agenda.zone();
    let today = zone.date(web.app.now());
    let last = today.checked_add_days(Days::new(USUAL_DAYS)).unwrap_or(today);
    let mut query = Query::of(query.as_deref(), &["from", "practitioner", "to"]);
    let span = query.days(zone, (today, last));
    let whose = query.number("practitioner").map(PractitionerId);
    let span = query.finish(Some(span)).map_err(|wrong| refused(&visit, wrong))?;
    bearer.reached(&visit, whose)?;
    let is_asked = |absence: &&Absence| {
        absence.interval.intersects(&span)
            && whose.is_none_or(|id| absence.concerns(id))
            && absence.practitioner.is_none_or(|id| bearer.reaches(id))
    };
    let mut found: Vec<&Absence> = agenda.set_up().absences.iter().filter(is_asked).collect();
    found.sort_by_key(|absence| (absence.interval, absence.id));
    let listed: Vec<Value> = found
        .into_iter()
        .map(|one| absence_json(&web, one, &web.app.fingerprint(Noun::Absence(one.id))))
        .collect();
    Ok(shown(&json!({ "absences": listed })))
}

/// `POST`: a new one.
pub(super) async fn create(
    change: Change,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let absence = body.read(&change.visit, |fields| absence(fields, &change.web))?;
    match absence.practitioner {
        None if change.bearer.is_limited() => {
            return Err(Trouble::new(Kind::LimitedToken).halt(&change.visit));
        }
        whose => change.bearer.reached(&change.visit, whose)?,
    }
    let (noun, version) = change.create(&headers, Edit::Absence(absence.clone())).await?;
    let id = match noun {
        Noun::Absence(id) => id,
        _ => absence.id,
    };
    let absence = Absence { id, ..absence };
    Ok(made(&absence_json(&change.web, &absence, &version)))
}

/// Reads an absence.
pub(super) fn absence(fields: &mut Fields, web: &Web) -> Option<Absence> {
    let is_everybody = fields.says("practitioner", EVERYBODY);
    let whose = if is_everybody {
        fields.raw("practitioner");
        Some(None)
    } else {
        practitioner(fields, web).map(Some)
    };
    let interval = interval(fields, web);
    let label = label(fields);
    Some(Absence {
        id: AbsenceId(0),
        practitioner: whose?,
        interval: interval?,
        label,
    })
}

/// `POST …/{id}/remove`.
pub(super) async fn remove(
    change: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    change.remove(Edit::DropAbsence(AbsenceId(id.0)), body).await
}
