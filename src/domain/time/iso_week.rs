//! ISO weeks: parity and the 53-week years that break it (booking-rules §3).

use chrono::{Datelike, Days, NaiveDate};

/// The Monday of the week that contains `date`.
pub fn monday_of(date: NaiveDate) -> NaiveDate {
    date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday())))
        .unwrap_or(date)
}

/// Whether the ISO week number of `date` is odd.
pub fn is_odd_week(date: NaiveDate) -> bool {
    date.iso_week().week() % 2 == 1
}

/// Whether the ISO year has week 53, after which two odd weeks follow each other.
pub fn has_53_weeks(iso_year: i32) -> bool {
    NaiveDate::from_isoywd_opt(iso_year, 53, chrono::Weekday::Mon).is_some()
}
