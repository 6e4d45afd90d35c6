//! The open windows of one practitioner on one local date (booking-rules §3).

use chrono::NaiveDate;

use super::{HolidayRules, ScheduleException, WeeklySchedule, Window};
use crate::domain::id::CareTypeId;
use crate::domain::practitioner::HolidayHabit;
use crate::domain::time::{Interval, Zone, merged};

/// A window of a date as instants, before absences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenWindow {
    /// Half-open, instants.
    pub interval: Interval,
    /// The cares it is reserved to; `None` accepts all.
    pub cares: Option<Box<[CareTypeId]>>,
}

/// Everything open on a local date, in order of start; windows may touch or overlap until a care is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenDay {
    /// Windows in order of start.
    pub windows: Box<[OpenWindow]>,
}

impl OpenDay {
    /// The windows that accept the care, merged where they touch or overlap: the grid starts at each one's start.
    pub fn for_care(&self, care: CareTypeId) -> Vec<Interval> {
        let accepting = self
            .windows
            .iter()
            .filter(|w| w.cares.as_ref().is_none_or(|only| only.contains(&care)));
        merged(accepting.map(|w| w.interval).collect())
    }

    /// All open time, whatever the care.
    pub fn all(&self) -> Vec<Interval> {
        merged(self.windows.iter().map(|w| w.interval).collect())
    }
}

/// Applies the order of precedence: single-date exception, range exception, holiday closure, weekly schedules.
/// `schedules` and `exceptions` are this practitioner's only, and exceptions in the order in which they were last written.
pub fn opening<'a>(
    zone: Zone,
    date: NaiveDate,
    schedules: impl Iterator<Item = &'a WeeklySchedule>,
    exceptions: impl Iterator<Item = &'a ScheduleException>,
    holidays: (&HolidayRules, HolidayHabit),
) -> OpenDay {
    // Single dates beat ranges; of equal ones the last is taken, and that is the one written last.
    let exception = exceptions
        .filter(|e| e.covers(date))
        .max_by_key(|e| e.is_single());
    if let Some(exception) = exception {
        return windows_of(zone, date, exception.windows.iter());
    }
    let (rules, habit) = holidays;
    if habit == HolidayHabit::Closed && rules.is_closed(date) {
        return OpenDay::default();
    }
    windows_of(zone, date, schedules.flat_map(|s| s.windows_on(date)))
}

fn windows_of<'a>(zone: Zone, date: NaiveDate, windows: impl Iterator<Item = &'a Window>) -> OpenDay {
    let mut open: Vec<OpenWindow> = windows
        .map(|w| OpenWindow {
            interval: Interval {
                start: zone.at(date, w.start()),
                end: zone.at(date, w.end()),
            },
            cares: w.cares().map(Into::into),
        })
        // A window that lies wholly in the spring gap has no instant.
        .filter(|w| !w.interval.is_empty())
        .collect();
    open.sort_by_key(|w| w.interval);
    OpenDay { windows: open.into() }
}
