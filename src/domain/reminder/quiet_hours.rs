//! When no reminder goes out (reminders §4): at night, on Sundays, on public holidays. A setting, with the hours of §4 as default.

use chrono::{Datelike, Days, NaiveDate, Timelike, Weekday};

use crate::domain::schedule::HolidayRules;
use crate::domain::time::{DayTime, Instant, Zone};

/// Key of the setting.
pub const QUIET_HOURS: &str = "reminders.quiet_hours";
/// What is due in the quiet hours goes out so long before they began: 18:00 where they begin at 20:00 (reminders §4).
const BEFORE_QUIET: u16 = 120;
/// Shortest time of a day in which messages may go out, in minutes.
const OPEN_AT_LEAST: u16 = 120;
/// Local days that are looked through for one on which messages go out.
const DAYS_LOOKED_AT: u64 = 60;

/// Hours, in the practice's zone, at which nobody is disturbed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct QuietHours {
    opens: DayTime,
    closes: DayTime,
    has_quiet_sundays: bool,
    has_quiet_holidays: bool,
}

/// As it is stored: quiet from an hour of the evening to one of the morning.
#[derive(serde::Serialize, serde::Deserialize)]
struct Stored {
    from: DayTime,
    to: DayTime,
    sundays: bool,
    holidays: bool,
}

/// The hours leave less than two hours of a day to send anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "quiet hours must leave at least two hours of the day, and end in the morning before they begin in the evening"
)]
pub struct QuietHoursError;

/// What the quiet hours are read with: the practice's zone and its closing days.
#[derive(Clone, Copy, Debug)]
pub struct Calendar<'a> {
    /// The practice's zone.
    pub zone: Zone,
    /// Its public holidays.
    pub holidays: &'a HolidayRules,
}

impl Default for QuietHours {
    /// 20:00 to 08:00, Sundays and public holidays (reminders §4).
    fn default() -> Self {
        Self {
            opens: DayTime::from_hm(8, 0).unwrap_or(DayTime::START),
            closes: DayTime::from_hm(20, 0).unwrap_or(DayTime::END),
            has_quiet_sundays: true,
            has_quiet_holidays: true,
        }
    }
}

impl QuietHours {
    /// Quiet from an hour of the evening (midnight is the end of the day) to one of the next morning, and all day on Sundays and
    /// public holidays where that is chosen.
    pub fn new(
        from: DayTime,
        to: DayTime,
        (sundays, holidays): (bool, bool),
    ) -> Result<Self, QuietHoursError> {
        let closes = if from == DayTime::START {
            DayTime::END
        } else {
            from
        };
        if closes.minutes() < to.minutes() + OPEN_AT_LEAST {
            return Err(QuietHoursError);
        }
        Ok(Self {
            opens: to,
            closes,
            has_quiet_sundays: sundays,
            has_quiet_holidays: holidays,
        })
    }

    /// Reading of the morning from which messages go out.
    pub fn opens(&self) -> DayTime {
        self.opens
    }

    /// Reading of the evening from which none does any more.
    pub fn closes(&self) -> DayTime {
        self.closes
    }

    /// Whether Sundays are quiet, and public holidays.
    pub fn quiet_days(&self) -> (bool, bool) {
        (self.has_quiet_sundays, self.has_quiet_holidays)
    }

    /// Whether nothing may go out at an instant.
    pub fn is_quiet(&self, calendar: Calendar<'_>, at: Instant) -> bool {
        let reading = calendar.zone.wall(at).reading;
        let minute = reading.hour() * 60 + reading.minute();
        let open = u32::from(self.opens.minutes())..u32::from(self.closes.minutes());
        !self.is_open_day(calendar, reading.date()) || !open.contains(&minute)
    }

    /// The first instant from `at` on at which messages may go out; `None` where the practice closed every day for two months.
    pub fn next_opening(&self, calendar: Calendar<'_>, at: Instant) -> Option<Instant> {
        let today = calendar.zone.date(at);
        (0..DAYS_LOOKED_AT).find_map(|days| {
            let date = today.checked_add_days(Days::new(days))?;
            let opening = calendar.zone.at(date, self.opens).max(at);
            let is_open = self.is_open_day(calendar, date) && opening < calendar.zone.at(date, self.closes);
            is_open.then_some(opening)
        })
    }

    /// The last evening reading before `at`, some hours before the quiet ones began, on a day on which messages go out.
    pub fn evening_before(&self, calendar: Calendar<'_>, at: Instant) -> Option<Instant> {
        let evening = self.closes.minutes().saturating_sub(BEFORE_QUIET);
        let evening = DayTime::from_minutes(evening.max(self.opens.minutes()))?;
        let today = calendar.zone.date(at);
        (0..DAYS_LOOKED_AT).find_map(|days| {
            let date = today.checked_sub_days(Days::new(days))?;
            let instant = calendar.zone.at(date, evening);
            (instant <= at && self.is_open_day(calendar, date)).then_some(instant)
        })
    }

    fn is_open_day(self, calendar: Calendar<'_>, date: NaiveDate) -> bool {
        let is_sunday = date.weekday() == Weekday::Sun;
        !(self.has_quiet_sundays && is_sunday || self.has_quiet_holidays && calendar.holidays.is_closed(date))
    }
}

impl From<QuietHours> for Stored {
    fn from(hours: QuietHours) -> Self {
        Self {
            from: hours.closes,
            to: hours.opens,
            sundays: hours.has_quiet_sundays,
            holidays: hours.has_quiet_holidays,
        }
    }
}

impl TryFrom<Stored> for QuietHours {
    type Error = QuietHoursError;
    fn try_from(stored: Stored) -> Result<Self, Self::Error> {
        Self::new(stored.from, stored.to, (stored.sundays, stored.holidays))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn hours_that_leave_no_day_are_refused_and_the_default_is_stored_as_it_is_said() {
        let time = |text: &str| text.parse::<DayTime>().unwrap();
        let days = (true, true);
        assert_eq!(
            QuietHours::new(time("20:00"), time("08:00"), days),
            Ok(QuietHours::default())
        );
        assert_eq!(
            QuietHours::new(time("08:00"), time("20:00"), days),
            Err(QuietHoursError)
        );
        assert_eq!(
            QuietHours::new(time("09:59"), time("08:00"), days),
            Err(QuietHoursError)
        );
        assert!(QuietHours::new(time("00:00"), time("08:00"), days).is_ok());
        let text = serde_json::to_string(&QuietHours::default()).unwrap();
        assert_eq!(
            text,
            r#"{"from":"20:00","to":"08:00","sundays":true,"holidays":true}"#
        );
        assert_eq!(
            serde_json::from_str::<QuietHours>(&text).unwrap(),
            QuietHours::default()
        );
        assert!(
            serde_json::from_str::<QuietHours>(
                r#"{"from":"06:00","to":"08:00","sundays":true,"holidays":true}"#
            )
            .is_err()
        );
    }

    #[test]
    fn the_ends_of_the_day_are_where_they_are_said_to_be() {
        let holidays = HolidayRules::default();
        let calendar = Calendar {
            zone: Zone::named("Europe/Paris").unwrap(),
            holidays: &holidays,
        };
        let hours = QuietHours::default();
        for (instant, is_quiet) in [
            ("2026-03-03T06:59:59Z", true),
            ("2026-03-03T07:00:00Z", false),
            ("2026-03-03T18:59:59Z", false),
            ("2026-03-03T19:00:00Z", true),
            // A Sunday; Ascension; a holiday on which the practice works is edited away elsewhere.
            ("2026-03-08T10:00:00Z", true),
            ("2026-05-14T10:00:00Z", true),
        ] {
            assert_eq!(hours.is_quiet(calendar, at(instant)), is_quiet, "{instant}");
        }
        let days_too = QuietHours::new(hours.closes(), hours.opens(), (false, false)).unwrap();
        assert!(!days_too.is_quiet(calendar, at("2026-03-08T10:00:00Z")));
        assert!(!days_too.is_quiet(calendar, at("2026-05-14T10:00:00Z")));
        // The night of the spring change, an hour short.
        assert_eq!(
            hours.next_opening(calendar, at("2026-03-28T23:30:00Z")),
            Some(at("2026-03-30T06:00:00Z"))
        );
        assert_eq!(
            hours.evening_before(calendar, at("2026-03-29T10:00:00Z")),
            Some(at("2026-03-28T17:00:00Z"))
        );
    }
}
