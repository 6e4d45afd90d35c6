//! One event, read by calcard and checked.

use std::collections::HashMap;

use calcard::Entry;
use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendarComponent, ICalendarDuration, ICalendarEntry, ICalendarFrequency, ICalendarParameterName,
    ICalendarPeriod, ICalendarProperty, ICalendarRecurrenceRule, ICalendarValue,
};
use chrono::TimeDelta;

use super::lines::Chunk;
use super::moment::{Moment, zone_of};
use crate::app::exchange::import::text::clipped;
use crate::app::exchange::import::unreadable::Reason;
use crate::domain::contact::FieldProblem;
use crate::domain::time::{Instant, Zone};

/// How long each occurrence lasts: nominal days first, then exact time (caldav §5.2).
#[derive(Clone, Copy, Debug)]
pub(super) struct Length {
    pub(super) days: i64,
    pub(super) exact: TimeDelta,
}

/// One `VEVENT`.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) line: usize,
    pub(super) uid: Option<String>,
    pub(super) summary: String,
    pub(super) category: String,
    pub(super) start: Moment,
    pub(super) length: Length,
    pub(super) rule: Option<ICalendarRecurrenceRule>,
    /// Additional starts, with their own length when they have one.
    pub(super) more: Vec<(Moment, Option<TimeDelta>)>,
    pub(super) except: Vec<Moment>,
    /// The occurrence it replaces.
    pub(super) replaces: Option<Moment>,
    /// And every later one.
    pub(super) shifts_rest: bool,
    /// Which of two overrides of one occurrence counts.
    pub(super) order: (i64, Option<Instant>),
    /// Cancelled or transparent: blocks nothing.
    pub(super) is_free: bool,
    /// A `TZID` nobody knows: the zone of the practice was taken.
    pub(super) unknown_zone: Option<String>,
}

impl Event {
    /// `home` is the zone of floating and all-day values.
    pub(super) fn read(
        chunk: &Chunk,
        definitions: &HashMap<String, String>,
        home: Zone,
    ) -> Result<Self, Reason> {
        let component = parsed(chunk)?;
        let mut reader = Values {
            component: &component,
            definitions,
            home,
            unknown_zone: None,
        };
        let replaces = reader.moment(&ICalendarProperty::RecurrenceId)?;
        let start = match reader.moment(&ICalendarProperty::Dtstart)? {
            Some(start) => start,
            None => replaces.ok_or(Reason::field("dtstart")(FieldProblem::Missing))?,
        };
        let text = |name| reader.text(name);
        Ok(Self {
            line: chunk.line,
            uid: text(&ICalendarProperty::Uid).filter(|uid| !uid.is_empty()),
            summary: text(&ICalendarProperty::Summary).unwrap_or_default(),
            category: text(&ICalendarProperty::Categories).unwrap_or_default(),
            is_free: Values::is(&ICalendarProperty::Status, "CANCELLED", chunk)
                || Values::is(&ICalendarProperty::Transp, "TRANSPARENT", chunk),
            length: reader.length(&start)?,
            rule: reader.rule(chunk)?,
            more: reader.additions()?,
            except: reader.exclusions()?,
            shifts_rest: reader.shifts_rest(),
            order: (
                reader.sequence(),
                reader.moment(&ICalendarProperty::Dtstamp)?.map(|m| m.at),
            ),
            start,
            replaces,
            unknown_zone: reader.unknown_zone,
        })
    }
}

/// The event alone, in a calendar of its own.
fn parsed(chunk: &Chunk) -> Result<ICalendarComponent, Reason> {
    let body = chunk.lines.join("\r\n");
    let text = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    match calcard::Parser::new(&text).entry() {
        Entry::ICalendar(calendar) => {
            let mut events = calendar.components.into_iter();
            events
                .find(|c| c.component_type.has_time_ranges())
                .ok_or(Reason::Malformed)
        }
        _ => Err(Reason::Malformed),
    }
}

struct Values<'a> {
    component: &'a ICalendarComponent,
    definitions: &'a HashMap<String, String>,
    home: Zone,
    unknown_zone: Option<String>,
}

impl<'a> Values<'a> {
    fn all(&self, name: &'a ICalendarProperty) -> impl Iterator<Item = &'a ICalendarEntry> + use<'a> {
        self.component
            .entries
            .iter()
            .filter(move |entry| entry.name == *name)
    }

    fn text(&self, name: &ICalendarProperty) -> Option<String> {
        let value = self.component.property(name)?.values.first()?;
        value.as_text().map(|text| text.trim().to_owned())
    }

    /// Values such as `transparent` are compared as written, since the parser knows them in one case only.
    fn is(name: &ICalendarProperty, word: &str, chunk: &Chunk) -> bool {
        let is_word = |line: &String| {
            let (head, value) = line.split_once(':').unwrap_or_default();
            let head = head.split(';').next().unwrap_or_default();
            head.eq_ignore_ascii_case(name.as_str()) && value.trim().eq_ignore_ascii_case(word)
        };
        chunk.lines.iter().any(is_word)
    }

    fn zone(&mut self, entry: &ICalendarEntry) -> Zone {
        let Some(id) = entry.tz_id() else {
            return self.home;
        };
        zone_of(id, self.definitions).unwrap_or_else(|| {
            self.unknown_zone = Some(clipped(id));
            self.home
        })
    }

    /// The value of a property that occurs once; a value that is no date is an error, not an absence.
    fn moment(&mut self, name: &ICalendarProperty) -> Result<Option<Moment>, Reason> {
        let Some(entry) = self.component.property(name) else {
            return Ok(None);
        };
        let zone = self.zone(entry);
        match entry.values.first() {
            Some(ICalendarValue::PartialDateTime(value)) => read(value, zone).map(Some),
            _ => Err(Reason::field("dtstart")(FieldProblem::Malformed)),
        }
    }

    fn length(&mut self, start: &Moment) -> Result<Length, Reason> {
        if let Some(end) = self.moment(&ICalendarProperty::Dtend)? {
            if start.is_date {
                let days = (end.reading.date() - start.reading.date()).num_days();
                // A date that ends on itself is one day (caldav §5.2).
                let days = if days == 0 { 1 } else { days };
                return Length {
                    days,
                    exact: TimeDelta::zero(),
                }
                .checked();
            }
            return Length {
                days: 0,
                exact: end.at - start.at,
            }
            .checked();
        }
        let duration = self.component.property(&ICalendarProperty::Duration);
        match duration.and_then(|entry| entry.values.first()) {
            Some(ICalendarValue::Duration(duration)) => Length::of(duration).checked(),
            Some(_) => Err(Reason::field("duration")(FieldProblem::Malformed)),
            None => Ok(Length {
                days: i64::from(start.is_date),
                exact: TimeDelta::zero(),
            }),
        }
    }

    /// Rules that would name every second are refused, as are those the parser did not understand: it would otherwise
    /// give one occurrence in silence.
    fn rule(&self, chunk: &Chunk) -> Result<Option<ICalendarRecurrenceRule>, Reason> {
        let Some(entry) = self.component.property(&ICalendarProperty::Rrule) else {
            return Ok(None);
        };
        let Some(ICalendarValue::RecurrenceRule(rule)) = entry.values.first() else {
            return Err(Reason::Recurrence);
        };
        let is_fine = matches!(
            rule.freq,
            ICalendarFrequency::Yearly
                | ICalendarFrequency::Monthly
                | ICalendarFrequency::Weekly
                | ICalendarFrequency::Daily
        );
        if !is_fine || !chunk.lines.iter().all(|line| is_understood(line)) {
            return Err(Reason::Recurrence);
        }
        Ok(Some((**rule).clone()))
    }

    fn additions(&mut self) -> Result<Vec<(Moment, Option<TimeDelta>)>, Reason> {
        let mut found = Vec::new();
        for entry in self.all(&ICalendarProperty::Rdate) {
            let zone = self.zone(entry);
            for value in &entry.values {
                found.push(match value {
                    ICalendarValue::PartialDateTime(start) => (read(start, zone)?, None),
                    ICalendarValue::Period(ICalendarPeriod::Range { start, end }) => {
                        let (start, end) = (read(start, zone)?, read(end, zone)?);
                        (start, Some(end.at - start.at))
                    }
                    ICalendarValue::Period(ICalendarPeriod::Duration { start, duration }) => {
                        (read(start, zone)?, Some(Length::of(duration).checked()?.whole()))
                    }
                    _ => return Err(Reason::Recurrence),
                });
            }
        }
        Ok(found)
    }

    fn exclusions(&mut self) -> Result<Vec<Moment>, Reason> {
        // A floating exclusion is read in the zone of the start (caldav §5.5).
        let start_zone = match self.component.property(&ICalendarProperty::Dtstart) {
            Some(entry) => self.zone(entry),
            None => self.home,
        };
        let mut found = Vec::new();
        for entry in self.all(&ICalendarProperty::Exdate) {
            let zone = if entry.tz_id().is_some() {
                self.zone(entry)
            } else {
                start_zone
            };
            for value in &entry.values {
                let ICalendarValue::PartialDateTime(value) = value else {
                    return Err(Reason::Recurrence);
                };
                found.push(read(value, zone)?);
            }
        }
        Ok(found)
    }

    fn shifts_rest(&self) -> bool {
        let replaces = self.component.property(&ICalendarProperty::RecurrenceId);
        replaces.is_some_and(|e| e.parameters(&ICalendarParameterName::Range).next().is_some())
    }

    fn sequence(&self) -> i64 {
        match self
            .component
            .property(&ICalendarProperty::Sequence)
            .and_then(|e| e.values.first())
        {
            Some(ICalendarValue::Integer(number)) => *number,
            _ => 0,
        }
    }
}

/// Parts of a rule that are expanded (RFC 5545 §3.3.10).
const RULE_PARTS: &[&str] = &[
    "FREQ",
    "UNTIL",
    "COUNT",
    "INTERVAL",
    "BYHOUR",
    "BYMINUTE",
    "BYSECOND",
    "BYDAY",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
];

/// The parser drops parts it does not know and corrects impossible numbers, so the line itself is looked at.
fn is_understood(line: &str) -> bool {
    let (head, rule) = line.split_once(':').unwrap_or_default();
    let is_rule = head
        .split(';')
        .next()
        .is_some_and(|name| name.eq_ignore_ascii_case("RRULE"));
    let is_known = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let is_part = RULE_PARTS
            .iter()
            .any(|known| name.trim().eq_ignore_ascii_case(known));
        let is_count = ["COUNT", "INTERVAL"]
            .iter()
            .any(|known| name.trim().eq_ignore_ascii_case(known));
        is_part && (!is_count || value.trim().parse::<u16>().is_ok_and(|n| n > 0))
    };
    !is_rule
        || rule
            .split(';')
            .filter(|part| !part.trim().is_empty())
            .all(is_known)
}

fn read(value: &PartialDateTime, zone: Zone) -> Result<Moment, Reason> {
    Moment::read(value, zone).ok_or(Reason::field("dtstart")(FieldProblem::Malformed))
}

impl Length {
    fn of(duration: &ICalendarDuration) -> Self {
        let sign = if duration.neg { -1 } else { 1 };
        let days = i64::from(duration.days) + 7 * i64::from(duration.weeks);
        let (hours, minutes) = (i64::from(duration.hours), i64::from(duration.minutes));
        let seconds = hours * 3600 + minutes * 60 + i64::from(duration.seconds);
        Self {
            days: sign * days,
            exact: TimeDelta::try_seconds(sign * seconds).unwrap_or(TimeDelta::MAX),
        }
    }

    /// A year is the longest event taken; longer ones are slips of the pen that would close the practice for ever.
    fn checked(self) -> Result<Self, Reason> {
        let limit = TimeDelta::days(366);
        let is_sane = self.days.abs() <= 366 && self.exact <= limit && self.exact >= -limit;
        is_sane
            .then_some(self)
            .ok_or(Reason::field("duration")(FieldProblem::OutOfRange {
                min: 0,
                max: 366,
            }))
    }

    fn whole(self) -> TimeDelta {
        TimeDelta::days(self.days) + self.exact
    }
}
