//! From instants to rows: where on a sheet something stands.

use chrono::{NaiveDate, TimeDelta, Timelike};

use crate::domain::time::{Instant, Interval, Zone};
use crate::i18n::Texts;
use crate::web::view::ROW_MINUTES;

/// Hours shown when nothing else says more.
const USUAL: (i64, i64) = (8, 18);
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// Minutes of a sheet. A single date is measured by elapsed time, so that a day of 23 or 25 hours has as many; several dates
/// side by side share one scale of wall-clock readings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ruler {
    zone: Zone,
    /// Set when the sheet shows this date only.
    only: Option<NaiveDate>,
    /// First and last hour shown, the last excluded.
    hours: (i64, i64),
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rows {
    /// First row, from the top of the sheet.
    pub(super) from: i64,
    /// First row below it.
    pub(super) to: i64,
}

impl Rows {
    /// Classes of the sheet.
    pub(super) fn class(self) -> String {
        format!("r{} n{}", self.from, self.to - self.from)
    }
}

impl Ruler {
    /// A ruler over some dates, with the usual hours.
    pub(super) fn new(zone: Zone, dates: &[NaiveDate]) -> Self {
        let only = match dates {
            [date] => Some(*date),
            _ => None,
        };
        Self {
            zone,
            only,
            hours: USUAL,
        }
    }

    /// Shows at least this of a date as well.
    pub(super) fn widen(&mut self, date: NaiveDate, span: Interval) {
        let (from, to) = self.minutes(date, span);
        self.hours.0 = self.hours.0.min(from / HOUR);
        self.hours.1 = self.hours.1.max((to + HOUR - 1) / HOUR);
    }

    /// Rows of the whole sheet.
    pub(super) fn rows(&self) -> i64 {
        (self.hours.1 - self.hours.0) * HOUR / ROW_MINUTES
    }

    /// Minutes from midnight to the first row.
    pub(super) fn first_minute(&self) -> i64 {
        self.hours.0 * HOUR
    }

    /// The instant of the first row of a sheet of one date; dates side by side share a scale of readings.
    pub(super) fn top(&self, date: NaiveDate) -> Option<Instant> {
        let top = self.zone.start_of(date) + TimeDelta::hours(self.hours.0);
        self.only.map(|_| top)
    }

    /// The rows of a span on a date; `None` when it lies outside of what is shown.
    pub(super) fn place(&self, date: NaiveDate, span: Interval) -> Option<Rows> {
        let (from, to) = self.minutes(date, span);
        let top = self.hours.0 * HOUR;
        let (from, to) = ((from - top).max(0), (to - top).min(self.rows() * ROW_MINUTES));
        let rows = Rows {
            from: from / ROW_MINUTES,
            to: ((to + ROW_MINUTES - 1) / ROW_MINUTES).max(from / ROW_MINUTES + 1),
        };
        (from < to && rows.to <= self.rows()).then_some(rows)
    }

    /// Row and label of each hour.
    pub(super) fn labels(&self, t: Texts) -> Vec<(String, String)> {
        let label = |hour: i64| {
            let reading = chrono::NaiveTime::from_hms_opt(u32::try_from(hour % 24).unwrap_or(0), 0, 0);
            match self.only {
                Some(date) => t.hour_at(self.zone, self.zone.start_of(date) + TimeDelta::hours(hour)),
                None => t.hour(reading.unwrap_or_default()),
            }
        };
        let row = |hour: i64| {
            let from = (hour - self.hours.0) * HOUR / ROW_MINUTES;
            let rows = Rows {
                from,
                to: from + HOUR / ROW_MINUTES,
            };
            rows.class()
        };
        (self.hours.0..self.hours.1)
            .map(|hour| (row(hour), label(hour)))
            .collect()
    }

    /// Minutes from the top of the date, clipped to it.
    fn minutes(&self, date: NaiveDate, span: Interval) -> (i64, i64) {
        let midnight = self.zone.start_of(date);
        let next = self.zone.start_of(date.succ_opt().unwrap_or(date));
        let minute = |at: Instant| {
            let at = at.clamp(midnight, next);
            if self.only.is_some() {
                return (at - midnight).num_minutes();
            }
            if at == next {
                return DAY;
            }
            let reading = self.zone.wall(at).reading.time();
            i64::from(reading.hour()) * HOUR + i64::from(reading.minute())
        };
        (minute(span.start), minute(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: &str, end: &str) -> Interval {
        Interval {
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
        }
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_alone_has_the_hours_it_has() {
        let paris = Zone::named("Europe/Paris").unwrap();
        let texts = Texts::of(crate::domain::patient::Language::Fr);
        for (day, hours) in [("2026-03-29", 23), ("2026-10-25", 25), ("2026-03-02", 24)] {
            let mut ruler = Ruler::new(paris, &[date(day)]);
            let whole = Interval {
                start: paris.start_of(date(day)),
                end: paris.start_of(date(day).succ_opt().unwrap()),
            };
            ruler.widen(date(day), whole);
            assert_eq!(ruler.rows(), hours * 12, "{day}");
            assert_eq!(ruler.labels(texts).len(), usize::try_from(hours).unwrap());
        }
        let ruler = Ruler::new(paris, &[date("2026-03-29")]);
        // 9 o'clock summer time is the eighth hour of that day.
        let nine = span("2026-03-29T07:00:00Z", "2026-03-29T07:30:00Z");
        assert_eq!(ruler.place(date("2026-03-29"), nine).unwrap().class(), "r0 n6");
        assert_eq!(ruler.labels(texts)[0].1, "9\u{a0}h");
    }

    #[test]
    fn dates_side_by_side_agree_on_the_wall_clock() {
        for (zone, changed, plain) in [
            ("Europe/Paris", "2026-03-29T07:00:00Z", "2026-03-28T08:00:00Z"),
            ("America/Miquelon", "2026-03-08T11:00:00Z", "2026-03-07T12:00:00Z"),
        ] {
            let zone = Zone::named(zone).unwrap();
            let (changed, plain): (Instant, Instant) = (changed.parse().unwrap(), plain.parse().unwrap());
            let ruler = Ruler::new(zone, &[zone.date(plain), zone.date(changed)]);
            let at = |at: Instant| {
                let span = Interval::lasting(at, TimeDelta::minutes(20));
                ruler.place(zone.date(at), span).unwrap()
            };
            assert_eq!(at(changed), at(plain), "both at nine");
            assert_eq!(at(plain).class(), "r12 n4");
        }
    }

    #[test]
    fn what_is_outside_is_not_placed_and_what_is_short_has_a_row() {
        let paris = Zone::named("Europe/Paris").unwrap();
        let day = date("2026-03-02");
        let ruler = Ruler::new(paris, &[day]);
        assert_eq!(
            ruler.place(day, span("2026-03-02T05:00:00Z", "2026-03-02T06:00:00Z")),
            None
        );
        let brief = span("2026-03-02T08:02:00Z", "2026-03-02T08:03:00Z");
        assert_eq!(ruler.place(day, brief).unwrap().class(), "r12 n1");
        let night = span("2026-03-01T20:00:00Z", "2026-03-02T08:00:00Z");
        assert_eq!(ruler.place(day, night).unwrap().class(), "r0 n12");
    }
}
