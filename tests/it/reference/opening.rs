//! When further times open: not a second sooner, and then there are some; over changes of clocks and overseas (booking-rules §4).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};
use grappe::domain::agenda::{Agenda, Booked, BookingRef, SetUp};
use grappe::domain::care_type::{CareOverride, CareTerms, CareType};
use grappe::domain::id::{AppointmentId, CareTypeId, PractitionerId, Revision, ScheduleId};
use grappe::domain::practitioner::{HolidayHabit, Practitioner};
use grappe::domain::schedule::{HolidayRules, WeeklySchedule, Weeks, Window};
use grappe::domain::slot::{Audience, Opening, SlotQuery, next_opening, search};
use grappe::domain::time::{Instant, Interval, Zone};
use proptest::prelude::*;

use super::case::Case;
use super::clock::{Clock, instant, later};
use super::for_cases;
use super::practice::practice;
use super::terms::terms_of;
use crate::support::house::care_type;

/// Dates behind the horizon that are looked at.
const BEHIND: u64 = 9;

/// The case as a stranger asks it of one practitioner, with nothing that ends by itself.
fn plain(case: &Case) -> Case {
    let mut case = case.clone();
    case.bookings.retain(|made| made.booked.expires.is_none());
    let with = case.query.practitioner.unwrap_or(PractitionerId(1));
    case.query = SlotQuery {
        seats: case.query.seats,
        ..SlotQuery::new(case.query.care, Some(with), case.query.from, case.query.to)
    };
    case
}

#[test]
fn nothing_opens_a_second_sooner_and_something_is_offered_then() {
    let (opened, closed) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    for_cases("openings", 4, |case, _| {
        let case = plain(case);
        let (agenda, with) = (case.agenda(), case.query.practitioner.unwrap());
        let sold = &case.set_up.care_types[&case.query.care];
        let Some(terms) = terms_of(sold, with) else {
            return Ok(());
        };
        let clock = Clock::of(agenda.zone());
        let (today, horizon) = (clock.date(case.now), u64::from(terms.horizon_days));
        let release = |date: NaiveDate| {
            let hour = terms.release_at.map_or(0, |hour| i64::from(hour.minutes()));
            instant(clock.first(date, hour))
        };
        let is_released = case.now >= release(today);
        let first = later(today, horizon + u64::from(is_released));
        let offered = |from: NaiveDate, to: NaiveDate, at: Instant| {
            let query = SlotQuery {
                from,
                to,
                ..case.query.clone()
            };
            !search(&agenda, &query, at).is_empty()
        };
        let opening = next_opening(&agenda, &case.query, case.now, |_| true);
        if let Some(Opening { at, first_day }) = opening {
            prop_assert!(at > case.now && first_day >= first);
            prop_assert!(offered(first_day, first_day, at), "nothing is offered at {at}");
            let sooner = at - TimeDelta::seconds(1);
            prop_assert!(
                !offered(first, later(first_day, BEHIND), sooner),
                "offered before {at}"
            );
            opened.set(opened.get() + 1);
        } else {
            for date in (0..BEHIND).map(|days| later(first, days)) {
                let at = release(date.checked_sub_days(Days::new(horizon)).unwrap());
                prop_assert!(!offered(date, date, at), "{date} opens at {at}");
            }
            closed.set(closed.get() + 1);
        }
        Ok(())
    });
    assert!(opened.get() > 50 && closed.get() > 5, "{opened:?} {closed:?}");
}

fn person(id: i64) -> Practitioner {
    Practitioner {
        id: PractitionerId(id),
        name: format!("Dr {id}"),
        speciality: String::new(),
        languages: Vec::new(),
        is_step_free: None,
        holidays: HolidayHabit::Open,
        color: "#336699".to_owned(),
        is_online: true,
        is_archived: false,
    }
}

/// What differs from one practice to another.
#[derive(Clone, Copy)]
struct Shape {
    zone: &'static str,
    horizon: u16,
    release: Option<&'static str>,
    valid: (Option<&'static str>, Option<&'static str>),
    notice_days: i64,
}

const PLAIN: Shape = Shape {
    zone: "Europe/Paris",
    horizon: 10,
    release: None,
    valid: (None, None),
    notice_days: 0,
};

/// Two practitioners who are open from Monday to Friday, 9 to 11; the second one releases at 20:00.
fn agenda(shape: Shape, booked: Vec<Booked>) -> Agenda {
    let window = Window::new("09:00".parse().unwrap(), "11:00".parse().unwrap(), None).unwrap();
    let date = |text: Option<&str>| text.map(|text| text.parse().unwrap());
    let hours = |id: i64| WeeklySchedule {
        id: ScheduleId(id),
        practitioner: PractitionerId(id),
        days: std::array::from_fn(|day| if day < 5 { vec![window.clone()] } else { Vec::new() }),
        valid_from: date(shape.valid.0),
        valid_to: date(shape.valid.1),
        weeks: Weeks::All,
    };
    let terms = CareTerms {
        horizon_days: shape.horizon,
        release_at: shape.release.map(|hour| hour.parse().unwrap()),
        min_notice: TimeDelta::days(shape.notice_days),
        ..CareTerms::default()
    };
    let own = CareOverride {
        release_at: Some(Some("20:00".parse().unwrap())),
        ..CareOverride::default()
    };
    let care = CareType {
        id: CareTypeId(1),
        overrides: [(PractitionerId(2), own)].into(),
        ..care_type("Séance", terms)
    };
    let set_up = SetUp {
        practice: practice(Zone::named(shape.zone).unwrap(), HolidayRules::default()),
        practitioners: [1, 2].map(|id| (PractitionerId(id), person(id))).into(),
        care_types: [(care.id, care)].into(),
        schedules: [1, 2].map(hours).into(),
        resources: BTreeMap::new(),
        exceptions: Vec::new(),
        absences: Vec::new(),
    };
    Agenda::new(Revision(1), Arc::new(set_up), booked)
}

fn asked(with: Option<i64>) -> SlotQuery {
    let date = NaiveDate::default();
    SlotQuery::new(CareTypeId(1), with.map(PractitionerId), date, date)
}

fn words(agenda: &Agenda, opening: Option<Opening>) -> Option<String> {
    opening.map(|Opening { at, first_day }| format!("{} {first_day}", agenda.zone().fixed(at).to_rfc3339()))
}

/// What is said when, with the first practitioner.
fn opening(shape: Shape, now: &str) -> Option<String> {
    let agenda = agenda(shape, Vec::new());
    let opening = next_opening(&agenda, &asked(Some(1)), now.parse().unwrap(), |_| true);
    words(&agenda, opening)
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of vectors")]
fn each_day_opens_a_horizon_before_at_the_release_hour_on_the_wall() {
    let released = |release, horizon, zone| Shape {
        zone,
        horizon,
        release: Some(release),
        ..PLAIN
    };
    let (paris, monday) = ("Europe/Paris", "2026-03-02T10:00:00+01:00");
    for (shape, now, expected) in [
        (PLAIN, monday, "2026-03-03T00:00:00+01:00 2026-03-13"),
        // Two days without openings are passed over.
        (
            Shape { horizon: 11, ..PLAIN },
            monday,
            "2026-03-05T00:00:00+01:00 2026-03-16",
        ),
        // Not released yet today, and released.
        (
            released("11:00", 10, paris),
            monday,
            "2026-03-02T11:00:00+01:00 2026-03-12",
        ),
        (
            released("10:00", 10, paris),
            monday,
            "2026-03-03T10:00:00+01:00 2026-03-13",
        ),
        // At the end of the day.
        (
            released("24:00", 10, paris),
            monday,
            "2026-03-03T00:00:00+01:00 2026-03-12",
        ),
        // An hour that does not exist on the day, and one that comes twice.
        (
            released("02:30", 1, paris),
            "2026-03-28T12:00:00+01:00",
            "2026-03-29T03:00:00+02:00 2026-03-30",
        ),
        (
            released("02:30", 1, paris),
            "2026-10-24T12:00:00+02:00",
            "2026-10-25T02:30:00+02:00 2026-10-26",
        ),
        // Over a change of clocks.
        (
            Shape { horizon: 30, ..PLAIN },
            monday,
            "2026-03-03T00:00:00+01:00 2026-04-02",
        ),
        // Half past midnight there, Monday in UTC as well; and the evening before elsewhere.
        (
            Shape {
                zone: "Pacific/Marquesas",
                horizon: 1,
                ..PLAIN
            },
            "2026-03-02T10:00:00Z",
            "2026-03-03T00:00:00-09:30 2026-03-04",
        ),
        (
            released("08:00", 2, "Pacific/Noumea"),
            "2026-03-02T20:00:00Z",
            "2026-03-03T08:00:00+11:00 2026-03-05",
        ),
        // The hours begin later.
        (
            Shape {
                valid: (Some("2026-06-01"), None),
                ..PLAIN
            },
            monday,
            "2026-05-22T00:00:00+02:00 2026-06-01",
        ),
    ] {
        assert_eq!(opening(shape, now).as_deref(), Some(expected), "{now}");
    }
}

#[test]
fn where_nothing_will_open_none_is_told() {
    let monday = "2026-03-02T10:00:00+01:00";
    for shape in [
        Shape {
            valid: (None, Some("2026-03-08")),
            ..PLAIN
        },
        // Nobody can ever be early enough.
        Shape {
            notice_days: 12,
            ..PLAIN
        },
        // More than a year away.
        Shape {
            valid: (Some("2027-03-22"), None),
            ..PLAIN
        },
    ] {
        assert_eq!(opening(shape, monday), None);
    }
    let agenda = agenda(PLAIN, Vec::new());
    let staff = SlotQuery {
        audience: Audience::Staff,
        ..asked(None)
    };
    assert_eq!(
        next_opening(&agenda, &staff, monday.parse().unwrap(), |_| true),
        None
    );
}

#[test]
fn a_day_that_is_taken_or_does_not_suit_is_passed_over() {
    let monday: Instant = "2026-03-02T10:00:00+01:00".parse().unwrap();
    let span = Interval {
        start: "2026-03-13T09:00:00+01:00".parse().unwrap(),
        end: "2026-03-13T11:00:00+01:00".parse().unwrap(),
    };
    let friday = Booked {
        reference: BookingRef::Appointment(AppointmentId(1)),
        practitioner: PractitionerId(1),
        care: CareTypeId(1),
        patient: None,
        interval: span,
        occupied: span,
        seats: 1,
        capacity: 1,
        resources: Vec::new().into(),
        expires: None,
    };
    let agenda = agenda(PLAIN, vec![friday]);
    let said = |with, suits: &dyn Fn(Instant) -> bool| {
        words(&agenda, next_opening(&agenda, &asked(with), monday, suits))
    };
    let any = |_| true;
    assert_eq!(
        said(Some(1), &any).as_deref(),
        Some("2026-03-06T00:00:00+01:00 2026-03-16")
    );
    // With anybody, the first one to open: the second practitioner, who releases tonight.
    assert_eq!(
        said(None, &any).as_deref(),
        Some("2026-03-02T20:00:00+01:00 2026-03-12")
    );
    let on_tuesday = |start: Instant| agenda.zone().date(start).weekday() == Weekday::Tue;
    assert_eq!(
        said(Some(1), &on_tuesday).as_deref(),
        Some("2026-03-07T00:00:00+01:00 2026-03-17")
    );
    assert_eq!(said(None, &|_| false), None);
}
