//! A zone that the file describes itself (RFC 5545 §3.6.5), for names that nobody else knows.

use chrono::{NaiveDateTime, TimeDelta};

use super::budget::Budget;
use super::component::{Calendar, Component};
use super::fault::Defect;
use super::rule::Rule;
use super::rule_walk::{Span, readings};
use super::value::Time;
use crate::domain::time::Instant;

/// A change of offset.
#[derive(Clone, Copy, Debug)]
struct Change {
    /// When, in UTC.
    at: NaiveDateTime,
    /// When, on the wall as it was until then.
    wall: NaiveDateTime,
    /// Seconds east of UTC from then on.
    offset: TimeDelta,
}

/// Offsets in order of time.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Seconds east of UTC before the first change.
    before: TimeDelta,
    changes: Vec<Change>,
}

impl Definition {
    /// `None` for a definition without a part that can be read; its rules are followed until then.
    pub(super) fn read(
        calendar: &Calendar,
        place: usize,
        until: NaiveDateTime,
        budget: &mut Budget,
    ) -> Result<Option<Self>, Defect> {
        let mut found: Vec<(Change, TimeDelta)> = Vec::new();
        for part in calendar.inside(place) {
            if part.name != "STANDARD" && part.name != "DAYLIGHT" {
                continue;
            }
            let Some((start, from, to)) = frame(part) else {
                return Ok(None);
            };
            let Some(onsets) = onsets(part, start, from, until, budget)? else {
                return Ok(None);
            };
            found.extend(onsets.into_iter().map(|wall| {
                let change = Change {
                    at: wall - from,
                    wall,
                    offset: to,
                };
                (change, from)
            }));
        }
        found.sort_by_key(|(change, _)| change.at);
        Ok(found.first().map(|(_, before)| Self {
            before: *before,
            changes: found.iter().map(|(change, _)| *change).collect(),
        }))
    }

    /// See [`super::zone::Clock::instant`]: a change holds from the reading that the wall had then, so that of a repeated reading the
    /// earlier is taken; a reading that a change jumps over keeps the offset before it.
    pub(super) fn instant(&self, reading: NaiveDateTime) -> Instant {
        let passed = self.changes.partition_point(|change| change.wall <= reading);
        let offset = self.after(passed);
        let at = reading - offset;
        let is_in_gap = passed
            .checked_sub(1)
            .and_then(|last| self.changes.get(last))
            .is_some_and(|change| at < change.at);
        let offset = if is_in_gap { self.after(passed - 1) } else { offset };
        (reading - offset).and_utc()
    }

    pub(super) fn reading(&self, at: Instant) -> NaiveDateTime {
        let at = at.naive_utc();
        let passed = self.changes.partition_point(|change| change.at <= at);
        at + self.after(passed)
    }

    /// The offset after so many changes.
    fn after(&self, changes: usize) -> TimeDelta {
        let last = changes.checked_sub(1).and_then(|last| self.changes.get(last));
        last.map_or(self.before, |change| change.offset)
    }
}

/// First onset, offset before it and offset from then on.
fn frame(part: &Component) -> Option<(NaiveDateTime, TimeDelta, TimeDelta)> {
    let value = |name| part.property(name).map(super::component::Property::value);
    let start = Time::read(value("DTSTART")?)?.reading();
    Some((
        start,
        offset(value("TZOFFSETFROM")?)?,
        offset(value("TZOFFSETTO")?)?,
    ))
}

/// `+0100`, `-033020`.
fn offset(text: &str) -> Option<TimeDelta> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let is_whole = matches!(digits.len(), 4 | 6) && digits.bytes().all(|b| b.is_ascii_digit());
    let pair = |from: usize| {
        digits
            .get(from..from + 2)
            .map_or(Some(0), |pair| pair.parse::<i64>().ok())
    };
    let seconds = pair(0)? * 3600 + pair(2)? * 60 + pair(4)?;
    (is_whole && seconds < 86_400).then(|| TimeDelta::seconds(sign * seconds))
}

/// When it begins, on the wall as it was until then; `None` where a rule or a date cannot be read.
fn onsets(
    part: &Component,
    start: NaiveDateTime,
    from: TimeDelta,
    until: NaiveDateTime,
    budget: &mut Budget,
) -> Result<Option<Vec<NaiveDateTime>>, Defect> {
    let mut all = vec![start];
    for property in part.all("RRULE") {
        let Ok(rule) = Rule::read(property.value()) else {
            return Ok(None);
        };
        let last = match rule.until {
            Some(Time::Utc(last)) => last + from,
            Some(Time::Date(date)) => date.and_hms_opt(23, 59, 59).unwrap_or(until),
            Some(Time::Local(last)) => last,
            None => until,
        };
        let span = Span {
            from: start,
            to: last.min(until),
        };
        all.extend(readings(&rule, start, true, span, budget)?);
    }
    for property in part.all("RDATE") {
        for text in property.value().split(',') {
            all.push(match Time::read(text) {
                Some(Time::Utc(at)) => at + from,
                Some(time) => time.reading(),
                None => return Ok(None),
            });
        }
    }
    all.sort_unstable();
    all.dedup();
    Ok(Some(all))
}

#[cfg(test)]
mod tests {
    use super::super::budget::Limits;
    use super::*;
    use crate::domain::time::Zone;

    const PARIS: &str = "BEGIN:VTIMEZONE\nTZID:x\nBEGIN:DAYLIGHT\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nDTSTART:19960331T020000\n\
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nBEGIN:STANDARD\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n\
        DTSTART:19961027T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE\n";

    #[test]
    fn a_definition_of_paris_reads_as_paris() {
        let calendar = Calendar::read(PARIS.as_bytes(), &Limits::default());
        let until = "2028-01-01T00:00:00".parse().unwrap();
        let own = Definition::read(&calendar, 0, until, &mut Budget::default())
            .unwrap()
            .unwrap();
        let paris = Zone::named("Europe/Paris").unwrap();
        let mut reading: NaiveDateTime = "2026-03-01T00:00:00".parse().unwrap();
        while reading < until {
            let at = own.instant(reading);
            assert_eq!(at, paris.ics_instant(reading), "{reading}");
            assert_eq!(own.reading(at), paris.wall(at).reading, "{at}");
            reading += TimeDelta::minutes(30);
        }
    }

    #[test]
    fn a_definition_with_a_broken_part_is_none() {
        let read = |from: &str, to: &str| {
            let text = PARIS.replace(from, to);
            let calendar = Calendar::read(text.as_bytes(), &Limits::default());
            let until = "2028-01-01T00:00:00".parse().unwrap();
            Definition::read(&calendar, 0, until, &mut Budget::default()).map(|own| own.is_some())
        };
        assert_eq!(read("", ""), Ok(true));
        assert_eq!(read("FREQ=YEARLY", "FREQ=SOMETIMES"), Ok(false));
        assert_eq!(read("TZOFFSETTO:+0200", "TZOFFSETTO:0200"), Ok(false));
        assert_eq!(read("TZOFFSETTO:+0200", "TZOFFSETTO:+é"), Ok(false));
        assert_eq!(read("DTSTART:19960331T020000", "X:y"), Ok(false));
        assert_eq!(
            read("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "FREQ=SECONDLY"),
            Err(Defect::TooManySteps)
        );
    }
}
