//! Somebody to be put on the waiting list, and what suits them, as programs say it; and what changes of it.

use chrono::{NaiveDate, Weekday};
use serde_json::Value;

use super::fields::{Fields, count, integer, planned_date, text};
use super::window_json::time;
use crate::domain::agenda::SetUp;
use crate::domain::contact::FieldProblem;
use crate::domain::id::{AppointmentId, CareTypeId, PatientId, PractitionerId};
use crate::domain::time::DayTime;
use crate::domain::waiting_list::{Channel, KeptUntil, LastDay, Urgency, WaitingEntry, Weekdays, Wishes};

/// Longest time to come, in minutes: a week.
const READY_MAX: u16 = 10_080;
/// Days of the week and their names on the wire.
pub(super) const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Mon, "monday"),
    (Weekday::Tue, "tuesday"),
    (Weekday::Wed, "wednesday"),
    (Weekday::Thu, "thursday"),
    (Weekday::Fri, "friday"),
    (Weekday::Sat, "saturday"),
    (Weekday::Sun, "sunday"),
];

/// What was asked for.
pub(super) struct Joining {
    pub(super) patient: PatientId,
    pub(super) care: CareTypeId,
    pub(super) wishes: Wishes,
    pub(super) channel: Option<Channel>,
    pub(super) replaces: Option<AppointmentId>,
    pub(super) urgency: Urgency,
    pub(super) until: KeptUntil,
}

/// Reads it; `today` is the practice's local date.
pub(super) fn joining(fields: &mut Fields, set_up: &SetUp, today: NaiveDate) -> Option<Joining> {
    let patient = fields.required("patient", integer).map(PatientId);
    let care = fields.required("care", |value| care(value, set_up));
    let replaces = fields.optional("replaces", integer).map(AppointmentId);
    let channel = fields.optional("channel", text(|key| choice(Channel::from_key(key))));
    let urgency = fields.optional("urgency", text(|key| choice(Urgency::from_key(key))));
    let wishes = wishes(fields, &Wishes::default(), set_up, today);
    let until = kept_until(fields, today);
    Some(Joining {
        patient: patient?,
        care: care?,
        wishes,
        channel,
        replaces,
        urgency: urgency.unwrap_or_default(),
        until,
    })
}

/// Reads a change of an entry, with the version that was read: what is left out stays as it is.
pub(super) fn changing(
    fields: &mut Fields,
    before: &WaitingEntry,
    set_up: &SetUp,
    today: NaiveDate,
) -> Option<(Joining, i64)> {
    let version = fields.required("version", integer);
    let channel = fields.optional("channel", text(|key| choice(Channel::from_key(key))));
    let urgency = fields.optional("urgency", text(|key| choice(Urgency::from_key(key))));
    let wishes = wishes(fields, &before.wishes, set_up, today);
    let until = kept_until(fields, today);
    let changed = Joining {
        patient: before.patient,
        care: before.care,
        wishes,
        channel: Some(channel.unwrap_or(before.channel)),
        replaces: before.replaces,
        urgency: urgency.unwrap_or(before.urgency),
        until,
    };
    Some((changed, version?))
}

/// The last local day on the list; left out it is as before, `null` is the usual one.
fn kept_until(fields: &mut Fields, today: NaiveDate) -> KeptUntil {
    let is_usual = fields.is_null("expires");
    match fields.optional("expires", planned_date) {
        None if is_usual => KeptUntil::Usual,
        None => KeptUntil::AsBefore,
        Some(date) => LastDay::of(date, today).map_or_else(
            || {
                fields.refuse_saying("expires", "api-detail-waiting-expires");
                KeptUntil::AsBefore
            },
            KeptUntil::Day,
        ),
    }
}

fn choice<T>(known: Option<T>) -> Result<T, FieldProblem> {
    known.ok_or(FieldProblem::UnknownChoice)
}

fn care(value: &Value, set_up: &SetUp) -> Result<CareTypeId, FieldProblem> {
    let id = CareTypeId(integer(value)?);
    let found = set_up.care_types.get(&id).filter(|care| !care.is_archived);
    choice(found.map(|_| id))
}

/// What is left out is as it was `before`; `null` is no wish.
fn wishes(fields: &mut Fields, before: &Wishes, set_up: &SetUp, today: NaiveDate) -> Wishes {
    let is_dated = fields.has("earliest") || fields.has("latest");
    let practitioners = fields.kept("practitioners", Some(&before.practitioners), |value| {
        practitioners(value, set_up)
    });
    let earliest = fields.kept("earliest", before.earliest.as_ref(), planned_date);
    let latest = fields.kept("latest", before.latest.as_ref(), planned_date);
    let days = fields.kept("days", Some(&before.days), days);
    let from = fields.kept("from", Some(&before.from), text(time));
    let to = fields.kept("to", Some(&before.to), text(time));
    let ready_minutes = fields.kept("ready_minutes", Some(&before.ready_minutes), |value| {
        count(value, 0, READY_MAX)
    });
    let (from, to) = (from.unwrap_or(DayTime::START), to.unwrap_or(DayTime::END));
    if is_dated && latest.is_some_and(|latest| latest < earliest.unwrap_or(today).max(today)) {
        fields.refuse("latest", FieldProblem::EndBeforeStart);
    }
    if to <= from {
        fields.refuse("to", FieldProblem::EndBeforeStart);
    }
    Wishes {
        practitioners: practitioners.unwrap_or_default(),
        earliest,
        latest,
        days: days.unwrap_or(Weekdays::ALL),
        from,
        to,
        ready_minutes: ready_minutes.unwrap_or(0),
    }
}

fn practitioners(value: &Value, set_up: &SetUp) -> Result<Vec<PractitionerId>, FieldProblem> {
    let list = value.as_array().ok_or(FieldProblem::Malformed)?;
    let known = |one: &Value| {
        let id = PractitionerId(integer(one)?);
        let found = set_up.practitioners.get(&id).filter(|p| !p.is_archived);
        choice(found.map(|_| id))
    };
    let mut all = list.iter().map(known).collect::<Result<Vec<_>, _>>()?;
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

fn days(value: &Value) -> Result<Weekdays, FieldProblem> {
    let list = value.as_array().ok_or(FieldProblem::Malformed)?;
    let named = |one: &Value| {
        let name = one.as_str().ok_or(FieldProblem::Malformed)?;
        let known = WEEK.into_iter().find(|(_, known)| *known == name);
        choice(known.map(|(day, _)| day))
    };
    let all = list.iter().map(named).collect::<Result<Vec<_>, _>>()?;
    Weekdays::of(all).ok_or(FieldProblem::Missing)
}
