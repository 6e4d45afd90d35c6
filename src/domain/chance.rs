//! Chance that falls the same way every time: `SplitMix64` (Steele, Lea and Flood 2014). A seed decides everything; nobody's
//! secrets depend on it.

/// A sequence of numbers that its seed decides.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The sequence of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1, 1 excluded.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From 0 to `end`, excluded; 0 when `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next().checked_rem(end).unwrap_or(0)
    }

    /// From `least` to `most`, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least.saturating_add_unsigned(self.below(most.abs_diff(least).saturating_add(1)))
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of the list, `None` when it is empty.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let at = self.below(from.len() as u64);
        from.get(usize::try_from(at).unwrap_or(0))
    }

    /// One of the list, each as often as its weight says; `None` without any weight.
    pub fn weighted<T: Copy>(&mut self, list: &[(T, u64)]) -> Option<T> {
        let mut left = self.below(list.iter().map(|(_, weight)| weight).sum());
        list.iter().find_map(|(one, weight)| {
            let is_it = left < *weight;
            left = left.saturating_sub(*weight);
            is_it.then_some(*one)
        })
    }

    /// How many of something that happens `mean` times on average, independently (Knuth's product of uniforms, in parts small
    /// enough not to underflow).
    pub fn poisson(&mut self, mean: f64) -> u32 {
        const PART: f64 = 20.0;
        let (mut left, mut count) = (mean.max(0.0), 0);
        while left > 0.0 {
            let limit = (-left.min(PART)).exp();
            left -= PART;
            let mut product = self.unit();
            while product > limit {
                count += 1;
                product *= self.unit();
            }
        }
        count
    }

    /// About 1, with this standard deviation: the sum of twelve uniforms less six is close to normal.
    pub fn around_one(&mut self, deviation: f64) -> f64 {
        let sum: f64 = (0..12).map(|_| self.unit()).sum();
        1.0 + (sum - 6.0) * deviation
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_decides_everything() {
        let throw = |seed| -> Vec<i64> {
            let mut chance = Chance::new(seed);
            (0..200).map(|_| chance.between(-3, 3)).collect()
        };
        assert_eq!(throw(7), throw(7));
        assert_ne!(throw(7), throw(8));
        let thrown = throw(7);
        assert_eq!((thrown.iter().min(), thrown.iter().max()), (Some(&-3), Some(&3)));
        assert_eq!(Chance::new(1).pick::<u8>(&[]), None);
        assert_eq!(Chance::new(1).weighted::<u8>(&[]), None);
    }

    #[test]
    fn means_are_what_they_are_said_to_be() {
        let mut chance = Chance::new(3);
        let mean = |draws: Vec<f64>| draws.iter().sum::<f64>() / 4000.0;
        let poisson = mean((0..4000).map(|_| f64::from(chance.poisson(27.0))).collect());
        assert!((poisson - 27.0).abs() < 0.5, "{poisson}");
        let around = mean((0..4000).map(|_| chance.around_one(0.3)).collect());
        assert!((around - 1.0).abs() < 0.03, "{around}");
        let heads = (0..4000).filter(|_| chance.percent(25)).count();
        assert!((900..1100).contains(&heads), "{heads}");
    }
}
