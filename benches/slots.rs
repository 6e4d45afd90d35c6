//! The slot engine alone, on an agenda of the size of `bench/gen_workload.py`: a year of ten practitioners, some 20,000 appointments.
//!
//! `cargo bench --bench slots`. The goals of `bench/run` are over HTTP; this says how much of them is the search.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench that cannot begin says where it stopped"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use criterion::{Criterion, criterion_group, criterion_main};
use grappe::domain::agenda::{Agenda, Booked, BookingRef, SetUp};
use grappe::domain::care_type::{CareTerms, CareType, CareWords, Venue};
use grappe::domain::id::{AppointmentId, CareTypeId, PatientId, PractitionerId, Revision, ScheduleId};
use grappe::domain::practice::Practice;
use grappe::domain::practitioner::{HolidayHabit, Practitioner};
use grappe::domain::schedule::{HolidayRules, WeeklySchedule, Weeks, Window};
use grappe::domain::slot::{SlotQuery, search};
use grappe::domain::time::{DayTime, Instant, Interval, Zone};

const PRACTITIONERS: i64 = 10;
const CARES: [(&str, i64); 4] = [
    ("Consultation", 15),
    ("Suivi", 20),
    ("Première consultation", 30),
    ("Bilan", 45),
];
const STEP: i64 = 15;
/// Opening and closing, minutes of the day.
const OPEN: i64 = 9 * 60;
const CLOSE: i64 = 18 * 60;
/// Share of quarters of an hour in which an appointment is tried, percent.
const FILL: u64 = 29;
const DAYS: i64 = 365;

/// A fixed sequence of numbers that look random.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
}

fn midnight() -> Instant {
    Zone::named("Europe/Paris").unwrap().start_of(first_day())
}

fn set_up() -> SetUp {
    let time = |minutes: i64| DayTime::from_minutes(u16::try_from(minutes).unwrap()).unwrap();
    let window = Window::new(time(OPEN), time(CLOSE), None).unwrap();
    let practitioners = (1..=PRACTITIONERS).map(|id| Practitioner {
        id: PractitionerId(id),
        name: format!("Praticien {id:02}"),
        speciality: String::new(),
        languages: Vec::new(),
        is_step_free: None,
        holidays: HolidayHabit::Closed,
        color: "#336699".to_owned(),
        is_online: true,
        is_archived: false,
    });
    let schedules = (1..=PRACTITIONERS).map(|id| WeeklySchedule {
        id: ScheduleId(id),
        practitioner: PractitionerId(id),
        days: std::array::from_fn(|day| if day < 5 { vec![window.clone()] } else { Vec::new() }),
        valid_from: None,
        valid_to: None,
        weeks: Weeks::All,
    });
    let cares = (1..).zip(CARES).map(|(id, (name, minutes))| CareType {
        id: CareTypeId(id),
        name: name.to_owned(),
        public_text: String::new(),
        words: CareWords::default(),
        color: "#336699".to_owned(),
        venue: Venue::Practice,
        is_online: true,
        is_archived: false,
        needs_approval: false,
        terms: CareTerms {
            duration: TimeDelta::minutes(minutes),
            step: TimeDelta::minutes(STEP),
            horizon_days: 400,
            ..CareTerms::default()
        },
        overrides: BTreeMap::new(),
        practitioners: Vec::new(),
    });
    SetUp {
        practice: practice(),
        practitioners: practitioners.map(|p| (p.id, p)).collect(),
        care_types: cares.map(|care| (care.id, care)).collect(),
        resources: BTreeMap::new(),
        schedules: schedules.collect(),
        exceptions: Vec::new(),
        absences: Vec::new(),
    }
}

fn practice() -> Practice {
    Practice {
        name: "Cabinet".to_owned(),
        neutral_name: "Cabinet".to_owned(),
        address: String::new(),
        directions: String::new(),
        phone: String::new(),
        email: String::new(),
        zone: Zone::named("Europe/Paris").unwrap(),
        holidays: HolidayRules::default(),
        accent: "#336699".to_owned(),
    }
}

/// One day of one practitioner, filled from morning to evening.
fn fill(day: NaiveDate, practitioner: i64, chance: &mut Chance, booked: &mut Vec<Booked>) {
    let morning = Zone::named("Europe/Paris").unwrap().start_of(day);
    let mut at = OPEN;
    while at < CLOSE {
        let care = usize::try_from(chance.below(4)).unwrap();
        let minutes = CARES[care].1;
        if chance.below(100) >= FILL || at + minutes > CLOSE {
            at += STEP;
            continue;
        }
        // Nine in the morning is nine hours after midnight but for two Sundays, which are closed.
        let interval = Interval {
            start: morning + TimeDelta::minutes(at),
            end: morning + TimeDelta::minutes(at + minutes),
        };
        booked.push(Booked {
            reference: BookingRef::Appointment(AppointmentId(i64::try_from(booked.len()).unwrap() + 1)),
            practitioner: PractitionerId(practitioner),
            care: CareTypeId(i64::try_from(care).unwrap() + 1),
            patient: Some(PatientId(i64::try_from(chance.below(4000)).unwrap() + 1)),
            interval,
            occupied: interval,
            seats: 1,
            capacity: 1,
            resources: Box::default(),
            expires: None,
        });
        at += (minutes + STEP - 1) / STEP * STEP;
    }
}

fn agenda() -> Agenda {
    let (mut chance, mut booked) = (Chance(20_260_401), Vec::new());
    let weekdays = first_day().iter_days().take(usize::try_from(DAYS).unwrap());
    for day in weekdays.filter(|day| chrono::Datelike::weekday(day).number_from_monday() < 6) {
        for practitioner in 1..=PRACTITIONERS {
            fill(day, practitioner, &mut chance, &mut booked);
        }
    }
    Agenda::new(Revision(1), Arc::new(set_up()), booked)
}

fn slots(criterion: &mut Criterion) {
    let agenda = agenda();
    let day = |n: i64| first_day() + TimeDelta::days(n);
    let one = Some(PractitionerId(3));
    for (name, practitioner, from, to) in [
        ("one practitioner, one day", one, day(75), day(75)),
        ("any of ten, 14 days", None, day(75), day(88)),
        ("one practitioner, a year", one, day(0), day(DAYS - 1)),
    ] {
        let query = SlotQuery::new(CareTypeId(1), practitioner, from, to);
        assert!(
            search(&agenda, &query, midnight()).len() > 10,
            "{name}: nothing to find"
        );
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| search(black_box(&agenda), black_box(&query), midnight()));
        });
    }
    criterion.bench_function("a booking published", |bencher| {
        let booked = agenda.bookings().next().unwrap().as_ref().clone();
        let taken = [grappe::domain::agenda::Change::Taken(booked)];
        bencher.iter(|| agenda.after(Revision(2), black_box(&taken)));
    });
}

criterion_group!(benches, slots);
criterion_main!(benches);
