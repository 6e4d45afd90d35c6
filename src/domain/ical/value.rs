//! Values of properties (RFC 5545 §3.3).

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// Days of ten thousand years: no length and no shift is longer, so that no sum leaves what a date can be.
const DAYS_LONG: i64 = 3_660_000;

/// A `DATE` or `DATE-TIME` as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// A day without time.
    Date(NaiveDate),
    /// A reading of a wall clock; the parameters say which.
    Local(NaiveDateTime),
    /// A reading in UTC.
    Utc(NaiveDateTime),
}

impl Time {
    /// `20261204`, `20261204T100000` or `20261204T100000Z`. A leap second is the second before it.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let date = date(text.get(..8)?)?;
        let Some(rest) = text.get(8..).filter(|rest| !rest.is_empty()) else {
            return Some(Self::Date(date));
        };
        let time = rest.strip_prefix(['T', 't'])?;
        let reading = date.and_time(time_of_day(time.get(..6)?)?);
        match time.get(6..)? {
            "" => Some(Self::Local(reading)),
            "Z" | "z" => Some(Self::Utc(reading)),
            _ => None,
        }
    }

    /// The reading; a day is its first second.
    pub fn reading(self) -> NaiveDateTime {
        match self {
            Self::Date(date) => date.and_time(NaiveTime::MIN),
            Self::Local(reading) | Self::Utc(reading) => reading,
        }
    }

    /// A day without time.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Date(_))
    }
}

fn number<T: std::str::FromStr>(digits: &str) -> Option<T> {
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?
}

fn date(text: &str) -> Option<NaiveDate> {
    let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..8)?);
    NaiveDate::from_ymd_opt(number(year)?, number(month)?, number(day)?)
}

fn time_of_day(text: &str) -> Option<NaiveTime> {
    let (hour, minute, second) = (text.get(..2)?, text.get(2..4)?, text.get(4..6)?);
    let second: u32 = number(second)?;
    let second = if second == 60 { 59 } else { second };
    NaiveTime::from_hms_opt(number(hour)?, number(minute)?, second)
}

/// A length: days on the wall first, then elapsed seconds (caldav §5.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// Nominal days.
    pub days: i64,
    /// Exact seconds.
    pub seconds: i64,
}

impl Length {
    /// Elapsed time only, kept within ten thousand years.
    pub fn exact(seconds: i64) -> Self {
        let longest = DAYS_LONG * 86_400;
        Self {
            days: 0,
            seconds: seconds.clamp(-longest, longest),
        }
    }

    /// Days on the wall only, kept within ten thousand years.
    pub fn nominal(days: i64) -> Self {
        Self {
            days: days.clamp(-DAYS_LONG, DAYS_LONG),
            seconds: 0,
        }
    }

    /// `P1DT2H`, `-PT15M`, `+P2W`; too long a number is the longest length.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(&text)),
        };
        let rest = rest.strip_prefix('P')?;
        let (day_part, time_part) = match rest.split_once('T') {
            Some((days, time)) => (days, time),
            None => (rest, ""),
        };
        if day_part.is_empty() && time_part.is_empty() {
            return None;
        }
        let days = sum(day_part, &[('W', 7), ('D', 1)])?;
        let seconds = sum(time_part, &[('H', 3600), ('M', 60), ('S', 1)])?;
        Some(Self {
            days: sign * Self::nominal(days).days,
            seconds: sign * Self::exact(seconds).seconds,
        })
    }

    /// No less than the seconds that pass on any wall.
    pub(super) fn at_most_seconds(self) -> i64 {
        let days = if self.days == 0 { 0 } else { self.days + 1 };
        (days * 86_400 + self.seconds).max(0)
    }
}

/// Numbers with units, each unit once and in order.
fn sum(mut text: &str, units: &[(char, i64)]) -> Option<i64> {
    let mut total: i64 = 0;
    for (unit, worth) in units {
        if let Some((digits, rest)) = text.split_once(*unit) {
            let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            let count = is_number.then(|| digits.parse().unwrap_or(i64::MAX))?;
            total = total.saturating_add(count.saturating_mul(*worth));
            text = rest;
        }
    }
    text.is_empty().then_some(total)
}

/// A text without its escapes.
pub(super) fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            (letter, false) => out.push(letter),
        }
    }
    out
}

/// A text with its escapes (RFC 5545 §3.3.11); control characters have no place in it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_by_their_form() {
        let shown = |text: &str| Time::read(text).map(|time| format!("{time:?}"));
        assert_eq!(shown("20261204").unwrap(), "Date(2026-12-04)");
        assert_eq!(shown("20261204T100060").unwrap(), "Local(2026-12-04T10:00:59)");
        assert_eq!(shown(" 20261204t100000z ").unwrap(), "Utc(2026-12-04T10:00:00)");
        for wrong in [
            "",
            "20261304",
            "20270229",
            "20261204T2500",
            "20261204T100000+01",
            "2026é204",
            "20261204T240000",
        ] {
            assert_eq!(shown(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn lengths_are_nominal_days_and_exact_seconds() {
        let read = |text: &str| Length::read(text).map(|length| (length.days, length.seconds));
        assert_eq!(read("+P0DT1H0M0S"), Some((0, 3600)));
        assert_eq!(read("-PT15M"), Some((0, -900)));
        assert_eq!(read("p1w"), Some((7, 0)));
        assert_eq!(read("P1DT2H3S"), Some((1, 7203)));
        assert_eq!(read("P99999999999999999999D"), Some((DAYS_LONG, 0)));
        for wrong in ["", "P", "PT", "P1Y", "1H", "PT1M1H", "P-1D", "PTH"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn escapes_are_undone_once() {
        assert_eq!(text(r"a\, b\\n\nc\"), "a, b\\n\nc");
    }
}
