//! When one reminder goes out (reminders §3, §4; booking-rules §11).
//!
//! One rule for how near a reminder may come to the confirmation: two hours, at the moment at which it really goes out. That is what
//! the vectors of reminders §3 (« less than 2 h old: then none ») and §4 (booked at 05:00, due at 06:30, sent at 08:00) have in
//! common; the four hours of booking-rules §11 would forbid the latter.

use chrono::{Days, NaiveDateTime, TimeDelta};

use super::ReminderOffset;
use super::quiet_hours::{Calendar, QuietHours};
use crate::domain::time::{DayTime, Instant, Zone};

/// A reminder goes out at least so long after the confirmation, elapsed.
pub const CONFIRMATION_AGE: TimeDelta = TimeDelta::hours(2);
/// And so long before the start, elapsed: the minimal lead.
pub const LEAD: TimeDelta = TimeDelta::hours(2);
/// One that is due at the very end of its usefulness is of use for so long, elapsed: a worker needs a moment.
const MOMENT: TimeDelta = TimeDelta::minutes(15);

/// An appointment as its reminders see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Its start.
    pub start: Instant,
    /// When it was agreed, as the patient was told last: booked, accepted or moved.
    pub agreed: Instant,
}

/// When a reminder goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// At that instant.
    At(Instant),
    /// Not at all: what was just confirmed needs no reminder.
    Needless,
    /// Not at all: only quiet hours are left, so that the desk phones.
    TooLate,
}

/// When a reminder is wished, on the practice's clock: whole days before are the same reading of the wall (reminders §4), an hour of a
/// day is that reading, and hours that make no whole day are elapsed. The reading may not exist, or twice: see [`wished_instant`].
pub fn wish(before: ReminderOffset, start: Instant, zone: Zone) -> NaiveDateTime {
    let reading = zone.wall(start).reading;
    let days_before = |days: u16| {
        let earlier = reading.checked_sub_days(Days::new(u64::from(days)));
        earlier.unwrap_or(reading)
    };
    match before {
        ReminderOffset::Days(days, at) => at_reading(days_before(days), at),
        ReminderOffset::Hours(hours) => {
            let (days, rest) = (hours / 24, hours % 24);
            let same_reading = days_before(days);
            if rest == 0 && days > 0 {
                return same_reading;
            }
            // Never nearer than the minimal lead.
            let rest = TimeDelta::hours(rest.into()).max(if days == 0 { LEAD } else { TimeDelta::zero() });
            let anchor = if days == 0 {
                start
            } else {
                wished_instant(same_reading, zone)
            };
            zone.wall(anchor - rest).reading
        }
    }
}

fn at_reading(day: NaiveDateTime, at: DayTime) -> NaiveDateTime {
    match at.time() {
        Some(time) => day.date().and_time(time),
        None => day
            .date()
            .checked_add_days(Days::new(1))
            .unwrap_or(day.date())
            .into(),
    }
}

/// The instant of a wish by the zone rules in force: in the gap of spring forward, of two the first (reminders §4).
pub fn wished_instant(wish: NaiveDateTime, zone: Zone) -> Instant {
    zone.ics_instant(wish)
}

/// Until when a reminder is of use: the minimal lead before the start.
pub fn useful_until(start: Instant, due: Instant) -> Instant {
    (start - LEAD).max(due + MOMENT)
}

/// When a reminder that is wished at an instant goes out.
pub fn due(wished: Instant, visit: Visit, hours: &QuietHours, calendar: Calendar<'_>) -> Due {
    let (first, last) = (visit.agreed + CONFIRMATION_AGE, visit.start - LEAD);
    if wished < visit.agreed || wished > last {
        return Due::Needless;
    }
    if !hours.is_quiet(calendar, wished) {
        return if wished < first {
            Due::Needless
        } else {
            Due::At(wished)
        };
    }
    if let Some(earlier) = hours.evening_before(calendar, wished).filter(|at| *at >= first) {
        return Due::At(earlier);
    }
    match hours.next_opening(calendar, wished) {
        Some(later) if later <= last && later >= first => Due::At(later),
        Some(later) if later <= last => Due::Needless,
        // The confirmation was fresh when the reminder was wished.
        _ if wished < first => Due::Needless,
        _ => Due::TooLate,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::schedule::HolidayRules;

    fn paris() -> Zone {
        Zone::named("Europe/Paris").unwrap()
    }

    fn local(zone: Zone, text: &str) -> Instant {
        zone.opening_instant(text.parse().unwrap())
    }

    /// reminders §4, first table, every row.
    #[test]
    fn the_day_before_is_the_same_reading_of_the_wall() {
        for (start, wish_at, expected) in [
            (
                "2026-03-29T10:00:00",
                "2026-03-28T10:00:00",
                "2026-03-28T09:00:00Z",
            ),
            (
                "2026-03-30T09:00:00",
                "2026-03-29T09:00:00",
                "2026-03-29T07:00:00Z",
            ),
            (
                "2026-10-25T09:00:00",
                "2026-10-24T09:00:00",
                "2026-10-24T07:00:00Z",
            ),
            (
                "2026-10-26T09:00:00",
                "2026-10-25T09:00:00",
                "2026-10-25T08:00:00Z",
            ),
        ] {
            let start = local(paris(), start);
            let hour = zone_hour(wish_at);
            for before in [ReminderOffset::Hours(24), ReminderOffset::Days(1, hour)] {
                let wished = wish(before, start, paris());
                assert_eq!(wished, wish_at.parse().unwrap(), "{before:?}");
                assert_eq!(
                    wished_instant(wished, paris()),
                    expected.parse::<Instant>().unwrap()
                );
            }
        }
        for (wished, expected) in [
            ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),
            ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
        ] {
            assert_eq!(
                wished_instant(wished.parse().unwrap(), paris()),
                expected.parse::<Instant>().unwrap()
            );
        }
    }

    fn zone_hour(reading: &str) -> DayTime {
        reading.get(11..16).unwrap().parse().unwrap()
    }

    #[test]
    fn hours_that_make_no_day_are_elapsed_and_never_nearer_than_the_lead() {
        let start = local(paris(), "2026-03-29T10:00:00");
        let reading = |before| wish(before, start, paris()).to_string();
        // Ten o'clock in summer time is nine hours after midnight in winter time.
        assert_eq!(reading(ReminderOffset::Hours(10)), "2026-03-28 23:00:00");
        assert_eq!(reading(ReminderOffset::Hours(25)), "2026-03-28 09:00:00");
        assert_eq!(reading(ReminderOffset::Hours(1)), "2026-03-29 08:00:00");
        assert_eq!(
            reading(ReminderOffset::Days(1, DayTime::END)),
            "2026-03-29 00:00:00"
        );
    }

    /// reminders §4, table of quiet hours, every row; then the vectors of §3 about bookings made shortly before.
    #[test]
    fn quiet_hours_move_a_reminder_to_the_evening_before_else_to_the_next_opening() {
        let holidays = HolidayRules::default();
        let calendar = Calendar {
            zone: paris(),
            holidays: &holidays,
        };
        // The week of Sunday 8 March 2026.
        for (wished, agreed, start, expected) in [
            ("03-08T10:00", "02-26T10:00", "03-09T10:00", Some("03-07T18:00")),
            ("03-10T06:30", "02-26T10:00", "03-11T06:30", Some("03-09T18:00")),
            ("03-10T06:30", "03-10T05:00", "03-11T06:30", Some("03-10T08:00")),
            ("03-08T10:00", "03-07T20:30", "03-09T10:00", Some("03-09T08:00")),
            ("03-08T09:30", "03-07T20:30", "03-09T09:30", None),
            ("05-14T09:00", "05-01T10:00", "05-15T09:00", Some("05-13T18:00")),
        ] {
            let instant = |text: &str| local(paris(), &format!("2026-{text}:00"));
            let visit = Visit {
                start: instant(start),
                agreed: instant(agreed),
            };
            let found = due(instant(wished), visit, &QuietHours::default(), calendar);
            let expected = expected.map_or(Due::TooLate, |at| Due::At(instant(at)));
            assert_eq!(found, expected, "due {wished}, booked {agreed}");
        }
        let tuesday = |hours| Visit {
            start: local(paris(), "2026-03-11T16:00:00"),
            agreed: local(paris(), "2026-03-11T16:00:00") - TimeDelta::hours(hours),
        };
        let found = |visit: Visit| {
            let wished = wish(ReminderOffset::Hours(24), visit.start, paris());
            due(
                wished_instant(wished, paris()),
                visit,
                &QuietHours::default(),
                calendar,
            )
        };
        // Booked 3 h before; 25 h before, when the confirmation is one hour old; 26 h before, when it is two.
        assert_eq!(found(tuesday(3)), Due::Needless);
        assert_eq!(found(tuesday(25)), Due::Needless);
        assert_eq!(found(tuesday(26)), Due::At(local(paris(), "2026-03-10T16:00:00")));
    }

    #[test]
    fn each_overseas_practice_has_its_own_day() {
        let holidays = HolidayRules::default();
        for (zone, expected) in [
            ("Indian/Reunion", "2026-03-10T06:00:00Z"),
            ("America/Martinique", "2026-03-10T14:00:00Z"),
            ("America/Guadeloupe", "2026-03-10T14:00:00Z"),
            ("America/Cayenne", "2026-03-10T13:00:00Z"),
            ("Indian/Mayotte", "2026-03-10T07:00:00Z"),
            ("Pacific/Marquesas", "2026-03-10T19:30:00Z"),
            ("Pacific/Tahiti", "2026-03-10T20:00:00Z"),
            ("Pacific/Noumea", "2026-03-09T23:00:00Z"),
        ] {
            let zone = Zone::named(zone).unwrap();
            let calendar = Calendar {
                zone,
                holidays: &holidays,
            };
            let visit = Visit {
                start: local(zone, "2026-03-11T09:00:00"),
                agreed: local(zone, "2026-03-01T09:00:00"),
            };
            let ten = DayTime::from_hm(10, 0).unwrap();
            let wished = wished_instant(wish(ReminderOffset::Days(1, ten), visit.start, zone), zone);
            assert_eq!(
                due(wished, visit, &QuietHours::default(), calendar),
                Due::At(expected.parse().unwrap()),
                "{zone:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_reminder_disturbs_nobody_and_is_never_too_early_or_too_late(
            start in 1_767_225_600_i64..1_830_000_000,
            ahead in 0_i64..(60 * 86_400),
            hours in 1_u16..=72,
            (days, minute) in (1_u16..=60, 0_u16..=1440),
            is_days in any::<bool>(),
            (opens, open_for) in (0_u16..=1320, 120_u16..=1440),
            quiet_days in any::<(bool, bool)>(),
            zone in 0_usize..8,
        ) {
            let names = ["Europe/Paris", "Indian/Reunion", "America/Martinique", "America/Miquelon", "America/Cayenne",
                "Indian/Mayotte", "Pacific/Marquesas", "Pacific/Noumea"];
            let zone = Zone::named(names[zone]).unwrap();
            let holidays = HolidayRules::default();
            let calendar = Calendar { zone, holidays: &holidays };
            let closes = DayTime::from_minutes((opens + open_for).min(1440)).unwrap();
            let quiet = QuietHours::new(closes, DayTime::from_minutes(opens).unwrap(), quiet_days).unwrap();
            let start = chrono::DateTime::from_timestamp(start - start % 300, 0).unwrap();
            let visit = Visit { start, agreed: start - TimeDelta::seconds(ahead) };
            let before = if is_days {
                ReminderOffset::Days(days, DayTime::from_minutes(minute).unwrap())
            } else {
                ReminderOffset::Hours(hours)
            };
            let wished = wished_instant(wish(before, start, zone), zone);
            if let Due::At(at) = due(wished, visit, &quiet, calendar) {
                prop_assert!(!quiet.is_quiet(calendar, at), "in the quiet hours");
                prop_assert!(at >= visit.agreed + CONFIRMATION_AGE, "on the heels of the confirmation");
                prop_assert!(at <= start - LEAD, "too late to be of use");
                prop_assert!(at < useful_until(start, at));
            }
        }
    }
}
