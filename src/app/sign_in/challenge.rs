//! What passkeys are asked: random, kept here, answered once. In memory only: after a restart one asks again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;

use crate::domain::time::Instant;
use crate::sys::ids;

/// How long an answer is waited for.
const LIFE: TimeDelta = TimeDelta::minutes(5);
/// Questions that may be open at once, whoever asked for them.
const AT_MOST: usize = 4096;

/// What an answer may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Signing in, whoever it is.
    SignIn,
    /// The second factor of a session (hash of its token).
    SecondFactor([u8; 32]),
    /// A new passkey of a session.
    Register([u8; 32]),
}

/// See the module. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Challenges(Arc<Mutex<Asked>>);

/// What was asked, for what, and until when.
type Asked = HashMap<[u8; 32], (Purpose, Instant)>;

impl Challenges {
    fn open(&self) -> MutexGuard<'_, Asked> {
        // A poisoned lock only means that a panic happened while questions were listed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks. When too many are open, those that were asked first are forgotten.
    pub(super) fn ask(&self, purpose: Purpose, now: Instant) -> [u8; 32] {
        let mut open = self.open();
        open.retain(|_, (_, until)| now < *until);
        while open.len() >= AT_MOST {
            let oldest = open
                .iter()
                .min_by_key(|(_, (_, until))| *until)
                .map(|(asked, _)| *asked);
            if let Some(oldest) = oldest {
                open.remove(&oldest);
            }
        }
        let challenge = ids::bytes();
        open.insert(challenge, (purpose, now + LIFE));
        challenge
    }

    /// Whether this was asked for that; nobody can answer it again.
    pub(super) fn take(&self, challenge: &[u8], purpose: Purpose, now: Instant) -> bool {
        let Ok(challenge) = <[u8; 32]>::try_from(challenge) else {
            return false;
        };
        let asked = self.open().remove(&challenge);
        asked.is_some_and(|(for_what, until)| for_what == purpose && now < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_good_once_for_its_purpose_and_for_five_minutes() {
        let challenges = Challenges::default();
        let now = Instant::UNIX_EPOCH;
        let first = challenges.ask(Purpose::SignIn, now);
        assert!(!challenges.take(&first, Purpose::SecondFactor([1; 32]), now));
        assert!(
            !challenges.take(&first, Purpose::SignIn, now),
            "whoever tried it used it up"
        );
        let second = challenges.ask(Purpose::Register([1; 32]), now);
        assert!(challenges.take(&second, Purpose::Register([1; 32]), now));
        assert!(!challenges.take(&second, Purpose::Register([1; 32]), now));
        let late = challenges.ask(Purpose::SignIn, now);
        assert!(!challenges.take(&late, Purpose::SignIn, now + LIFE));
        assert!(!challenges.take(b"", Purpose::SignIn, now));
    }

    #[test]
    fn strangers_cannot_fill_the_memory() {
        let challenges = Challenges::default();
        let now = Instant::UNIX_EPOCH;
        for second in 0..AT_MOST + 10 {
            let later = now + TimeDelta::milliseconds(i64::try_from(second).unwrap());
            challenges.ask(Purpose::SignIn, later);
        }
        assert_eq!(challenges.open().len(), AT_MOST);
    }
}
