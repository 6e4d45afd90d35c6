//! Random bookings and questions over a random practice.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, TimeDelta};
use grappe::domain::agenda::{Booked, BookingRef, SetUp};
use grappe::domain::booking::Status;
use grappe::domain::care_type::{PatientKind, Series};
use grappe::domain::id::{AppointmentId, CareTypeId, HoldId, PatientId, PractitionerId, ResourceId};
use grappe::domain::question::Declared;
use grappe::domain::slot::{Audience, PatientFacts, SeriesStep, Settled, SlotQuery};
use grappe::domain::time::Interval;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::cares::{ANSWERED, ASKED};
use super::case::{Case, Made};
use super::clock::{Clock, Minute, instant};
use super::practice::{EDGES, Stage, busy, moments, set_ups, stages};
use super::terms::terms_of;

/// A booking before it is known what its care is like.
#[derive(Clone, Debug)]
struct Wish {
    who: i64,
    care: i64,
    day: i64,
    edge: i64,
    /// Steps of the care, or five minutes, after the edge.
    steps: (bool, i64),
    own_length: Option<i64>,
    buffers: Option<(i64, i64)>,
    seats: u16,
    /// The care had fewer seats when it was made.
    most_seats: u16,
    units: Vec<i64>,
    patient: Option<i64>,
    status: Option<Status>,
    /// Seconds from now to the end of a hold.
    expiry: i64,
    /// How many of the same session.
    copies: usize,
}

fn wishes(days: i64) -> BoxedStrategy<Wish> {
    let day = prop_oneof![6 => 0..days + 1, 1 => -7..days + 8];
    let place = (
        select(vec![1i64, 1, 2, 2, 3]),
        select(vec![1i64, 1, 1, 2, 3]),
        day,
        select(&EDGES[..]),
    );
    let shape = (
        (any::<bool>(), 0..8i64),
        weighted(0.3, select(vec![5i64, 10, 25, 40, 120])),
        weighted(0.3, (select(vec![0i64, 5, 20]), select(vec![0i64, 5, 20]))),
    );
    let group = (
        1..3u16,
        select(vec![1u16, 2, 2, 9, 9, 9]),
        select(vec![1usize, 1, 2, 3]),
    );
    let what = (
        prop::collection::vec(select(vec![1i64, 1, 2, 2, 3, 4]), 0..3),
        weighted(0.5, 1..3i64),
        weighted(0.6, select(&Status::ALL[..])),
        select(vec![-60i64, 0, 0, 30, 60, 240]),
    );
    (place, shape, group, what)
        .prop_map(|(place, shape, group, what)| Wish {
            who: place.0,
            care: place.1,
            day: place.2,
            edge: place.3,
            steps: shape.0,
            own_length: shape.1,
            buffers: shape.2,
            seats: group.0,
            most_seats: group.1,
            units: what.0,
            patient: what.1,
            status: what.2,
            expiry: what.3,
            copies: group.2,
        })
        .boxed()
}

impl Wish {
    fn booked(&self, number: i64, set_up: &SetUp, stage: &Stage, now: Minute) -> Made {
        let care = &set_up.care_types[&CareTypeId(self.care)];
        let terms = terms_of(care, PractitionerId(self.who)).unwrap_or_else(|| care.terms.clone());
        let (by_step, count) = self.steps;
        let step = if by_step { terms.step.num_minutes() } else { 5 };
        let start = stage.at(self.day, self.edge) + count * step;
        let end = start + self.own_length.unwrap_or(terms.duration.num_minutes());
        let usual = (
            terms.buffer_before.num_minutes(),
            terms.buffer_after.num_minutes(),
        );
        let (before, after) = self.buffers.unwrap_or(usual);
        let interval = |from, to| Interval {
            start: instant(from),
            end: instant(to),
        };
        let reference = match self.status {
            Some(_) => BookingRef::Appointment(AppointmentId(number)),
            None => BookingRef::Hold(HoldId(number)),
        };
        Made {
            booked: Booked {
                reference,
                practitioner: PractitionerId(self.who),
                care: CareTypeId(self.care),
                patient: self.patient.map(PatientId),
                interval: interval(start, end),
                occupied: interval(start - before, end + after),
                seats: self.seats.min(terms.capacity),
                capacity: terms.capacity.min(self.most_seats),
                // A booking has a unit once: the database keeps pairs.
                resources: self
                    .units
                    .iter()
                    .copied()
                    .map(ResourceId)
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect(),
                expires: match self.status {
                    Some(_) => None,
                    None => Some(instant(now) + TimeDelta::seconds(self.expiry)),
                },
            },
            status: self.status.unwrap_or(Status::Confirmed),
        }
    }
}

/// Birth dates that decide: birthdays on the dates asked, the day before, the day after, and 29 February.
fn births(from: NaiveDate) -> BoxedStrategy<NaiveDate> {
    let near = (-1..4i64, 17..21i32).prop_map(move |(day, years)| {
        let date = from + TimeDelta::days(day);
        date.with_year(date.year() - years)
            .unwrap_or(date - TimeDelta::days(365 * i64::from(years)))
    });
    let leap = Just(NaiveDate::from_ymd_opt(2008, 2, 29).unwrap());
    prop_oneof![3 => near, 1 => leap].boxed()
}

fn answers() -> BoxedStrategy<Vec<Declared>> {
    let one = |question: &'static str| {
        let given = prop_oneof![3 => Just("go"), 1 => select(ANSWERED.to_vec())];
        weighted(0.8, given).prop_map(move |answer| {
            answer.map(|answer| Declared {
                question: question.to_owned(),
                answer: answer.to_owned(),
            })
        })
    };
    let both = ASKED.map(one);
    both.prop_map(|all| all.into_iter().flatten().collect()).boxed()
}

fn people(from: NaiveDate) -> BoxedStrategy<PatientFacts> {
    let dates = prop::collection::vec((-8..8i64).prop_map(move |d| from + TimeDelta::days(d)), 0..2);
    let visit = ((1..4i64).prop_map(PractitionerId), -100..-20i64);
    let visit = visit.prop_map(move |(who, day)| (who, from + TimeDelta::days(day)));
    let seen = prop::collection::vec(visit, 0..3);
    (
        weighted(0.7, 1..3i64),
        weighted(0.8, births(from)),
        weighted(0.4, select(vec![PatientKind::New, PatientKind::Known])),
        weighted(0.5, select(vec!["nurse", "painter"])),
        weighted(0.5, (-1..4i64).prop_map(move |d| from + TimeDelta::days(d))),
        0..40u8,
        weighted(0.4, dates),
        (weighted(0.4, seen), weighted(0.4, answers())),
    )
        .prop_map(
            |(id, born, kind, profession, referral_until, blocked, care_dates, (seen, answers))| {
                PatientFacts {
                    id: id.map(PatientId),
                    born,
                    kind,
                    seen,
                    answers,
                    settled: Settled::Nothing,
                    profession: profession.map(str::to_owned),
                    referral_until,
                    is_blocked_online: blocked == 0,
                    care_dates,
                }
            },
        )
        .boxed()
}

fn steps(stage: &Stage) -> BoxedStrategy<SeriesStep> {
    let stage = stage.clone();
    let who = select(vec![1i64, 1, 1, 1, 2, 2, 2, 3]);
    let first = (1..4i64, who, -3..1i64, select(&EDGES[..]));
    first
        .prop_map(move |(care, who, day, edge)| SeriesStep {
            first_start: instant(stage.at(day, edge)),
            first_care: CareTypeId(care),
            first_practitioner: PractitionerId(who),
        })
        .boxed()
}

fn queries(stage: &Stage) -> BoxedStrategy<SlotQuery> {
    let from = stage.from;
    let to = from + TimeDelta::days(stage.days);
    let who = (
        weighted(0.4, select(vec![1i64, 1, 1, 2, 2, 3])),
        weighted(0.5, people(from)),
        0..4u8,
        weighted(0.5, 1..4i64),
    );
    let what = (
        select(vec![1i64, 1, 1, 1, 2, 3]),
        select(vec![1u16, 1, 1, 1, 1, 1, 1, 1, 2, 3]),
        weighted(0.5, 1..6i64),
        weighted(0.5, 1..6i64),
        weighted(0.35, steps(stage)),
    );
    (who, what)
        .prop_map(move |(who, what)| SlotQuery {
            care: CareTypeId(what.0),
            practitioner: who.0.map(PractitionerId),
            from,
            to,
            patient: who.1,
            seats: what.1,
            people: 1,
            length: None,
            moving: what.2.map(AppointmentId),
            hold: what.3.map(HoldId),
            after: what.4,
            audience: if who.2 == 0 {
                Audience::Staff
            } else {
                Audience::Patient
            },
            last_seen: who.3.map(PractitionerId),
        })
        .boxed()
}

/// Mostly asked some days before, else in the middle of the dates asked; sometimes between two minutes.
fn nows(stage: &Stage) -> BoxedStrategy<(Minute, i64)> {
    let stage = stage.clone();
    let early = {
        let stage = stage.clone();
        (-3..0i64, select(&EDGES[..])).prop_map(move |(day, edge)| stage.at(day, edge))
    };
    (
        prop_oneof![3 => early, 1 => moments(&stage)],
        select(vec![0i64, 0, 0, 1, 59]),
    )
        .boxed()
}

/// Whole cases.
pub(super) fn cases() -> BoxedStrategy<Case> {
    let parts = |stage: Stage| {
        (
            set_ups(&stage),
            prop::collection::vec(wishes(stage.days), 0..20),
            queries(&stage),
            nows(&stage),
            busy(&stage),
            Just(stage),
        )
    };
    stages()
        .prop_flat_map(parts)
        .prop_map(|(mut set_up, wishes, mut query, (now, second), busy, stage)| {
            lead(&mut set_up, &query);
            let sessions = wishes
                .iter()
                .flat_map(|wish| std::iter::repeat_n(wish, wish.copies));
            let bookings: Vec<Made> = sessions
                .zip(1..)
                .map(|(wish, number)| wish.booked(number, &set_up, &stage, now))
                .collect();
            own(&mut query, &bookings);
            Case {
                bookings,
                busy,
                query,
                now: instant(now) + TimeDelta::seconds(second),
                set_up,
            }
        })
        .boxed()
}

/// Makes the asker's hold one that exists, if there is any.
fn own(query: &mut SlotQuery, bookings: &[Made]) {
    let holds = || {
        bookings.iter().filter_map(|made| match made.booked.reference {
            BookingRef::Hold(id) => Some(id),
            BookingRef::Appointment(_) | BookingRef::Offer(_) => None,
        })
    };
    let wanted = query.hold.and_then(|HoldId(n)| usize::try_from(n).ok());
    query.hold = wanted.and_then(|n| holds().cycle().nth(n)).or(query.hold);
}

/// Makes the first visit of a question for a next one lead to the care asked for, on dates that meet those asked or touch
/// them; but for the first visits of practitioner 3, which lead anywhere.
fn lead(set_up: &mut SetUp, query: &SlotQuery) {
    let Some(step) = &query.after else {
        return;
    };
    let Some(care) = set_up.care_types.get_mut(&step.first_care) else {
        return;
    };
    if step.first_practitioner == PractitionerId(3) {
        return;
    }
    let first = Clock::of(set_up.practice.zone).date(step.first_start);
    let after = |date: NaiveDate| u16::try_from((date - first).num_days()).unwrap_or(0);
    let lead_here = |rule: &mut Series| {
        rule.next = query.care;
        rule.min_days = rule.min_days.min(after(query.to));
        rule.max_days = rule.max_days.max(after(query.from));
    };
    let any = Series {
        next: query.care,
        min_days: 0,
        max_days: 4,
        same_practitioner: false,
        require_next: false,
    };
    lead_here(care.terms.series.get_or_insert(any));
    let own = care.overrides.get_mut(&step.first_practitioner);
    if let Some(rule) = own.and_then(|own| own.series.as_mut()).and_then(Option::as_mut) {
        lead_here(rule);
    }
}
