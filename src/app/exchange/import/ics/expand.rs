//! From a series of events to its occurrences inside a window, within a budget (caldav §5.5–§5.7).

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarProperty,
    ICalendarRecurrenceRule, ICalendarValue,
};
use chrono::{Datelike, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::event::{Event, Length};
use super::moment::Moment;
use crate::app::exchange::import::unreadable::Reason;
use crate::domain::time::{Instant, Interval, Zone};

/// Occurrences of one rule at most, those before the window included.
const RULE_MAX: usize = 20_000;
/// Occurrences of the whole file at most.
const FILE_MAX: usize = 200_000;

/// What a file may still cost.
pub(super) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(FILE_MAX)
    }
}

/// One occurrence; never empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occurrence {
    pub(super) interval: Interval,
}

type Outcome<'a> = (&'a Event, Result<Occurrence, Reason>);

/// The occurrences of the events of one identifier that touch the window.
pub(super) fn expanded<'a>(events: &'a [Event], window: Interval, budget: &mut Budget) -> Vec<Outcome<'a>> {
    let mut out = Vec::new();
    let overrides = latest(events.iter().filter(|event| event.replaces.is_some()));
    for master in events.iter().filter(|event| event.replaces.is_none()) {
        match starts_of(master, window, budget) {
            Ok(starts) => push_master(master, &starts, &overrides, &mut out),
            Err(reason) => out.push((master, Err(reason))),
        }
    }
    for event in overrides {
        push(event, event.start.at, event.start.reading, None, &mut out);
    }
    out.retain(|(_, outcome)| {
        outcome
            .as_ref()
            .map_or(true, |at| at.interval.intersects(&window))
    });
    out
}

/// The greatest sequence number, then the latest stamp, wins among overrides of one occurrence.
fn latest<'a>(overrides: impl Iterator<Item = &'a Event>) -> Vec<&'a Event> {
    let mut sorted: Vec<&Event> = overrides.collect();
    let replaced = |event: &Event| event.replaces.map(|moment| moment.at);
    sorted.sort_by_key(|event| (replaced(event), std::cmp::Reverse(event.order)));
    sorted.dedup_by_key(|event| replaced(event));
    sorted
}

struct Start {
    reading: NaiveDateTime,
    at: Instant,
    length: Option<TimeDelta>,
}

fn push_master<'a>(master: &'a Event, starts: &[Start], overrides: &[&'a Event], out: &mut Vec<Outcome<'a>>) {
    for start in starts {
        let is_replaced = |event: &&&Event| event.replaces.is_some_and(|moment| moment.at == start.at);
        if overrides.iter().any(|event| is_replaced(&event)) {
            continue;
        }
        let before = |event: &&&Event| event.shifts_rest && event.replaces.is_some_and(|m| m.at < start.at);
        // The last change "this and future" before the occurrence moves it.
        match overrides.iter().rev().find(before).copied() {
            Some(shift) => {
                let moved = shift.start.reading - shift.replaces.map_or(shift.start.reading, |m| m.reading);
                let reading = start.reading + moved;
                push(shift, shift.start.zone.ics_instant(reading), reading, None, out);
            }
            None => push(master, start.at, start.reading, start.length, out),
        }
    }
}

/// A length that is zero or negative blocks nothing.
fn push<'a>(
    event: &'a Event,
    start: Instant,
    reading: NaiveDateTime,
    own: Option<TimeDelta>,
    out: &mut Vec<Outcome<'a>>,
) {
    let end = match own {
        Some(length) => start + length,
        None => end_of(start, reading, event.start.zone, event.length),
    };
    if !event.is_free && start < end {
        let interval = Interval { start, end };
        out.push((event, Ok(Occurrence { interval })));
    }
}

fn end_of(start: Instant, reading: NaiveDateTime, zone: Zone, length: Length) -> Instant {
    let day = match length.days {
        0 => start,
        days => zone.ics_instant(reading + TimeDelta::days(days)),
    };
    day + length.exact
}

/// Start ∪ rule ∪ additions − exclusions.
fn starts_of(event: &Event, window: Interval, budget: &mut Budget) -> Result<Vec<Start>, Reason> {
    let zone = event.start.zone;
    let mut starts = vec![Start {
        reading: event.start.reading,
        at: event.start.at,
        length: None,
    }];
    if let Some(rule) = &event.rule {
        let readings = readings_of(event, rule, window, budget)?;
        starts.extend(readings.into_iter().map(|reading| Start {
            reading,
            at: zone.ics_instant(reading),
            length: None,
        }));
    }
    starts.extend(event.more.iter().map(|(moment, length)| Start {
        reading: moment.reading,
        at: moment.at,
        length: *length,
    }));
    starts.sort_by_key(|start| start.at);
    starts.dedup_by_key(|start| start.at);
    starts.retain(|start| !event.except.iter().any(|except| excludes(except, start, zone)));
    Ok(starts)
}

/// By instant; a `DATE` removes the occurrences of that local day.
fn excludes(except: &Moment, start: &Start, zone: Zone) -> bool {
    if except.is_date {
        return zone.date(start.at) == except.reading.date();
    }
    except.at == start.at
}

/// Wall-clock readings of a rule up to the end of the window, by calcard, in floating time: the zone is applied after.
fn readings_of(
    event: &Event,
    rule: &ICalendarRecurrenceRule,
    window: Interval,
    budget: &mut Budget,
) -> Result<Vec<NaiveDateTime>, Reason> {
    let zone = event.start.zone;
    let horizon = zone.wall(window.end).reading;
    let until = match &rule.until {
        Some(until) => last_reading(until, zone).ok_or(Reason::Recurrence)?.min(horizon),
        None => horizon,
    };
    if until < event.start.reading {
        return Ok(Vec::new());
    }
    let mut bounded = rule.clone();
    bounded.until = Some(partial(until));
    let calendar = ICalendar {
        components: vec![ICalendarComponent {
            component_type: ICalendarComponentType::VEvent,
            entries: vec![
                entry(ICalendarProperty::Dtstart, moment_value(event.start.reading)),
                entry(
                    ICalendarProperty::Rrule,
                    ICalendarValue::RecurrenceRule(Box::new(bounded)),
                ),
            ],
            component_ids: Vec::new(),
        }],
    };
    let limit = RULE_MAX.min(budget.0);
    let found = calendar.expand_dates(Tz::Floating, limit);
    if !found.errors.is_empty() || found.events.len() >= limit {
        return Err(Reason::Recurrence);
    }
    budget.0 -= found.events.len();
    Ok(found
        .events
        .into_iter()
        .map(|event| event.start.naive_local())
        .collect())
}

/// A `DATE` includes its whole day; a time with `Z` is read on the wall of the start.
fn last_reading(until: &PartialDateTime, zone: Zone) -> Option<NaiveDateTime> {
    let moment = Moment::read(until, zone)?;
    let end_of_day = NaiveTime::from_hms_opt(23, 59, 59)?;
    Some(if moment.is_date {
        moment.reading.date().and_time(end_of_day)
    } else {
        moment.reading
    })
}

fn entry(name: ICalendarProperty, value: ICalendarValue) -> ICalendarEntry {
    ICalendarEntry {
        name,
        params: Vec::new(),
        values: vec![value],
    }
}

fn moment_value(reading: NaiveDateTime) -> ICalendarValue {
    ICalendarValue::PartialDateTime(Box::new(partial(reading)))
}

/// Every field fits: years are 1 to 9999 where a value was read, the others are at most 59.
fn partial(reading: NaiveDateTime) -> PartialDateTime {
    let small = |number: u32| u8::try_from(number).ok();
    PartialDateTime {
        year: u16::try_from(reading.year()).ok(),
        month: small(reading.month()),
        day: small(reading.day()),
        hour: small(reading.hour()),
        minute: small(reading.minute()),
        second: small(reading.second()),
        ..PartialDateTime::default()
    }
}
