//! How often an account may be tried: five times, then with pauses that double from one second to a quarter of an hour
//! (security §5). The limits per address and per device lie before this, in `web/limit.rs`.

use chrono::TimeDelta;

use crate::domain::time::Instant;
use crate::store::Account;

use super::Device;

/// Wrong tries in a row that cost nothing.
const FREE_TRIES: u32 = 5;
/// Longest pause.
const LONGEST: TimeDelta = TimeDelta::minutes(15);

/// When the next try is looked at, after so many wrong ones in a row.
pub(super) fn locked_until(tries: u32, now: Instant) -> Option<Instant> {
    let doubled = tries.checked_sub(FREE_TRIES)?;
    let pause = 1_i64
        .checked_shl(doubled.min(32))
        .map_or(LONGEST, TimeDelta::seconds);
    Some(now + pause.min(LONGEST))
}

/// Whether a try is looked at. Who attacks from outside must not lock the owner out: in the practice's network an account with a
/// second factor is always heard (security T14).
pub(super) fn is_heard(account: &Account, device: &Device, now: Instant) -> bool {
    let is_locked = account.locked_until.is_some_and(|until| now < until);
    let is_owner_inside = device.is_inside() && account.member.has_second_factor();
    !account.member.is_disabled && (!is_locked || is_owner_inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_guesses_an_hour_are_hardly_looked_at() {
        let begin = Instant::from_timestamp(1_772_500_000, 0).unwrap();
        let (mut tries, mut evaluated, mut locked) = (0, 0, None);
        for guess in 0..1000 {
            let now = begin + TimeDelta::milliseconds(guess * 3600);
            if locked.is_none_or(|until| now >= until) {
                evaluated += 1;
                tries += 1;
                locked = locked_until(tries, now);
            }
        }
        assert!((10..=20).contains(&evaluated), "{evaluated}");
        assert_eq!(locked_until(4, begin), None);
        assert_eq!(locked_until(5, begin), Some(begin + TimeDelta::seconds(1)));
        assert_eq!(locked_until(8, begin), Some(begin + TimeDelta::seconds(8)));
        assert_eq!(locked_until(u32::MAX, begin), Some(begin + LONGEST));
    }
}
