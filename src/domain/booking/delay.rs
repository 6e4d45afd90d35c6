//! « J'ai du retard »: what a patient may announce on the day, and what becomes of it (booking-rules §10: late is a state of its own).

use chrono::TimeDelta;

use super::{Appointment, Status};
use crate::domain::time::{Instant, Interval};

/// Delays that can be told, in minutes; whoever comes later still phones.
const TOLD: [u16; 5] = [5, 10, 15, 20, 30];
/// From so long before the start, elapsed: earlier, another time is the better answer.
const FROM_BEFORE: TimeDelta = TimeDelta::hours(4);

/// The delays, in minutes, that can be told of an appointment now, the shortest first: it is agreed, nobody set a state of the day, and
/// the arrival that they mean is still ahead. Empty before the last four hours and when only the phone helps.
pub fn delays_to_tell(appointment: &Appointment, now: Instant) -> Vec<u16> {
    let start = appointment.interval.start;
    if appointment.status != Status::Confirmed || now < start - FROM_BEFORE {
        return Vec::new();
    }
    let is_ahead = |minutes: &u16| start + TimeDelta::minutes((*minutes).into()) > now;
    TOLD.into_iter().filter(is_ahead).collect()
}

/// Whether somebody so many minutes late is still seen by what was agreed: half of the time at least is left. Otherwise the practice has
/// to say on the phone what can be done.
pub fn leaves_enough(interval: Interval, minutes: u16) -> bool {
    TimeDelta::minutes(minutes.into()) * 2 <= interval.length()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_time_must_be_left() {
        let start: Instant = "2026-03-03T08:00:00Z".parse().unwrap();
        for (length, minutes, is_enough) in [
            (20, 10, true),
            (20, 15, false),
            (60, 30, true),
            (10, 5, true),
            (5, 5, false),
        ] {
            let end = start + TimeDelta::minutes(length);
            assert_eq!(
                leaves_enough(Interval { start, end }, minutes),
                is_enough,
                "{length} {minutes}"
            );
        }
    }
}
