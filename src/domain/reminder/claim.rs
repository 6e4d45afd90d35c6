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

    fn at(text: &str) -> Instant {
        format!("2026-03-{text}:00Z").parse().unwrap()
    }

    /// Due, useful until, tried before; now, and since when anything could be sent.
    fn judged((due, useful_until, was_tried): (&str, &str, bool), now: &str, able_since: &str) -> Leaving {
        let holidays = HolidayRules::default();
        let calendar = Calendar {
            zone: Zone::named("Europe/Paris").unwrap(),
            holidays: &holidays,
        };
        let reminder = Overdue {
            due: at(due),
            useful_until: at(useful_until),
            was_tried,
        };
        leaving(
            reminder,
            (at(now), at(able_since)),
            &QuietHours::default(),
            calendar,
        )
    }

    #[test]
    fn late_by_a_power_cut_is_less_than_three_hours() {
        let fresh = ("03T09:00", "04T06:30", false);
        assert_eq!(judged(fresh, "03T09:00", "01T00:00"), Leaving::Now);
        assert_eq!(judged(fresh, "03T11:59", "03T11:59"), Leaving::Now);
        assert_eq!(judged(fresh, "03T12:00", "03T12:00"), Leaving::Never);
        // In a queue since then, or held back by the line.
        assert_eq!(judged(fresh, "03T16:00", "03T11:00"), Leaving::Now);
        let tried = ("03T09:00", "04T06:30", true);
        assert_eq!(judged(tried, "03T16:00", "03T15:59"), Leaving::Now);
        assert_eq!(judged(fresh, "04T06:30", "01T00:00"), Leaving::Never);
    }

    #[test]
    fn the_night_is_waited_out_where_the_morning_still_serves() {
        // 20:00 in Paris: until eight in the morning.
        let early = ("03T18:30", "04T06:30", false);
        assert_eq!(judged(early, "03T19:00", "01T00:00"), Leaving::Never);
        let late = ("03T18:30", "04T08:00", false);
        assert_eq!(
            judged(late, "03T19:00", "01T00:00"),
            Leaving::From(at("04T07:00"))
        );
    }
}
