//! Wall-clock readings of many instants in order, without a zone look-up for each.

use chrono::{DateTime, TimeDelta};

use super::{Instant, Zone};

/// Remembers the offset in force and for how long it holds. An answer of a year has ten thousand starts and two
/// changes of offset; looking each one up in the zone data cost more than the search itself.
#[derive(Debug)]
pub struct WallCursor {
    zone: Zone,
    holds_from: Instant,
    holds_until: Instant,
    offset_seconds: i32,
}

impl WallCursor {
    /// A cursor over one zone.
    pub fn new(zone: Zone) -> Self {
        Self {
            zone,
            holds_from: DateTime::UNIX_EPOCH,
            holds_until: DateTime::UNIX_EPOCH,
            offset_seconds: 0,
        }
    }

    /// Seconds east of UTC at `instant`.
    pub fn offset_seconds(&mut self, instant: Instant) -> i32 {
        if self.holds_from <= instant && instant < self.holds_until {
            return self.offset_seconds;
        }
        self.offset_seconds = self.zone.wall(instant).offset_seconds;
        // No zone of booking-rules §1.6 changes its offset twice within a day: equal ends mean no change between.
        let tomorrow = instant + TimeDelta::days(1);
        let is_settled = self.zone.wall(tomorrow).offset_seconds == self.offset_seconds;
        (self.holds_from, self.holds_until) = (instant, if is_settled { tomorrow } else { instant });
        self.offset_seconds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_zone_over_both_changes() {
        for name in [
            "Europe/Paris",
            "America/Miquelon",
            "Indian/Reunion",
            "Pacific/Marquesas",
        ] {
            let zone = Zone::named(name).unwrap();
            let mut cursor = WallCursor::new(zone);
            let mut at = DateTime::from_timestamp(1_767_225_600, 0).unwrap();
            for _ in 0..(365 * 96) {
                assert_eq!(
                    cursor.offset_seconds(at),
                    zone.wall(at).offset_seconds,
                    "{name} {at}"
                );
                at += TimeDelta::minutes(15);
            }
        }
    }
}
