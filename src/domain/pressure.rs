//! Whether the practice is being flooded (security §2 T2, §6): decides when a browser is asked for work, and when no longer.

use super::proof_of_work::Cost;

/// Minutes that are looked at.
const WINDOW: usize = 10;
/// Times given up that one booking excuses: people look at several, and one in a rush loses the race for a few.
const EXCUSED: u32 = 3;
/// Strain at which work is asked for …
const BUSY: u32 = 30;
/// … and at which it is dear. Each ends at half of it.
const ATTACK: u32 = 120;

/// How much goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pressure {
    /// As always: nobody is asked for anything.
    #[default]
    Calm,
    /// More is begun than ends in bookings.
    Busy,
    /// Somebody floods the practice.
    Attack,
}

impl Pressure {
    /// Every pressure.
    pub const ALL: [Self; 3] = [Self::Calm, Self::Busy, Self::Attack];

    /// What asking for a code costs.
    pub fn cost(self) -> Option<Cost> {
        match self {
            Self::Calm => None,
            Self::Busy => Some(Cost::Raised),
            Self::Attack => Some(Cost::High),
        }
    }

    /// As the log names it.
    pub fn text(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Busy => "busy",
            Self::Attack => "attack",
        }
    }
}

/// Something that happened, to whomever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A time was held and given up: it ran out, was given back, or another one was picked in its place.
    Unfinished,
    /// A limit refused a hold, a code or a try.
    Refused,
    /// A booking was confirmed.
    Booked,
}

/// What happened in a while.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Times held and given up.
    pub unfinished: u32,
    /// Requests that a limit refused.
    pub refused: u32,
    /// Bookings confirmed.
    pub booked: u32,
}

impl Signs {
    fn add(&mut self, sign: Sign, times: u32) {
        let counter = match sign {
            Sign::Unfinished => &mut self.unfinished,
            Sign::Refused => &mut self.refused,
            Sign::Booked => &mut self.booked,
        };
        *counter = counter.saturating_add(times);
    }

    fn with(self, other: Self) -> Self {
        Self {
            unfinished: self.unfinished.saturating_add(other.unfinished),
            refused: self.refused.saturating_add(other.refused),
            booked: self.booked.saturating_add(other.booked),
        }
    }

    /// What no booking excuses. Who floods the practice without a mailbox books nothing; of the hundreds who open the page together
    /// when vaccinations can be booked, each books or loses to somebody who does.
    fn strain(self) -> u32 {
        let begun = self.unfinished.saturating_add(self.refused);
        begun.saturating_sub(self.booked.saturating_mul(EXCUSED))
    }
}

/// The pressure after `before`, from what happened in the window. It rises at once, and falls when the strain is half of what
/// raised it, so that it does not flutter.
pub fn next(before: Pressure, signs: Signs) -> Pressure {
    let strain = signs.strain();
    let has = |level: Pressure, from: u32| strain >= if before >= level { from / 2 } else { from };
    if has(Pressure::Attack, ATTACK) {
        Pressure::Attack
    } else if has(Pressure::Busy, BUSY) {
        Pressure::Busy
    } else {
        Pressure::Calm
    }
}

/// The last minutes, and the pressure that follows from them. Of one size for ever.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    minutes: [(u64, Signs); WINDOW],
    pressure: Pressure,
}

impl Watch {
    /// Counts what happened `times` in a minute; minutes never go back.
    pub fn note(&mut self, minute: u64, sign: Sign, times: u32) {
        let place = usize::try_from(minute % WINDOW as u64).unwrap_or(0);
        let Some(entry) = self.minutes.get_mut(place) else {
            return;
        };
        if entry.0 != minute {
            *entry = (minute, Signs::default());
        }
        entry.1.add(sign, times);
    }

    /// What happened in the window that ends with a minute.
    pub fn signs(&self, minute: u64) -> Signs {
        let is_recent = |at: u64| at <= minute && minute - at < WINDOW as u64;
        let recent = self.minutes.iter().filter(|(at, _)| is_recent(*at));
        recent.fold(Signs::default(), |sum, (_, signs)| sum.with(*signs))
    }

    /// The pressure in a minute.
    pub fn pressure(&mut self, minute: u64) -> Pressure {
        self.pressure = next(self.pressure, self.signs(minute));
        self.pressure
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn signs(unfinished: u32, refused: u32, booked: u32) -> Signs {
        Signs {
            unfinished,
            refused,
            booked,
        }
    }

    #[test]
    fn it_rises_at_once_and_falls_at_half() {
        use Pressure::{Attack, Busy, Calm};
        for (before, strain, after) in [
            (Calm, 29, Calm),
            (Calm, 30, Busy),
            (Calm, 120, Attack),
            (Busy, 15, Busy),
            (Busy, 14, Calm),
            (Busy, 119, Busy),
            (Attack, 60, Attack),
            (Attack, 59, Busy),
            (Attack, 14, Calm),
        ] {
            assert_eq!(next(before, signs(strain, 0, 0)), after, "{before:?} {strain}");
            assert_eq!(
                next(before, signs(0, strain, 0)),
                after,
                "{before:?} {strain} refused"
            );
        }
    }

    #[test]
    fn five_hundred_people_for_two_hundred_vaccinations_are_no_attack() {
        // Each loses a time or two to somebody quicker, a fifth is told to wait; two hundred book.
        assert_eq!(next(Pressure::Calm, signs(400, 100, 200)), Pressure::Calm);
        // As many requests, and no booking.
        assert_eq!(next(Pressure::Calm, signs(400, 100, 0)), Pressure::Attack);
    }

    #[test]
    fn it_ends_by_itself() {
        let mut watch = Watch::default();
        watch.note(100, Sign::Unfinished, 70);
        watch.note(105, Sign::Refused, 60);
        assert_eq!(watch.pressure(105), Pressure::Attack);
        assert_eq!(watch.pressure(109), Pressure::Attack);
        assert_eq!(watch.pressure(110), Pressure::Attack, "sixty are half");
        assert_eq!(watch.pressure(115), Pressure::Calm);
    }

    proptest! {
        #[test]
        fn more_trouble_never_lowers_it_and_a_booking_never_raises_it(
            before in prop::sample::select(Pressure::ALL.to_vec()),
            unfinished in 0_u32..400, refused in 0_u32..400, booked in 0_u32..100
        ) {
            let level = next(before, signs(unfinished, refused, booked));
            prop_assert!(next(before, signs(unfinished + 1, refused, booked)) >= level);
            prop_assert!(next(before, signs(unfinished, refused + 1, booked)) >= level);
            prop_assert!(next(before, signs(unfinished, refused, booked + 1)) <= level);
            prop_assert_eq!(next(level, signs(unfinished, refused, booked)), level, "it stays");
        }

        #[test]
        fn a_quiet_while_is_calm_whatever_was_before(
            noted in prop::collection::vec((0_u64..60, 0_u32..500), 0..40)
        ) {
            let mut watch = Watch::default();
            let mut in_order = noted.clone();
            in_order.sort_unstable();
            for (minute, times) in in_order {
                watch.note(minute, Sign::Unfinished, times);
                watch.pressure(minute);
            }
            prop_assert_eq!(watch.pressure(60 + WINDOW as u64), Pressure::Calm);
        }
    }
}
