//! Whether the machine's clock can be believed (reminders §4, « Clock trust »; booking-rules §1.8): a box without a battery clock boots in
//! 1970 or at the date of its image, and a clock may jump while the program runs.

use chrono::TimeDelta;

use super::Instant;

/// A clock that goes back farther than this against the time that has passed is not believed any more.
const BACK_AT_MOST: TimeDelta = TimeDelta::seconds(60);
/// Nor one that goes farther ahead than this.
const AHEAD_AT_MOST: TimeDelta = TimeDelta::minutes(15);
/// A battery clock that reads later than this after the newest record is not believed at start.
const OFF_AT_MOST: TimeDelta = TimeDelta::days(60);

/// What the clocks say at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The civil clock.
    pub wall: Instant,
    /// Time since the machine was started, sleep included.
    pub boot: TimeDelta,
    /// Names the last time at which network time was reached since the machine was started: another one each time.
    pub synchronised: Option<i64>,
}

/// What is believed of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Belief {
    /// Decisions may be taken by the time.
    pub is_trusted: bool,
    /// The time to go by. While the clock is not believed: the newest that is known to have been reached.
    pub now: Instant,
    /// Since when the clock has been believed without a break.
    pub since: Option<Instant>,
}

/// Watches a clock. Every reading is judged by the one before it.
#[derive(Clone, Debug)]
pub struct Watch {
    /// The newest instant that is known to have been reached, and whether a record of this folder says so (the high-water mark).
    floor: Option<(Instant, bool)>,
    /// The machine has no battery clock: a late reading proves nothing.
    needs_network_time: bool,
    state: State,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// Not believed since the start.
    Starting,
    /// Believed since an instant; the last reading.
    Steady(Reading, Instant),
    /// Believed until it jumped; the last reading before.
    Jumped(Reading),
}

impl Watch {
    /// A clock that nobody has looked at yet.
    pub fn new(floor: Option<(Instant, bool)>, needs_network_time: bool) -> Self {
        Self {
            floor,
            needs_network_time,
            state: State::Starting,
        }
    }

    /// The newest instant that was believed: what is to be written down as the high-water mark.
    pub fn high_water(&self) -> Option<Instant> {
        let floor = self.floor.map(|(at, _)| at);
        match self.state {
            State::Starting => floor,
            State::Steady(last, _) | State::Jumped(last) => {
                Some(floor.map_or(last.wall, |at| at.max(last.wall)))
            }
        }
    }

    /// Judges a reading.
    pub fn observe(&mut self, reading: Reading) -> Belief {
        self.state = match self.state {
            State::Starting if self.is_plausible(reading) => State::Steady(reading, reading.wall),
            State::Starting => State::Starting,
            State::Steady(last, since) if follows(last, reading) => State::Steady(reading, since),
            // What happened in between, nobody knows: it begins anew.
            State::Jumped(last) if follows(last, reading) => State::Steady(reading, reading.wall),
            State::Steady(last, _) | State::Jumped(last) if is_confirmed(last, reading) => {
                State::Steady(reading, reading.wall)
            }
            State::Steady(last, _) | State::Jumped(last) => State::Jumped(last),
        };
        match self.state {
            State::Starting => Belief {
                is_trusted: false,
                now: self.floor.map_or(reading.wall, |(at, _)| at),
                since: None,
            },
            State::Steady(_, since) => Belief {
                is_trusted: true,
                now: reading.wall,
                since: Some(since),
            },
            State::Jumped(last) => Belief {
                is_trusted: false,
                now: last.wall + (reading.boot - last.boot),
                since: None,
            },
        }
    }

    /// Somebody says that a reading is right: it is believed until the clock jumps. `false` where it is not later than what is known to
    /// have been reached: it is wrong then, whoever says what (booking-rules §1.8).
    pub fn confirm(&mut self, reading: Reading) -> bool {
        if self.observe(reading).is_trusted {
            return true;
        }
        if !self.may_be_right(reading.wall) {
            return false;
        }
        self.state = State::Steady(reading, reading.wall);
        true
    }

    /// Whether a reading is later than what is known to have been reached.
    pub fn may_be_right(&self, wall: Instant) -> bool {
        self.high_water().is_none_or(|reached| wall > reached)
    }

    /// At start: network time was reached, or a battery clock reads later than the newest record and not by months.
    fn is_plausible(&self, reading: Reading) -> bool {
        let is_in_reach = self.floor.is_none_or(|(floor, is_record)| {
            reading.wall > floor && (!is_record || reading.wall < floor + OFF_AT_MOST)
        });
        reading.synchronised.is_some() || (!self.needs_network_time && is_in_reach)
    }
}

/// Whether the civil clock went on as the time that has passed says.
fn follows(last: Reading, reading: Reading) -> bool {
    let drift = (reading.wall - last.wall) - (reading.boot - last.boot);
    (-BACK_AT_MOST..=AHEAD_AT_MOST).contains(&drift)
}

/// Whether network time was reached since the last reading that was believed: then the jump is what set the clock right.
fn is_confirmed(last: Reading, reading: Reading) -> bool {
    reading.synchronised.is_some() && reading.synchronised != last.synchronised
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn reading(wall: &str, boot_minutes: i64, synchronised: Option<i64>) -> Reading {
        Reading {
            wall: at(wall),
            boot: TimeDelta::minutes(boot_minutes),
            synchronised,
        }
    }

    /// Judges readings one after the other and says which were believed.
    fn believed(mut watch: Watch, readings: &[(&str, i64, Option<i64>)]) -> Vec<bool> {
        let judged = readings.iter();
        judged
            .map(|(wall, boot, mark)| watch.observe(reading(wall, *boot, *mark)).is_trusted)
            .collect()
    }

    const HIGH_WATER: &str = "2026-03-02T07:00:00Z";

    fn started(needs_network_time: bool) -> Watch {
        Watch::new(Some((at(HIGH_WATER), true)), needs_network_time)
    }

    #[test]
    fn a_start_is_believed_by_network_time_or_by_a_battery_clock_in_reach() {
        for (wall, mark, battery, without) in [
            ("1970-01-01T00:00:30Z", None, false, false),
            ("2024-01-01T00:00:00Z", None, false, false),
            ("2026-03-02T07:00:00Z", None, false, false),
            ("2026-03-02T07:00:01Z", None, true, false),
            ("2026-05-01T06:59:59Z", None, true, false),
            ("2026-05-01T07:00:00Z", None, false, false),
            ("2026-05-01T07:00:00Z", Some(1), true, true),
        ] {
            let found = [false, true].map(|needs| started(needs).observe(reading(wall, 0, mark)).is_trusted);
            assert_eq!(found, [battery, without], "{wall} {mark:?}");
        }
        // A date of the program itself is no record: a new practice may begin at any later time.
        let fresh = Watch::new(Some((at("2026-01-01T00:00:00Z"), false)), false);
        assert_eq!(believed(fresh, &[("2027-06-01T00:00:00Z", 0, None)]), [true]);
    }

    #[test]
    fn a_jump_is_not_believed_until_it_is_explained_confirmed_or_over() {
        let noon = "2026-03-02T12:00:00Z";
        // Back by a minute is a correction, by more it is a jump; so is more than a quarter of an hour ahead.
        for (wall, minutes, is_believed) in [
            ("2026-03-02T11:59:00Z", 0, true),
            ("2026-03-02T11:58:59Z", 0, false),
            ("2026-03-02T12:15:00Z", 0, true),
            ("2026-03-02T12:15:01Z", 0, false),
            // A night's sleep is explained by the clock that counts sleep.
            ("2026-03-02T20:00:00Z", 480, true),
            ("2026-03-02T12:00:00Z", 480, false),
        ] {
            let found = believed(started(false), &[(noon, 0, None), (wall, minutes, None)]);
            assert_eq!(found, [true, is_believed], "{wall}");
        }
        // For ten minutes in 2027, then back: network time that was reached before the jump confirms nothing.
        assert_eq!(
            believed(
                started(false),
                &[
                    (noon, 0, Some(1)),
                    ("2027-04-06T12:00:00Z", 1, Some(1)),
                    ("2027-04-06T12:08:00Z", 9, Some(1)),
                    ("2026-03-02T12:10:00Z", 10, Some(1)),
                ]
            ),
            [true, false, false, true]
        );
        assert_eq!(
            believed(
                started(false),
                &[(noon, 0, Some(1)), ("2026-03-02T14:00:00Z", 1, Some(2))]
            ),
            [true, true]
        );
    }

    #[test]
    fn a_person_is_believed_until_the_next_jump_and_never_against_the_records() {
        let at_nine = reading("2026-03-02T09:05:00Z", 1, None);
        let mut watch = started(true);
        for wall in ["1970-01-01T00:00:30Z", "2024-01-01T00:00:00Z", HIGH_WATER] {
            assert!(!watch.confirm(reading(wall, 0, None)), "{wall}");
            assert!(!watch.observe(reading(wall, 0, None)).is_trusted);
        }
        assert!(!watch.observe(at_nine).is_trusted, "nobody said so");
        assert!(watch.confirm(at_nine));
        let later = watch.observe(reading("2026-03-02T09:25:00Z", 21, None));
        assert_eq!((later.is_trusted, later.since), (true, Some(at_nine.wall)));
        // Said twice: nothing begins anew.
        assert!(watch.confirm(reading("2026-03-02T09:26:00Z", 22, None)));
        assert_eq!(
            watch.observe(reading("2026-03-02T09:26:00Z", 22, None)).since,
            Some(at_nine.wall)
        );
        // A jump ahead asks again; one back, before what was believed, cannot be right.
        let ahead = reading("2026-03-02T12:00:00Z", 23, None);
        assert!(!watch.observe(ahead).is_trusted);
        assert!(watch.confirm(ahead));
        let back = reading("2026-03-02T11:00:00Z", 24, None);
        assert!(!watch.observe(back).is_trusted);
        assert!(!watch.confirm(back));
    }

    #[test]
    fn while_it_is_not_believed_the_time_goes_by_what_is_known() {
        let mut watch = started(true);
        assert_eq!(
            watch.observe(reading("1970-01-01T00:00:30Z", 0, None)).now,
            at(HIGH_WATER)
        );
        assert_eq!(watch.high_water(), Some(at(HIGH_WATER)));
        let synced = watch.observe(reading("2026-03-02T09:05:00Z", 1, Some(1)));
        assert_eq!(
            (synced.now, synced.since),
            (at("2026-03-02T09:05:00Z"), Some(at("2026-03-02T09:05:00Z")))
        );
        let jumped = watch.observe(reading("2027-04-06T00:00:00Z", 5, Some(1)));
        assert_eq!(
            (jumped.is_trusted, jumped.now),
            (false, at("2026-03-02T09:09:00Z"))
        );
        assert_eq!(watch.high_water(), Some(at("2026-03-02T09:05:00Z")));
        let over = watch.observe(reading("2026-03-02T09:11:00Z", 7, Some(1)));
        assert_eq!(over.since, Some(at("2026-03-02T09:11:00Z")));
    }
}
