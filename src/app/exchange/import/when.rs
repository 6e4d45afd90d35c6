//! Dates and times as practice programs write them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::contact::FieldProblem;

/// `31/12/2026`, `31-12-2026`, `31.12.2026` or ISO `2026-12-31`; a two-digit year is refused as ambiguous.
pub(super) fn date(text: &str) -> Result<NaiveDate, FieldProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldProblem::Missing);
    }
    let mut parts = text.split(['/', '-', '.']);
    let (Some(a), Some(b), Some(c), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(FieldProblem::Malformed);
    };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 {
        return Err(FieldProblem::Malformed);
    }
    let day = NaiveDate::from_ymd_opt(digits(year)?, digits(month)?, digits(day)?);
    let plausible = |d: &NaiveDate| (1880..=2200).contains(&chrono::Datelike::year(d));
    day.filter(plausible).ok_or(FieldProblem::Malformed)
}

/// `14h30`, `14h`, `14:30`, `14:30:00`, `1430` is refused.
pub(super) fn time(text: &str) -> Result<NaiveTime, FieldProblem> {
    let text = text.trim().to_ascii_lowercase();
    if text.is_empty() {
        return Err(FieldProblem::Missing);
    }
    let (hour, rest) = text.split_once(['h', ':']).ok_or(FieldProblem::Malformed)?;
    let (minute, second) = rest.split_once([':', 'm']).unwrap_or((rest, ""));
    let minute = if minute.trim().is_empty() { "0" } else { minute };
    let second = second.trim_end_matches('s').trim();
    let second = if second.is_empty() { "0" } else { second };
    NaiveTime::from_hms_opt(digits(hour)?, digits(minute)?, digits(second)?).ok_or(FieldProblem::Malformed)
}

/// A date and a time in one text, with a blank or `T` between; seconds of ISO are allowed, zones are not.
pub(super) fn date_and_time(text: &str) -> Result<NaiveDateTime, FieldProblem> {
    let text = text.trim();
    let (day, hour) = text.split_once(['T', ' ']).ok_or(if text.is_empty() {
        FieldProblem::Missing
    } else {
        FieldProblem::Malformed
    })?;
    let hour = hour.trim().trim_start_matches('à').trim_start_matches("at ");
    Ok(date(day)?.and_time(time(hour)?))
}

/// Minutes: `30`, `30 min`, `0h30`, `1h`, `01:30`; over zero, at most 12 hours.
pub(super) fn minutes(text: &str) -> Result<u16, FieldProblem> {
    let text = text.trim().to_ascii_lowercase();
    let number = text
        .trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.')
        .trim();
    let length = if text.contains(['h', ':']) {
        let clock = time(&text)?;
        chrono::Timelike::num_seconds_from_midnight(&clock) / 60
    } else {
        digits(number)?
    };
    let fit = u16::try_from(length).ok().filter(|m| (1..=720).contains(m));
    fit.ok_or(FieldProblem::OutOfRange { min: 1, max: 720 })
}

fn digits<T: std::str::FromStr>(text: &str) -> Result<T, FieldProblem> {
    let text = text.trim();
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number {
        return Err(FieldProblem::Malformed);
    }
    text.parse().map_err(|_| FieldProblem::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_and_iso_dates_are_the_same_day() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        for text in ["31/12/2026", "2026-12-31", "31.12.2026", " 31-12-2026 "] {
            assert_eq!(date(text), Ok(day), "{text}");
        }
        for text in [
            "31/12/26",
            "12/31/2026",
            "2026-02-30",
            "demain",
            "31/12",
            "1/1/0001",
        ] {
            assert_eq!(date(text), Err(FieldProblem::Malformed), "{text}");
        }
    }

    #[test]
    fn times_of_both_writings_are_read() {
        let half = NaiveTime::from_hms_opt(14, 30, 0).unwrap();
        for text in ["14h30", "14:30", "14:30:00", "14H30"] {
            assert_eq!(time(text), Ok(half), "{text}");
        }
        assert_eq!(time("9h"), Ok(NaiveTime::from_hms_opt(9, 0, 0).unwrap()));
        for text in ["25:00", "14h75", "1430", "midi"] {
            assert_eq!(time(text), Err(FieldProblem::Malformed), "{text}");
        }
    }

    #[test]
    fn lengths_are_minutes_whatever_their_writing() {
        for (text, expected) in [
            ("30", 30),
            ("30 min", 30),
            ("1h30", 90),
            ("00:45", 45),
            ("1h", 60),
        ] {
            assert_eq!(minutes(text), Ok(expected), "{text}");
        }
        assert!(minutes("0").is_err() && minutes("900").is_err() && minutes("-5").is_err());
    }
}
