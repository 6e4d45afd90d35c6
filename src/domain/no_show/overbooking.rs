//! Where one more booking would hardly ever be one too many: exact, by convolution (booking-rules §10). For staff only.

use super::score::Level;

/// More than capacity and one may come with at most this probability.
const TOO_MANY: f64 = 0.05;
/// Fewer expected absences do not pay for the trouble.
const ABSENT_AT_LEAST: f64 = 0.5;
/// First visits longer than this, in minutes, are left alone.
const FIRST_VISIT: i64 = 30;

/// A booking of a half-day, in order of start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Planned {
    /// Probability of a no-show.
    pub missed: f64,
    /// Beside the base rate.
    pub level: Level,
    /// The patient comes for the first time.
    pub is_first: bool,
    /// Length of the care, minutes.
    pub minutes: i64,
    /// It is booked over another one itself.
    pub is_over: bool,
}

/// Distribution of how many come: place k holds the probability that exactly k do.
pub fn attendance(missed: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut distribution = vec![1.0];
    for missed in missed {
        let before = distribution.clone();
        distribution.push(0.0);
        for (place, come) in distribution.iter_mut().enumerate() {
            let stays = before.get(place).map_or(0.0, |p| p * missed);
            let joins = place
                .checked_sub(1)
                .and_then(|fewer| before.get(fewer))
                .map_or(0.0, |p| p * (1.0 - missed));
            *come = stays + joins;
        }
    }
    distribution
}

/// Probability that more than so many come.
pub fn more_than(distribution: &[f64], limit: usize) -> f64 {
    distribution.iter().skip(limit + 1).sum()
}

/// Beside which bookings of a full half-day one more may be suggested: the riskiest first, never beside a long first visit, never
/// two in a row. An extra patient is taken to come for sure.
pub fn suggestions(half_day: &[Planned]) -> Vec<usize> {
    let capacity = half_day.iter().filter(|one| !one.is_over).count();
    let absent: f64 = half_day.iter().map(|one| one.missed).sum();
    if absent < ABSENT_AT_LEAST {
        return Vec::new();
    }
    let is_over = |at: usize| half_day.get(at).is_some_and(|one| one.is_over);
    let mut hosts: Vec<(usize, &Planned)> = half_day.iter().enumerate().collect();
    hosts.retain(|(at, one)| {
        let is_beside = is_over(at + 1) || at.checked_sub(1).is_some_and(is_over);
        let is_long_first = one.is_first && one.minutes > FIRST_VISIT;
        one.level > Level::Low && !one.is_over && !is_beside && !is_long_first
    });
    hosts.sort_by(|(_, a), (_, b)| b.missed.total_cmp(&a.missed));
    let mut chosen: Vec<usize> = Vec::new();
    for (at, _) in hosts {
        if chosen.iter().any(|other| other.abs_diff(at) <= 1) {
            continue;
        }
        let extras = std::iter::repeat_n(0.0, chosen.len() + 1);
        let all = attendance(half_day.iter().map(|one| one.missed).chain(extras));
        if more_than(&all, capacity + 1) > TOO_MANY {
            break;
        }
        chosen.push(at);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn planned(missed: f64) -> Planned {
        Planned {
            missed,
            level: if missed > 0.2 { Level::High } else { Level::Low },
            is_first: false,
            minutes: 20,
            is_over: false,
        }
    }

    proptest! {
        #[test]
        fn the_convolution_is_the_sum_over_every_outcome(missed in proptest::collection::vec(0.0..=1.0f64, 0..=11)) {
            let mut expected = vec![0.0; missed.len() + 1];
            for outcome in 0..1u32 << missed.len() {
                let comes = |at: usize| outcome >> at & 1 == 1;
                let probability: f64 = missed
                    .iter()
                    .enumerate()
                    .map(|(at, p)| if comes(at) { 1.0 - p } else { *p })
                    .product();
                expected[outcome.count_ones() as usize] += probability;
            }
            let found = attendance(missed.iter().copied());
            prop_assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(&expected) {
                prop_assert!((found - expected).abs() < 1e-12);
            }
            for limit in 0..missed.len() {
                let tail: f64 = expected[limit + 1..].iter().sum();
                prop_assert!((more_than(&found, limit) - tail).abs() < 1e-12);
            }
        }

        #[test]
        fn what_is_suggested_keeps_every_rule(half_day in proptest::collection::vec((0.0..0.9f64, any::<bool>(), 10i64..60, 0u8..10), 0..16)) {
            let half_day: Vec<Planned> = half_day
                .into_iter()
                .map(|(missed, is_first, minutes, over)| Planned { is_first, minutes, is_over: over == 0, ..planned(missed) })
                .collect();
            let mut chosen = suggestions(&half_day);
            let extras = std::iter::repeat_n(0.0, chosen.len());
            let all = attendance(half_day.iter().map(|one| one.missed).chain(extras));
            let capacity = half_day.iter().filter(|one| !one.is_over).count();
            prop_assert!(chosen.is_empty() || more_than(&all, capacity + 1) <= 0.05);
            chosen.sort_unstable();
            prop_assert!(chosen.windows(2).all(|pair| pair[1] - pair[0] > 1), "two in a row");
            for at in chosen {
                let host = half_day[at];
                let is_long_first = host.is_first && host.minutes > 30;
                prop_assert!(!host.is_over && !is_long_first);
                let beside = [at.wrapping_sub(1), at + 1];
                prop_assert!(beside.iter().all(|next| half_day.get(*next).is_none_or(|one| !one.is_over)));
            }
        }
    }

    #[test]
    fn the_riskiest_comes_first_and_a_day_of_reliable_people_gets_nothing() {
        let mut day = vec![planned(0.05); 12];
        assert_eq!(suggestions(&day), Vec::<usize>::new());
        day[3] = planned(0.5);
        day[4] = planned(0.6);
        day[9] = planned(0.4);
        let chosen = suggestions(&day);
        assert_eq!(chosen.first(), Some(&4));
        assert!(!chosen.contains(&3), "never two in a row");
        day[4].is_first = true;
        day[4].minutes = 45;
        assert_eq!(
            suggestions(&day).first(),
            Some(&3),
            "a long first visit is left alone"
        );
    }
}
