//! The only reader of the machine's clocks, and whether the reading can be trusted (booking-rules §1.8).

use std::fs;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant as Monotonic, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, TimeDelta};
use rustix::time::{ClockId, clock_gettime};

use crate::domain::time::{Belief, Instant, Reading, Watch};

/// Touched by the service manager's time client each time that network time is reached.
const NETWORK_TIME_MARKER: &str = "/run/systemd/timesync/synchronized";
/// 2026-01-01T00:00:00Z, before this program existed: an earlier reading is wrong even on an empty database.
const PROGRAM_FLOOR_SECONDS: i64 = 1_767_225_600;

/// Whoever says that the clock is right says it of a reading that is not older than this.
const CONFIRMED_WITHIN: TimeDelta = TimeDelta::minutes(15);

/// Whether decisions that depend on the time may be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Network time was reached, or a battery clock reads later than the newest record; and it has not jumped since.
    Trusted,
    /// A box without a battery clock that has just started, or a clock that jumped: nothing expires, nothing is sent
    /// (booking-rules §1.8, reminders §4).
    Untrusted,
}

/// A source of time, cheap to clone; clones of a manual clock move together, and clones of any are trusted together.
#[derive(Clone, Debug)]
pub struct Clock {
    source: Source,
    floor: Option<(Instant, bool)>,
    needs_network_time: bool,
    watch: Arc<Mutex<Watch>>,
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
    /// What the civil clock was moved by, save jumps.
    boot_micros: AtomicI64,
    /// Times that network time was reached.
    synchronised: AtomicI64,
}

impl Clock {
    /// The machine's clock.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the monotonic clock"
    )]
    pub fn system() -> Self {
        let source = Source::System {
            started: Monotonic::now(),
        };
        let floor = DateTime::from_timestamp(PROGRAM_FLOOR_SECONDS, 0);
        Self::of(source, floor.map(|floor| (floor, false)), false)
    }

    /// A clock that moves only when told, for tests and replays.
    pub fn manual(at: Instant) -> Self {
        let source = Source::Manual(Arc::new(Hands {
            micros: AtomicI64::new(at.timestamp_micros()),
            elapsed_micros: AtomicI64::new(0),
            boot_micros: AtomicI64::new(0),
            synchronised: AtomicI64::new(0),
        }));
        Self::of(source, None, false)
    }

    fn of(source: Source, floor: Option<(Instant, bool)>, needs_network_time: bool) -> Self {
        Self {
            source,
            floor,
            needs_network_time,
            watch: Arc::new(Mutex::new(Watch::new(floor, needs_network_time))),
        }
    }

    /// The same clock on a machine without a battery for it: a late reading proves nothing, network time alone counts.
    #[must_use]
    pub fn needing_network_time(self, is_needed: bool) -> Self {
        Self::of(self.source, self.floor, is_needed)
    }

    /// The same clock, untrusted until it reads later than `last_record` (the newest written record).
    #[must_use]
    pub fn with_floor(self, last_record: Instant) -> Self {
        let floor = match self.floor {
            Some((floor, is_record)) if floor > last_record => (floor, is_record),
            _ => (last_record, true),
        };
        Self::of(self.source, Some(floor), self.needs_network_time)
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

    /// Whether [`Self::now`] may decide anything (booking-rules §1.8, reminders §4). Each look is judged by the one before.
    pub fn trust(&self) -> Trust {
        if self.belief().is_trusted {
            Trust::Trusted
        } else {
            Trust::Untrusted
        }
    }

    /// The time to decide by. While the reading is not trusted: at start it stands still at the newest record, so that nothing expires
    /// and no new day opens (booking-rules §1.8); after a jump it is reckoned from before it by the time that has passed.
    pub fn known_now(&self) -> Instant {
        self.belief().now
    }

    /// Since when the clock has been trusted without a break; `None` while it is not.
    pub fn trusted_since(&self) -> Option<Instant> {
        self.belief().since
    }

    /// What the civil clock reads while it is not trusted, and whether somebody may say that it is right: not where it is no later than
    /// the newest record. `None` while it is trusted.
    pub fn doubted(&self) -> Option<(Instant, bool)> {
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = self.reading();
        let is_trusted = watch.observe(reading).is_trusted;
        (!is_trusted).then(|| (reading.wall, watch.may_be_right(reading.wall)))
    }

    /// Somebody says that the clock was right when it read `shown`, a moment ago: it is trusted until it jumps. `false` where it reads
    /// something else by now, or what it reads cannot be right.
    pub fn confirm(&self, shown: Instant) -> bool {
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = self.reading();
        let ago = reading.wall - shown;
        (TimeDelta::zero()..=CONFIRMED_WITHIN).contains(&ago) && watch.confirm(reading)
    }

    /// The newest instant that was ever trusted: what is written down for the next start.
    pub fn high_water(&self) -> Option<Instant> {
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        watch.observe(self.reading());
        watch.high_water()
    }

    fn belief(&self) -> Belief {
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        watch.observe(self.reading())
    }

    fn reading(&self) -> Reading {
        let (boot, synchronised) = match &self.source {
            // Counts sleep, which the monotonic clock of the machine does not.
            Source::System { .. } => {
                let boot = clock_gettime(ClockId::Boottime);
                (TimeDelta::seconds(boot.tv_sec), network_time_mark())
            }
            Source::Manual(hands) => {
                let times = hands.synchronised.load(Ordering::SeqCst);
                let boot = hands.boot_micros.load(Ordering::SeqCst);
                (TimeDelta::microseconds(boot), (times > 0).then_some(times))
            }
        };
        Reading {
            wall: self.now(),
            boot,
            synchronised,
        }
    }

    /// Moves a manual clock to `at`, backwards too (its monotonic reading then stays), and is believed; no effect on the machine's clock.
    /// See [`Self::jump`] for a clock that goes wrong.
    pub fn set(&self, at: Instant) {
        if let Source::Manual(hands) = &self.source {
            let before = hands.micros.swap(at.timestamp_micros(), Ordering::SeqCst);
            let moved = at.timestamp_micros().saturating_sub(before);
            hands.boot_micros.fetch_add(moved, Ordering::SeqCst);
            hands.elapsed_micros.fetch_add(moved.max(0), Ordering::SeqCst);
        }
    }

    /// Moves a manual clock by elapsed time; no effect on the machine's clock.
    pub fn advance(&self, by: TimeDelta) {
        self.set(self.now() + by);
    }

    /// Makes a manual clock jump: it reads another time though none has passed. No effect on the machine's clock.
    pub fn jump(&self, at: Instant) {
        if let Source::Manual(hands) = &self.source {
            hands.micros.store(at.timestamp_micros(), Ordering::SeqCst);
        }
    }

    /// Tells a manual clock that network time was reached.
    pub fn reach_network_time(&self) {
        if let Source::Manual(hands) = &self.source {
            hands.synchronised.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// When network time was reached last, as a number that is another one each time; `None` where it was not since the machine started, or
/// where nobody says so.
fn network_time_mark() -> Option<i64> {
    let touched = fs::metadata(NETWORK_TIME_MARKER).and_then(|found| found.modified());
    let since = touched.ok()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_nanos()).ok()
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

    #[test]
    fn a_clock_that_jumps_is_not_trusted_before_it_is_confirmed_or_back() {
        let clock = Clock::manual(at("2026-03-02T08:00:00Z"));
        assert_eq!(clock.trusted_since(), Some(at("2026-03-02T08:00:00Z")));
        clock.jump(at("2027-04-06T08:00:00Z"));
        assert_eq!((clock.trust(), clock.trusted_since()), (Trust::Untrusted, None));
        clock.advance(TimeDelta::minutes(10));
        assert_eq!(clock.known_now(), at("2026-03-02T08:10:00Z"));
        assert_eq!(clock.high_water(), Some(at("2026-03-02T08:00:00Z")));
        clock.jump(at("2026-03-02T08:10:00Z"));
        assert_eq!(clock.trusted_since(), Some(at("2026-03-02T08:10:00Z")));
        clock.jump(at("2026-03-02T09:10:00Z"));
        assert_eq!(clock.clone().trust(), Trust::Untrusted);
        clock.reach_network_time();
        assert_eq!(clock.trust(), Trust::Trusted);
    }

    #[test]
    fn somebody_may_say_that_it_is_right_of_what_was_shown_to_them_just_now() {
        let floor = at("2026-03-02T08:00:00Z");
        let clock = Clock::manual(at("2026-03-09T08:00:00Z"))
            .needing_network_time(true)
            .with_floor(floor);
        let shown = at("2026-03-09T08:00:00Z");
        assert_eq!(clock.doubted(), Some((shown, true)));
        clock.advance(TimeDelta::minutes(16));
        assert!(!clock.confirm(shown), "too long ago");
        assert!(!clock.confirm(at("2026-03-09T09:00:00Z")), "it never showed that");
        clock.jump(at("2026-03-09T08:15:00Z"));
        assert!(clock.confirm(shown));
        assert_eq!((clock.trust(), clock.doubted()), (Trust::Trusted, None));
        clock.jump(at("2026-03-01T08:00:00Z"));
        assert_eq!(clock.doubted(), Some((at("2026-03-01T08:00:00Z"), false)));
        assert!(!clock.confirm(at("2026-03-01T08:00:00Z")));
    }

    #[test]
    fn the_clock_of_this_machine_goes_on_as_the_time_that_passes() {
        let clock = Clock::system();
        assert_eq!((clock.trust(), clock.trust()), (Trust::Trusted, Trust::Trusted));
    }
}
