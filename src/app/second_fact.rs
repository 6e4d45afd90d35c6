//! What the holder of a link must know of the patient, and for how long wrong facts lock the link (booking-rules §6, security T15).
//! Every kind of link is opened here, so that none is easier to open than another.

use chrono::{NaiveDate, TimeDelta};

use crate::domain::booking::Refusal;
use crate::domain::contact::folded;
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{Db, Fault, Record, Tx};
use crate::sys::hash;

use super::pass::{Leads, Pass};
use super::{App, Failure};

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

/// A kind of link behind which a second fact is asked.
pub(super) trait Guarded: Leads {
    /// What names the link where its tries are counted.
    type Row: Send + 'static;
    /// The acts on record: a right fact, a wrong one.
    const ACTS: [&'static str; 2];

    /// What a link leads to, while it leads anywhere.
    fn behind(db: &Db<'_>, token_hash: &[u8; 32], now: Instant) -> Result<Guard<Self::Row>, Failure>;

    /// Counts a try.
    fn note(tx: &mut Tx<'_>, row: &Self::Row, tried: Try) -> Result<(), Fault>;
}

/// A link, and who has to be known.
pub(super) struct Guard<R> {
    /// See [`Guarded::Row`].
    pub(super) row: R,
    /// Whose fact it is.
    pub(super) patient: Patient,
    /// Wrong facts in a row so far, and until when no further one counts.
    pub(super) before: (u32, Option<Instant>),
    /// What the log names.
    pub(super) object: String,
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
    fn tried(
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

impl App {
    /// Whether a link leads somewhere; told to whoever has it, before the second fact.
    pub(super) async fn leads_somewhere<L: Guarded>(&self, token: &str) -> Result<bool, Fault> {
        let (token_hash, now) = (hash::sha256(token.as_bytes()), self.now());
        let found = self
            .store
            .read(move |db: &Db<'_>| L::behind(db, &token_hash, now).map(drop))
            .await;
        match found {
            Ok(()) => Ok(true),
            Err(Failure::Refused(_)) => Ok(false),
            Err(Failure::Fault(fault)) => Err(fault),
        }
    }

    /// Exchanges a link and a second fact for a pass. Wrong facts lock the link for a growing while; a locked link answers as a wrong
    /// fact does.
    pub(super) async fn exchange<L: Guarded>(
        &self,
        token: &str,
        fact: SecondFact,
    ) -> Result<Pass<L>, Failure> {
        let token_hash = hash::sha256(token.as_bytes());
        let is_right = self
            .store
            .write(move |tx| -> Result<bool, Failure> {
                let guard = L::behind(tx, &token_hash, tx.now())?;
                let Some(tried) = fact.tried(&guard.patient, guard.before, tx.now()) else {
                    return Ok(false);
                };
                L::note(tx, &guard.row, tried)?;
                let [right, wrong] = L::ACTS;
                let what = if tried.is_right { right } else { wrong };
                tx.audit(&Record::new(&Actor::Patient, what).on(guard.object))?;
                Ok(tried.is_right)
            })
            .await?;
        if is_right {
            Ok(Pass::seal(&self.keys, &token_hash, self.now())?)
        } else {
            Err(Refusal::WrongSecondFact.into())
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
