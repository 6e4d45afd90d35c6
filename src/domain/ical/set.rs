//! The instances of one event: start ∪ rules ∪ additions − exclusions − rules of exclusion (RFC 5545 §3.8.5, caldav §5.5).

use std::collections::BTreeSet;

use chrono::{NaiveDateTime, TimeDelta};

use super::budget::Budget;
use super::event::Event;
use super::fault::{Defect, Fault};
use super::rule::Rule;
use super::rule_walk::{Span, readings};
use super::value::{Length, Time};
use super::zone::Clock;
use crate::domain::time::{Instant, Interval};

/// One instance, before overrides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instance {
    pub(super) start: Instant,
    /// On the clock of the event's start.
    pub(super) reading: NaiveDateTime,
    /// Its own length, where it has one.
    pub(super) length: Option<Length>,
}

/// Those that start within `reach`, in order.
pub(super) fn instances(event: &Event, reach: Interval, budget: &mut Budget) -> Result<Vec<Instance>, Fault> {
    let clock = &event.start.clock;
    let mut all = Vec::new();
    // Those with a length of their own come first, so that they stay when two are the same.
    let (own, others) = event
        .additions
        .iter()
        .partition::<Vec<_>, _>(|added| added.length.is_some());
    let added = |added: &&super::event::Addition| Instance {
        start: added.at,
        reading: clock.reading(added.at),
        length: added.length,
    };
    all.extend(own.iter().map(added));
    all.push(Instance {
        start: event.start.at,
        reading: event.start.reading,
        length: None,
    });
    let fault = |defect: Defect| defect.at(event.line);
    for rule in &event.rules {
        let ruled = ruled(event, rule, true, reach, budget).map_err(fault)?;
        all.extend(ruled.into_iter().map(|(reading, start)| Instance {
            start,
            reading,
            length: None,
        }));
    }
    all.extend(others.iter().map(added));
    all.retain(|instance| reach.covers(instance.start));
    all.sort_by_key(|instance| instance.start);
    all.dedup_by_key(|instance| instance.start);
    let mut excluded = BTreeSet::new();
    for rule in &event.except_rules {
        let ruled = ruled(event, rule, false, reach, budget).map_err(fault)?;
        excluded.extend(ruled.into_iter().map(|(_, start)| start));
    }
    let out = &event.exclusions;
    all.retain(|instance| {
        let is_out = excluded.contains(&instance.start)
            || out.instants.contains(&instance.start)
            || (!out.days.is_empty() && out.days.contains(&clock.date(instance.start)));
        !is_out
    });
    Ok(all)
}

/// What a rule gives within reach, with the instant of each reading.
fn ruled(
    event: &Event,
    rule: &Rule,
    counts_first: bool,
    reach: Interval,
    budget: &mut Budget,
) -> Result<Vec<(NaiveDateTime, Instant)>, Defect> {
    let clock = &event.start.clock;
    // A wall is never further from another than a day; what is too much is cut by the instant.
    let day = TimeDelta::days(1);
    let mut span = Span {
        from: clock.reading(reach.start) - day,
        to: clock.reading(reach.end) + day,
    };
    let last = rule.until.map(|until| last(until, clock));
    if let Some(last) = last {
        span.to = span.to.min(clock.reading(last) + day);
    }
    let found = readings(rule, event.start.reading, counts_first, span, budget)?;
    let placed = found.into_iter().map(|reading| (reading, clock.instant(reading)));
    Ok(placed
        .filter(|(_, at)| last.is_none_or(|last| *at <= last))
        .collect())
}

/// The last instant that `UNTIL` allows: the whole of a day, and what floats on the clock of the start.
fn last(until: Time, clock: &Clock) -> Instant {
    match until {
        Time::Date(date) => {
            let next = date.succ_opt().unwrap_or(date).and_time(chrono::NaiveTime::MIN);
            clock.instant(next) - TimeDelta::seconds(1)
        }
        Time::Local(reading) => clock.instant(reading),
        Time::Utc(reading) => reading.and_utc(),
    }
}
