//! How often a calendar is asked (caldav §3.6).

use chrono::TimeDelta;

/// While the practice is open, and while it is not.
const OPEN: TimeDelta = TimeDelta::seconds(60);
const CLOSED: TimeDelta = TimeDelta::minutes(5);
/// How far the pause while it is open goes up and down.
const JITTER: TimeDelta = TimeDelta::seconds(10);
/// A server that takes long to answer is given this many times its answer's time to rest: under 2 % of it is spent on us.
const REST: i32 = 50;
/// Minutes after the first, second … failure in a row; the last one repeats.
const FAILED: [i64; 6] = [1, 2, 4, 8, 15, 15];
/// How far links are spread over their interval: parts of it.
const PARTS: i64 = 97;

/// Until the next pass after one that went well and took `answer`.
pub fn pause(is_open: bool, answer: TimeDelta) -> TimeDelta {
    let usual = if is_open { OPEN } else { CLOSED };
    usual.max(answer.checked_mul(REST).unwrap_or(usual))
}

/// How much sooner or later than usual: many links drift apart, and none is asked at the same second of every minute. `chance` is any
/// byte.
pub fn jitter(is_open: bool, chance: u8) -> TimeDelta {
    let part = i64::from(chance) * 2 - i64::from(u8::MAX);
    let most = if is_open { JITTER } else { JITTER * 3 };
    TimeDelta::milliseconds(most.num_milliseconds() * part / i64::from(u8::MAX))
}

/// Until the next pass after so many failures in a row, the last one included.
pub fn pause_after_failures(failures: u32) -> TimeDelta {
    let nth = usize::try_from(failures).unwrap_or(usize::MAX).saturating_sub(1);
    let minutes = FAILED.get(nth).or(FAILED.last()).copied().unwrap_or(15);
    TimeDelta::minutes(minutes)
}

/// How much later than the first of them a link is asked for the first time, so that many links are not asked at once.
pub fn phase(link: i64) -> TimeDelta {
    let part = link.wrapping_mul(61).rem_euclid(PARTS);
    TimeDelta::milliseconds(OPEN.num_milliseconds() * part / PARTS)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_slow_server_is_asked_less_often() {
        assert_eq!(pause(true, TimeDelta::milliseconds(80)), TimeDelta::seconds(60));
        assert_eq!(pause(true, TimeDelta::seconds(2)), TimeDelta::seconds(100));
        assert_eq!(pause(false, TimeDelta::seconds(2)), TimeDelta::minutes(5));
    }

    #[test]
    fn a_pause_goes_ten_seconds_up_and_down() {
        let seconds = |is_open, chance| jitter(is_open, chance).num_milliseconds();
        assert_eq!((seconds(true, 0), seconds(true, 255)), (-10_000, 10_000));
        assert_eq!((seconds(false, 0), seconds(false, 255)), (-30_000, 30_000));
        assert!((0..=255).all(|chance| seconds(true, chance).abs() <= 10_000));
    }

    #[test]
    fn failures_are_followed_by_longer_pauses() {
        let minutes = |failures| pause_after_failures(failures).num_minutes();
        assert_eq!([1, 2, 3, 4, 5, 6, 400].map(minutes), [1, 2, 4, 8, 15, 15, 15]);
    }

    #[test]
    fn two_hundred_links_are_spread_over_the_minute() {
        let phases: BTreeSet<TimeDelta> = (1..=200).map(phase).collect();
        assert!(phases.len() > 90 && phases.iter().all(|phase| *phase < OPEN));
    }
}
