//! Birth dates as they are typed into a search: « 17/05/1980 », « 17.5.80 », « 17051980 », « 17 mai 1980 », « 1980-05-17 ».

use chrono::{Datelike, NaiveDate};

use super::contact::folded;

/// Nobody who comes was born before.
const EARLIEST: i32 = 1900;
/// Figures that would be a later year are a phone number.
const LATEST: i32 = 2100;
/// Beginnings of the French month names that tell them apart, folded.
const MONTHS: [&str; 12] = [
    "janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aou", "sept", "oct", "nov", "dec",
];

/// What a search holds: the dates it may mean, a year of two figures meaning two, and everything else in it.
pub fn sought(typed: &str) -> (Vec<NaiveDate>, String) {
    let parts: Vec<&str> = typed.split_whitespace().collect();
    for (at, three) in parts.windows(3).enumerate() {
        let [day, month, year] = three else { continue };
        let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        // Three numbers are a phone unless the last one is a whole year.
        if is_number(month) && year.len() != 4 {
            continue;
        }
        let dates = dated(day, month, year);
        if !dates.is_empty() {
            let rest = parts.iter().take(at).chain(parts.iter().skip(at + 3));
            return (dates, joined(rest));
        }
    }
    for (at, part) in parts.iter().enumerate() {
        let dates = in_one_word(part);
        if !dates.is_empty() {
            let rest = parts.iter().take(at).chain(parts.iter().skip(at + 1));
            return (dates, joined(rest));
        }
    }
    (Vec::new(), joined(parts.iter()))
}

fn joined<'a>(parts: impl Iterator<Item = &'a &'a str>) -> String {
    parts.copied().collect::<Vec<_>>().join(" ")
}

fn in_one_word(word: &str) -> Vec<NaiveDate> {
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => dated(day, month, year),
        [day, month, year] => dated(day, month, year),
        [all] if all.len() == 8 && all.is_ascii() => match (all.get(..2), all.get(2..4), all.get(4..)) {
            (Some(day), Some(month), Some(year)) => dated(day, month, year),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn dated(day: &str, month: &str, year: &str) -> Vec<NaiveDate> {
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2);
    let day = number(day.strip_suffix("er").unwrap_or(day));
    let month = number(month).or_else(|| month_named(month));
    let years: &[i32] = match year.parse::<i32>() {
        Ok(short) if year.len() == 2 => &[1900 + short, 2000 + short],
        Ok(full) if year.len() == 4 => &[full],
        _ => &[],
    };
    let (Some(day), Some(month)) = (day, month) else {
        return Vec::new();
    };
    let dates = years
        .iter()
        .filter_map(|year| NaiveDate::from_ymd_opt(*year, month, day));
    dates
        .filter(|date| (EARLIEST..LATEST).contains(&date.year()))
        .collect()
}

fn month_named(text: &str) -> Option<u32> {
    let name = folded(text);
    let found = MONTHS.iter().position(|month| name.starts_with(month))?;
    u32::try_from(found + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birth_date_is_found_in_any_writing_and_the_rest_is_kept() {
        for typed in [
            "Roux 17/05/1980 Zoé",
            "17.5.1980 Roux Zoé",
            "Roux 17051980 Zoé",
            "Roux Zoé 17 mai 1980",
            "Roux 17 05 1980 Zoé",
            "Roux 1980-05-17 Zoé",
        ] {
            let (dates, rest) = sought(typed);
            assert_eq!(dates, ["1980-05-17".parse::<NaiveDate>().unwrap()], "{typed}");
            assert_eq!(rest, "Roux Zoé", "{typed}");
        }
        let (dates, _) = sought("1er août 49");
        let expected = ["1949-08-01", "2049-08-01"].map(|date| date.parse::<NaiveDate>().unwrap());
        assert_eq!(dates, expected);
        assert_eq!(sought("28 févr. 2001").0.len(), 1);
    }

    #[test]
    fn a_phone_number_is_no_date() {
        for typed in [
            "06 12 34 56 78",
            "06123456",
            "0612",
            "31/02/1980",
            "17/05",
            "Mai Lan",
            "é7051980",
            "06 12 34",
        ] {
            assert_eq!(sought(typed), (Vec::new(), typed.to_owned()), "{typed}");
        }
    }
}
