//! `GET /api/v1/desk/to-do` and `…/to-confirm`: what waits for somebody, and whom to phone before a visit (booking-rules §6, §8, §10).

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::Response;
use serde_json::{Value, json};

use super::sheet::contest_json;
use crate::app::{PatientList, ToDoAsked, ToPhone};
use crate::domain::no_show::Level;
use crate::domain::time::Zone;
use crate::store::DayRow;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::agenda::row_json;
use crate::web::api::appointment_json::shown;
use crate::web::api::bearer::Bearer;
use crate::web::api::query::{Query, refused};
use crate::web::extract::Visit;

/// Requests, visits to decide on, contested no-shows, and one page of the past bookings that nobody gave a final state.
pub(super) async fn to_do(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    RawQuery(query): RawQuery,
) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let mut query = Query::of(query.as_deref(), &["page"]);
    let page = query.number("page").unwrap_or(1);
    let page = query.finish(Some(page)).map_err(|wrong| refused(&visit, wrong))?;
    web.app.note_look(PatientList::ToDo, bearer.actor()).await?;
    let asked = ToDoAsked {
        today: zone.date(web.app.now()),
        reach: bearer.reach().cloned(),
        page: u32::try_from(page - 1).unwrap_or(u32::MAX),
    };
    let to_do = web.app.to_do(asked).await?;
    let rows = |rows: &[DayRow]| rows.iter().map(|row| row_json(zone, row)).collect::<Vec<_>>();
    let contested = web.app.contested().await?;
    let contested: Vec<Value> = contested
        .iter()
        .filter(|(_, row)| bearer.reaches(row.practitioner))
        .map(|(contest, row)| {
            json!({"appointment": row_json(zone, row), "contest": contest_json(zone, contest)})
        })
        .collect();
    Ok(shown(&json!({
        "requested": rows(&to_do.requested),
        "to_decide": rows(&to_do.frozen),
        "contested": contested,
        "unsettled": rows(&to_do.unsettled),
        "unsettled_count": to_do.unsettled_count,
        "page": to_do.page + 1,
        "has_older": to_do.has_older(),
    })))
}

/// Visits of the next days of those who missed some or are likely to miss this one, and have not confirmed.
pub(super) async fn to_confirm(State(web): State<Web>, bearer: Bearer) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    web.app.note_look(PatientList::Absences, bearer.actor()).await?;
    let found = web.app.to_phone().await?;
    let reached = found.iter().filter(|one| bearer.reaches(one.row.practitioner));
    let listed: Vec<Value> = reached.map(|one| to_phone_json(zone, one)).collect();
    Ok(shown(&json!({ "visits": listed })))
}

fn to_phone_json(zone: Zone, one: &ToPhone) -> Value {
    json!({
        "appointment": row_json(zone, &one.row),
        "missed": one.standing.missed,
        "risk": one.risk.as_ref().map(|risk| level(risk.level)),
        "asked_to_confirm": one.presence.asked.map(|at| zone.fixed(at).to_rfc3339()),
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Low => "low",
        Level::Medium => "medium",
        Level::High => "high",
    }
}
