//! What became of the appointments: who came, who did not, who cancelled or moved first, who was squeezed in.

use chrono::{Days, NaiveDate, TimeDelta};

use super::cares::{EXAM, FOLLOW, STOP};
use super::plan::Plan;
use super::rounds::Rounds;
use super::visit::Visit;
use super::words::word;
use crate::domain::booking::{Origin, Status};
use crate::domain::chance::Chance;
use crate::domain::time::Instant;

const NOTES: [&str; 2] = ["note.letter", "note.morning"];
const REASONS: [&str; 3] = ["reason.pain", "reason.family", "reason.result"];
/// Days around today on which somebody is squeezed in.
const SQUEEZED: [i64; 7] = [-9, -5, -2, 0, 1, 2, 4];
/// Requests that wait for an answer.
const REQUESTS: usize = 4;
/// A cancellation after this is late.
const DEADLINE: TimeDelta = TimeDelta::hours(24);
/// For so long some visits have no state yet.
const TO_NOTE: TimeDelta = TimeDelta::days(2);

impl Plan<'_> {
    /// Lets everything happen.
    pub(super) fn live(&mut self) {
        let (rounds, mut dice) = (self.rounds, self.dice.clone());
        for visit in &mut self.visits {
            visit.marks = marks(visit, &rounds, &mut dice);
            if visit.origin == Origin::Desk && dice.percent(3) {
                visit.note = dice.pick(&NOTES).map(|key| word(key)).unwrap_or_default();
            }
        }
        self.dice = dice;
        self.add_requests();
        self.add_predecessors();
        self.add_squeezed();
    }

    fn add_requests(&mut self) {
        let newest = self.rounds.newest();
        let is_ahead =
            |visit: &&mut Visit| visit.care == EXAM && visit.interval.start > newest + DEADLINE * 3;
        for visit in self.visits.iter_mut().filter(is_ahead).take(REQUESTS) {
            visit.created = newest;
            visit.origin = Origin::Online;
            visit.is_requested = true;
        }
    }

    /// Some times were somebody else's first, who cancelled or moved before they were booked again.
    fn add_predecessors(&mut self) {
        for at in 0..self.visits.len() {
            if !self.dice.percent(9) {
                continue;
            }
            let is_moved = self.dice.percent(30);
            let moved_to = if is_moved { self.moved_to(at) } else { None };
            if let Some(first) = self.predecessor(at, moved_to) {
                let number = self.visits.len();
                self.visits.push(first);
                if let Some(second) = moved_to.and_then(|second| self.visits.get_mut(second)) {
                    second.moved_from = Some(number);
                }
            }
        }
    }

    /// A visit of the same kind that was booked before the one there, to which somebody may have moved.
    fn moved_to(&self, at: usize) -> Option<usize> {
        const NEAR: usize = 150;
        let left = self.visits.get(at)?;
        let found = self.visits.iter().enumerate().skip(at + 1).take(NEAR);
        let mut found = found.filter(|(_, visit)| {
            (visit.practitioner, visit.care) == (left.practitioner, left.care)
                && visit.created < left.created
                && visit.moved_from.is_none()
        });
        found.next().map(|(second, _)| second)
    }

    fn predecessor(&mut self, at: usize, moved_to: Option<usize>) -> Option<Visit> {
        let visit = self.visits.get(at)?.clone();
        if visit.capacity > 1 || visit.follows.is_some() || visit.care == STOP {
            return None;
        }
        let zone = self.agenda.zone();
        let date = zone.date(visit.interval.start);
        let earlier = |date: NaiveDate, days| date.checked_sub_days(Days::new(days)).unwrap_or(date);
        let (freed, patient) = match moved_to.and_then(|second| self.visits.get(second)) {
            Some(second) if self.crowd.summon(second.patient, date) => (second.created, second.patient),
            Some(_) => return None,
            None => {
                let freed = earlier(zone.date(visit.created), 1 + self.dice.below(3));
                let drawn = self
                    .crowd
                    .draw(&mut self.dice, visit.practitioner, visit.care, date)?;
                (self.rounds.evening(freed), drawn)
            }
        };
        let booked = earlier(zone.date(freed), 2 + self.dice.below(12));
        let status = match moved_to {
            Some(_) => Status::Moved,
            None if self.dice.percent(25) => Status::CancelledByPractice,
            None if freed + DEADLINE > visit.interval.start => Status::CancelledLate,
            None => Status::CancelledByPatient,
        };
        Some(Visit {
            patient,
            created: self.rounds.morning(booked),
            marks: vec![(freed, status)],
            is_requested: false,
            note: String::new(),
            moved_from: None,
            ..visit
        })
    }

    /// Staff book over an appointment, and say why.
    fn add_squeezed(&mut self) {
        for (days, reason) in SQUEEZED.into_iter().zip(REASONS.into_iter().cycle()) {
            let date = self.today() + TimeDelta::days(days);
            let zone = self.agenda.zone();
            let is_there = |visit: &&Visit| {
                visit.care == FOLLOW
                    && zone.date(visit.interval.start) == date
                    && visit.marks.iter().all(|(_, status)| status.takes_time())
            };
            let there: Vec<&Visit> = self.visits.iter().filter(is_there).collect();
            let Some(under) = self.dice.pick(&there).map(|visit| (*visit).clone()) else {
                continue;
            };
            let drawn = self
                .crowd
                .draw(&mut self.dice, under.practitioner, under.care, date);
            let Some(patient) = drawn else { continue };
            let mut squeezed = Visit {
                patient,
                origin: Origin::Desk,
                created: self.rounds.morning(date),
                overbooked: Some(word(reason)),
                moved_from: None,
                ..under
            };
            squeezed.marks = marks(&squeezed, &self.rounds, &mut self.dice);
            self.visits.push(squeezed);
        }
    }
}

/// The states of the day: most come and are seen; of the last two days some are still to be noted.
fn marks(visit: &Visit, rounds: &Rounds, dice: &mut Chance) -> Vec<(Instant, Status)> {
    let (now, lot) = (rounds.newest(), dice.below(100));
    let Visit { interval, .. } = visit;
    if interval.end <= now {
        let at = rounds.after(interval.end);
        let is_fresh = interval.end + TO_NOTE > now;
        return match lot {
            0..6 => vec![(at, Status::NoShow)],
            6..8 => vec![(at, Status::Excused)],
            8 => vec![(at, Status::Arrived), (at, Status::LeftUnseen)],
            9..17 if is_fresh => Vec::new(),
            _ => vec![(at, Status::Done)],
        };
    }
    let is_near = interval.start <= now + TimeDelta::minutes(20);
    match (interval.start <= now, is_near && lot < 60) {
        (true, _) => vec![(now, Status::Arrived), (now, Status::InProgress)],
        (false, true) => vec![(now, Status::Arrived)],
        (false, false) => Vec::new(),
    }
}
