//! How fast what an outage has left over may leave: nobody is to be met by all of it at once (reminders §4).

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Left-over reminders at most within [`WITHIN`], over all media.
const PACE_MAX: usize = 20;
/// See [`PACE_MAX`].
const WITHIN: Duration = Duration::from_mins(1);

/// Shared by all workers. Instants are those of [`crate::sys::clock::Clock::elapsed`].
#[derive(Debug, Default)]
pub struct Pace(Mutex<VecDeque<Duration>>);

impl Pace {
    fn gone(&self) -> MutexGuard<'_, VecDeque<Duration>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many may leave now.
    pub(super) fn room(&self, now: Duration) -> u32 {
        let mut gone = self.gone();
        while gone.front().is_some_and(|at| *at + WITHIN <= now) {
            gone.pop_front();
        }
        u32::try_from(PACE_MAX.saturating_sub(gone.len())).unwrap_or(0)
    }

    /// Some left.
    pub(super) fn note(&self, now: Duration, count: usize) {
        self.gone().extend(std::iter::repeat_n(now, count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_leave_in_any_minute() {
        let pace = Pace::default();
        let at = Duration::from_secs;
        pace.note(at(0), 15);
        pace.note(at(30), 5);
        assert_eq!(
            (pace.room(at(59)), pace.room(at(60)), pace.room(at(90))),
            (0, 15, 20)
        );
    }
}
