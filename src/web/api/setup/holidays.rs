//! `/api/v1/setup/holidays`: the closing days of this year and the next; opened, closed again, added (booking-rules §2).

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::line;
use crate::domain::agenda::{Edit, Noun};
use crate::domain::contact::{FieldProblem, REMARK_MAX};
use crate::domain::schedule::{HolidayEdit, HolidayRegion, HolidayRules};
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::shown;
use crate::web::api::change::{Change, version};
use crate::web::api::fields::{Fields, planned_date, text};
use crate::web::api::json_body::JsonBody;
use crate::web::extract::Visit;

/// This year and the next.
const YEARS: i32 = 2;

/// `GET`.
pub(super) async fn list(State(web): State<Web>, visit: Visit) -> Response<Body> {
    let agenda = web.app.agenda();
    let today = agenda.zone().date(web.app.now());
    let version = web.app.fingerprint(Noun::Holidays);
    let rules = &agenda.set_up().practice.holidays;
    shown(&rules_json(visit.texts(), rules, today.year(), &version))
}

fn rules_json(t: Texts, rules: &HolidayRules, year: i32, version: &str) -> Value {
    let days = (year..year + YEARS).flat_map(|year| days(t, rules, year));
    json!({
        "version": version,
        "region": rules.region.key(),
        "days": days.collect::<Vec<_>>(),
    })
}

/// The closing days of a year, with those on which the practice works.
fn days(t: Texts, rules: &HolidayRules, year: i32) -> Vec<Value> {
    let listed = HolidayRules {
        edits: BTreeMap::new(),
        ..rules.clone()
    };
    let mut all: BTreeMap<NaiveDate, Value> = BTreeMap::new();
    for day in listed.of_year(year).into_iter().chain(rules.of_year(year)) {
        let own = day.name.strip_prefix("custom:");
        let name = own.map_or_else(|| t.text(&day.name).into_owned(), str::to_owned);
        let told = json!({
            "date": day.date.to_string(),
            "name": name,
            "closed": rules.is_closed(day.date),
            "added": own.is_some(),
        });
        all.insert(day.date, told);
    }
    all.into_values().collect()
}

/// `POST`: one more closing day.
pub(super) async fn add(by: Change, body: JsonBody) -> Result<Response<Body>, Halt> {
    changed(&by, body, |fields, rules| {
        let name = line(fields, "name", REMARK_MAX, None);
        let date = fields.required("date", planned_date)?;
        if rules.is_closed(date) {
            fields.refuse("date", FieldProblem::Taken);
        }
        rules.edits.insert(date, HolidayEdit::Added(name?));
        Some(())
    })
    .await
}

/// `POST …/open`: the practice works on a closing day; one that it added is none any more.
pub(super) async fn open(by: Change, body: JsonBody) -> Result<Response<Body>, Halt> {
    changed(&by, body, |fields, rules| {
        let date = fields.required("date", planned_date)?;
        if !rules.is_closed(date) {
            fields.refuse("date", FieldProblem::UnknownChoice);
        }
        let was = rules.edits.remove(&date);
        if !matches!(was, Some(HolidayEdit::Added(_))) {
            rules.edits.insert(date, HolidayEdit::Removed);
        }
        Some(())
    })
    .await
}

/// `POST …/close`: it does not after all.
pub(super) async fn close(by: Change, body: JsonBody) -> Result<Response<Body>, Halt> {
    changed(&by, body, |fields, rules| {
        let date = fields.required("date", planned_date)?;
        if rules.edits.remove(&date) != Some(HolidayEdit::Removed) {
            fields.refuse("date", FieldProblem::UnknownChoice);
        }
        Some(())
    })
    .await
}

/// `POST …/region`: the list that is kept to.
pub(super) async fn region(by: Change, body: JsonBody) -> Result<Response<Body>, Halt> {
    changed(&by, body, |fields, rules| {
        let read = text(|key: &str| HolidayRegion::from_key(key).ok_or(FieldProblem::UnknownChoice));
        rules.region = fields.required("region", read)?;
        Some(())
    })
    .await
}

/// The rules with one change; `version` is the one that was read, or nothing.
async fn changed(
    by: &Change,
    body: JsonBody,
    change: impl FnOnce(&mut Fields, &mut HolidayRules) -> Option<()>,
) -> Result<Response<Body>, Halt> {
    // In this order: what changes in between is refused as stale, not overwritten.
    let now = by.web.app.fingerprint(Noun::Holidays);
    let agenda = by.web.app.agenda();
    let mut rules = agenda.set_up().practice.holidays.clone();
    let seen = body.read(&by.visit, |fields| {
        let seen = fields.optional("version", version);
        change(fields, &mut rules).map(|()| seen)
    })?;
    let edit = Edit::Holidays(rules.clone());
    let (_, version) = by.apply(edit, seen.or(Some(now)), None).await?;
    let today = agenda.zone().date(by.web.app.now());
    Ok(shown(&rules_json(
        by.visit.texts(),
        &rules,
        today.year(),
        &version,
    )))
}
