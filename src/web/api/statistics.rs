//! `/api/v1/statistics`: what the statistics pages show, in numbers: counts without a patient. They say how colleagues work, so a token
//! that keeps to some practitioners is refused them.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::Response;
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::appointment_json::{shown, with};
use super::query::{Query, refused};
use crate::app::{Access, Consultation, GapReport, Statistics, StatisticsFilter, Tally, ThirdNext};
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::simulation::{Diagnosis, Gain};
use crate::domain::slot::measure::{PROMPT_DAYS, THIRD_WITHIN};
use crate::store::MeasuredDay;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

/// Longest span counted, in local days, both ends included; that of the pages.
const SPAN_DAYS_MAX: i64 = 1101;
/// Span counted unless one is asked for: up to yesterday.
const USUAL_DAYS: u64 = 90;

/// What is asked: `from`, `to`, `practitioner`, `care`.
fn filter(web: &Web, visit: &Visit, query: Option<&str>) -> Result<StatisticsFilter, Halt> {
    let today = web.app.agenda().zone().date(web.app.now());
    let back = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let mut query = Query::of(query, &["care", "from", "practitioner", "to"]);
    let dates = query.dates((back(USUAL_DAYS), back(1)), SPAN_DAYS_MAX);
    let practitioner = query.number("practitioner").map(PractitionerId);
    let care = query.number("care").map(CareTypeId);
    let asked = query.finish(Some(StatisticsFilter {
        dates,
        practitioner,
        care,
    }));
    asked.map_err(|wrong| refused(visit, wrong))
}

/// `GET /api/v1/statistics`: how full, who stayed away, how long ahead, what was called off, from where.
pub(super) async fn overview(
    State(web): State<Web>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response<Body>, Halt> {
    let filter = filter(&web, &visit, query.as_deref())?;
    let counted = web.app.statistics(filter).await?;
    Ok(shown(&overview_json(filter, &counted)))
}

fn overview_json(filter: StatisticsFilter, counted: &Statistics) -> Value {
    let origins = counted.origins.iter();
    let origins = origins.map(|(origin, count)| json!({ "origin": origin, "count": count }));
    let periods = counted
        .periods
        .iter()
        .map(|(first, tally)| told(tally, "first", &json!(first.to_string())));
    let people = counted.practitioners.iter();
    let people = people.map(|(id, tally)| told(tally, "practitioner", &json!(id.0)));
    let cares = counted
        .cares
        .iter()
        .map(|(id, tally)| told(tally, "care", &json!(id.0)));
    let leads = counted.leads.iter();
    let leads = leads.map(|(days, count)| json!({ "days": days, "count": count }));
    json!({
        "from": filter.dates.0.to_string(),
        "to": filter.dates.1.to_string(),
        "whole": tally_json(&counted.whole),
        "period": if counted.is_monthly { "month" } else { "week" },
        "periods": periods.collect::<Vec<_>>(),
        "by_practitioner": people.collect::<Vec<_>>(),
        "by_care": cares.collect::<Vec<_>>(),
        "origins": origins.collect::<Vec<_>>(),
        "lead_days": leads.collect::<Vec<_>>(),
        "median_lead_days": counted.median_lead(),
    })
}

/// A tally with what it is of.
fn told(tally: &Tally, name: &str, of: &Value) -> Value {
    with(tally_json(tally), [(name, of.clone())])
}

fn tally_json(tally: &Tally) -> Value {
    json!({
        "booked": tally.booked(),
        "seen": tally.seen,
        "no_show": tally.no_show,
        "excused": tally.excused,
        "left_unseen": tally.left_unseen,
        "pending": tally.pending,
        "cancelled": tally.cancelled,
        "cancelled_late": tally.cancelled_late,
        "cancelled_by_practice": tally.cancelled_by_practice,
        "moved": tally.moved,
        "care_minutes": tally.cared / 60,
        "open_minutes": tally.open / 60,
        "occupancy": share(tally.cared, tally.open),
        "no_show_share": share(tally.no_show, tally.settled()),
        "cancelled_share": share(tally.called_off(), tally.booked()),
    })
}

/// `None` where there is nothing to have a share of.
#[expect(clippy::cast_precision_loss, reason = "counts of a practice")]
fn share(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// `GET /api/v1/statistics/measures`: each past day as the night measured it, and how soon patients get a time.
pub(super) async fn measures(
    State(web): State<Web>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response<Body>, Halt> {
    let filter = filter(&web, &visit, query.as_deref())?;
    let (from, to) = filter.dates;
    let days = web.app.measured_days(from, to).await?;
    let is_asked = |day: &&MeasuredDay| filter.practitioner.is_none_or(|only| only == day.practitioner);
    let days: Vec<Value> = days.iter().filter(is_asked).map(day_json).collect();
    let access = web.app.access(filter).await?;
    Ok(shown(&json!({
        "from": from.to_string(),
        "to": to.to_string(),
        "days": days,
        "access": access.iter().map(access_json).collect::<Vec<_>>(),
        "third_next_within_days": THIRD_WITHIN,
        "prompt_days": PROMPT_DAYS,
    })))
}

fn day_json(day: &MeasuredDay) -> Value {
    let measure = &day.measure;
    json!({
        "date": day.date.to_string(),
        "practitioner": day.practitioner.0,
        "open_minutes": measure.open / 60,
        "care_minutes": measure.cared / 60,
        "free_minutes": measure.free / 60,
        "scrap_minutes": measure.scraps / 60,
        "utilisation": measure.utilisation(),
        "fragmentation": measure.fragmentation(),
        "usable_slots": measure.usable,
        "idle_minutes": day.idle / 60,
        "overtime_minutes": day.overtime / 60,
    })
}

fn access_json(access: &Access) -> Value {
    let (state, days) = match access.third_next {
        ThirdNext::In(days) => ("in", Some(days)),
        ThirdNext::NotWithin => ("not_within", None),
        ThirdNext::NotSold => ("not_sold", None),
    };
    json!({
        "practitioner": access.practitioner.0,
        "care": access.care.0,
        "third_next": state,
        "third_next_days": days,
        "asked": access.asked,
        "prompt": access.prompt,
        "prompt_share": share(access.prompt, access.asked),
    })
}

/// `GET /api/v1/statistics/gaps`: what the gap doctor found out, or that it is at work.
pub(super) async fn gaps(State(web): State<Web>, _: Visit) -> Result<Response<Body>, Halt> {
    let answer = match web.app.gap_doctor().await? {
        Consultation::Working => json!({ "state": "working", "report": null }),
        Consultation::Ready(report) => json!({ "state": "ready", "report": report_json(&report) }),
    };
    Ok(shown(&answer))
}

fn report_json(report: &GapReport) -> Value {
    let present = report.diagnoses.first();
    let settings = report.diagnoses.iter();
    let settings = settings.map(|one| diagnosis_json(one, present.unwrap_or(one)));
    let date = |date: NaiveDate| date.to_string();
    json!({
        "from": date(report.dates.0),
        "to": date(report.dates.1),
        "visits": report.visits,
        "online": report.online,
        "settings": settings.collect::<Vec<_>>(),
    })
}

/// Differences are those to the settings as they are, which come first.
fn diagnosis_json(one: &Diagnosis, present: &Diagnosis) -> Value {
    let slots = Gain::of(&one.slots, &present.slots);
    let minutes = Gain::of(&one.minutes, &present.minutes);
    let (shift_minutes, shift_days) = one.shift;
    json!({
        "setting": one.trial.key(),
        "usable_slots": one.slots.iter().sum::<i64>(),
        "usable_slots_gained": slots.total,
        "usable_slots_margin": margin(&slots),
        "minutes_gained": minutes.total,
        "minutes_margin": margin(&minutes),
        "fragmentation": one.whole.fragmentation(),
        "shift_minutes": shift_minutes,
        "shift_days": shift_days,
        "found_nothing": one.lost,
    })
}

/// `None` where there are too few weeks to say anything about chance.
fn margin(gain: &Gain) -> Option<f64> {
    gain.margin.is_finite().then_some(gain.margin)
}
