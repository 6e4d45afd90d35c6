//! `GET /api/v1/agenda`: the appointments of a local day, with numbers and no names.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::Response;
use serde_json::{Value, json};

use super::appointment_json::shown;
use super::bearer::Bearer;
use super::fields::Wrong;
use super::query::{Query, refused};
use crate::domain::id::PractitionerId;
use crate::domain::time::{Interval, Zone};
use crate::store::DayRow;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

pub(super) async fn day(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    RawQuery(query): RawQuery,
) -> Result<Response<Body>, Halt> {
    let asked = asked(query.as_deref().unwrap_or(""));
    let (date, practitioner) = asked.map_err(|wrong| refused(&visit, wrong))?;
    bearer.reached(&visit, practitioner)?;
    let zone = web.app.agenda().zone();
    let day = Interval {
        start: zone.start_of(date),
        end: zone.start_of(date.succ_opt().unwrap_or(date)),
    };
    let rows = web.app.day_rows(day).await?;
    let wanted = rows
        .iter()
        .filter(|row| practitioner.is_none_or(|id| row.practitioner == id))
        .filter(|row| bearer.reaches(row.practitioner));
    let listed: Vec<Value> = wanted.map(|row| row_json(zone, row)).collect();
    Ok(shown(
        &json!({ "date": date.to_string(), "appointments": listed }),
    ))
}

type Asked = (chrono::NaiveDate, Option<PractitionerId>);

fn asked(query: &str) -> Result<Asked, Vec<Wrong>> {
    let mut query = Query::of(Some(query), &["date", "practitioner"]);
    let date = query.needed_date("date");
    let practitioner = query.number("practitioner").map(PractitionerId);
    query.finish(date.map(|date| (date, practitioner)))
}

/// An appointment of a list.
pub(super) fn row_json(zone: Zone, row: &DayRow) -> Value {
    let hour = |at| zone.fixed(at).to_rfc3339();
    json!({
        "id": row.id.0,
        "version": row.version,
        "status": row.status.key(),
        "care": row.care.0,
        "practitioner": row.practitioner.0,
        "patient": row.patient.0,
        "start": hour(row.interval.start),
        "end": hour(row.interval.end),
        "seats": row.seats,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_asked_for_plainly_or_not_at_all() {
        assert!(asked("date=2026-03-02").is_ok_and(|(_, who)| who.is_none()));
        assert!(asked("date=2026-03-02&practitioner=2").is_ok_and(|(_, who)| who == Some(PractitionerId(2))));
        for query in [
            "",
            "date=",
            "date=today",
            "date=2026-02-30",
            "date=2026-03-02&practitioner=",
            "date=2026-03-02&practitioner=x",
            "date=2026-03-02&practitioner=-1",
            "date=2026-03-02&practitioner=9007199254740992",
            "date=2026-03-02&date=2026-03-03",
            "date=2026-03-02&more=1",
        ] {
            assert!(asked(query).is_err(), "{query}");
        }
    }
}
