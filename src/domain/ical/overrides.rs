//! A series with its overrides → occurrences (caldav §5.6).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};

use super::budget::Budget;
use super::event::{Event, end};
use super::fault::Fault;
use super::set::{Instance, instances};
use super::value::{Length, Time};
use super::zone::Clock;
use crate::domain::time::{Instant, Interval};

/// One time that is taken; never empty.
#[derive(Clone, Debug)]
pub struct Occurrence<'e> {
    /// The event that says so: the series, or the override in force.
    pub event: &'e Event,
    /// When.
    pub interval: Interval,
    /// Where the series had put it, for one of a series.
    pub recurrence: Option<Instant>,
    /// The first of its series, or the only one.
    pub is_first: bool,
}

/// What a series gives.
#[derive(Clone, Debug, Default)]
pub struct Expanded<'e> {
    /// Those that touch the window.
    pub occurrences: Vec<Occurrence<'e>>,
    /// Versions of the series that could not be followed; what the others give is all the same above.
    pub faults: Vec<Fault>,
}

/// The occurrences of the events of one identifier that touch the window.
pub fn occurrences<'e>(events: &'e [Event], window: Interval, budget: &mut Budget) -> Expanded<'e> {
    let masters = latest(events.iter().filter(|event| event.replaces.is_none()));
    let overrides = Overrides::of(events, masters.first().copied());
    let mut out = Out {
        window,
        budget,
        expanded: Expanded::default(),
    };
    for master in &masters {
        match instances(master, overrides.reach(master, window), out.budget) {
            Ok(all) => overrides.apply(master, &all, &mut out),
            Err(fault) => out.expanded.faults.push(fault),
        }
    }
    for (event, at) in &overrides.all {
        let is_first = masters.first().is_none_or(|master| master.start.at == *at);
        out.push(
            event,
            event.start.at,
            event.start.reading,
            None,
            (Some(*at), is_first),
        );
    }
    out.expanded
}

/// The versions that count: those of the greatest sequence number and then the latest stamp. Two that are alike in both are both kept,
/// since nobody can say which is meant.
fn latest<'e>(versions: impl Iterator<Item = &'e Event> + Clone) -> Vec<&'e Event> {
    let last = versions.clone().map(|event| event.order).max();
    versions.filter(|event| Some(event.order) == last).collect()
}

/// One version of an override: the day of which it replaces every instance, and how far it moves.
type Version<'e> = (&'e Event, Option<NaiveDate>, TimeDelta);

struct Overrides<'e> {
    /// Each with the instant of what it replaces, in that order.
    all: Vec<(&'e Event, Instant)>,
    instants: BTreeSet<Instant>,
    /// Days of which every instance is replaced.
    days: BTreeSet<NaiveDate>,
    /// Those for "this and future", in order.
    shifts: Vec<(&'e Event, Instant, TimeDelta)>,
}

impl<'e> Overrides<'e> {
    /// A floating identifier of an instance is read on the clock of the series.
    fn of(events: &'e [Event], master: Option<&'e Event>) -> Self {
        let mut replaced: BTreeMap<Instant, Vec<Version>> = BTreeMap::new();
        for event in events {
            let Some(stamp) = &event.replaces else {
                continue;
            };
            let series = master.unwrap_or(event);
            let moment = stamp.on(&series.start.clock);
            let day = match stamp.time {
                Time::Date(day) if !series.start.is_date => Some(day),
                _ => None,
            };
            let on_series = series.start.clock.reading(moment.at);
            let moved = event.start.reading
                - if day.is_some() {
                    event.start.reading
                } else {
                    on_series
                };
            replaced.entry(moment.at).or_default().push((event, day, moved));
        }
        let mut out = Self {
            all: Vec::new(),
            instants: BTreeSet::new(),
            days: BTreeSet::new(),
            shifts: Vec::new(),
        };
        for (at, versions) in replaced {
            let last = versions.iter().map(|(event, ..)| event.order).max();
            for (event, day, moved) in versions
                .into_iter()
                .filter(|(event, ..)| Some(event.order) == last)
            {
                out.all.push((event, at));
                match day {
                    Some(day) => out.days.insert(day),
                    None => out.instants.insert(at),
                };
                if event.shifts_rest && master.is_some() {
                    out.shifts.push((event, at, moved));
                }
            }
        }
        out
    }

    /// Where an instance may start whose time touches the window, wherever a change moves it.
    fn reach(&self, master: &Event, window: Interval) -> Interval {
        let own = master.additions.iter().filter_map(|added| added.length);
        let shifted = self.shifts.iter().map(|(event, ..)| event.length);
        let lengths = own.chain(shifted).chain([master.length]);
        let longest = lengths.map(Length::at_most_seconds).max().unwrap_or_default();
        let zero = TimeDelta::zero();
        let forward = self
            .shifts
            .iter()
            .map(|(.., moved)| *moved)
            .max()
            .unwrap_or(zero)
            .max(zero);
        let back = self
            .shifts
            .iter()
            .map(|(.., moved)| *moved)
            .min()
            .unwrap_or(zero)
            .min(zero);
        let day = TimeDelta::days(1);
        Interval {
            start: window.start - TimeDelta::seconds(longest) - forward - day,
            end: window.end - back + day,
        }
    }

    fn apply(&self, master: &'e Event, all: &[Instance], out: &mut Out<'e, '_, '_>) {
        for instance in all {
            let is_replaced = self.instants.contains(&instance.start)
                || (!self.days.is_empty() && self.days.contains(&master.start.clock.date(instance.start)));
            if is_replaced {
                continue;
            }
            let is_first = instance.start == master.start.at;
            let identity = (master.repeats().then_some(instance.start), is_first);
            // The last change of "this and future" before the instance moves it.
            let before = self.shifts.partition_point(|(_, at, _)| *at <= instance.start);
            match before.checked_sub(1).and_then(|last| self.shifts.get(last)) {
                Some((event, _, moved)) => {
                    let reading = instance.reading + *moved;
                    let start = event.start.clock.instant(reading);
                    out.push(event, start, reading, None, identity);
                }
                None => out.push(
                    master,
                    instance.start,
                    instance.reading,
                    instance.length,
                    identity,
                ),
            }
        }
    }
}

struct Out<'e, 'b, 'd> {
    window: Interval,
    budget: &'b mut Budget<'d>,
    expanded: Expanded<'e>,
}

impl<'e> Out<'e, '_, '_> {
    /// A length that is zero or negative blocks nothing.
    fn push(
        &mut self,
        event: &'e Event,
        start: Instant,
        reading: chrono::NaiveDateTime,
        own: Option<Length>,
        (recurrence, is_first): (Option<Instant>, bool),
    ) {
        let clock: &Clock = &event.start.clock;
        let end = end(clock, start, reading, own.unwrap_or(event.length));
        let interval = Interval { start, end };
        if event.is_free || start >= end || !interval.intersects(&self.window) {
            return;
        }
        match self.budget.interval() {
            Ok(()) => self.expanded.occurrences.push(Occurrence {
                event,
                interval,
                recurrence,
                is_first,
            }),
            Err(defect) => {
                let fault = defect.at(event.line);
                if self.expanded.faults.last() != Some(&fault) {
                    self.expanded.faults.push(fault);
                }
            }
        }
    }
}
