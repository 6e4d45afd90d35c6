//! The hours in which nobody is hurried (booking-rules §9, §11).

use chrono::{Datelike as _, Days, TimeDelta, Weekday};

use crate::domain::schedule::HolidayRules;
use crate::domain::time::{DayTime, Instant, Interval, Zone};

/// Quiet from this local hour …
const EVENING: u16 = 20;
/// … to this one.
const MORNING: u16 = 8;
/// No practice is closed for longer; it bounds the search.
const SEARCHED_DAYS: u64 = 60;

/// 20:00 to 08:00, Sundays and holidays, by the practice's wall clock.
#[derive(Clone, Copy, Debug)]
pub struct QuietHours<'a> {
    /// Zone of the practice.
    pub zone: Zone,
    /// Its holidays.
    pub holidays: &'a HolidayRules,
}

impl QuietHours<'_> {
    /// Whether nobody is hurried at an instant.
    pub fn is_quiet(&self, at: Instant) -> bool {
        self.waking(self.zone.date(at)).is_none_or(|day| !day.covers(at))
    }

    /// The instant at which so much time has elapsed since `from` outside the quiet hours.
    pub fn after(&self, from: Instant, length: TimeDelta) -> Instant {
        let mut left = length;
        let first = self.zone.date(from);
        for date in (0..SEARCHED_DAYS).filter_map(|n| first.checked_add_days(Days::new(n))) {
            let Some(day) = self.waking(date) else { continue };
            let start = day.start.max(from);
            if start + left <= day.end {
                return start + left;
            }
            left -= (day.end - start).max(TimeDelta::zero());
        }
        from + length
    }

    /// The first instant from `at` on at which somebody may be phoned.
    pub fn next_waking(&self, at: Instant) -> Instant {
        let first = self.zone.date(at);
        let mut days = (0..SEARCHED_DAYS).filter_map(|n| self.waking(first.checked_add_days(Days::new(n))?));
        days.find(|day| at < day.end).map_or(at, |day| day.start.max(at))
    }

    /// The hours of a local date that are not quiet.
    fn waking(&self, date: chrono::NaiveDate) -> Option<Interval> {
        if date.weekday() == Weekday::Sun || self.holidays.is_closed(date) {
            return None;
        }
        let hour = |hour| DayTime::from_hm(hour, 0).map(|time| self.zone.at(date, time));
        Interval::new(hour(MORNING)?, hour(EVENING)?)
    }
}
