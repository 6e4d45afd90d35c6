//! From a command to what can be done with one key: free times for whom it may mean.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, TimeDelta};

use crate::domain::agenda::Agenda;
use crate::domain::care_type::{CareType, PatientKind};
use crate::domain::command::{Command, Half};
use crate::domain::id::{CareTypeId, PatientId, PractitionerId};
use crate::domain::patient::Patient;
use crate::domain::slot::{Audience, PatientFacts, Placing, SlotQuery, place_free, search};
use crate::domain::time::{DayTime, Instant};

/// Days looked through when no day is said, or nothing is free on it.
const REACH: u64 = 14;
/// Times proposed for one patient.
const TIMES: usize = 3;
/// What a wish for a part of the day means.
const NOON: (u16, u16) = (12 * 60, 13 * 60);

/// A time that can be booked as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proposal {
    pub(super) care: CareTypeId,
    pub(super) practitioner: PractitionerId,
    pub(super) start: Instant,
    /// Of the care, or as said.
    pub(super) length: TimeDelta,
    /// Another length than the care's own, in minutes.
    pub(super) minutes: Option<i64>,
}

/// Free times for a patient.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) proposals: Vec<Proposal>,
    /// Nothing is free on the day that was said.
    pub(super) is_later: bool,
}

/// Who asks, of which agenda.
pub(super) struct Asking<'a> {
    pub(super) agenda: &'a Agenda,
    pub(super) now: Instant,
    /// The practitioner who asks, or the first whom a remote secretary works for.
    pub(super) own: Option<PractitionerId>,
    /// With whom patients were last.
    pub(super) usual: &'a BTreeMap<PatientId, PractitionerId>,
}

impl Asking<'_> {
    /// Free times as the command says.
    pub(super) fn times(&self, command: &Command, patient: &Patient) -> Found {
        let practitioner = command
            .practitioner
            .or(self.own)
            .or_else(|| self.usual(patient.id));
        let Some((care, minutes)) = self.care(command, practitioner) else {
            return Found::default();
        };
        let today = self.agenda.zone().date(self.now);
        let far = |from: NaiveDate| from.checked_add_days(Days::new(REACH)).unwrap_or(from);
        let length = minutes.map(|minutes| TimeDelta::minutes(minutes.into()));
        let query = |from, to| SlotQuery {
            audience: Audience::Staff,
            length,
            patient: Some(PatientFacts {
                id: Some(patient.id),
                ..PatientFacts::default()
            }),
            ..SlotQuery::new(care.id, practitioner, from, to)
        };
        let Some(day) = command.day else {
            return Found {
                proposals: self.free(command, care, &query(today, far(today))),
                is_later: false,
            };
        };
        let on_day = self.free(command, care, &query(day, day));
        if !on_day.is_empty() {
            return Found {
                proposals: on_day,
                is_later: false,
            };
        }
        let any_time = Command {
            time: None,
            ..command.clone()
        };
        Found {
            proposals: self.free(&any_time, care, &query(day, far(day))),
            is_later: true,
        }
    }

    fn usual(&self, patient: PatientId) -> Option<PractitionerId> {
        let last = self.usual.get(&patient)?;
        let practitioner = self.agenda.set_up().practitioners.get(last)?;
        (!practitioner.is_archived).then_some(*last)
    }

    /// The care said, else the first of the length said, else the first, those for new patients last: who is found is on record. And
    /// the minutes where they are not its own.
    fn care(
        &self,
        command: &Command,
        practitioner: Option<PractitionerId>,
    ) -> Option<(&CareType, Option<u16>)> {
        let minutes = |care: &CareType| {
            let terms = practitioner.and_then(|id| care.terms_for(id));
            let length = terms.map_or(care.terms.duration, |terms| terms.duration);
            u16::try_from(length.num_minutes()).unwrap_or(u16::MAX)
        };
        let all = self.agenda.set_up().care_types.values();
        let sold = all.filter(|care| {
            let is_offered = practitioner.is_none_or(|id| care.terms_for(id).is_some());
            !care.is_archived && is_offered && care.terms.capacity == 1
        });
        let mut sold: Vec<&CareType> = sold.collect();
        sold.sort_by_key(|care| care.terms.eligibility.patients == Some(PatientKind::New));
        let said = command
            .care
            .and_then(|id| self.agenda.set_up().care_types.get(&id));
        let fitting = || {
            sold.iter()
                .copied()
                .find(|care| Some(minutes(care)) == command.minutes)
        };
        let care = said.or_else(fitting).or_else(|| sold.first().copied())?;
        Some((care, command.minutes.filter(|said| *said != minutes(care))))
    }

    /// The first times that fit; an hour that was said is tried as it is before the grid is.
    fn free(&self, command: &Command, care: &CareType, query: &SlotQuery) -> Vec<Proposal> {
        let zone = self.agenda.zone();
        let reading = |at: Instant| {
            let time = zone.wall(at).reading.time();
            u16::try_from(chrono::Timelike::num_seconds_from_midnight(&time) / 60).unwrap_or(0)
        };
        let fits = |at: Instant| {
            let minute = reading(at);
            let is_late_enough = command.time.is_none_or(|time| minute >= time.minutes());
            let is_in_half = command.half.is_none_or(|half| match half {
                Half::Morning => minute < NOON.1,
                Half::Afternoon => minute >= NOON.0,
            });
            is_late_enough && is_in_half
        };
        let proposal = |practitioner, start| {
            let terms = care.terms_for(practitioner);
            let usual = terms.map_or(care.terms.duration, |terms| terms.duration);
            let length = query.length.unwrap_or(usual);
            Proposal {
                care: care.id,
                practitioner,
                start,
                length,
                minutes: (length != usual).then_some(length.num_minutes()),
            }
        };
        let exact = command.time.and_then(|time| self.exactly(time, query));
        let exact = exact.map(|(practitioner, start)| proposal(practitioner, start));
        let slots = search(self.agenda, query, self.now);
        let on_grid = slots.iter().filter(|slot| fits(slot.start));
        let on_grid = on_grid.filter_map(|slot| Some(proposal(*slot.by.first()?, slot.start)));
        let mut found: Vec<Proposal> = Vec::new();
        for next in exact.into_iter().chain(on_grid) {
            if found.len() < TIMES && !found.contains(&next) {
                found.push(next);
            }
        }
        found
    }

    /// The hour said on the day said, off the grid, with somebody who is free then.
    fn exactly(&self, time: DayTime, query: &SlotQuery) -> Option<(PractitionerId, Instant)> {
        let start = self.agenda.zone().at(query.from, time);
        if start < self.now || query.from != query.to {
            return None;
        }
        let people = self.agenda.set_up().practitioners.values();
        let asked = people.filter(|p| !p.is_archived && query.practitioner.is_none_or(|only| only == p.id));
        let mut able = asked.filter(|p| {
            let with = SlotQuery {
                practitioner: Some(p.id),
                ..query.clone()
            };
            place_free(self.agenda, &with, start, Placing::InOpeningHours, self.now).is_ok()
        });
        able.next().map(|p| (p.id, start))
    }
}
