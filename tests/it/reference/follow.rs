//! The ranking of next visits agrees with a slow reading of booking-rules §8, over changes of clocks and overseas.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use grappe::domain::agenda::{Agenda, Booked, BookingRef, Change, SetUp};
use grappe::domain::booking::Alternative;
use grappe::domain::care_type::{CareTerms, CareType, Series};
use grappe::domain::id::{AppointmentId, CareTypeId, PatientId, PractitionerId, Revision, ScheduleId};
use grappe::domain::practitioner::{HolidayHabit, Practitioner};
use grappe::domain::schedule::{HolidayRules, WeeklySchedule, Weeks, Window};
use grappe::domain::slot::{Audience, PatientFacts, SlotQuery, next_times, next_visit, place, search};
use grappe::domain::time::{Instant, Interval, Zone};
use proptest::prelude::*;

use super::clock::{Clock, later};
use super::for_cases;
use super::practice::practice;
use crate::support::house::care_type;

/// By the clock on the wall: minutes from the hour of the first visit, then the date, then somebody else, then what is left.
fn order(
    clock: Clock,
    (with, first): (PractitionerId, Instant),
    time: &Alternative,
) -> (i64, NaiveDate, bool, Instant) {
    let reading = |at: Instant| clock.reading(at.timestamp() / 60);
    let apart = reading(time.start).time() - reading(first).time();
    (
        apart.num_minutes().abs(),
        reading(time.start).date(),
        time.practitioner != with,
        time.start,
    )
}

/// The agenda once the first visit is booked.
fn with_first(agenda: &Agenda, query: &SlotQuery, start: Instant, now: Instant) -> Option<Agenda> {
    let placed = place(agenda, query, start, now).ok()?;
    let first = Booked {
        reference: BookingRef::Appointment(AppointmentId(4711)),
        practitioner: placed.practitioner,
        care: placed.care,
        patient: query.patient.as_ref().and_then(|facts| facts.id),
        interval: placed.interval,
        occupied: placed.occupied,
        seats: placed.seats,
        capacity: placed.capacity,
        resources: placed.resources.into(),
        expires: None,
    };
    Some(agenda.after(Revision(3), &[Change::Taken(first)]))
}

#[test]
fn next_visits_are_those_offered_once_the_first_is_booked_ranked_by_the_clock_on_the_wall() {
    for_cases("next visits", 2, |case, measure| {
        let agenda = case.agenda();
        let clock = Clock::of(agenda.zone());
        let query = SlotQuery {
            length: None,
            ..case.query.clone()
        };
        let mut seen = 0;
        for slot in search(&agenda, &query, case.now).iter().step_by(7).take(3) {
            let with = slot.by[0];
            let query = SlotQuery {
                practitioner: Some(with),
                ..query.clone()
            };
            // Whoever has no record yet has one once the first visit is booked: it counts as theirs (min_days_between).
            let query = SlotQuery {
                patient: query.patient.map(|facts| PatientFacts {
                    id: facts.id.or(Some(PatientId(4711))),
                    ..facts
                }),
                ..query
            };
            let next = next_visit(&agenda, &query, with, slot.start);
            let booked = with_first(&agenda, &query, slot.start, case.now);
            let (Some(next), Some(booked)) = (next, booked) else {
                continue;
            };
            let times = next_times(&agenda, &next, case.now);
            seen += times.len();
            let mut sorted = times.clone();
            sorted.sort_by_key(|time| order(clock, (with, slot.start), time));
            prop_assert_eq!(&times, &sorted);
            let rule = case.set_up.care_types[&query.care]
                .terms_for(with)
                .unwrap()
                .series
                .clone()
                .unwrap();
            let first = clock.date(slot.start);
            for time in &times {
                let date = clock.date(time.start);
                prop_assert!(
                    later(first, rule.min_days.into()) <= date && date <= later(first, rule.max_days.into())
                );
                prop_assert!(!rule.same_practitioner || time.practitioner == with);
            }
            // A visit that itself needs one more is judged by the visit right before it only.
            let care = &case.set_up.care_types[&rule.next];
            let people = case.set_up.practitioners.keys();
            let mut terms = people.filter_map(|who| care.terms_for(*who));
            if terms.any(|terms| terms.series.as_ref().is_some_and(|rule| rule.require_next)) {
                continue;
            }
            let mut starts: Vec<Instant> = times.iter().map(|time| time.start).collect();
            starts.sort_unstable();
            let offered = search(&booked, &next, case.now);
            let offered: Vec<Instant> = offered.iter().map(|slot| slot.start).collect();
            prop_assert_eq!(starts, offered);
        }
        measure.note(case, seen);
        Ok(())
    });
}

/// Two practitioners who are open on every day from 8 to 18, and a care that leads to itself.
fn agenda(zone: &str, rule: (u16, u16, bool), booked: Vec<Booked>) -> Agenda {
    let person = |id: i64| Practitioner {
        id: PractitionerId(id),
        name: format!("Dr {id}"),
        speciality: String::new(),
        languages: Vec::new(),
        is_step_free: None,
        holidays: HolidayHabit::Open,
        color: "#336699".to_owned(),
        is_online: true,
        is_archived: false,
    };
    let window = Window::new("08:00".parse().unwrap(), "18:00".parse().unwrap(), None).unwrap();
    let hours = |id: i64| WeeklySchedule {
        id: ScheduleId(id),
        practitioner: PractitionerId(id),
        days: std::array::from_fn(|_| vec![window.clone()]),
        valid_from: None,
        valid_to: None,
        weeks: Weeks::All,
    };
    let terms = CareTerms {
        series: Some(Series {
            next: CareTypeId(1),
            min_days: rule.0,
            max_days: rule.1,
            same_practitioner: rule.2,
            require_next: false,
        }),
        ..CareTerms::default()
    };
    let care = CareType {
        id: CareTypeId(1),
        ..care_type("Séance", terms)
    };
    let set_up = SetUp {
        practice: practice(Zone::named(zone).unwrap(), HolidayRules::default()),
        practitioners: [1, 2].map(|id| (PractitionerId(id), person(id))).into(),
        care_types: [(care.id, care)].into(),
        schedules: [1, 2].map(hours).into(),
        resources: BTreeMap::new(),
        exceptions: Vec::new(),
        absences: Vec::new(),
    };
    Agenda::new(Revision(1), Arc::new(set_up), booked)
}

fn taken(with: i64, start: &str) -> Booked {
    let start: Instant = start.parse().unwrap();
    let span = Interval {
        start,
        end: start + TimeDelta::minutes(30),
    };
    Booked {
        reference: BookingRef::Appointment(AppointmentId(with * 1000 + start.timestamp() % 997)),
        practitioner: PractitionerId(with),
        care: CareTypeId(1),
        patient: None,
        interval: span,
        occupied: span,
        seats: 1,
        capacity: 1,
        resources: Vec::new().into(),
        expires: None,
    }
}

fn best(agenda: &Agenda, first: &str, n: usize) -> Vec<String> {
    let first: Instant = first.parse().unwrap();
    let date = agenda.zone().date(first);
    let query = SlotQuery {
        audience: Audience::Staff,
        ..SlotQuery::new(CareTypeId(1), Some(PractitionerId(1)), date, date)
    };
    let next = next_visit(agenda, &query, PractitionerId(1), first).unwrap();
    let times = next_times(agenda, &next, first - TimeDelta::hours(1));
    let words = |time: &Alternative| {
        format!(
            "{} {}",
            agenda.zone().fixed(time.start).to_rfc3339(),
            time.practitioner
        )
    };
    times.iter().take(n).map(words).collect()
}

/// Zone, first visit, and the best next ones seven to eight days later: the hour on the wall stays, the offset does not.
const VECTORS: [(&str, &str, [&str; 2]); 6] = [
    // Into summer time: 29 March 2026.
    (
        "Europe/Paris",
        "2026-03-22T08:00:00Z",
        ["2026-03-29T09:00:00+02:00 1", "2026-03-30T09:00:00+02:00 1"],
    ),
    // Out of it: 25 October 2026.
    (
        "Europe/Paris",
        "2026-10-18T07:00:00Z",
        ["2026-10-25T09:00:00+01:00 1", "2026-10-26T09:00:00+01:00 1"],
    ),
    // Nine and a half hours behind: the first visit is on the 22nd there, on the 23rd in UTC.
    (
        "Pacific/Marquesas",
        "2026-03-23T02:30:00Z",
        ["2026-03-29T17:00:00-09:30 1", "2026-03-30T17:00:00-09:30 1"],
    ),
    // The clocks of North America: 8 March and 1 November 2026.
    (
        "America/Miquelon",
        "2026-03-01T12:00:00Z",
        ["2026-03-08T09:00:00-02:00 1", "2026-03-09T09:00:00-02:00 1"],
    ),
    (
        "America/Miquelon",
        "2026-10-25T11:00:00Z",
        ["2026-11-01T09:00:00-03:00 1", "2026-11-02T09:00:00-03:00 1"],
    ),
    (
        "Indian/Reunion",
        "2026-03-22T05:00:00Z",
        ["2026-03-29T09:00:00+04:00 1", "2026-03-30T09:00:00+04:00 1"],
    ),
];

#[test]
fn the_hour_on_the_wall_stays_over_a_change_of_clocks_and_overseas() {
    for (zone, first, expected) in VECTORS {
        let agenda = agenda(zone, (7, 8, true), Vec::new());
        assert_eq!(best(&agenda, first, 2), expected, "{zone} {first}");
    }
}

#[test]
fn the_hour_comes_before_the_date_and_the_date_before_the_practitioner() {
    let first = "2026-03-22T08:00:00Z";
    let sunday = || vec![taken(1, "2026-03-29T07:00:00Z")];
    let free = agenda("Europe/Paris", (7, 8, false), sunday());
    assert_eq!(
        best(&free, first, 3),
        [
            "2026-03-29T09:00:00+02:00 2",
            "2026-03-30T09:00:00+02:00 1",
            "2026-03-29T08:30:00+02:00 1"
        ]
    );
    let same = agenda("Europe/Paris", (7, 8, true), sunday());
    assert_eq!(
        best(&same, first, 2),
        ["2026-03-30T09:00:00+02:00 1", "2026-03-29T08:30:00+02:00 1"]
    );
    // On the very day: the first visit counts as taken though nobody has booked it.
    let today = agenda("Europe/Paris", (0, 0, true), Vec::new());
    assert_eq!(best(&today, first, 1), ["2026-03-22T09:30:00+01:00 1"]);
}
