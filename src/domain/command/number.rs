//! Tokens that begin with a digit: an hour, a length, a date, a day of the month, or part of a telephone number.

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::time::DayTime;

/// Lengths that a bare number may mean, in minutes.
const LENGTHS: std::ops::RangeInclusive<u16> = 5..=240;
/// Hours that three or four bare digits may mean.
const HOURS: std::ops::RangeInclusive<u16> = 6..=21;

/// What a token means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Time(DayTime),
    Minutes(u16),
    Date(NaiveDate),
    /// A plain number that may be a length or a day of the month.
    Plain(u16),
}

/// `None` for what is part of a name: telephone numbers, birth dates, anything else.
pub(super) fn number(token: &str, today: NaiveDate) -> Option<Number> {
    if let Some(days) = token.strip_prefix('+').filter(|rest| rest.len() <= 3) {
        let days: u64 = days.parse().ok()?;
        return today.checked_add_days(Days::new(days)).map(Number::Date);
    }
    if !token.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    date(token, today)
        .map(Number::Date)
        .or_else(|| time(token).map(Number::Time))
        .or_else(|| minutes(token).map(Number::Minutes))
        .or_else(|| plain(token))
}

/// `14h30`, `14h`, `14:30`.
fn time(token: &str) -> Option<DayTime> {
    let (hour, minute) = token.split_once(['h', 'H', ':'])?;
    let minute = if minute.is_empty() { "0" } else { minute };
    let is_short = hour.len() <= 2 && minute.len() <= 2;
    let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
    DayTime::from_hm(hour, minute).filter(|time| is_short && *time < DayTime::END)
}

/// `45min`, `45'`.
fn minutes(token: &str) -> Option<u16> {
    let end = token.find(|c: char| !c.is_ascii_digit())?;
    let (digits, unit) = token.split_at_checked(end)?;
    let is_unit = matches!(unit.to_ascii_lowercase().as_str(), "min" | "mn" | "m" | "'" | "’");
    let minutes = digits.parse().ok()?;
    (is_unit && LENGTHS.contains(&minutes)).then_some(minutes)
}

/// `12/3`, `12.3.`, `12/03/2026`, `2026-03-12`; a date that has passed is somebody's birth date.
fn date(token: &str, today: NaiveDate) -> Option<NaiveDate> {
    if let Ok(date) = token.parse::<NaiveDate>() {
        return Some(date).filter(|date| *date >= today);
    }
    let parts: Vec<&str> = token.trim_end_matches('.').split(['/', '.']).collect();
    match parts.as_slice() {
        [day, month] => next(day.parse().ok()?, month.parse().ok()?, today),
        [day, month, year] => {
            let year: i32 = year.parse().ok()?;
            let year = if year < 100 { year + 2000 } else { year };
            let date = NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)?;
            Some(date).filter(|date| *date >= today)
        }
        _ => None,
    }
}

/// The next such date, today included.
pub(super) fn next(day: u32, month: u32, today: NaiveDate) -> Option<NaiveDate> {
    // Leap days are up to eight years apart.
    let years = today.year()..=today.year() + 8;
    let dates = years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
    dates.into_iter().find(|date| *date >= today)
}

/// The next such day of a month, today included.
pub(super) fn next_of_month(day: u16, today: NaiveDate) -> Option<NaiveDate> {
    let days = today.iter_days().take(62);
    days.into_iter().find(|date| date.day() == u32::from(day))
}

/// `930`, `1430` are hours; what begins with a nought or is longer belongs to a telephone number.
fn plain(token: &str) -> Option<Number> {
    let is_plain = token.len() <= 4 && token.bytes().all(|b| b.is_ascii_digit()) && !token.starts_with('0');
    let value: u16 = token.parse().ok().filter(|_| is_plain)?;
    if value < 240 || LENGTHS.contains(&value) {
        return Some(Number::Plain(value));
    }
    let time = DayTime::from_hm(value / 100, value % 100);
    time.filter(|_| HOURS.contains(&(value / 100)))
        .filter(|_| !(1900..=2099).contains(&value))
        .map(Number::Time)
}

/// A plain number as a length.
pub(super) fn as_length(value: u16) -> Option<u16> {
    (LENGTHS.contains(&value) && value.is_multiple_of(5)).then_some(value)
}
