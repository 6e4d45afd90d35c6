//! The settings that are tried against each other (booking-rules §12, baselines a to e).

use chrono::TimeDelta;

use crate::domain::agenda::SetUp;
use crate::domain::care_type::{CareType, OfferMode, Reach};
use crate::domain::id::PractitionerId;
use crate::domain::slot::measure;
use crate::domain::time::{Instant, Interval, Zone};

/// Visits up to this long are short ones: two of them are told the hour (wave).
const SHORT: TimeDelta = TimeDelta::minutes(20);
/// Best starts shown of each half-day.
const CHOICES: u8 = 4;
/// Percent of a morning (booking-rules §12 d).
const FILL: u8 = 60;

/// A setting of every care type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trial {
    /// As the practice has it.
    Present,
    /// (a) Every free grid start is offered; the patient takes the first that fits the wish best.
    FirstFit,
    /// Grid starts with the edges of gaps: what compact and best fit choose from, so that their own price can be told.
    Packed,
    /// (b) No start that leaves a scrap.
    Compact,
    /// (c) The best starts of each half-day.
    BestFit,
    /// (d) Afternoons open once mornings are 60 % full.
    MorningFill,
    /// (e) As first fit, but short visits are told to come one place earlier in their hour: two at the hour, nobody at the last
    /// place. The agenda is the same, the waiting room is not.
    Wave,
}

impl Trial {
    /// The five of booking-rules §12 and packed, the baseline first.
    pub const BASELINES: [Self; 6] = [
        Self::FirstFit,
        Self::Packed,
        Self::Compact,
        Self::BestFit,
        Self::MorningFill,
        Self::Wave,
    ];

    /// Stable spelling, for CSV, addresses and keys of words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::FirstFit => "first-fit",
            Self::Packed => "packed",
            Self::Compact => "compact",
            Self::BestFit => "best-fit",
            Self::MorningFill => "morning-fill",
            Self::Wave => "wave",
        }
    }

    /// The set-up with every care type offered this way, online and as it is for staff.
    #[must_use]
    pub fn applied(self, set_up: &SetUp) -> SetUp {
        let mut tried = set_up.clone();
        if self == Self::Present {
            return tried;
        }
        for care in tried.care_types.values_mut() {
            let useful = useful_for(set_up, care);
            care.terms.offer = self.offer(useful);
            for own in care.overrides.values_mut() {
                own.offer = None;
            }
        }
        tried
    }

    /// The mode for a care whose practitioners sell nothing shorter than `min_useful`, with the usual reach.
    pub fn offer(self, min_useful: TimeDelta) -> OfferMode {
        let reach = Reach::default();
        match self {
            Self::Present | Self::FirstFit | Self::Wave => OfferMode::Grid,
            Self::Packed => OfferMode::Packed,
            Self::Compact => OfferMode::Compact { min_useful, reach },
            Self::BestFit => OfferMode::BestFit {
                min_useful,
                choices: CHOICES,
                reach,
            },
            Self::MorningFill => OfferMode::MorningFill {
                min_fill: FILL,
                reach,
            },
        }
    }

    /// When the patient of a visit is asked to come; `open` are the windows of that day, before which nobody is.
    pub(super) fn told(self, zone: Zone, visit: &Interval, open: &[Interval]) -> Instant {
        let length = visit.length();
        if self != Self::Wave || length > SHORT {
            return visit.start;
        }
        let minute = i64::from(chrono::Timelike::minute(&zone.wall(visit.start).reading.time()));
        let earlier = visit.start - length.min(TimeDelta::minutes(minute));
        let window = open.iter().find(|window| window.covers(visit.start));
        window.map_or(visit.start, |window| earlier.max(window.start))
    }
}

/// The shortest occupied length that the practitioners of a care sell; its own where nobody sells anything.
pub fn useful_for(set_up: &SetUp, care: &CareType) -> TimeDelta {
    let offers = |id: &&PractitionerId| care.terms_for(**id).is_some();
    let who = set_up.practitioners.keys().filter(offers);
    who.filter_map(|id| measure::min_useful(set_up, *id))
        .min()
        .unwrap_or(care.terms.duration)
}
