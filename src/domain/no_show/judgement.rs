//! Whether the score is worth anything here: Brier score against the base rate, each visit predicted from days before its own only
//! (booking-rules §10).

use std::collections::HashMap;

use chrono::NaiveDate;

use super::score::{Counts, Features, Score};
use crate::domain::id::PatientId;

/// Fewer predictions say nothing.
const PREDICTIONS: u32 = 200;
/// Fewer no-shows among them say nothing.
const MISSED: u32 = 10;
/// The gain must be so many of its standard errors: luck wins once in forty times.
const ERRORS: f64 = 2.0;

/// A visit that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Whose.
    pub patient: PatientId,
    /// Local day.
    pub day: NaiveDate,
    /// Local days from booking to visit.
    pub lead_days: Option<i64>,
    /// Hour of the local day.
    pub hour: u32,
    /// The patient confirmed by link.
    pub is_confirmed: bool,
    /// Nobody came.
    pub is_missed: bool,
}

/// How the visit of a patient who was erased since ended: it counts for the base rate and for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nameless {
    /// Local day.
    pub day: NaiveDate,
    /// Nobody came.
    pub is_missed: bool,
}

/// The score against the base rate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Judgement {
    /// Visits predicted.
    pub predictions: u32,
    /// Missed among them.
    pub missed: u32,
    /// Brier score of the score.
    pub score_error: f64,
    /// Brier score of the base rate.
    pub base_error: f64,
    /// Standard error of the difference.
    pub gain_error: f64,
}

impl Judgement {
    /// Whether the score is used: it must win clearly, on enough visits.
    pub fn is_won(&self) -> bool {
        let gain = self.base_error - self.score_error;
        self.predictions >= PREDICTIONS && self.missed >= MISSED && gain > ERRORS * self.gain_error
    }

    /// Whether there was enough to judge.
    pub fn has_enough(&self) -> bool {
        self.predictions >= PREDICTIONS && self.missed >= MISSED
    }
}

/// Everything that was learned from the visits so far.
#[derive(Clone, Debug, Default)]
pub struct Learned {
    /// The counts.
    pub score: Score,
    /// Each patient's own.
    pub own: HashMap<PatientId, Counts>,
}

impl Learned {
    /// What is known of a visit of a patient.
    pub fn features(&self, patient: PatientId, visit: (Option<i64>, u32, bool)) -> Features {
        let (lead_days, hour, is_confirmed) = visit;
        Features {
            own: self.own.get(&patient).copied().unwrap_or_default(),
            lead_days,
            hour,
            is_confirmed,
        }
    }

    fn learn(&mut self, visit: &Settled) {
        let features = self.features(visit.patient, (visit.lead_days, visit.hour, visit.is_confirmed));
        self.score.learn(&features, visit.is_missed);
        self.own.entry(visit.patient).or_default().add(visit.is_missed);
    }
}

/// Goes through the visits, in order of day: those from `from` on are predicted, each from the days before its own; then they are
/// learned from. `nameless` is in order of day as well.
pub fn judge(visits: &[Settled], nameless: &[Nameless], from: NaiveDate) -> (Judgement, Learned) {
    let mut learned = Learned::default();
    let mut nameless = nameless.iter().peekable();
    let mut gains: Vec<f64> = Vec::new();
    let (mut missed, mut score_sum, mut base_sum) = (0, 0.0, 0.0);
    for day in visits.chunk_by(|a, b| a.day == b.day) {
        let today = day.first().map(|visit| visit.day);
        while let Some(past) = nameless.next_if(|past| Some(past.day) < today) {
            learned.score.learn_base(past.is_missed);
        }
        for visit in day.iter().filter(|visit| visit.day >= from) {
            let features = learned.features(visit.patient, (visit.lead_days, visit.hour, visit.is_confirmed));
            let truth = f64::from(u8::from(visit.is_missed));
            let score = (learned.score.risk(&features).missed - truth).powi(2);
            let base = (learned.score.base() - truth).powi(2);
            missed += u32::from(visit.is_missed);
            score_sum += score;
            base_sum += base;
            gains.push(base - score);
        }
        for visit in day {
            learned.learn(visit);
        }
    }
    for past in nameless {
        learned.score.learn_base(past.is_missed);
    }
    let predictions = u32::try_from(gains.len()).unwrap_or(u32::MAX);
    if predictions == 0 {
        return (Judgement::default(), learned);
    }
    let count = f64::from(predictions);
    let mean = gains.iter().sum::<f64>() / count;
    let spread = gains.iter().map(|gain| (gain - mean).powi(2)).sum::<f64>() / count;
    let judgement = Judgement {
        predictions,
        missed,
        score_error: score_sum / count,
        base_error: base_sum / count,
        gain_error: (spread / count).sqrt(),
    };
    (judgement, learned)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A fixed sequence of numbers that look random, from 0 to 1.
    struct Chance(u64);

    impl Chance {
        fn next(&mut self) -> f64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            f64::from(u32::try_from(self.0 >> 40).unwrap()) / f64::from(1u32 << 24)
        }

        fn below(&mut self, limit: u64) -> i64 {
            self.next();
            i64::try_from((self.0 >> 33) % limit).unwrap()
        }
    }

    /// A year of visits whose true risk is known.
    fn year(seed: u64, truth: impl Fn(i64, i64) -> f64) -> Vec<Settled> {
        let mut chance = Chance(seed);
        let mut visits = Vec::new();
        for day in 0..300u64 {
            for _ in 0..20 {
                let patient = chance.below(800);
                let lead = chance.below(90);
                visits.push(Settled {
                    patient: PatientId(patient),
                    day: NaiveDate::from_ymd_opt(2025, 1, 1).unwrap() + chrono::Days::new(day),
                    lead_days: Some(lead),
                    hour: 9,
                    is_confirmed: false,
                    is_missed: chance.next() < truth(patient, lead),
                });
            }
        }
        visits
    }

    fn judged(visits: &[Settled]) -> Judgement {
        judge(visits, &[], NaiveDate::from_ymd_opt(2025, 5, 1).unwrap()).0
    }

    #[test]
    fn it_wins_where_some_people_miss_more_than_others() {
        for seed in 1..=8 {
            let truth = |patient: i64, lead: i64| {
                let own = if patient % 8 == 0 { 0.5 } else { 0.03 };
                if lead > 60 { (own * 1.6_f64).min(0.9) } else { own }
            };
            let judgement = judged(&year(seed * 7919, truth));
            assert!(judgement.is_won(), "{seed}: {judgement:?}");
        }
    }

    #[test]
    fn it_turns_itself_off_where_there_is_nothing_to_know() {
        for seed in 1..=8 {
            let judgement = judged(&year(seed * 104_729, |_, _| 0.08));
            assert!(
                judgement.has_enough() && !judgement.is_won(),
                "{seed}: {judgement:?}"
            );
        }
    }

    #[test]
    fn few_visits_say_nothing() {
        let visits = year(5, |patient, _| if patient % 8 == 0 { 0.9 } else { 0.01 });
        let judgement = judge(&visits[..150], &[], NaiveDate::MIN).0;
        assert!(!judgement.has_enough() && !judgement.is_won());
        assert_eq!(judge(&[], &[], NaiveDate::MIN).0, Judgement::default());
    }

    #[test]
    fn a_prediction_knows_nothing_of_its_own_day_or_later() {
        let visits = year(11, |patient, _| if patient % 8 == 0 { 0.5 } else { 0.03 });
        let from = NaiveDate::from_ymd_opt(2025, 5, 1).unwrap();
        let whole = judge(&visits, &[], from).0;
        // The truth of the last day turned round: only that day's errors may change.
        let last = visits.last().unwrap().day;
        let cut: Vec<Settled> = visits.iter().copied().filter(|visit| visit.day < last).collect();
        let turned: Vec<Settled> = visits
            .iter()
            .map(|visit| Settled {
                is_missed: visit.is_missed != (visit.day == last),
                ..*visit
            })
            .collect();
        let (before, after) = (judge(&cut, &[], from).0, judge(&turned, &[], from).0);
        let sum = |judged: Judgement| judged.base_error * f64::from(judged.predictions);
        let of_last_day = |p: f64, is_missed: bool| (p - f64::from(u8::from(is_missed))).powi(2);
        let base = judge(&cut, &[], from).1.score.base();
        let day: f64 = turned
            .iter()
            .filter(|visit| visit.day == last)
            .map(|visit| of_last_day(base, visit.is_missed))
            .sum();
        assert!((sum(after) - sum(before) - day).abs() < 1e-9);
        assert_eq!(whole.predictions, after.predictions);
    }
}
