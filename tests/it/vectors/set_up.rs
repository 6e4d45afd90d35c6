//! From the JSON of a vector to the set-up of a practice.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, TimeDelta};
use grappe::domain::care_type::{
    CareOverride, CareTerms, CareType, CareWords, Eligibility, Limits, OfferMode, PatientKind, Reach, Series,
    Venue,
};
use grappe::domain::id::{AbsenceId, CareTypeId, ExceptionId, PractitionerId, ResourceId, ScheduleId};
use grappe::domain::practice::Practice;
use grappe::domain::practitioner::{HolidayHabit, Practitioner};
use grappe::domain::resource::{Resource, ResourceKind};
use grappe::domain::schedule::{
    Absence, HolidayEdit, HolidayRules, ScheduleException, WeeklySchedule, Weeks, Window, easter_sunday,
};
use grappe::domain::time::{Interval, Zone};

use super::format;
use super::names::{Names, week};

pub(super) fn practice(vector: &format::Vector, regions: &BTreeMap<String, Vec<String>>) -> Practice {
    // The lists of the file decide; `regions_are_those_of_the_program` holds them against the program's own.
    let mut holidays = HolidayRules::default();
    let rules = regions
        .get(&vector.holiday_region)
        .unwrap_or_else(|| panic!("{}: region", vector.id));
    for year in vector.query.from.year() - 1..=vector.query.to.year() + 1 {
        for rule in rules {
            holidays
                .edits
                .insert(holiday(rule, year), HolidayEdit::Added(rule.clone()));
        }
    }
    Practice {
        name: "Cabinet".to_owned(),
        neutral_name: "Cabinet".to_owned(),
        address: String::new(),
        directions: String::new(),
        phone: String::new(),
        email: String::new(),
        zone: Zone::named(&vector.tz).unwrap_or_else(|e| panic!("{}: {e}", vector.id)),
        holidays,
        accent: String::new(),
    }
}

/// The date of `MM-DD` or `good_friday` in a year.
pub(super) fn holiday(rule: &str, year: i32) -> NaiveDate {
    if rule == "good_friday" {
        return easter_sunday(year) - Days::new(2);
    }
    format!("{year}-{rule}").parse().unwrap()
}

pub(super) fn practitioner(
    practitioner: &format::Practitioner,
    names: &Names,
) -> (PractitionerId, Practitioner) {
    let id = names.practitioner(&practitioner.id);
    let practitioner = Practitioner {
        id,
        name: practitioner.id.clone(),
        speciality: String::new(),
        languages: Vec::new(),
        is_step_free: None,
        holidays: match practitioner.holidays {
            format::Holidays::Closed => HolidayHabit::Closed,
            format::Holidays::Open => HolidayHabit::Open,
        },
        color: String::new(),
        is_online: true,
        is_archived: false,
    };
    (id, practitioner)
}

pub(super) fn schedules(practitioner: &format::Practitioner, names: &Names) -> Vec<WeeklySchedule> {
    let convert = |(schedule, number): (&format::Schedule, i64)| WeeklySchedule {
        id: ScheduleId(number),
        practitioner: names.practitioner(&practitioner.id),
        days: week(&schedule.days).map(|windows| windows.iter().map(|w| window(w, names)).collect()),
        valid_from: schedule.valid_from,
        valid_to: schedule.valid_to,
        weeks: match (&schedule.every, &schedule.weeks) {
            (Some(every), format::Parity::All) => Weeks::Every {
                n: every.n,
                anchor: every.anchor,
            },
            (Some(_), _) => panic!("{}: both weeks and every", practitioner.id),
            (None, format::Parity::All) => Weeks::All,
            (None, format::Parity::Odd) => Weeks::Odd,
            (None, format::Parity::Even) => Weeks::Even,
        },
    };
    practitioner.schedules.iter().zip(1..).map(convert).collect()
}

fn window(window: &format::Window, names: &Names) -> Window {
    let (start, end, cares) = match window {
        format::Window::Plain(start, end) => (start, end, None),
        format::Window::Reserved(start, end, cares) => (start, end, Some(cares)),
    };
    Window::new(
        *start,
        *end,
        cares.map(|all| all.iter().map(|c| names.care(c)).collect()),
    )
    .unwrap()
}

pub(super) fn exceptions(practitioner: &format::Practitioner, names: &Names) -> Vec<ScheduleException> {
    let convert = |(exception, number): (&format::Exception, i64)| {
        let (from, to) = match (exception.date, exception.from, exception.to) {
            (Some(date), None, None) => (date, date),
            (None, Some(from), Some(to)) => (from, to),
            _ => panic!("{}: an exception has a date, or from and to", practitioner.id),
        };
        ScheduleException {
            id: ExceptionId(number),
            practitioner: names.practitioner(&practitioner.id),
            from,
            to,
            windows: exception.hours.iter().map(|w| window(w, names)).collect(),
            label: String::new(),
        }
    };
    practitioner.exceptions.iter().zip(1..).map(convert).collect()
}

fn interval(start: DateTime<FixedOffset>, end: DateTime<FixedOffset>) -> Interval {
    Interval::new(start.to_utc(), end.to_utc()).unwrap()
}

pub(super) fn absence(absence: &format::Absence, number: i64, names: &Names) -> Absence {
    Absence {
        id: AbsenceId(number),
        practitioner: (absence.practitioner != "*").then(|| names.practitioner(&absence.practitioner)),
        interval: interval(absence.start, absence.end),
        label: String::new(),
    }
}

pub(super) fn resource(resource: &format::Resource, names: &Names) -> (ResourceId, Resource) {
    let id = ResourceId(names.number(&resource.id));
    let users = resource.practitioners.as_ref();
    let resource = Resource {
        id,
        name: resource.id.clone(),
        kind: ResourceKind(resource.kind.clone()),
        capacity: resource.capacity,
        practitioners: users.map(|all| all.iter().map(|p| names.practitioner(p)).collect()),
        closed: resource.closed.iter().map(|c| interval(c.start, c.end)).collect(),
        is_archived: false,
    };
    (id, resource)
}

pub(super) fn care(care: &format::Care, names: &Names) -> (CareTypeId, CareType) {
    let minutes = TimeDelta::minutes;
    let base = CareTerms::default();
    let terms = CareTerms {
        duration: minutes(care.duration),
        step: minutes(care.step.unwrap_or(care.duration)),
        buffer_before: minutes(care.buffer_before),
        buffer_after: minutes(care.buffer_after),
        min_notice: minutes(care.min_notice),
        horizon_days: care.horizon_days.unwrap_or(365),
        release_at: care.release_at,
        capacity: care.capacity,
        requires: kinds(&care.requires),
        offer: offer(care.offer, care.min_useful),
        eligibility: eligibility(&care.eligibility),
        limits: limits(&care.limits),
        series: care.series.as_ref().map(|s| series(s, names)),
        ..base
    };
    let overrides = care.overrides.iter().map(|(who, own)| {
        let changed = overridden(care, own, names);
        (names.practitioner(who), changed)
    });
    let id = names.care(&care.id);
    let care = CareType {
        id,
        name: care.id.clone(),
        public_text: String::new(),
        words: CareWords::default(),
        color: String::new(),
        venue: Venue::Practice,
        is_online: true,
        is_archived: false,
        needs_approval: false,
        terms,
        overrides: overrides.collect(),
        practitioners: Vec::new(),
    };
    (id, care)
}

fn overridden(care: &format::Care, own: &format::Override, names: &Names) -> CareOverride {
    let length = |minutes: Option<i64>| minutes.map(TimeDelta::minutes);
    let has_offer = own.offer.is_some() || own.min_useful.is_some();
    CareOverride {
        is_not_offered: own.offered == Some(false),
        duration: length(own.duration),
        // A step that was left out is the duration, the practitioner's own included.
        step: length(own.step.or(care.step)).or(length(own.duration)),
        buffer_before: length(own.buffer_before),
        buffer_after: length(own.buffer_after),
        min_notice: length(own.min_notice),
        horizon_days: own.horizon_days,
        release_at: own.release_at.map(Some),
        capacity: own.capacity,
        requires: own.requires.as_deref().map(kinds),
        offer: has_offer.then(|| {
            offer(
                own.offer.unwrap_or(care.offer),
                own.min_useful.or(care.min_useful),
            )
        }),
        eligibility: own.eligibility.as_ref().map(eligibility),
        limits: own.limits.as_ref().map(limits),
        series: own.series.as_ref().map(|s| Some(series(s, names))),
        ..CareOverride::default()
    }
}

fn kinds(kinds: &[String]) -> Vec<ResourceKind> {
    kinds.iter().cloned().map(ResourceKind).collect()
}

fn offer(offer: format::Offer, min_useful: Option<i64>) -> OfferMode {
    match offer {
        format::Offer::Grid => OfferMode::Grid,
        format::Offer::Packed => OfferMode::Packed,
        format::Offer::Compact => OfferMode::Compact {
            min_useful: TimeDelta::minutes(min_useful.expect("compact has min_useful")),
            reach: Reach::ALWAYS,
        },
    }
}

fn eligibility(rule: &format::Eligibility) -> Eligibility {
    Eligibility {
        min_age: rule.min_age,
        max_age: rule.max_age,
        patients: rule.patients.map(|kind| match kind {
            format::Kind::New => PatientKind::New,
            format::Kind::Known => PatientKind::Known,
        }),
        needs_referral: rule.referral,
        professions: rule.professions.clone(),
        ..Eligibility::default()
    }
}

fn limits(limits: &format::Limits) -> Limits {
    Limits {
        max_future: limits.max_future,
        min_days_between: limits.min_days_between,
        max_per_day: limits.max_per_day,
        ..Limits::default()
    }
}

fn series(series: &format::Series, names: &Names) -> Series {
    Series {
        next: names.care(&series.next),
        min_days: series.min_days,
        max_days: series.max_days,
        same_practitioner: series.same_practitioner,
        require_next: series.require_next,
    }
}
