//! Wrong passwords of telephones: five of an account from one address cost nothing, then pauses double from a second to a quarter of an hour
//! (security §5). Kept for the address and the account together: a stranger must not keep the owner's telephone out, nor one telephone with
//! an old password its neighbours.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::domain::id::PractitionerId;

/// Wrong tries in a row that cost nothing.
const FREE_TRIES: u32 = 5;
/// Longest pause.
const LONGEST: Duration = Duration::from_mins(15);
/// Addresses with accounts that are remembered; beyond it, the one that was wrong longest ago is forgotten.
const REMEMBERED_AT_MOST: usize = 512;

/// An address as it is counted, and the account tried from there.
pub(super) type Who = (String, PractitionerId);

#[derive(Default)]
pub(super) struct Refusals(Mutex<Vec<Entry>>);

struct Entry {
    who: Who,
    tries: u32,
    last: Duration,
    until: Duration,
}

impl Refusals {
    /// How long to wait before the next try is looked at. `now`: the monotonic reading of the clock.
    pub(super) fn wait(&self, who: &Who, now: Duration) -> Option<Duration> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = entries.iter().find(|entry| entry.who == *who)?;
        found.until.checked_sub(now).filter(|wait| !wait.is_zero())
    }

    /// A wrong password; `least` is a pause that another limit asks for.
    pub(super) fn wrong(&self, who: &Who, now: Duration, least: Duration) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = entries.iter().position(|entry| entry.who == *who);
        if known.is_none() && entries.len() >= REMEMBERED_AT_MOST {
            let oldest = (0..entries.len()).min_by_key(|at| entries.get(*at).map(|entry| entry.last));
            oldest.map(|at| entries.swap_remove(at));
        }
        let known = entries.iter().position(|entry| entry.who == *who);
        let mut entry = known.map_or_else(
            || Entry {
                who: who.clone(),
                tries: 0,
                last: now,
                until: now,
            },
            |at| entries.swap_remove(at),
        );
        entry.tries = entry.tries.saturating_add(1);
        entry.last = now;
        entry.until = now + pause(entry.tries).max(least);
        entries.push(entry);
    }

    /// The right password: what was wrong before is forgotten.
    pub(super) fn right(&self, who: &Who) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|entry| entry.who != *who);
    }
}

fn pause(tries: u32) -> Duration {
    let Some(doubled) = tries.checked_sub(FREE_TRIES) else {
        return Duration::ZERO;
    };
    let seconds = 1_u64.checked_shl(doubled.min(32)).unwrap_or(u64::MAX);
    Duration::from_secs(seconds).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(address: &str, practitioner: i64) -> Who {
        (address.to_owned(), PractitionerId(practitioner))
    }

    #[test]
    fn a_thousand_guesses_an_hour_are_hardly_looked_at_and_nobody_else_waits() {
        let refusals = Refusals::default();
        let stranger = who("203.0.113.9", 1);
        let mut looked_at = 0;
        for guess in 0..1000 {
            let now = Duration::from_millis(guess * 3600);
            if refusals.wait(&stranger, now).is_none() {
                looked_at += 1;
                refusals.wrong(&stranger, now, Duration::ZERO);
            }
        }
        assert!((10..=20).contains(&looked_at), "{looked_at}");
        let end = Duration::from_hours(1);
        assert_eq!(
            refusals.wait(&who("192.168.1.7", 1), end),
            None,
            "the owner's own telephone"
        );
        assert_eq!(
            refusals.wait(&who("203.0.113.9", 2), end),
            None,
            "a neighbour's account"
        );
        refusals.right(&stranger);
        assert_eq!(refusals.wait(&stranger, Duration::ZERO), None);
        refusals.wrong(&stranger, end, Duration::from_mins(1));
        assert_eq!(refusals.wait(&stranger, end), Some(Duration::from_mins(1)));
    }

    #[test]
    fn a_flood_of_addresses_takes_no_more_memory() {
        let refusals = Refusals::default();
        for n in 0..2000 {
            refusals.wrong(&who(&n.to_string(), 1), Duration::from_secs(n), Duration::ZERO);
        }
        let entries = refusals.0.lock().unwrap();
        assert_eq!(entries.len(), REMEMBERED_AT_MOST);
        assert!(
            entries
                .iter()
                .all(|entry| entry.last >= Duration::from_secs(2000 - 512))
        );
    }
}
