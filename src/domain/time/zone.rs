//! The only place where a wall-clock reading becomes an instant (style §2.6).

use chrono::{
    DateTime, Days, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta,
    TimeZone, Utc,
};
use chrono_tz::Tz;

use super::{DayTime, Instant};

/// The practice's IANA zone; zone data is the program's own (booking-rules §1.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

/// The zone data does not know this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown time zone: {0}")]
pub struct UnknownZone(pub String);

/// A wall-clock reading with the offset in force, so that a repeated autumn hour stays distinct (booking-rules §1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WallTime {
    /// Reading of the clock on the wall.
    pub reading: NaiveDateTime,
    /// Seconds east of UTC.
    pub offset_seconds: i32,
    /// The same reading occurs twice on this date.
    pub is_repeated: bool,
}

/// Version of the embedded IANA data, e.g. `2026a`.
pub fn zone_data_version() -> &'static str {
    chrono_tz::IANA_TZDB_VERSION
}

impl Zone {
    /// Looks a zone up by its IANA name.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        name.parse()
            .map(Self)
            .map_err(|_| UnknownZone(name.chars().take(60).collect()))
    }

    /// IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Opening rule of booking-rules §1.3: a reading in the spring gap is the first instant after the gap, a repeated one
    /// its first occurrence.
    pub fn opening_instant(self, reading: NaiveDateTime) -> Instant {
        match self.0.from_local_datetime(&reading) {
            LocalResult::Single(at) => at.with_timezone(&Utc),
            LocalResult::Ambiguous(first, _) => first.with_timezone(&Utc),
            LocalResult::None => self.end_of_gap(reading),
        }
    }

    /// Reading of a calendar event: in the spring gap the offset before the gap applies (02:30 is 03:30 summer time), a
    /// repeated one is its first occurrence (caldav §5.4, RFC 5545 §3.3.5).
    pub fn ics_instant(self, reading: NaiveDateTime) -> Instant {
        if !matches!(self.0.from_local_datetime(&reading), LocalResult::None) {
            return self.opening_instant(reading);
        }
        let before = self.end_of_gap(reading) - TimeDelta::seconds(1);
        let offset = before.with_timezone(&self.0).offset().fix().local_minus_utc();
        reading.and_utc() - TimeDelta::seconds(i64::from(offset))
    }

    /// Local calendar days from one instant to another, as people count them: 0 on the same day whatever the hour, 1 on the next one;
    /// 0 as well where the second instant is on an earlier day.
    pub fn days_ahead(self, from: Instant, to: Instant) -> i64 {
        (self.date(to) - self.date(from)).num_days().max(0)
    }

    /// [`Self::opening_instant`] of a time of day; `24:00` is midnight of the next date.
    pub fn at(self, date: NaiveDate, time: DayTime) -> Instant {
        match time.time() {
            Some(reading) => self.opening_instant(date.and_time(reading)),
            None => self.opening_instant(
                date.checked_add_days(Days::new(1))
                    .unwrap_or(date)
                    .and_time(NaiveTime::MIN),
            ),
        }
    }

    /// First instant of the local day.
    pub fn start_of(self, date: NaiveDate) -> Instant {
        self.at(date, DayTime::START)
    }

    /// Wall-clock reading of an instant.
    pub fn wall(self, instant: Instant) -> WallTime {
        let local = instant.with_timezone(&self.0);
        let reading = local.naive_local();
        WallTime {
            reading,
            offset_seconds: local.offset().fix().local_minus_utc(),
            is_repeated: matches!(self.0.from_local_datetime(&reading), LocalResult::Ambiguous(..)),
        }
    }

    /// Local date of an instant.
    pub fn date(self, instant: Instant) -> NaiveDate {
        instant.with_timezone(&self.0).date_naive()
    }

    /// The instant with the offset in force there, for RFC 3339.
    pub fn fixed(self, instant: Instant) -> DateTime<FixedOffset> {
        let local = instant.with_timezone(&self.0);
        local.with_timezone(&local.offset().fix())
    }

    /// No gap in the zones of booking-rules §1.6 exceeds a day; the search ends at the first reading that exists.
    fn end_of_gap(self, reading: NaiveDateTime) -> Instant {
        let before = self.0.from_utc_datetime(&(reading - TimeDelta::hours(26)));
        let mut low = before.with_timezone(&Utc);
        let mut high = low + TimeDelta::hours(52);
        while high - low > TimeDelta::seconds(1) {
            let middle = low + TimeDelta::seconds((high - low).num_seconds() / 2);
            if middle.with_timezone(&self.0).naive_local() >= reading {
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(zone: &str, reading: &str) -> String {
        let zone = Zone::named(zone).unwrap();
        let reading: NaiveDateTime = reading.parse().unwrap();
        zone.fixed(zone.opening_instant(reading)).to_rfc3339()
    }

    #[test]
    fn a_reading_in_the_spring_gap_is_the_first_instant_after_it() {
        for reading in [
            "2026-03-29T02:00:00",
            "2026-03-29T02:30:00",
            "2026-03-29T02:59:59",
        ] {
            assert_eq!(opening("Europe/Paris", reading), "2026-03-29T03:00:00+02:00");
        }
        assert_eq!(
            opening("America/Miquelon", "2026-03-08T02:30:00"),
            "2026-03-08T03:00:00-02:00"
        );
    }

    #[test]
    fn a_repeated_reading_is_its_first_occurrence() {
        assert_eq!(
            opening("Europe/Paris", "2026-10-25T02:30:00"),
            "2026-10-25T02:30:00+02:00"
        );
        assert_eq!(
            opening("America/Miquelon", "2026-11-01T01:30:00"),
            "2026-11-01T01:30:00-02:00"
        );
    }

    #[test]
    fn a_repeated_hour_is_told_apart_by_its_offset() {
        let zone = Zone::named("Europe/Paris").unwrap();
        let first: Instant = "2026-10-25T00:30:00Z".parse().unwrap();
        let (summer, winter) = (zone.wall(first), zone.wall(first + TimeDelta::hours(1)));
        assert_eq!(summer.reading, winter.reading);
        assert!(summer.is_repeated && winter.is_repeated);
        assert_eq!((summer.offset_seconds, winter.offset_seconds), (7200, 3600));
        assert!(!zone.wall(first + TimeDelta::hours(2)).is_repeated);
    }

    #[test]
    fn midnight_at_the_end_of_a_day_is_that_of_the_next() {
        let zone = Zone::named("Pacific/Marquesas").unwrap();
        let day: NaiveDate = "2026-12-31".parse().unwrap();
        assert_eq!(
            zone.fixed(zone.at(day, DayTime::END)).to_rfc3339(),
            "2027-01-01T00:00:00-09:30"
        );
    }

    #[test]
    fn days_ahead_are_those_of_the_local_calendar() {
        for (zone, from, to, days) in [
            // Late in the evening for the next morning, and early in the morning for the same evening.
            ("Europe/Paris", "2026-03-02T22:30:00Z", "2026-03-03T07:00:00Z", 1),
            ("Europe/Paris", "2026-03-02T23:30:00Z", "2026-03-03T20:00:00Z", 0),
            // Over the spring change, 23 hours, and the autumn one, 25.
            ("Europe/Paris", "2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z", 1),
            ("Europe/Paris", "2026-10-24T22:30:00Z", "2026-10-25T22:30:00Z", 0),
            (
                "America/Miquelon",
                "2026-03-07T13:00:00Z",
                "2026-03-08T12:00:00Z",
                1,
            ),
            // Where the local day is another one than in Paris.
            (
                "Pacific/Tahiti",
                "2026-03-03T09:00:00Z",
                "2026-03-03T18:00:00Z",
                1,
            ),
            (
                "Pacific/Noumea",
                "2026-03-02T12:00:00Z",
                "2026-03-02T22:00:00Z",
                1,
            ),
            (
                "Pacific/Marquesas",
                "2026-03-02T10:00:00Z",
                "2026-03-03T09:00:00Z",
                0,
            ),
            ("Europe/Paris", "2026-03-03T08:00:00Z", "2026-03-02T08:00:00Z", 0),
        ] {
            let at = |text: &str| text.parse::<Instant>().unwrap();
            let zone = Zone::named(zone).unwrap();
            assert_eq!(zone.days_ahead(at(from), at(to)), days, "{zone:?} {from}");
        }
    }
}
