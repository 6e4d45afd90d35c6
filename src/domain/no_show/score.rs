//! The risk of a no-show from counts the box has, with its reasons (booking-rules §10). No weights from elsewhere, nothing hidden:
//! each factor is the odds of its band over those of everybody, both shrunk towards the practice's base rate.

/// No-show rate of a practice that has no figures yet: France, 6 to 10 % (booking-rules §10).
const PUBLISHED: f64 = 0.08;
/// So many visits weighs the published rate.
const PUBLISHED_WEIGHT: f64 = 50.0;
/// So many visits weighs the base rate in each band.
const BAND_WEIGHT: f64 = 40.0;
/// The base rate weighs two visits in a patient's own history: `(missed + 2 base) / (visits + 2)`.
const OWN_WEIGHT: f64 = 2.0;
/// Nobody is sure to come or not to come.
const CERTAIN: (f64, f64) = (0.005, 0.95);
/// Last day of each band of lead time but the last, local days from booking to visit.
const LEADS: [i64; 4] = [1, 7, 21, 60];
/// Last hour, excluded, of each band of the day but the last.
const HOURS: [u32; 4] = [10, 12, 14, 17];
/// Over the base rate by this factor: medium, high.
const LEVELS: (f64, f64) = (1.25, 2.5);
/// A high risk is at least this.
const HIGH_AT_LEAST: f64 = 0.1;

/// Visits of a kind that are over, and those among them to which nobody came; excused ones in neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All.
    pub visits: u32,
    /// Missed.
    pub missed: u32,
}

impl Counts {
    /// One more.
    pub fn add(&mut self, is_missed: bool) {
        self.visits += 1;
        self.missed += u32::from(is_missed);
    }

    fn rate(self, towards: f64, weight: f64) -> f64 {
        (f64::from(self.missed) + weight * towards) / (f64::from(self.visits) + weight)
    }
}

/// What is known of a visit before it takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    /// The patient's own earlier visits.
    pub own: Counts,
    /// Local days from booking to visit; `None` where the booking is no older than the visit (imports).
    pub lead_days: Option<i64>,
    /// Hour of the local day.
    pub hour: u32,
    /// The patient confirmed by link.
    pub is_confirmed: bool,
}

/// What a risk is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Factor {
    /// The patient's own earlier visits.
    Own(u32, u32),
    /// Days from booking to visit.
    Lead(i64),
    /// First visit or not.
    New(bool),
    /// Hour of the day.
    Hour(u32),
    /// Confirmed by link or not.
    Confirmed(bool),
}

/// How high a risk is, beside the base rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As everybody.
    Low,
    /// Rather higher.
    Medium,
    /// Much higher.
    High,
}

/// A risk with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Risk {
    /// Probability of a no-show.
    pub missed: f64,
    /// Beside the base rate.
    pub level: Level,
    /// The three factors that move it most, with the factor of the odds; the strongest first.
    pub reasons: Vec<(Factor, f64)>,
}

/// Everything that was counted.
#[derive(Clone, Debug, Default)]
pub struct Score {
    all: Counts,
    leads: [Counts; 6],
    new: [Counts; 2],
    hours: [Counts; 5],
    confirmed: [Counts; 2],
}

impl Score {
    /// Counts a visit that is over.
    pub fn learn(&mut self, features: &Features, is_missed: bool) {
        self.all.add(is_missed);
        let bands = [
            self.leads.get_mut(lead_band(features.lead_days)),
            self.new.get_mut(usize::from(is_new(features))),
            self.hours.get_mut(hour_band(features.hour)),
            self.confirmed.get_mut(usize::from(features.is_confirmed)),
        ];
        for band in bands.into_iter().flatten() {
            band.add(is_missed);
        }
    }

    /// Counts a visit that is over and of which nothing else is known any more.
    pub fn learn_base(&mut self, is_missed: bool) {
        self.all.add(is_missed);
    }

    /// The practice's own rate.
    pub fn base(&self) -> f64 {
        self.all.rate(PUBLISHED, PUBLISHED_WEIGHT)
    }

    /// The risk of a visit.
    pub fn risk(&self, features: &Features) -> Risk {
        let base = self.base();
        let band = |bands: &[Counts], at: usize| {
            let rate = bands
                .get(at)
                .map_or(base, |counts| counts.rate(base, BAND_WEIGHT));
            odds(rate) / odds(base)
        };
        let own = features.own;
        let mut factors = vec![
            (
                Factor::Own(own.missed, own.visits),
                odds(own.rate(base, OWN_WEIGHT)) / odds(base),
            ),
            (
                Factor::Lead(features.lead_days.unwrap_or(-1)),
                band(&self.leads, lead_band(features.lead_days)),
            ),
            (
                Factor::New(is_new(features)),
                band(&self.new, usize::from(is_new(features))),
            ),
            (
                Factor::Hour(features.hour),
                band(&self.hours, hour_band(features.hour)),
            ),
            (
                Factor::Confirmed(features.is_confirmed),
                band(&self.confirmed, usize::from(features.is_confirmed)),
            ),
        ];
        let all: f64 = factors.iter().map(|(_, ratio)| ratio).product();
        let odds = odds(base) * all;
        let missed = (odds / (1.0 + odds)).clamp(CERTAIN.0, CERTAIN.1);
        factors.sort_by(|(_, a), (_, b)| b.ln().abs().total_cmp(&a.ln().abs()));
        factors.truncate(3);
        Risk {
            missed,
            level: level(missed, base),
            reasons: factors,
        }
    }
}

fn level(missed: f64, base: f64) -> Level {
    if missed >= LEVELS.1 * base && missed >= HIGH_AT_LEAST {
        Level::High
    } else if missed >= LEVELS.0 * base {
        Level::Medium
    } else {
        Level::Low
    }
}

fn odds(probability: f64) -> f64 {
    let kept = probability.clamp(CERTAIN.0, CERTAIN.1);
    kept / (1.0 - kept)
}

fn is_new(features: &Features) -> bool {
    features.own.visits == features.own.missed
}

fn lead_band(days: Option<i64>) -> usize {
    days.map_or(LEADS.len() + 1, |days| {
        LEADS.iter().filter(|last| days > **last).count()
    })
}

fn hour_band(hour: u32) -> usize {
    HOURS.iter().filter(|end| hour >= **end).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(visits: u32, missed: u32) -> Features {
        Features {
            own: Counts { visits, missed },
            lead_days: Some(5),
            hour: 9,
            is_confirmed: false,
        }
    }

    fn taught() -> Score {
        let mut score = Score::default();
        for number in 0..1000 {
            score.learn(&features(3, 0), number % 10 == 0);
        }
        score
    }

    #[test]
    fn a_patients_own_history_is_shrunk_by_two_visits() {
        let score = taught();
        let base = score.base();
        assert!((base - (100.0 + 50.0 * 0.08) / 1050.0).abs() < 1e-12);
        let alone = Score {
            all: score.all,
            ..Score::default()
        };
        let risk = alone.risk(&features(4, 2));
        // Without counts in its bands a visit has the shrunk own rate: (2 + 2 base) / (4 + 2).
        assert!((risk.missed - (2.0 + 2.0 * base) / 6.0).abs() < 1e-12, "{risk:?}");
        assert_eq!(risk.level, Level::High);
        assert_eq!(
            risk.reasons.first().map(|(factor, _)| *factor),
            Some(Factor::Own(2, 4))
        );
        assert_eq!(risk.reasons.len(), 3);
    }

    #[test]
    fn a_band_that_misses_more_is_a_reason() {
        let mut score = taught();
        let far = Features {
            lead_days: Some(90),
            ..features(3, 0)
        };
        for number in 0..300 {
            score.learn(&far, number % 3 == 0);
        }
        let (near, far) = (score.risk(&features(3, 0)), score.risk(&far));
        assert!(far.missed > near.missed);
        assert!(
            far.reasons
                .iter()
                .any(|(factor, ratio)| *factor == Factor::Lead(90) && *ratio > 1.5)
        );
    }

    #[test]
    fn bands_meet_without_gap() {
        let leads: Vec<usize> = [0, 1, 2, 7, 8, 21, 22, 60, 61]
            .map(|days| lead_band(Some(days)))
            .into();
        assert_eq!(leads, [0, 0, 1, 1, 2, 2, 3, 3, 4]);
        assert_eq!(lead_band(None), 5);
        assert_eq!(
            [0, 9, 10, 13, 14, 16, 17, 23].map(hour_band),
            [0, 0, 1, 2, 3, 3, 4, 4]
        );
    }
}
