//! What the holder of a link must know of the patient, and for how long wrong facts lock the link (booking-rules §6, security T15).

use chrono::{NaiveDate, TimeDelta};

use crate::domain::contact::folded;
use crate::domain::patient::Patient;
use crate::domain::time::Instant;

/// Wrong second facts before the link is locked for a while.
const FREE_TRIES: u32 = 5;
/// First lock; doubled with each further wrong fact.
const FIRST_LOCK: TimeDelta = TimeDelta::minutes(1);
/// Longest lock, as a power of two over the first.
const LOCK_DOUBLINGS: u32 = 6;
/// Letters of the family name that are asked.
const LETTERS: usize = 3;

/// What the holder of a link must know of the patient.
#[derive(Clone, Debug)]
pub enum SecondFact {
    /// Birth date.
    Born(NaiveDate),
    /// First three letters of the family name, accents and case aside.
    Letters(String),
}

/// A try that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Try {
    /// The fact is the patient's.
    pub(super) is_right: bool,
    /// Wrong facts in a row, this one included.
    pub(super) failed: u32,
    /// Until when no further one counts.
    pub(super) locked_until: Option<Instant>,
}

impl SecondFact {
    /// Tries a fact on a link with so many wrong ones before; `None` while it is locked, which is answered as a wrong fact is.
    pub(super) fn tried(
        &self,
        patient: &Patient,
        (failed, locked_until): (u32, Option<Instant>),
        now: Instant,
    ) -> Option<Try> {
        if locked_until.is_some_and(|until| now < until) {
            return None;
        }
        let is_right = self.is_of(patient);
        let failed = if is_right { 0 } else { failed + 1 };
        Some(Try {
            is_right,
            failed,
            locked_until: lock(failed, now),
        })
    }

    fn is_of(&self, patient: &Patient) -> bool {
        match self {
            Self::Born(born) => patient.born == Some(*born),
            Self::Letters(typed) => {
                let (name, typed) = (letters(patient.family_name.as_str()), letters(typed));
                // A family name of two letters is asked whole.
                let asked = name.get(..LETTERS.min(name.len())).unwrap_or(&[]);
                !asked.is_empty() && typed.get(..asked.len()) == Some(asked)
            }
        }
    }
}

fn letters(text: &str) -> Vec<char> {
    folded(text).chars().filter(|c| *c != ' ').collect()
}

fn lock(failed: u32, now: Instant) -> Option<Instant> {
    let over = failed.checked_sub(FREE_TRIES)?;
    Some(now + FIRST_LOCK * (1 << over.min(LOCK_DOUBLINGS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_grow_and_stop_growing() {
        let now = Instant::UNIX_EPOCH;
        let minutes = |failed| lock(failed, now).map(|until| (until - now).num_minutes());
        assert_eq!(
            [0, 4, 5, 6, 8, 11, 50].map(minutes),
            [None, None, Some(1), Some(2), Some(8), Some(64), Some(64)]
        );
    }
}
