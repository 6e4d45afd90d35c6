//! Whether a reminder whose hour has come may leave now: quiet hours, usefulness, and how late it is after a time in which nothing
//! could be sent (reminders §4, booking-rules §11).

use chrono::TimeDelta;

use super::quiet_hours::{Calendar, QuietHours};
use crate::domain::time::Instant;

/// How late a reminder may be after a power cut, elapsed (booking-rules §11).
const LATE_AT_MOST: TimeDelta = TimeDelta::hours(3);

/// A reminder whose hour has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// When it was due.
    pub due: Instant,
    /// Until when it is of use.
    pub useful_until: Instant,
    /// It was tried before: what held it back was the line, which is no power cut.
    pub was_tried: bool,
}

/// Whether it may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// Now.
    Now,
    /// Not before that instant.
    From(Instant),
    /// Not any more: it goes to the phone list.
    Never,
}

/// Whether a reminder may leave at `now`, where the program has been able to send since `able_since`. How late it is counts from then
/// on: what waits its turn in a long queue does not grow too late by it.
pub fn leaving(
    reminder: Overdue,
    (now, able_since): (Instant, Instant),
    hours: &QuietHours,
    calendar: Calendar<'_>,
) -> Leaving {
    let is_too_late = !reminder.was_tried && able_since - reminder.due >= LATE_AT_MOST;
    if now >= reminder.useful_until || is_too_late {
        return Leaving::Never;
    }
    if !hours.is_quiet(calendar, now) {
        return Leaving::Now;
    }
    match hours.next_opening(calendar, now) {
        Some(opening) if opening < reminder.useful_until => Leaving::From(opening),
        _ => Leaving::Never,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::schedule::HolidayRules;
    use crate::domain::time::Zone;

    #[test]
    fn late_by_a_power_cut_is_less_than_three_hours_and_the_night_is_waited_out() {
        let holidays = HolidayRules::default();
        let calendar = Calendar {
            zone: Zone::named("Europe/Paris").unwrap(),
            holidays: &holidays,
        };
        let at = |text: &str| format!("2026-03-{text}:00Z").parse::<Instant>().unwrap();
        let long_ago = "01T00:00";
        for (due, useful, was_tried, now, able_since, expected) in [
            ("03T09:00", "04T06:30", false, "03T09:00", long_ago, Leaving::Now),
            (
                "03T09:00",
                "04T06:30",
                false,
                "03T11:59",
                "03T11:59",
                Leaving::Now,
            ),
            (
                "03T09:00",
                "04T06:30",
                false,
                "03T12:00",
                "03T12:00",
                Leaving::Never,
            ),
            // In a queue since then, or held back by the line.
            (
                "03T09:00",
                "04T06:30",
                false,
                "03T16:00",
                "03T11:00",
                Leaving::Now,
            ),
            ("03T09:00", "04T06:30", true, "03T16:00", "03T15:59", Leaving::Now),
            (
                "03T09:00",
                "04T06:30",
                false,
                "04T06:30",
                long_ago,
                Leaving::Never,
            ),
            // 20:00 in Paris: until eight in the morning, which is too late for the one and not for the other.
            (
                "03T18:30",
                "04T06:30",
                false,
                "03T19:00",
                long_ago,
                Leaving::Never,
            ),
            (
                "03T18:30",
                "04T08:00",
                false,
                "03T19:00",
                long_ago,
                Leaving::From(at("04T07:00")),
            ),
        ] {
            let reminder = Overdue {
                due: at(due),
                useful_until: at(useful),
                was_tried,
            };
            let found = leaving(
                reminder,
                (at(now), at(able_since)),
                &QuietHours::default(),
                calendar,
            );
            assert_eq!(found, expected, "due {due}, now {now}");
        }
    }
}
