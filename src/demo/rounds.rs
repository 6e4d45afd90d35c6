//! When things are written down: the desk does it three times a day, so that a year is some hundred commits and no visit is
//! booked after it began.

use chrono::{Days, NaiveDate};

use crate::domain::chance::Chance;
use crate::domain::time::{DayTime, Instant, Zone};

/// Minutes of the local day: before opening, at noon, after closing.
const ROUNDS: [u16; 3] = [7 * 60 + 45, 12 * 60 + 15, 19 * 60 + 15];
/// A visit of the same day is booked before opening, so it starts two hours later at least.
const SAME_DAY_HOURS: i64 = 2;

/// The rounds up to the newest, which is a minute ago.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rounds {
    zone: Zone,
    newest: Instant,
}

impl Rounds {
    pub(super) fn new(zone: Zone, newest: Instant) -> Self {
        Self { zone, newest }
    }

    pub(super) fn newest(&self) -> Instant {
        self.newest
    }

    /// The round of that number on a date, or the newest one if that is still to come.
    fn of(&self, date: NaiveDate, number: usize) -> Instant {
        let minutes = ROUNDS.get(number).copied().unwrap_or(0);
        let time = DayTime::from_minutes(minutes);
        let round = time.map_or_else(|| self.zone.start_of(date), |time| self.zone.at(date, time));
        round.min(self.newest)
    }

    /// The first round of a date.
    pub(super) fn morning(&self, date: NaiveDate) -> Instant {
        self.of(date, 0)
    }

    /// The last round of a date.
    pub(super) fn evening(&self, date: NaiveDate) -> Instant {
        self.of(date, ROUNDS.len() - 1)
    }

    /// The first round after an instant.
    pub(super) fn after(&self, instant: Instant) -> Instant {
        let date = self.zone.date(instant);
        let rounds = (0..ROUNDS.len()).map(|number| self.of(date, number));
        let next = rounds.into_iter().find(|round| *round > instant);
        next.unwrap_or_else(|| self.of(date.succ_opt().unwrap_or(date), 0).max(instant))
    }

    /// Some round before an instant, as patients book: a fifth on the day, a third in the days before, the rest weeks ahead.
    pub(super) fn before(&self, start: Instant, dice: &mut Chance) -> Instant {
        let day = self.zone.date(start);
        let ahead = match dice.below(10) {
            0 | 1 => 0,
            2..=4 => dice.below(5) + 1,
            _ => dice.below(36) + 5,
        };
        let is_too_soon = self.morning(day) + chrono::TimeDelta::hours(SAME_DAY_HOURS) > start;
        let ahead = if ahead == 0 && is_too_soon { 1 } else { ahead };
        let mut date = day.checked_sub_days(Days::new(ahead)).unwrap_or(day);
        let today = self.zone.date(self.newest);
        if date > today {
            date = today.checked_sub_days(Days::new(dice.below(21))).unwrap_or(today);
        }
        let number = if date == day { 0 } else { dice.below(3) };
        self.of(date, usize::try_from(number).unwrap_or(0))
    }
}
