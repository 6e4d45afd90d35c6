//! The reference's own reading of the clock on the wall (booking-rules §1.3): it only ever asks what a clock shows at an
//! instant, and looks for the first minute that shows enough.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use grappe::domain::time::{Instant, Interval, Zone};

/// Minutes since 1970, UTC.
pub(super) type Minute = i64;

/// Searches start this much before the reading expected; no zone of the rules changes its offset by more in a day.
const MARGIN: Minute = 180;

thread_local! {
    /// Readings come back in every case; the answer never changes.
    static KNOWN: RefCell<HashMap<(&'static str, NaiveDate, i64), Minute>> = RefCell::default();
}

/// The clock on the wall of the practice.
#[derive(Clone, Copy)]
pub(super) struct Clock(Tz);

impl Clock {
    pub(super) fn of(zone: Zone) -> Self {
        Self(zone.name().parse().unwrap())
    }

    /// What the clock shows.
    pub(super) fn reading(self, minute: Minute) -> NaiveDateTime {
        instant(minute).with_timezone(&self.0).naive_local()
    }

    /// The local date of an instant.
    pub(super) fn date(self, at: Instant) -> NaiveDate {
        at.with_timezone(&self.0).date_naive()
    }

    /// The first minute at which the clock shows this many minutes of the day or more: a reading that is skipped in spring
    /// is the end of the gap, one that is repeated in autumn its first occurrence; 1440 is the next midnight.
    pub(super) fn first(self, date: NaiveDate, minutes: i64) -> Minute {
        let key = (self.0.name(), date, minutes);
        if let Some(known) = KNOWN.with_borrow(|k| k.get(&key).copied()) {
            return known;
        }
        let wanted = date.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::minutes(minutes);
        let as_utc = wanted.and_utc().timestamp() / 60;
        let offset = (self.reading(as_utc) - wanted).num_minutes();
        let mut minute = as_utc - offset - MARGIN;
        assert!(self.reading(minute) < wanted, "the search began too late");
        while self.reading(minute) < wanted {
            minute += 1;
        }
        KNOWN.with_borrow_mut(|k| k.insert(key, minute));
        minute
    }

    /// The minutes of a local date.
    pub(super) fn day(self, date: NaiveDate) -> Range<Minute> {
        self.first(date, 0)..self.first(later(date, 1), 0)
    }
}

/// The instant of a minute.
pub(super) fn instant(minute: Minute) -> Instant {
    DateTime::from_timestamp(minute * 60, 0).unwrap()
}

/// Some local days later.
pub(super) fn later(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap()
}

/// The minutes of an interval; everything but the present moment begins and ends on whole minutes here.
pub(super) fn minutes(interval: Interval) -> Range<Minute> {
    let minute = |at: Instant| {
        assert_eq!(at.timestamp() % 60, 0, "a whole minute");
        at.timestamp() / 60
    };
    minute(interval.start)..minute(interval.end)
}
