//! Work that a browser does before it is sent something, in the place of a captcha of somebody else (security §6).
//!
//! A challenge is a salt and the hash of salt and a secret number below [`Cost::numbers`]; the browser looks for the number, we
//! compute one hash. The hashing itself is `sys::hash`. The salt says what the work is for: a solution for another errand, or too
//! late, is worthless (ASVS 9.2.x), and it ends with `;`, so that no digit can wander from the salt into the number and lengthen
//! the life of a solution.

use chrono::{DateTime, TimeDelta};

use crate::domain::time::Instant;

/// Numbers to look through at the plain cost (security §6: 50,000, times 4, times 16).
const NUMBERS: u32 = 50_000;
/// Life of a challenge, elapsed: filling in a form may take as long (security §6: not under twenty minutes).
pub const CHALLENGE_LIFE: TimeDelta = TimeDelta::minutes(30);
/// How long a browser without scripts waits instead, elapsed (security §6).
pub const PATIENCE: TimeDelta = TimeDelta::seconds(20);
/// Hexadecimal characters of the random part: 128 bits, and with it a salt longer than one block of SHA-256, which is hashed once.
const NONCE_CHARS: usize = 32;

/// How much work is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cost {
    /// Four times the plain cost: much is going on, or one address does a lot.
    Raised,
    /// Sixteen times the plain cost: somebody floods the practice.
    High,
}

impl Cost {
    /// The secret number is below this.
    pub fn numbers(self) -> u32 {
        match self {
            Self::Raised => NUMBERS * 4,
            Self::High => NUMBERS * 16,
        }
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Holding a time.
    Hold,
    /// Being sent a code.
    Code,
}

/// One act that work is done for: a solution for another one is worthless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Errand {
    /// What is asked for.
    pub purpose: Purpose,
    /// Of which thing: the number of a hold, or a tag of the address and the time that it wants.
    pub subject: u64,
}

impl Errand {
    /// `code.12`.
    pub fn text(self) -> String {
        let purpose = match self.purpose {
            Purpose::Hold => "hold",
            Purpose::Code => "code",
        };
        format!("{purpose}.{}", self.subject)
    }

    fn parse(text: &str) -> Option<Self> {
        let (purpose, subject) = text.split_once('.')?;
        let purpose = match purpose {
            "hold" => Purpose::Hold,
            "code" => Purpose::Code,
            _ => return None,
        };
        let subject = subject.parse().ok()?;
        Some(Self { purpose, subject })
    }
}

/// What the browser is given to solve, without the hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    nonce: String,
    expires: Instant,
    errand: Errand,
    numbers: u32,
}

impl Challenge {
    /// A challenge made at `now`; `random` makes it unlike any other.
    pub fn new(random: [u8; NONCE_CHARS / 2], errand: Errand, cost: Cost, now: Instant) -> Self {
        Self {
            nonce: format!("{:032x}", u128::from_be_bytes(random)),
            expires: now + CHALLENGE_LIFE,
            errand,
            numbers: cost.numbers(),
        }
    }

    /// What is hashed before the number: `<hex>?exp=<unix>&for=<errand>&most=<numbers>;`.
    pub fn salt(&self) -> String {
        let Self { nonce, numbers, .. } = self;
        let (expires, errand) = (self.expires.timestamp(), self.errand.text());
        format!("{nonce}?exp={expires}&for={errand}&most={numbers};")
    }

    fn parse(salt: &str) -> Option<Self> {
        let (nonce, rest) = salt.strip_suffix(';')?.split_once("?exp=")?;
        let (expires, rest) = rest.split_once("&for=")?;
        let (errand, numbers) = rest.split_once("&most=")?;
        let is_nonce = nonce.len() == NONCE_CHARS && nonce.bytes().all(|b| b.is_ascii_hexdigit());
        let challenge = Self {
            nonce: is_nonce.then(|| nonce.to_owned())?,
            expires: DateTime::from_timestamp(expires.parse().ok()?, 0)?,
            errand: Errand::parse(errand)?,
            numbers: numbers.parse().ok()?,
        };
        // One text for each challenge: what was signed is what was read.
        (challenge.salt() == salt).then_some(challenge)
    }
}

/// What is hashed for one number: the salt, then the number in decimal.
pub fn preimage(salt: &str, number: u32) -> String {
    format!("{salt}{number}")
}

/// What a browser found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    challenge: Challenge,
    number: u32,
    mark: String,
}

/// Whether work was done for an errand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was, if nobody has used it yet.
    Good,
    /// Not ours, or the number is wrong.
    Forged,
    /// For another purpose, or for another thing.
    OtherErrand,
    /// Too late.
    Expired,
}

impl Solution {
    /// Reads `salt~number~mark`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (rest, mark) = text.rsplit_once('~')?;
        let (salt, number) = rest.rsplit_once('~')?;
        let found: u32 = number.parse().ok()?;
        let challenge = Challenge::parse(salt)?;
        let is_canonical = found.to_string() == number && found < challenge.numbers;
        is_canonical.then(|| Self {
            challenge,
            number: found,
            mark: mark.to_owned(),
        })
    }

    /// What has to be hashed; the mark must be ours for that hash.
    pub fn preimage(&self) -> String {
        preimage(&self.challenge.salt(), self.number)
    }

    /// What we put beside the challenge.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// Judges it for an errand at `now`; `is_ours`: the mark is ours for the hash of [`Self::preimage`].
    pub fn judge(&self, errand: Errand, is_ours: bool, now: Instant) -> Verdict {
        if !is_ours {
            Verdict::Forged
        } else if self.challenge.errand != errand {
            Verdict::OtherErrand
        } else if now >= self.challenge.expires {
            Verdict::Expired
        } else {
            Verdict::Good
        }
    }
}

/// How long is still to wait at `now` for who began at `since`; `None` when that is too long ago to count, or not yet.
pub fn patience_left(since: Instant, now: Instant) -> Option<TimeDelta> {
    let waited = now - since;
    let counts = waited >= TimeDelta::zero() && waited < CHALLENGE_LIFE;
    counts.then(|| (PATIENCE - waited).max(TimeDelta::zero()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> Instant {
        "2026-03-02T08:00:00Z".parse().unwrap()
    }

    fn errand(purpose: Purpose, subject: u64) -> Errand {
        Errand { purpose, subject }
    }

    fn solved(for_what: Errand, number: u32) -> Solution {
        let challenge = Challenge::new([7; 16], for_what, Cost::Raised, now());
        Solution::parse(&format!("{}~{number}~mark", challenge.salt())).unwrap()
    }

    #[test]
    fn what_is_hashed_is_the_vector_of_security_6() {
        let text = preimage("a1b2c3d4e5f60718?exp=1772500600", 48_213);
        assert_eq!(text, "a1b2c3d4e5f60718?exp=177250060048213");
        assert_eq!([Cost::Raised, Cost::High].map(Cost::numbers), [200_000, 800_000]);
    }

    #[test]
    fn a_solution_serves_its_own_errand_only_and_not_for_ever() {
        let own = errand(Purpose::Code, 12);
        let solution = solved(own, 48_213);
        assert_eq!(solution.judge(own, true, now()), Verdict::Good);
        assert_eq!(solution.judge(own, false, now()), Verdict::Forged);
        for other in [errand(Purpose::Hold, 12), errand(Purpose::Code, 13)] {
            assert_eq!(solution.judge(other, true, now()), Verdict::OtherErrand);
        }
        let last = now() + CHALLENGE_LIFE - TimeDelta::seconds(1);
        assert_eq!(solution.judge(own, true, last), Verdict::Good);
        assert_eq!(
            solution.judge(own, true, now() + CHALLENGE_LIFE),
            Verdict::Expired
        );
        assert!(CHALLENGE_LIFE >= TimeDelta::minutes(20), "security §6");
    }

    #[test]
    fn digits_cannot_wander_between_the_salt_and_the_number() {
        let text = format!(
            "{}~48213~mark",
            Challenge::new([7; 16], errand(Purpose::Code, 1), Cost::Raised, now()).salt()
        );
        assert!(Solution::parse(&text).is_some());
        for (from, to) in [
            (";~48213", ";4~8213"),
            (";~48213", "~;48213"),
            (";~48213", ";~048213"),
            (";~48213", ";~+48213"),
            (";~48213", ";~200000"),
            ("&most=200000", "&most=0200000"),
            ("?exp=", "?exp=0"),
            ("0707", "07"),
            ("&for=code.1", "&for=code.01"),
            ("&for=code.1", "&for=mail.1"),
        ] {
            let forged = text.replacen(from, to, 1);
            assert_ne!(forged, text);
            assert_eq!(Solution::parse(&forged), None, "{forged}");
        }
    }

    #[test]
    fn who_waits_is_told_how_long_and_not_for_ever() {
        let after = |seconds| patience_left(now(), now() + TimeDelta::seconds(seconds));
        assert_eq!(after(0), Some(TimeDelta::seconds(20)));
        assert_eq!(after(19), Some(TimeDelta::seconds(1)));
        assert_eq!(after(20), Some(TimeDelta::zero()));
        assert_eq!(after(-1), None, "from the future");
        assert_eq!(after(CHALLENGE_LIFE.num_seconds()), None);
    }

    proptest! {
        #[test]
        fn a_salt_is_read_as_it_was_written(
            random: [u8; 16], subject: u64, is_hold: bool, is_high: bool, number in 0_u32..200_000
        ) {
            let purpose = if is_hold { Purpose::Hold } else { Purpose::Code };
            let cost = if is_high { Cost::High } else { Cost::Raised };
            let challenge = Challenge::new(random, errand(purpose, subject), cost, now());
            let salt = challenge.salt();
            prop_assert!(salt.len() > 64 && salt.is_ascii());
            prop_assert_eq!(Challenge::parse(&salt), Some(challenge));
            let solution = Solution::parse(&format!("{salt}~{number}~m")).unwrap();
            prop_assert_eq!(solution.preimage(), format!("{salt}{number}"));
        }

        #[test]
        fn whatever_a_browser_sends_is_read_or_refused(text in "[ -~]{0,200}") {
            if let Some(solution) = Solution::parse(&text) {
                let again = format!("{}~{}~{}", solution.challenge.salt(), solution.number, solution.mark());
                prop_assert_eq!(again, text);
            }
        }
    }
}
