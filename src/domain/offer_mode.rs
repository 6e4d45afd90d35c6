//! Which of the feasible starts patients are shown (booking-rules §12).

use chrono::{NaiveDate, TimeDelta};

use super::time::Instant;

/// Which of the feasible starts are shown to patients. Staff always see every grid start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OfferMode {
    /// Every feasible grid start.
    #[default]
    Grid,
    /// Grid plus the first and last feasible start of each free gap.
    Packed,
    /// Of those, only starts that leave nothing or at least `min_useful` on either side.
    Compact {
        /// Shortest occupied length sold there.
        min_useful: TimeDelta,
        /// Where starts are held back; elsewhere it is packed.
        reach: Reach,
    },
    /// Of the packed starts, the best of each window on a date: smallest loss of usable slots first, then closest to a booking
    /// of the same window, then earliest.
    BestFit {
        /// Shortest occupied length sold there: what the loss is counted in.
        min_useful: TimeDelta,
        /// How many are shown; at least 1.
        choices: u8,
        /// Where starts are held back; elsewhere it is packed.
        reach: Reach,
    },
    /// Grid starts; those from 13:00 on are held back while less than `min_fill` percent of what is open before 13:00 on that
    /// date is occupied and some start of the care is still offered there.
    MorningFill {
        /// Percent of the morning, 1 to 100.
        min_fill: u8,
        /// Where starts are held back; elsewhere it is grid.
        reach: Reach,
    },
}

/// Between when and when a mode holds starts back: "applied to the next 10 days first and relaxed for slots within 48 h".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Nothing is held back that starts sooner than this much elapsed time from now.
    pub relaxed: TimeDelta,
    /// Nothing is held back on local dates later than today and this many days.
    pub days: u16,
}

impl Reach {
    /// Holds back whatever the start.
    pub const ALWAYS: Self = Self {
        relaxed: TimeDelta::zero(),
        days: u16::MAX,
    };

    /// Whether a start on a local date is one of those that may be held back.
    pub fn covers(self, (start, date): (Instant, NaiveDate), (now, today): (Instant, NaiveDate)) -> bool {
        start >= now + self.relaxed && (date - today).num_days() <= i64::from(self.days)
    }
}

impl Default for Reach {
    /// The next 10 days, but for the next 48 hours (booking-rules §12).
    fn default() -> Self {
        Self {
            relaxed: TimeDelta::hours(48),
            days: 10,
        }
    }
}

impl OfferMode {
    /// Shows grid starts only; the others add the edges of gaps.
    pub fn keeps_to_grid(self) -> bool {
        matches!(self, Self::Grid | Self::MorningFill { .. })
    }

    /// The mode of what is granted to somebody who names a start: holding back keeps a day whole, it does not make a start wrong.
    #[must_use]
    pub fn granting(self) -> Self {
        if self.keeps_to_grid() {
            Self::Grid
        } else {
            Self::Packed
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
    fn starts_are_held_back_from_48_hours_to_ten_days_unless_it_is_set_otherwise() {
        let now = at("2026-03-02T09:00:00Z");
        let today = "2026-03-02".parse().unwrap();
        let usual = Reach::default();
        assert_eq!(
            (usual.relaxed, usual.days),
            (TimeDelta::hours(48), 10),
            "booking-rules §12"
        );
        for (start, is_covered) in [
            ("2026-03-02T10:00:00Z", false),
            ("2026-03-04T08:59:59Z", false),
            ("2026-03-04T09:00:00Z", true),
            ("2026-03-12T23:00:00Z", true),
            ("2026-03-13T00:00:00Z", false),
        ] {
            let start = at(start);
            assert_eq!(
                usual.covers((start, start.date_naive()), (now, today)),
                is_covered,
                "{start}"
            );
            assert!(Reach::ALWAYS.covers((start, start.date_naive()), (now, today)));
        }
    }
}
