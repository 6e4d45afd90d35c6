//! A resource of a calendar server → busy time (caldav §5).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::budget::{Budget, Limits};
use super::component::Calendar;
use super::event::{Event, end};
use super::fault::{Fault, Notice};
use super::overrides::{Occurrence, occurrences};
use super::series::Series;
use crate::domain::time::{Instant, Interval, Zone, merged};

/// How to read.
#[derive(Clone, Copy, Default)]
pub struct Options<'o> {
    /// Identifiers of our own events: the appointment already holds their time (caldav §5.9).
    pub own: Option<&'o BTreeSet<String>>,
    /// All-day events never block (option of a link, caldav §5.1).
    pub all_day_is_free: bool,
    /// What the resource may be.
    pub limits: Limits,
    /// True once the caller will wait no longer; there is no clock here.
    pub is_over: Option<&'o dyn Fn() -> bool>,
}

/// Which instance of which event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// Its identifier.
    pub uid: Option<Arc<str>>,
    /// Where its series had put it, for one of a series.
    pub recurrence: Option<Instant>,
}

/// A time that is taken, and what takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busy {
    /// UTC, half-open; no two of one reading touch.
    pub interval: Interval,
    /// At least one.
    pub causes: Vec<Cause>,
}

/// A resource that was not read: the caller keeps the intervals it had of it (caldav §5.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantine {
    /// What is wrong, and where.
    pub fault: Fault,
    /// Start to end of its events as far as they can be read, rules left aside; for a caller that had nothing of it.
    pub plain: Vec<Interval>,
}

/// What reading gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// In order of time, within the horizon.
    pub busy: Result<Vec<Busy>, Quarantine>,
    /// What somebody should know of, each once.
    pub notices: Vec<Notice>,
}

/// Reads one resource. `home` is the zone of the practice, in which days and floating values are read.
pub fn busy(bytes: &[u8], home: Zone, horizon: Interval, options: &Options) -> Reading {
    let calendar = Calendar::read(bytes, &options.limits);
    let mut budget = Budget::default().before(options.is_over);
    let mut file = Series::read(&calendar, home, &mut budget);
    let mut faults: Vec<Fault> = calendar
        .fault
        .iter()
        .cloned()
        .chain(file.faults.drain(..))
        .collect();
    let mut notices = std::mem::take(&mut file.notices);
    let mut taken = Vec::new();
    if faults.is_empty() {
        for events in &file.series {
            let found = occurrences(events, horizon, &mut budget);
            faults.extend(found.faults);
            for occurrence in &found.occurrences {
                taken.extend(cause(occurrence, options).map(|cause| (occurrence.interval, cause)));
            }
            if let Some(event) = events
                .iter()
                .find(|event| event.repeats() && is_own(event, options))
            {
                notices.push(Notice::OwnEventRepeats { line: event.line });
            }
            if !faults.is_empty() {
                break;
            }
        }
    }
    notices.sort_unstable();
    let mut names = BTreeSet::new();
    notices.retain(|notice| match notice {
        Notice::UnknownZone { name, .. } => names.insert(name.clone()),
        _ => true,
    });
    notices.dedup();
    let busy = match faults.into_iter().next() {
        None => Ok(joined(taken, horizon)),
        Some(fault) => Err(Quarantine {
            fault,
            plain: plain(&file, horizon, options),
        }),
    };
    Reading { busy, notices }
}

fn is_own(event: &Event, options: &Options) -> bool {
    is_own_uid(event.uid.as_deref(), options)
}

fn is_own_uid(uid: Option<&str>, options: &Options) -> bool {
    let own = options.own.zip(uid);
    own.is_some_and(|(own, uid)| own.contains(uid))
}

/// What takes the time, if anything does. Of an event of ours that somebody made repeat, the first instance is the appointment and
/// the others are busy time (caldav §4.3).
fn cause(occurrence: &Occurrence, options: &Options) -> Option<Cause> {
    let event = occurrence.event;
    let is_left_out =
        (options.all_day_is_free && event.start.is_date) || (occurrence.is_first && is_own(event, options));
    (!is_left_out).then(|| Cause {
        uid: event.uid.clone(),
        recurrence: occurrence.recurrence,
    })
}

/// Clipped to the horizon and joined where they touch, with everything that takes the time.
fn joined(mut taken: Vec<(Interval, Cause)>, horizon: Interval) -> Vec<Busy> {
    taken.sort_unstable();
    let mut out: Vec<Busy> = Vec::new();
    for (interval, cause) in taken {
        let Some(interval) = interval.intersection(&horizon) else {
            continue;
        };
        match out.last_mut() {
            Some(last) if interval.start <= last.interval.end => {
                last.interval.end = last.interval.end.max(interval.end);
                last.causes.push(cause);
            }
            _ => out.push(Busy {
                interval,
                causes: vec![cause],
            }),
        }
    }
    out
}

/// Start to end of each event, as written.
fn plain(file: &Series, horizon: Interval, options: &Options) -> Vec<Interval> {
    let unread = file
        .plain
        .iter()
        .filter(|(uid, _)| !is_own_uid(uid.as_deref(), options));
    let mut found: Vec<Interval> = unread.map(|(_, interval)| *interval).collect();
    for event in file.series.iter().flatten() {
        let is_out =
            event.is_free || is_own(event, options) || (options.all_day_is_free && event.start.is_date);
        let start = &event.start;
        let end = end(&start.clock, start.at, start.reading, event.length);
        found.extend(Interval::new(start.at, end).filter(|_| !is_out));
    }
    merged(
        found
            .iter()
            .filter_map(|one| one.intersection(&horizon))
            .collect(),
    )
}
