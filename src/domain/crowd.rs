//! What may be held and booked from one address, and of one day (security §5).
//!
//! Behind the network of a telephone company or of a clinic many people have one address. Over its first ceiling an address is
//! asked for work, or to wait, and is refused at the second one only.

/// Live holds of one address.
const HOLDS_PER_ADDRESS: u32 = 3;
/// Times that one address holds in 24 hours.
const HOLDS_A_DAY: u32 = 20;
/// Bookings of one address in 24 hours.
const BOOKINGS_A_DAY: u32 = 10;
/// With work, so many times as much.
const WITH_WORK: u32 = 3;
/// A /48 may do as much as so many /64.
const SUBNETS: u32 = 8;
/// Of what is left of a practitioner's day, one start in so many may be held at a time: 20 % …
const DAY_SHARE: usize = 5;
/// … but never fewer than this: a small practice has days of six starts.
const DAY_LEAST: usize = 3;

/// Where an address stands with a ceiling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Below it.
    Within,
    /// Over it: work first.
    Over,
    /// Over the second one: refused.
    Beyond,
}

impl Standing {
    fn of(done: u32, ceiling: u32) -> Self {
        if done < ceiling {
            Self::Within
        } else if done < ceiling.saturating_mul(WITH_WORK) {
            Self::Over
        } else {
            Self::Beyond
        }
    }
}

/// What was done in 24 hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayCount {
    /// Times held.
    pub holds: u32,
    /// Bookings made.
    pub bookings: u32,
}

/// What an address did in 24 hours, and how many times it holds now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AddressCount {
    /// Live holds of other browsers there.
    pub live: u32,
    /// The address, or its /64.
    pub own: DayCount,
    /// Its /48; nothing for an IPv4 address.
    pub site: DayCount,
}

impl AddressCount {
    /// Whether it may hold one more time; `factor` multiplies what is counted by the day (1 is security §5).
    pub fn for_hold(&self, factor: u32) -> Standing {
        let day = HOLDS_A_DAY.saturating_mul(factor);
        Standing::of(self.live, HOLDS_PER_ADDRESS)
            .max(Standing::of(self.own.holds, day))
            .max(Standing::of(self.site.holds, day.saturating_mul(SUBNETS)))
    }

    /// Whether it may book once more.
    pub fn for_booking(&self, factor: u32) -> Standing {
        let day = BOOKINGS_A_DAY.saturating_mul(factor);
        Standing::of(self.own.bookings, day)
            .max(Standing::of(self.site.bookings, day.saturating_mul(SUBNETS)))
    }
}

/// Whether `more` starts of a practitioner's day may be held at once, by whomever. It counts what is held now and what is free still,
/// of the care that is asked for; `booked_lately` are that day's bookings online of the last ten minutes. Who books makes
/// room for the next: when two hundred vaccinations are given out at once, as many are held at a time as were just taken, while
/// somebody who holds and never books keeps to the fifth. Where fewer than the least are held, a family may hold all it needs.
pub fn may_hold(held: usize, more: usize, free: usize, booked_lately: usize) -> bool {
    let share = (held + free) / DAY_SHARE;
    held < DAY_LEAST || held + more <= share.max(booked_lately)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn work_comes_before_a_refusal() {
        use Standing::{Beyond, Over, Within};
        let live = |live| AddressCount {
            live,
            ..AddressCount::default()
        };
        let day = |holds, bookings| AddressCount {
            own: DayCount { holds, bookings },
            ..AddressCount::default()
        };
        let site = |holds, bookings| AddressCount {
            site: DayCount { holds, bookings },
            ..AddressCount::default()
        };
        for (count, expected) in [
            (live(2), Within),
            (live(3), Over),
            (live(8), Over),
            (live(9), Beyond),
            (day(19, 0), Within),
            (day(20, 0), Over),
            (day(60, 0), Beyond),
            (site(159, 0), Within),
            (site(160, 0), Over),
            (site(480, 0), Beyond),
        ] {
            assert_eq!(count.for_hold(1), expected, "{count:?}");
        }
        for (count, expected) in [
            (day(99, 9), Within),
            (day(99, 10), Over),
            (day(99, 30), Beyond),
            (site(0, 79), Within),
            (site(0, 80), Over),
            (site(0, 240), Beyond),
        ] {
            assert_eq!(count.for_booking(1), expected, "{count:?}");
        }
        assert_eq!(day(20, 10).for_hold(20), Within);
        assert_eq!(day(20, 10).for_booking(20), Within);
    }

    #[test]
    fn a_fifth_of_what_is_left_and_three_at_least() {
        for (held, free, may) in [
            (2, 0, true),
            (3, 13, false),
            (3, 16, false),
            (3, 17, true),
            (39, 161, true),
            (40, 160, false),
        ] {
            assert_eq!(may_hold(held, 1, free, 0), may, "{held} of {}", held + free);
        }
    }

    /// Two hundred starts, five hundred people who each hold one for three minutes and book it. A fifth at a time alone would slow
    /// down more and more; with room made by bookings all are gone within a quarter of an hour.
    #[test]
    fn a_rush_in_which_people_book_is_not_slowed_down() {
        let gone = |makes_room: bool| {
            let (mut free, mut minutes) = (200_usize, 0_usize);
            let mut held: Vec<usize> = Vec::new();
            let mut booked: Vec<usize> = Vec::new();
            while free + held.len() > 0 {
                let done = held.iter().filter(|since| minutes - **since >= 3).count();
                held.retain(|since| minutes - *since < 3);
                booked.extend(std::iter::repeat_n(minutes, done));
                let lately = booked.iter().filter(|at| minutes - **at < 10).count();
                while free > 0 && may_hold(held.len(), 1, free, if makes_room { lately } else { 0 }) {
                    held.push(minutes);
                    free -= 1;
                }
                minutes += 1;
            }
            minutes
        };
        assert!(gone(true) <= 15, "{} minutes", gone(true));
        assert!(gone(false) > 2 * gone(true), "{} minutes", gone(false));
    }

    proptest! {
        #[test]
        fn who_never_books_never_holds_more_than_a_fifth(free in 0_usize..500, tries in 0_usize..600) {
            let (mut held, mut left) = (0, free);
            for _ in 0..tries {
                if left > 0 && may_hold(held, 1, left, 0) {
                    held += 1;
                    left -= 1;
                }
            }
            prop_assert!(held <= (free / DAY_SHARE).max(DAY_LEAST));
        }
    }
}
