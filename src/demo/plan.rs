//! Every appointment of a year around today: full in the past and tomorrow, thinner and thinner further on, so that there are
//! free times to find.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, TimeDelta};

use super::cares::{CHILD, EXAM, FIRST, FOLLOW, STOP, STOPPED, URGENT, VIDEO};
use super::crowd::Crowd;
use super::practice::{GP, NURSE, PAEDIATRICIAN, PARTNER};
use super::rounds::Rounds;
use super::visit::Visit;
use crate::domain::agenda::Agenda;
use crate::domain::chance::Chance;
use crate::domain::id::{CareTypeId, PractitionerId, ResourceId};
use crate::domain::schedule::OpenWindow;
use crate::domain::time::{Instant, Interval};

/// Days before and after today: six months each way.
pub(super) const REACH: u64 = 182;
/// Every hour of the practice lies on this grid.
const STEP: TimeDelta = TimeDelta::minutes(15);

/// What each practitioner does, as so many parts of a whole.
const HABITS: [(PractitionerId, &[(CareTypeId, u64)]); 4] = [
    (GP, &[(FOLLOW, 64), (FIRST, 15), (VIDEO, 14), (EXAM, 7)]),
    (
        PARTNER,
        &[(FOLLOW, 62), (FIRST, 15), (VIDEO, 12), (EXAM, 6), (STOP, 5)],
    ),
    (PAEDIATRICIAN, &[(CHILD, 78), (FIRST, 22)]),
    (NURSE, &[(VIDEO, 46), (EXAM, 34), (STOP, 20)]),
];

/// A second visit that somebody must still be given.
pub(super) struct Due {
    pub(super) first: usize,
    pub(super) practitioner: PractitionerId,
    pub(super) dates: (NaiveDate, NaiveDate),
}

/// The plan while it grows.
pub(super) struct Plan<'a> {
    pub(super) agenda: &'a Agenda,
    pub(super) rounds: Rounds,
    pub(super) dice: Chance,
    pub(super) crowd: Crowd,
    pub(super) visits: Vec<Visit>,
    pub(super) rooms: BTreeMap<(ResourceId, NaiveDate), Vec<Interval>>,
    pub(super) due: Vec<Due>,
}

/// A date of one practitioner.
pub(super) struct Day {
    pub(super) practitioner: PractitionerId,
    pub(super) date: NaiveDate,
    /// Chance in a hundred that a time is taken.
    pub(super) fill: u64,
    pub(super) away: Vec<Interval>,
    pub(super) firsts: usize,
    /// When the practitioner is free again.
    pub(super) free: Instant,
}

impl<'a> Plan<'a> {
    pub(super) fn new(agenda: &'a Agenda, rounds: Rounds, dice: Chance, crowd: Crowd) -> Self {
        Self {
            agenda,
            rounds,
            dice,
            crowd,
            visits: Vec::new(),
            rooms: BTreeMap::new(),
            due: Vec::new(),
        }
    }

    pub(super) fn today(&self) -> NaiveDate {
        self.agenda.zone().date(self.rounds.newest())
    }

    /// Fills every day of everybody.
    pub(super) fn fill(&mut self) {
        let today = self.today();
        let first = today.checked_sub_days(Days::new(REACH)).unwrap_or(today);
        let last = today.checked_add_days(Days::new(REACH)).unwrap_or(today);
        for date in first.iter_days().take_while(|date| *date <= last) {
            for (practitioner, _) in HABITS {
                self.fill_day(practitioner, date, fill((date - today).num_days()));
            }
        }
    }

    fn fill_day(&mut self, practitioner: PractitionerId, date: NaiveDate, fill: u64) {
        let absences = self.agenda.set_up().absences.iter();
        let mut day = Day {
            practitioner,
            date,
            fill,
            away: absences
                .filter(|a| a.concerns(practitioner))
                .map(|a| a.interval)
                .collect(),
            firsts: 0,
            free: self.agenda.zone().start_of(date),
        };
        let open = self.agenda.opening(practitioner, date);
        for window in &open.windows {
            let mut at = window.interval.start;
            while at < window.interval.end {
                at = self.next(&mut day, window, at);
            }
        }
    }

    /// Takes a time of the window or leaves it free; where to go on.
    fn next(&mut self, day: &mut Day, window: &OpenWindow, at: Instant) -> Instant {
        let later = at + STEP;
        let is_urgent = window.cares.as_deref() == Some(&[URGENT]);
        if is_urgent && day.date > self.today() {
            return later;
        }
        if !self.dice.percent(day.fill) {
            let gap = i32::try_from(self.dice.below(3)).unwrap_or(0);
            return later + STEP * gap;
        }
        let due = self.take_due(day);
        let drawn = match due {
            Some(_) => STOPPED,
            None => self.care(day, window),
        };
        let placed = [drawn, FOLLOW]
            .into_iter()
            .find_map(|care| self.placed(day, window, care, at));
        let Some((care, terms, rooms)) = placed else {
            self.due.extend(due);
            return later;
        };
        let due = if care == STOPPED {
            due
        } else {
            self.due.extend(due);
            None
        };
        self.book(day, (care, &terms), at, &rooms, due.as_ref());
        let end = at + terms.duration + terms.buffer_after;
        day.free = end;
        // Buffers are shorter than a step: the next time begins one step later at most.
        let steps = (end - window.interval.start).num_minutes().div_euclid(15)
            + i64::from((end - window.interval.start).num_minutes() % 15 > 0);
        window.interval.start + STEP * i32::try_from(steps).unwrap_or(0)
    }

    fn take_due(&mut self, day: &Day) -> Option<Due> {
        let is_now = |due: &Due| {
            due.practitioner == day.practitioner && due.dates.0 <= day.date && day.date <= due.dates.1
        };
        let at = self.due.iter().position(is_now)?;
        Some(self.due.remove(at))
    }

    fn care(&mut self, day: &Day, window: &OpenWindow) -> CareTypeId {
        if let Some([only]) = window.cares.as_deref() {
            return *only;
        }
        let habits = HABITS.iter().find(|(who, _)| *who == day.practitioner);
        let habits = habits.map_or(&[][..], |(_, habits)| habits);
        let mut left = self.dice.below(habits.iter().map(|(_, parts)| parts).sum());
        for (care, parts) in habits {
            if left < *parts {
                return *care;
            }
            left -= parts;
        }
        FOLLOW
    }
}

/// Chance in a hundred that a time so many days from today is taken.
fn fill(days: i64) -> u64 {
    match days {
        ..0 => 88,
        0 | 1 => 93,
        2..=4 => 78,
        5..=13 => 58,
        14..=27 => 38,
        28..=60 => 18,
        _ => 6,
    }
}
