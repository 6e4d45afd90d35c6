//! One `VEVENT`, its values read and its readings put on a clock.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use super::budget::Budget;
use super::component::{Component, Property};
use super::fault::{Defect, Fault};
use super::rule::Rule;
use super::value::{Length, Time};
use super::zone::{Clock, Zones};
use crate::domain::time::{Instant, Interval};

/// A reading with its clock.
#[derive(Clone, Debug)]
pub struct Moment {
    /// What the wall shows; of a day without time its first second.
    pub reading: NaiveDateTime,
    /// Which wall.
    pub clock: Clock,
    /// The instant.
    pub at: Instant,
    /// A day without time.
    pub is_date: bool,
}

/// A value whose clock may be that of another property.
#[derive(Clone, Debug)]
pub(super) struct Stamp {
    pub(super) time: Time,
    /// `None`: floating, or a day.
    pub(super) clock: Option<Clock>,
}

impl Stamp {
    /// On its own clock, or else on this one.
    pub(super) fn on(&self, clock: &Clock) -> Moment {
        let clock = self.clock.as_ref().unwrap_or(clock);
        Moment {
            reading: self.time.reading(),
            clock: clock.clone(),
            at: clock.instant(self.time.reading()),
            is_date: self.time.is_date(),
        }
    }
}

/// An instance that no rule gives.
#[derive(Clone, Debug)]
pub(super) struct Addition {
    pub(super) at: Instant,
    /// Its own length, of a period.
    pub(super) length: Option<Length>,
}

/// Instances that are none.
#[derive(Clone, Debug, Default)]
pub(super) struct Exclusions {
    pub(super) instants: BTreeSet<Instant>,
    /// Every instance of that day, on the clock of the start.
    pub(super) days: BTreeSet<NaiveDate>,
}

/// One event, a series or an override.
#[derive(Clone, Debug)]
pub struct Event {
    /// Place of its component in [`super::Calendar::components`].
    pub place: usize,
    /// Line of its `BEGIN`, from 1.
    pub line: usize,
    /// What it shares with its overrides.
    pub uid: Option<Arc<str>>,
    /// Its start.
    pub start: Moment,
    /// How long each instance is.
    pub length: Length,
    /// Cancelled or transparent: blocks nothing.
    pub is_free: bool,
    pub(super) rules: Vec<Rule>,
    pub(super) except_rules: Vec<Rule>,
    pub(super) additions: Vec<Addition>,
    pub(super) exclusions: Exclusions,
    /// The instance it replaces.
    pub(super) replaces: Option<Stamp>,
    /// And every later one.
    pub(super) shifts_rest: bool,
    /// Which of two versions counts: the greater sequence number, then the later stamp.
    pub(super) order: (i64, Option<NaiveDateTime>),
}

impl Event {
    /// Reads the component at `place`; names of zones that nobody knows go into `unknown`.
    pub(super) fn read(
        place: usize,
        component: &Component,
        zones: &mut Zones,
        budget: &mut Budget,
        unknown: &mut Vec<String>,
    ) -> Result<Self, Fault> {
        let mut values = Values {
            component,
            zones,
            budget,
            unknown,
        };
        let replaces = values.stamp_of("RECURRENCE-ID")?;
        let start = values.start(replaces.as_ref())?;
        let range = component
            .property("RECURRENCE-ID")
            .and_then(|p| p.parameter("RANGE"));
        let text = |name: &str| {
            component
                .property(name)
                .map(|property| property.value().to_owned())
        };
        Ok(Self {
            place,
            line: component.line,
            uid: uid_of(component),
            length: values.length(&start)?,
            is_free: is_free(component),
            rules: values.rules("RRULE", &start)?,
            except_rules: values.rules("EXRULE", &start)?,
            additions: values.additions(&start)?,
            exclusions: values.exclusions(&start)?,
            shifts_rest: range.is_some_and(|range| range.eq_ignore_ascii_case("THISANDFUTURE")),
            order: (
                text("SEQUENCE").and_then(|n| n.parse().ok()).unwrap_or_default(),
                text("DTSTAMP").and_then(|at| Time::read(&at)).map(Time::reading),
            ),
            start,
            replaces,
        })
    }

    /// Start to end as written, rules not looked at; `None` where that cannot be read, or blocks nothing.
    pub(super) fn plain(component: &Component, zones: &mut Zones, budget: &mut Budget) -> Option<Interval> {
        if is_free(component) {
            return None;
        }
        let mut values = Values {
            component,
            zones,
            budget,
            unknown: &mut Vec::new(),
        };
        let start = values.start(None).ok()?;
        let length = values.length(&start).ok()?;
        Interval::new(start.at, end(&start.clock, start.at, start.reading, length))
    }

    /// Whether it has more than one instance by itself.
    pub fn repeats(&self) -> bool {
        !(self.rules.is_empty() && self.additions.is_empty())
    }
}

/// The end of an instance: days on the wall, then elapsed time.
pub(super) fn end(clock: &Clock, start: Instant, reading: NaiveDateTime, length: Length) -> Instant {
    let days = match length.days {
        0 => start,
        days => clock.instant(reading + chrono::TimeDelta::days(days)),
    };
    days + chrono::TimeDelta::seconds(length.seconds)
}

/// The identifier of an event, if it has one.
pub(super) fn uid_of(component: &Component) -> Option<Arc<str>> {
    let uid = component.property("UID")?.value();
    (!uid.is_empty()).then(|| uid.into())
}

/// Cancelled or transparent, in any case of letters (caldav §5.1).
fn is_free(component: &Component) -> bool {
    let is = |name, word| {
        component
            .property(name)
            .is_some_and(|p| p.value().eq_ignore_ascii_case(word))
    };
    is("STATUS", "CANCELLED") || is("TRANSP", "TRANSPARENT")
}

/// What a property says of all its values, read once: a list may be long, and so may be what stands before it.
struct Frame<'p> {
    name: &'static str,
    line: usize,
    /// `VALUE=DATE`.
    is_day: bool,
    zone: Option<&'p str>,
    /// That of the zone, once a value needed it.
    clock: Option<Clock>,
}

impl<'p> Frame<'p> {
    fn of(property: &'p Property, name: &'static str) -> Self {
        let kind = property.parameter("VALUE");
        Self {
            name,
            line: property.line,
            is_day: kind.is_some_and(|kind| kind.eq_ignore_ascii_case("DATE")),
            zone: property.parameter("TZID"),
            clock: None,
        }
    }
}

struct Values<'v, 'c, 'a, 'd> {
    component: &'v Component<'v>,
    zones: &'v mut Zones<'c, 'a>,
    budget: &'v mut Budget<'d>,
    unknown: &'v mut Vec<String>,
}

impl Values<'_, '_, '_, '_> {
    fn home(&self) -> Clock {
        Clock::Zone(self.zones.home)
    }

    fn start(&mut self, replaces: Option<&Stamp>) -> Result<Moment, Fault> {
        let missing = || Defect::Missing("DTSTART").at(self.component.line);
        let stamp = match self.stamp_of("DTSTART")? {
            Some(stamp) => stamp,
            None => replaces.cloned().ok_or_else(missing)?,
        };
        Ok(stamp.on(&self.home()))
    }

    /// The value of a property that occurs once.
    fn stamp_of(&mut self, name: &'static str) -> Result<Option<Stamp>, Fault> {
        let Some(property) = self.component.property(name) else {
            return Ok(None);
        };
        let mut frame = Frame::of(property, name);
        self.stamp(&mut frame, property.value()).map(Some)
    }

    /// One value of a property, which may have several.
    fn stamp(&mut self, frame: &mut Frame, text: &str) -> Result<Stamp, Fault> {
        let time = Time::read(text).ok_or_else(|| Defect::Malformed(frame.name).at(frame.line))?;
        let time = if frame.is_day {
            Time::Date(time.reading().date())
        } else {
            time
        };
        let clock = match (time, &frame.clock, frame.zone) {
            // Days are those of the practice, whatever a parameter says (RFC 5545 §3.2.19).
            (Time::Date(_), ..) | (Time::Local(_), _, None) => None,
            (Time::Utc(_), ..) => Some(Clock::Utc),
            (Time::Local(_), Some(clock), _) => Some(clock.clone()),
            (Time::Local(_), None, Some(id)) => {
                frame.clock = Some(self.clock(id).map_err(|defect| defect.at(frame.line))?);
                frame.clock.clone()
            }
        };
        Ok(Stamp { time, clock })
    }

    fn clock(&mut self, id: &str) -> Result<Clock, Defect> {
        let known = self.zones.clock(id, self.budget)?;
        Ok(known.unwrap_or_else(|| {
            let name: String = id.chars().take(60).collect();
            if !self.unknown.contains(&name) {
                self.unknown.push(name);
            }
            self.home()
        }))
    }

    /// `DTEND`, else `DURATION`, else a day or nothing (caldav §5.2).
    fn length(&mut self, start: &Moment) -> Result<Length, Fault> {
        if let Some(stamp) = self.stamp_of("DTEND")? {
            // Days, and ends beside a start in UTC, are read at home; other floating ends on the clock of their start.
            let end = match &start.clock {
                Clock::Utc => stamp.on(&self.home()),
                _ if stamp.time.is_date() => stamp.on(&self.home()),
                clock => stamp.on(clock),
            };
            if start.is_date && end.is_date {
                let days = (end.reading - start.reading).num_days();
                return Ok(Length::nominal(if days == 0 { 1 } else { days }));
            }
            return Ok(Length::exact((end.at - start.at).num_seconds()));
        }
        match self.component.property("DURATION") {
            Some(property) => {
                let wrong = || Defect::Malformed("DURATION").at(property.line);
                Length::read(property.value()).ok_or_else(wrong)
            }
            None => Ok(Length::nominal(i64::from(start.is_date))),
        }
    }

    fn rules(&self, name: &'static str, start: &Moment) -> Result<Vec<Rule>, Fault> {
        let read = |property: &Property| {
            let rule = Rule::read(property.value());
            let rule = if start.is_date {
                rule.and_then(Rule::for_days)
            } else {
                rule
            };
            rule.map_err(|defect| defect.at(property.line))
        };
        self.component.all(name).map(read).collect()
    }

    /// A floating value is on the clock of the start; a day added to a series of hours has its time of day.
    fn additions(&mut self, start: &Moment) -> Result<Vec<Addition>, Fault> {
        let mut found = Vec::new();
        let component = self.component;
        for property in component.all("RDATE") {
            let mut frame = Frame::of(property, "RDATE");
            for text in listed(property) {
                let (first, last) = match text.split_once('/') {
                    Some((first, last)) => (first, Some(last)),
                    None => (text, None),
                };
                let stamp = self.stamp(&mut frame, first)?;
                let mut moment = stamp.on(&start.clock);
                if moment.is_date && !start.is_date {
                    moment.reading = moment.reading.date().and_time(start.reading.time());
                    moment.at = start.clock.instant(moment.reading);
                }
                let length = match last {
                    Some(last) => Some(self.period(&mut frame, &moment, start, last)?),
                    None => None,
                };
                found.push(Addition {
                    at: moment.at,
                    length,
                });
            }
        }
        Ok(found)
    }

    /// The length of a period, from what stands behind its slash.
    fn period(
        &mut self,
        frame: &mut Frame,
        from: &Moment,
        start: &Moment,
        text: &str,
    ) -> Result<Length, Fault> {
        if text.contains(['P', 'p']) {
            return Length::read(text).ok_or_else(|| Defect::Malformed(frame.name).at(frame.line));
        }
        let end = self.stamp(frame, text)?.on(&start.clock);
        Ok(Length::exact((end.at - from.at).num_seconds()))
    }

    fn exclusions(&mut self, start: &Moment) -> Result<Exclusions, Fault> {
        let mut found = Exclusions::default();
        let component = self.component;
        for property in component.all("EXDATE") {
            let mut frame = Frame::of(property, "EXDATE");
            for text in listed(property) {
                let stamp = self.stamp(&mut frame, text)?;
                match stamp.time {
                    Time::Date(day) => found.days.insert(day),
                    _ => found.instants.insert(stamp.on(&start.clock).at),
                };
            }
        }
        Ok(found)
    }
}

/// The values of a list; some programs write one without any.
fn listed<'p>(property: &'p Property) -> impl Iterator<Item = &'p str> {
    let values = property.value().split(',').map(str::trim);
    values.filter(|text| !text.is_empty())
}
