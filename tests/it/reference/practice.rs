//! Random practices: where, when, who works, what is sold. Values are few and close to each other, so that windows touch,
//! bookings meet and limits are reached.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use grappe::domain::agenda::SetUp;
use grappe::domain::id::{AbsenceId, CareTypeId, ExceptionId, PractitionerId, ResourceId, ScheduleId};
use grappe::domain::practice::Practice;
use grappe::domain::practitioner::{HolidayHabit, Practitioner};
use grappe::domain::resource::{Resource, ResourceKind};
use grappe::domain::schedule::{
    Absence, HolidayEdit, HolidayRegion, HolidayRules, ScheduleException, WeeklySchedule, Weeks, Window,
};
use grappe::domain::time::{DayTime, Interval, Zone};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::cares::cares;
use super::clock::{Clock, instant};

/// Where and around which date: both changes of the clock, the ends of 53-week years, holidays, 29 February.
const PLACES: [(&str, HolidayRegion, &str); 24] = [
    ("Europe/Paris", HolidayRegion::France, "2026-03-29"),
    ("Europe/Paris", HolidayRegion::France, "2026-10-25"),
    ("Europe/Paris", HolidayRegion::France, "2027-03-28"),
    ("Europe/Paris", HolidayRegion::AlsaceMoselle, "2032-10-31"),
    ("Europe/Paris", HolidayRegion::France, "2027-01-03"),
    ("Europe/Paris", HolidayRegion::France, "2033-01-03"),
    ("Europe/Paris", HolidayRegion::France, "2026-02-28"),
    (
        "Europe/Paris",
        HolidayRegion::AlsaceMoselleNoGoodFriday,
        "2028-02-29",
    ),
    ("Europe/Paris", HolidayRegion::AlsaceMoselle, "2026-04-04"),
    ("Europe/Paris", HolidayRegion::France, "2026-05-08"),
    (
        "America/Miquelon",
        HolidayRegion::SaintPierreMiquelon,
        "2026-03-08",
    ),
    (
        "America/Miquelon",
        HolidayRegion::SaintPierreMiquelon,
        "2026-11-01",
    ),
    (
        "America/Miquelon",
        HolidayRegion::SaintPierreMiquelon,
        "2032-12-31",
    ),
    ("Indian/Reunion", HolidayRegion::Reunion, "2027-12-20"),
    ("Indian/Reunion", HolidayRegion::Reunion, "2026-03-29"),
    ("Indian/Reunion", HolidayRegion::Reunion, "2026-12-31"),
    ("Pacific/Marquesas", HolidayRegion::Custom, "2026-03-29"),
    ("Pacific/Marquesas", HolidayRegion::Custom, "2027-01-04"),
    ("Pacific/Marquesas", HolidayRegion::Custom, "2026-10-25"),
    ("Pacific/Noumea", HolidayRegion::Custom, "2033-01-02"),
    ("America/Cayenne", HolidayRegion::Guyane, "2026-06-10"),
    ("Indian/Mayotte", HolidayRegion::Mayotte, "2026-04-27"),
    ("America/Martinique", HolidayRegion::Martinique, "2026-05-23"),
    ("America/Marigot", HolidayRegion::SaintMartin, "2026-05-26"),
];

/// Ends of windows, of absences and of closures, in minutes of the day: the nights hold the changes of the clock.
pub(super) const EDGES: [i64; 16] = [
    0, 60, 90, 120, 150, 180, 240, 300, 480, 540, 555, 600, 660, 720, 1380, 1440,
];

/// A place on the calendar: the practice's zone and the first date asked.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    pub(super) zone: Zone,
    pub(super) region: HolidayRegion,
    pub(super) from: NaiveDate,
    /// Dates asked after the first.
    pub(super) days: i64,
}

impl Stage {
    /// The minute at which a clock shows an edge of a day counted from the first date asked.
    pub(super) fn at(&self, day: i64, edge: i64) -> i64 {
        Clock::of(self.zone).first(self.from + TimeDelta::days(day), edge)
    }
}

pub(super) fn stages() -> BoxedStrategy<Stage> {
    (select(&PLACES[..]), 0..3i64, 0..3i64)
        .prop_map(|((zone, region, base), before, days)| Stage {
            zone: Zone::named(zone).unwrap(),
            region,
            from: base.parse::<NaiveDate>().unwrap() - TimeDelta::days(before),
            days,
        })
        .boxed()
}

/// A moment near the dates asked, as a minute.
pub(super) fn moments(stage: &Stage) -> BoxedStrategy<i64> {
    let stage = stage.clone();
    let late = (-1..stage.days + 2, select(&EDGES[..]), 0..4i64);
    late.prop_map(move |(day, edge, quarters)| stage.at(day, edge) + 15 * quarters)
        .boxed()
}

fn intervals(stage: &Stage, longest: i64) -> BoxedStrategy<Interval> {
    (moments(stage), 0..=longest / 15)
        .prop_map(|(start, quarters)| Interval {
            start: instant(start),
            end: instant(start + 15 * quarters),
        })
        .boxed()
}

fn windows() -> BoxedStrategy<Window> {
    let reserved = weighted(0.2, select(vec![vec![1], vec![2], vec![1, 3], vec![2, 3]]));
    (0..EDGES.len() - 1, 1..4usize, reserved)
        .prop_map(|(first, more, cares)| {
            let edge = |at: usize| DayTime::from_minutes(u16::try_from(EDGES[at]).unwrap()).unwrap();
            let last = (first + more).min(EDGES.len() - 1);
            let cares = cares.map(|ids| ids.into_iter().map(CareTypeId).collect());
            Window::new(edge(first), edge(last), cares).unwrap()
        })
        .boxed()
}

fn schedules(stage: &Stage) -> BoxedStrategy<WeeklySchedule> {
    let from = stage.from;
    let date = move || (-3..6i64).prop_map(move |days| from + TimeDelta::days(days));
    let weeks = prop_oneof![
        8 => Just(Weeks::All),
        1 => Just(Weeks::Odd),
        1 => Just(Weeks::Even),
        1 => (2..4u8, -30..30i64).prop_map(move |(n, days)| Weeks::Every { n, anchor: from + TimeDelta::days(days) }),
    ];
    let days = proptest::array::uniform7(prop::collection::vec(windows(), 1..4));
    (days, weighted(0.1, date()), weighted(0.1, date()), weeks)
        .prop_map(|(days, valid_from, valid_to, weeks)| WeeklySchedule {
            id: ScheduleId(0),
            practitioner: PractitionerId(0),
            days,
            valid_from,
            valid_to,
            weeks,
        })
        .boxed()
}

fn exceptions(stage: &Stage) -> BoxedStrategy<ScheduleException> {
    let (from, days) = (stage.from, stage.days);
    let all = (1..4i64, 1..100i64, -2..days + 2, 0..3i64);
    (all, prop::collection::vec(windows(), 0..3))
        .prop_map(move |((who, id, day, more), windows)| {
            let first = from + TimeDelta::days(day);
            ScheduleException {
                id: ExceptionId(id),
                practitioner: PractitionerId(who),
                from: first,
                to: first + TimeDelta::days(more),
                windows,
                label: String::new(),
            }
        })
        .boxed()
}

fn practitioners() -> BoxedStrategy<Practitioner> {
    let habit = prop_oneof![3 => Just(HolidayHabit::Closed), 2 => Just(HolidayHabit::Open)];
    (habit, weighted(0.06, any::<bool>()))
        .prop_map(|(holidays, gone)| Practitioner {
            id: PractitionerId(0),
            name: String::new(),
            speciality: String::new(),
            languages: Vec::new(),
            is_step_free: None,
            holidays,
            color: String::new(),
            is_online: gone != Some(false),
            is_archived: gone == Some(true),
        })
        .boxed()
}

fn resources(stage: &Stage) -> BoxedStrategy<Resource> {
    let users = weighted(0.25, select(vec![vec![1], vec![2], vec![1, 2], vec![1, 3]]));
    let closed = prop_oneof![3 => Just(0usize), 1 => Just(1), 1 => Just(2)];
    let closed = (closed, intervals(stage, 240), intervals(stage, 120));
    let kind = prop_oneof![3 => Just("room"), 1 => Just("machine")];
    (kind, select(vec![1u16, 1, 2]), users, closed, 0..12u8)
        .prop_map(|(kind, capacity, users, (n, a, b), gone)| Resource {
            id: ResourceId(0),
            name: String::new(),
            kind: ResourceKind(kind.to_owned()),
            capacity,
            practitioners: users.map(|ids| ids.into_iter().map(PractitionerId).collect()),
            closed: [a, b].into_iter().take(n).collect(),
            is_archived: gone == 0,
        })
        .boxed()
}

fn absences(stage: &Stage) -> BoxedStrategy<Absence> {
    let length = prop_oneof![4 => intervals(stage, 90), 1 => intervals(stage, 1500)];
    (weighted(0.7, 1..4i64), length)
        .prop_map(|(who, interval)| Absence {
            id: AbsenceId(0),
            practitioner: who.map(PractitionerId),
            interval,
            label: String::new(),
        })
        .boxed()
}

/// What own calendars take: mostly nothing, else a few events that may overlap.
pub(super) fn busy(stage: &Stage) -> BoxedStrategy<Vec<(PractitionerId, Interval)>> {
    let length = prop_oneof![4 => intervals(stage, 90), 1 => intervals(stage, 1500)];
    let events = prop::collection::vec(((1..4i64).prop_map(PractitionerId), length), 1..5);
    prop_oneof![1 => Just(Vec::new()), 1 => events].boxed()
}

fn holidays(stage: &Stage) -> BoxedStrategy<HolidayRules> {
    let (from, region) = (stage.from, stage.region);
    prop::collection::vec((-1..4i64, any::<bool>()), 0..2)
        .prop_map(move |edits| HolidayRules {
            region,
            edits: edits
                .into_iter()
                .map(|(day, is_added)| {
                    let edit = if is_added {
                        HolidayEdit::Added("pont".to_owned())
                    } else {
                        HolidayEdit::Removed
                    };
                    (from + TimeDelta::days(day), edit)
                })
                .collect(),
        })
        .boxed()
}

fn numbered<K: Ord, T>(all: Vec<T>, number: impl Fn(&mut T, i64) -> K) -> BTreeMap<K, T> {
    let with_number = |(mut one, n)| (number(&mut one, n), one);
    all.into_iter().zip(1..).map(with_number).collect()
}

/// One to three practitioners, three care types, up to four units.
pub(super) fn set_ups(stage: &Stage) -> BoxedStrategy<SetUp> {
    let people = prop::collection::vec(
        (practitioners(), prop::collection::vec(schedules(stage), 1..3)),
        2..4,
    );
    let dated = (
        prop::collection::vec(exceptions(stage), 0..4),
        prop::collection::vec(absences(stage), 0..3),
        holidays(stage),
    );
    let things = prop::collection::vec(resources(stage), 1..4);
    let zone = stage.zone;
    (people, dated, things, cares())
        .prop_map(move |(people, dated, things, care_types)| {
            let (exceptions, absences, holidays) = dated;
            let hours = people.iter().zip(1..).flat_map(|((_, all), who)| {
                all.iter().cloned().map(move |hours| WeeklySchedule {
                    practitioner: PractitionerId(who),
                    ..hours
                })
            });
            SetUp {
                practice: practice(zone, holidays),
                schedules: hours.collect(),
                practitioners: numbered(people.iter().map(|(p, _)| p.clone()).collect(), |p, n| {
                    p.id = PractitionerId(n);
                    p.id
                }),
                care_types,
                resources: numbered(things, |unit, n| {
                    unit.id = ResourceId(n);
                    unit.id
                }),
                exceptions,
                absences,
            }
        })
        .boxed()
}

pub(super) fn practice(zone: Zone, holidays: HolidayRules) -> Practice {
    Practice {
        name: String::new(),
        neutral_name: String::new(),
        address: String::new(),
        directions: String::new(),
        phone: String::new(),
        email: String::new(),
        zone,
        holidays,
        accent: String::new(),
    }
}
