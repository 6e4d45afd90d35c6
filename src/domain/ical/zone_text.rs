//! A zone of the zone data as a `VTIMEZONE` (RFC 5545 §3.6.5), for programs that do not know its name.

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta};

use crate::domain::time::{Instant, Zone};

/// Years looked at: enough to see whether the changes follow a rule. A constant, so that an event reads the same whenever it is written.
const YEARS: std::ops::RangeInclusive<i32> = 2020..=2034;
const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// A change of offset.
#[derive(Clone, Copy)]
struct Onset {
    /// The wall as it was until then.
    wall: NaiveDateTime,
    from: i32,
    to: i32,
}

/// Its lines with their ends.
pub(super) fn vtimezone(zone: Zone) -> String {
    let mut text = format!("BEGIN:VTIMEZONE\r\nTZID:{}\r\n", zone.name());
    let onsets = onsets(zone);
    let (later, earlier): (Vec<Onset>, Vec<Onset>) =
        onsets.iter().copied().partition(|onset| onset.to > onset.from);
    if onsets.is_empty() {
        let offset = zone.wall(midnight(*YEARS.start())).offset_seconds;
        let fixed = Onset {
            wall: midnight(1970).naive_utc(),
            from: offset,
            to: offset,
        };
        part(&mut text, "STANDARD", fixed, "");
    }
    for (name, group) in [("DAYLIGHT", later), ("STANDARD", earlier)] {
        match (group.first(), rule(&group)) {
            (Some(first), Some(rule)) => part(&mut text, name, *first, &rule),
            _ => group.iter().for_each(|onset| part(&mut text, name, *onset, "")),
        }
    }
    text.push_str("END:VTIMEZONE\r\n");
    text
}

fn part(text: &mut String, name: &str, onset: Onset, rule: &str) {
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "BEGIN:{name}\r\nDTSTART:{}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\n{rule}END:{name}\r\n",
        onset.wall.format("%Y%m%dT%H%M%S"),
        offset(onset.from),
        offset(onset.to),
    );
}

fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

fn midnight(year: i32) -> Instant {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    first.and_hms_opt(0, 0, 0).unwrap_or_default().and_utc()
}

/// Every change of those years.
fn onsets(zone: Zone) -> Vec<Onset> {
    let offset = |at: Instant| zone.wall(at).offset_seconds;
    let (mut at, last) = (midnight(*YEARS.start()), midnight(*YEARS.end() + 1));
    let mut found = Vec::new();
    while at < last {
        // No zone changes twice within a week.
        let next = last.min(at + Days::new(7));
        let (from, to) = (offset(at), offset(next));
        if from != to {
            let (mut low, mut high) = (at, next);
            while high - low > TimeDelta::seconds(1) {
                let middle = low + (high - low) / 2;
                if offset(middle) == from {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            // Whole seconds: a week has a whole number of them, halves are cut away.
            let change = (low + TimeDelta::seconds(1)).naive_utc();
            let change =
                change - TimeDelta::nanoseconds(i64::from(change.and_utc().timestamp_subsec_nanos()));
            found.push(Onset {
                wall: change + TimeDelta::seconds(i64::from(from)),
                from,
                to,
            });
        }
        at = next;
    }
    found
}

/// The yearly rule that all of them follow, where there is one.
fn rule(group: &[Onset]) -> Option<String> {
    let first = group.first()?;
    let whole = usize::try_from(YEARS.end() - YEARS.start() + 1).ok()?;
    let is_alike = |onset: &Onset| {
        (
            onset.wall.month(),
            onset.wall.weekday(),
            onset.wall.time(),
            onset.from,
            onset.to,
        ) == (
            first.wall.month(),
            first.wall.weekday(),
            first.wall.time(),
            first.from,
            first.to,
        )
    };
    if group.len() != whole || !group.iter().all(is_alike) {
        return None;
    }
    let week = |onset: &Onset| (onset.wall.day() - 1) / 7 + 1;
    let is_last = |onset: &Onset| (onset.wall + Days::new(7)).month() != onset.wall.month();
    let number = if group.iter().all(is_last) {
        "-1".to_owned()
    } else if group.iter().all(|onset| week(onset) == week(first)) {
        week(first).to_string()
    } else {
        return None;
    };
    let day = WEEKDAYS.get(first.wall.weekday().num_days_from_monday() as usize)?;
    let month = first.wall.month();
    Some(format!(
        "RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={number}{day}\r\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::super::budget::{Budget, Limits};
    use super::super::component::Calendar;
    use super::super::vtimezone::Definition;
    use super::*;

    #[test]
    fn a_zone_is_read_back_as_it_is() {
        for name in [
            "Europe/Paris",
            "America/Miquelon",
            "America/Guadeloupe",
            "Indian/Reunion",
            "Pacific/Tahiti",
            "Pacific/Marquesas",
            "Africa/Casablanca",
        ] {
            let zone = Zone::named(name).unwrap();
            let text = vtimezone(zone);
            let calendar = Calendar::read(text.as_bytes(), &Limits::default());
            let until = "2036-01-01T00:00:00".parse().unwrap();
            let own = Definition::read(&calendar, 0, until, &mut Budget::default());
            let own = own.unwrap().unwrap();
            let mut at: Instant = "2026-01-01T00:15:00Z".parse().unwrap();
            while at < midnight(2029) {
                assert_eq!(own.reading(at), zone.wall(at).reading, "{name} {at}\n{text}");
                at += TimeDelta::hours(1);
            }
        }
    }

    #[test]
    fn paris_is_two_rules_and_tahiti_none() {
        let paris = vtimezone(Zone::named("Europe/Paris").unwrap());
        for line in [
            "BEGIN:DAYLIGHT\r\nDTSTART:20200329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n",
            "BEGIN:STANDARD\r\nDTSTART:20201025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n",
        ] {
            assert!(paris.contains(line), "{paris}");
        }
        let tahiti = vtimezone(Zone::named("Pacific/Tahiti").unwrap());
        assert!(
            tahiti.contains(
                "DTSTART:19700101T000000\r\nTZOFFSETFROM:-1000\r\nTZOFFSETTO:-1000\r\nEND:STANDARD"
            ),
            "{tahiti}"
        );
    }
}
