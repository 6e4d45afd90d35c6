//! `GET /api/v1/agenda`: the appointments of a local day, with numbers and no names.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::Response;
use serde_json::{Value, json};

use super::appointment_json::shown;
use super::fields::{Wrong, iso_date};
use super::trouble::{Kind, Trouble};
use crate::domain::contact::FieldProblem;
use crate::domain::id::PractitionerId;
use crate::domain::time::{Interval, Zone};
use crate::store::DayRow;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::{Form, Visit};

pub(super) async fn day(
    State(web): State<Web>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response<Body>, Halt> {
    let asked = asked(query.as_deref().unwrap_or(""));
    let (date, practitioner) =
        asked.map_err(|wrong| Trouble::new(Kind::InvalidRequest).at(wrong).halt(&visit))?;
    let zone = web.app.agenda().zone();
    let day = Interval {
        start: zone.start_of(date),
        end: zone.start_of(date.succ_opt().unwrap_or(date)),
    };
    let rows = web.app.day_rows(day).await?;
    let wanted = rows
        .iter()
        .filter(|row| practitioner.is_none_or(|id| row.practitioner == id));
    let listed: Vec<Value> = wanted.map(|row| row_json(zone, row)).collect();
    Ok(shown(
        &json!({ "date": date.to_string(), "appointments": listed }),
    ))
}

/// Greatest number that every reader of JSON keeps exactly (RFC 8259 §6).
const NUMBER_MAX: i64 = (1 << 53) - 1;

type Asked = (chrono::NaiveDate, Option<PractitionerId>);

fn asked(query: &str) -> Result<Asked, Vec<Wrong>> {
    let whole = |()| vec![Wrong::parameter("date", FieldProblem::Malformed)];
    let form = Form::parse(query).ok_or(()).map_err(whole)?;
    let mut wrong: Vec<Wrong> = form
        .fields()
        .filter(|(name, _)| !matches!(*name, "date" | "practitioner"))
        .map(|(name, _)| Wrong::unknown_parameter(name))
        .collect();
    let date = match form.exact("date") {
        "" => Err(FieldProblem::Missing),
        text => iso_date(text),
    };
    let practitioner = match form.exact("practitioner") {
        "" if form.fields().all(|(name, _)| name != "practitioner") => Ok(None),
        text => text
            .parse()
            .ok()
            .filter(|id| (1..=NUMBER_MAX).contains(id))
            .map(|id| Some(PractitionerId(id)))
            .ok_or(()),
    };
    if let Err(problem) = &date {
        wrong.push(Wrong::parameter("date", problem.clone()));
    }
    if practitioner.is_err() {
        wrong.push(Wrong::parameter("practitioner", FieldProblem::Malformed));
    }
    match (date, practitioner) {
        (Ok(date), Ok(practitioner)) if wrong.is_empty() => Ok((date, practitioner)),
        _ => Err(wrong),
    }
}

fn row_json(zone: Zone, row: &DayRow) -> Value {
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
