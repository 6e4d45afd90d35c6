//! « Tous les mercredis après-midi jusqu'au… »: the same wall-clock hours, week after week.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Days, NaiveDate};

use crate::domain::time::{DayTime, Interval, Zone};

/// Most occurrences of one rule: five years of weeks.
pub const OCCURRENCES_MAX: usize = 260;

/// Once every so many weeks, on the weekday of the first date (RFC 5545 `FREQ=WEEKLY;INTERVAL=…;UNTIL=…`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// 1 or more.
    pub every_weeks: u8,
    /// Last local date, included.
    pub until: NaiveDate,
}

impl Recurrence {
    /// The dates from the first one on, at most [`OCCURRENCES_MAX`].
    pub fn dates(&self, first: NaiveDate) -> Vec<NaiveDate> {
        let step = Days::new(7 * u64::from(self.every_weeks.max(1)));
        std::iter::successors(Some(first), |date| date.checked_add_days(step))
            .take_while(|date| *date <= self.until)
            .take(OCCURRENCES_MAX)
            .collect()
    }

    /// The same hours of the wall clock on each date: an hour stays an hour of the clock over a change of summer time.
    pub fn intervals(&self, zone: Zone, first: NaiveDate, (from, to): (DayTime, DayTime)) -> Vec<Interval> {
        let on = |date: NaiveDate| Interval {
            start: zone.at(date, from),
            end: zone.at(date, to),
        };
        self.dates(first).into_iter().map(on).collect()
    }
}

/// Spans of the same weekday and the same hours of the wall clock together, in order of their first; what lasts longer than a day
/// stands alone. It is how « tous les mercredis » is read back from its occurrences.
pub fn series(zone: Zone, spans: &[Interval]) -> Vec<Vec<Interval>> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let mut found: Vec<Vec<Interval>> = Vec::new();
    let mut known = BTreeMap::new();
    for span in spans {
        let [start, end] = [span.start, span.end].map(|at| zone.wall(at).reading);
        let days = (end.date() - start.date()).num_days();
        let rule = (days <= 1).then(|| {
            (
                start.weekday().num_days_from_monday(),
                start.time(),
                end.time(),
                days,
            )
        });
        let at = rule.and_then(|rule| known.get(&rule).copied());
        if let Some(same) = at.and_then(|at: usize| found.get_mut(at)) {
            same.push(span);
        } else {
            known.extend(rule.map(|rule| (rule, found.len())));
            found.push(vec![span]);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_other_wednesday_until_a_date_included() {
        let rule = Recurrence {
            every_weeks: 2,
            until: date("2026-04-15"),
        };
        let expected = ["2026-03-18", "2026-04-01", "2026-04-15"].map(date);
        assert_eq!(rule.dates(date("2026-03-18")), expected);
        assert_eq!(rule.dates(date("2026-04-16")), []);
    }

    #[test]
    fn the_clock_decides_on_both_sides_of_the_changes_of_time() {
        let zone = Zone::named("Europe/Paris").unwrap();
        let afternoon = (DayTime::from_hm(14, 0).unwrap(), DayTime::END);
        for (first, starts) in [
            ("2026-03-25", ["2026-03-25T13:00:00Z", "2026-04-01T12:00:00Z"]),
            ("2026-10-21", ["2026-10-21T12:00:00Z", "2026-10-28T13:00:00Z"]),
        ] {
            let first = date(first);
            let rule = Recurrence {
                every_weeks: 1,
                until: first + Days::new(7),
            };
            let found = rule.intervals(zone, first, afternoon);
            let found: Vec<_> = found.iter().map(|i| i.start).collect();
            assert_eq!(
                found,
                starts
                    .map(|s| s.parse::<crate::domain::time::Instant>().unwrap())
                    .to_vec()
            );
        }
    }

    #[test]
    fn occurrences_are_read_back_as_one_series_whatever_the_zone() {
        for zone in [
            "Europe/Paris",
            "America/Miquelon",
            "Indian/Reunion",
            "Pacific/Marquesas",
        ] {
            let zone = Zone::named(zone).unwrap();
            let hours = (DayTime::from_hm(14, 0).unwrap(), DayTime::END);
            let rule = |first: &str, until: &str| {
                let rule = Recurrence {
                    every_weeks: 1,
                    until: date(until),
                };
                rule.intervals(zone, date(first), hours)
            };
            let wednesdays = rule("2026-03-04", "2026-11-25");
            let thursdays = rule("2026-03-05", "2026-03-12");
            let week = Interval {
                start: zone.at(date("2026-08-03"), DayTime::START),
                end: zone.at(date("2026-08-07"), DayTime::END),
            };
            let mixed: Vec<Interval> = thursdays
                .iter()
                .chain([&week])
                .chain(&wednesdays)
                .copied()
                .collect();
            let found = series(zone, &mixed);
            assert_eq!(found, [wednesdays, thursdays, vec![week]], "{}", zone.name());
        }
    }

    #[test]
    fn an_endless_rule_ends() {
        let rule = Recurrence {
            every_weeks: 0,
            until: date("2099-12-31"),
        };
        assert_eq!(rule.dates(date("2026-01-07")).len(), OCCURRENCES_MAX);
    }
}
