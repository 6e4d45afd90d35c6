//! The only reader of the machine's clocks, and whether the reading can be trusted (booking-rules §1.8).

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, Instant as Monotonic, SystemTime};

use chrono::{DateTime, TimeDelta};

use crate::domain::time::Instant;

/// Made by the service manager's time client when network time was reached.
const NETWORK_TIME_MARKER: &str = "/run/systemd/timesync/synchronized";
/// 2026-01-01T00:00:00Z, before this program existed: an earlier reading is wrong even on an empty database.
const PROGRAM_FLOOR_SECONDS: i64 = 1_767_225_600;

/// Whether decisions that depend on the time may be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Later than the last written record, or network time was reached.
    Trusted,
    /// A box without a battery clock that has just started: nothing expires, nothing is sent (booking-rules §1.8).
    Untrusted,
}

/// A source of time, cheap to clone; clones of a manual clock move together.
#[derive(Clone, Debug)]
pub struct Clock {
    source: Source,
    floor: Option<Instant>,
    needs_network_time: bool,
}

#[derive(Clone, Debug)]
enum Source {
    System { started: Monotonic },
    Manual(Arc<Hands>),
}

#[derive(Debug)]
struct Hands {
    micros: AtomicI64,
    elapsed_micros: AtomicI64,
    has_network_time: AtomicBool,
}

impl Clock {
    /// The machine's clock.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the monotonic clock"
    )]
    pub fn system() -> Self {
        Self {
            source: Source::System {
                started: Monotonic::now(),
            },
            floor: DateTime::from_timestamp(PROGRAM_FLOOR_SECONDS, 0),
            needs_network_time: false,
        }
    }

    /// A clock that moves only when told, for tests and replays.
    pub fn manual(at: Instant) -> Self {
        Self {
            source: Source::Manual(Arc::new(Hands {
                micros: AtomicI64::new(at.timestamp_micros()),
                elapsed_micros: AtomicI64::new(0),
                has_network_time: AtomicBool::new(false),
            })),
            floor: None,
            needs_network_time: false,
        }
    }

    /// The same clock on a machine without a battery for it: a late reading proves nothing, network time alone counts.
    #[must_use]
    pub fn needing_network_time(mut self, is_needed: bool) -> Self {
        self.needs_network_time = is_needed;
        self
    }

    /// The same clock, untrusted until it reads later than `last_record` (the newest written record).
    #[must_use]
    pub fn with_floor(mut self, last_record: Instant) -> Self {
        self.floor = Some(self.floor.map_or(last_record, |floor| floor.max(last_record)));
        self
    }

    /// The present instant.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the civil clock"
    )]
    pub fn now(&self) -> Instant {
        match &self.source {
            Source::System { .. } => DateTime::from(SystemTime::now()),
            Source::Manual(hands) => {
                DateTime::from_timestamp_micros(hands.micros.load(Ordering::SeqCst)).unwrap_or_default()
            }
        }
    }

    /// Time since the clock was made, never going back: for limits and time-outs.
    pub fn elapsed(&self) -> Duration {
        match &self.source {
            Source::System { started } => started.elapsed(),
            Source::Manual(hands) => {
                let micros = hands.elapsed_micros.load(Ordering::SeqCst);
                Duration::from_micros(u64::try_from(micros).unwrap_or(0))
            }
        }
    }

    /// Whether [`Self::now`] may decide anything (booking-rules §1.8).
    pub fn trust(&self) -> Trust {
        let is_later = || self.floor.is_none_or(|floor| self.now() > floor);
        if self.has_network_time() || (!self.needs_network_time && is_later()) {
            Trust::Trusted
        } else {
            Trust::Untrusted
        }
    }

    /// The time to decide by: while the reading is not trusted it stands still at the newest record, so that nothing expires and
    /// no new day opens (booking-rules §1.8).
    pub fn known_now(&self) -> Instant {
        match (self.trust(), self.floor) {
            (Trust::Untrusted, Some(floor)) => floor,
            _ => self.now(),
        }
    }

    fn has_network_time(&self) -> bool {
        match &self.source {
            Source::System { .. } => Path::new(NETWORK_TIME_MARKER).exists(),
            Source::Manual(hands) => hands.has_network_time.load(Ordering::SeqCst),
        }
    }

    /// Moves a manual clock to `at`, backwards too (its monotonic reading then stays); no effect on the machine's clock.
    pub fn set(&self, at: Instant) {
        if let Source::Manual(hands) = &self.source {
            let before = hands.micros.swap(at.timestamp_micros(), Ordering::SeqCst);
            let forward = at.timestamp_micros().saturating_sub(before).max(0);
            hands.elapsed_micros.fetch_add(forward, Ordering::SeqCst);
        }
    }

    /// Moves a manual clock by elapsed time; no effect on the machine's clock.
    pub fn advance(&self, by: TimeDelta) {
        self.set(self.now() + by);
    }

    /// Tells a manual clock that network time was reached.
    pub fn reach_network_time(&self) {
        if let Source::Manual(hands) = &self.source {
            hands.has_network_time.store(true, Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn a_box_that_starts_in_1970_is_not_trusted_until_network_time() {
        let clock = Clock::manual(at("1970-01-01T00:00:10Z")).with_floor(at("2026-03-02T08:00:00Z"));
        assert_eq!(clock.trust(), Trust::Untrusted);
        assert_eq!(clock.known_now(), at("2026-03-02T08:00:00Z"));
        clock.reach_network_time();
        assert_eq!(clock.trust(), Trust::Trusted);
        assert_eq!(clock.known_now(), at("1970-01-01T00:00:10Z"));
    }

    #[test]
    fn the_last_record_itself_is_not_later_than_the_last_record() {
        let clock = Clock::manual(at("2026-03-02T08:00:00Z")).with_floor(at("2026-03-02T08:00:00Z"));
        assert_eq!(clock.trust(), Trust::Untrusted);
        clock.advance(TimeDelta::seconds(1));
        assert_eq!(clock.trust(), Trust::Trusted);
    }

    #[test]
    fn a_machine_without_battery_clock_believes_network_time_only() {
        let floor = at("2026-03-02T08:00:00Z");
        let clock = Clock::manual(at("2026-03-09T08:00:00Z"))
            .needing_network_time(true)
            .with_floor(floor);
        assert_eq!((clock.trust(), clock.known_now()), (Trust::Untrusted, floor));
        clock.reach_network_time();
        assert_eq!(clock.trust(), Trust::Trusted);
    }

    #[test]
    fn clones_of_a_manual_clock_move_together_and_elapsed_never_goes_back() {
        let clock = Clock::manual(at("2026-03-02T08:00:00Z"));
        let twin = clock.clone();
        clock.advance(TimeDelta::minutes(5));
        assert_eq!(twin.now(), at("2026-03-02T08:05:00Z"));
        clock.set(at("2026-03-01T08:00:00Z"));
        assert_eq!(twin.elapsed(), Duration::from_mins(5));
    }
}
