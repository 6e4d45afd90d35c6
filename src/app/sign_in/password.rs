//! Passwords: which are accepted (security §3, 6.1.2 and 6.2.x) and how they are kept (11.4.2).

use std::collections::HashSet;
use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use tokio::sync::Semaphore;

use crate::domain::contact::folded;
use crate::store::Fault;
use crate::sys::ids;

/// Least length in characters.
pub const PASSWORD_MIN_CHARS: usize = 12;
/// Longest password, in characters; nothing is ever cut off.
pub const PASSWORD_MAX_CHARS: usize = 128;
/// What must remain, in characters, once words that anybody would try first are taken out.
const OWN_MIN_CHARS: usize = 8;
/// Fewer different characters are a pattern.
const DIFFERENT_MIN: usize = 5;
/// Shorter words say nothing about the practice.
const CONTEXT_MIN_CHARS: usize = 4;

/// 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// One at a time: each takes 19 MiB (style §2.5).
static TURN: Semaphore = Semaphore::const_new(1);

static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../../data/passwords.txt").lines().collect());

/// Why a password is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Under twelve characters.
    #[error("too short")]
    TooShort,
    /// Over 128 characters.
    #[error("too long")]
    TooLong,
    /// Among those that everybody tries first, or one of them with figures around it.
    #[error("common")]
    Common,
    /// The name of the practice, of a person or of the town, with little around it.
    #[error("made of known words")]
    Context,
}

/// Accepts a new password; `context` are texts whose words do not count: names, login, address.
pub(super) fn check(password: &str, context: &[&str]) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if length < PASSWORD_MIN_CHARS {
        return Err(WeakPassword::TooShort);
    }
    if length > PASSWORD_MAX_CHARS {
        return Err(WeakPassword::TooLong);
    }
    if is_common(password) {
        return Err(WeakPassword::Common);
    }
    let mut own = folded(password).replace(' ', "");
    for word in context.iter().flat_map(|text| words(text)) {
        own = own.replace(&word, "");
    }
    if own.chars().count() < OWN_MIN_CHARS.min(length) {
        return Err(WeakPassword::Context);
    }
    Ok(())
}

fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    let long = folded
        .split(' ')
        .filter(|word| word.chars().count() >= CONTEXT_MIN_CHARS);
    long.map(str::to_owned).collect()
}

/// In the list as it is or without the figures and signs around it; a word of the list repeated; few different characters;
/// a run of the keyboard or the alphabet.
fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    let different: HashSet<char> = lower.chars().collect();
    let core = lower.trim_matches(|c: char| !c.is_alphabetic());
    different.len() < DIFFERENT_MIN
        || COMMON.contains(lower.as_str())
        || core.is_empty() && is_run(&lower)
        || is_of_common_words(core)
        || is_run(&lower)
}

/// Made of nothing but words of the list, of four letters and more.
fn is_of_common_words(core: &str) -> bool {
    let letters: Vec<char> = core.chars().collect();
    // reached[n]: the first n letters are words of the list.
    let mut reached = vec![false; letters.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for end in CONTEXT_MIN_CHARS..=letters.len() {
        let is_reached = (0..=end - CONTEXT_MIN_CHARS).any(|from| {
            let word: String = letters.get(from..end).unwrap_or_default().iter().collect();
            reached.get(from) == Some(&true) && COMMON.contains(word.as_str())
        });
        if let Some(place) = reached.get_mut(end) {
            *place = is_reached;
        }
    }
    !letters.is_empty() && reached.last() == Some(&true)
}

fn is_run(lower: &str) -> bool {
    const RUNS: [&str; 6] = [
        "abcdefghijklmnopqrstuvwxyz",
        "0123456789012345678901234567890",
        "azertyuiopqsdfghjklmwxcvbn",
        "qwertyuiopasdfghjklzxcvbnm",
        "9876543210987654321098765432109",
        "zyxwvutsrqponmlkjihgfedcba",
    ];
    // Most of it follows one run: every step from a character to the next is a step of the run.
    let letters: Vec<char> = lower.chars().collect();
    let steps = letters.windows(2).filter(|pair| {
        let step: String = pair.iter().collect();
        RUNS.iter().any(|run| run.contains(&step))
    });
    steps.count() * 4 >= letters.len().saturating_sub(1) * 3
}

fn hasher() -> Result<Argon2<'static>, Fault> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|error| Fault::Bug(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Argon2id in PHC form with a random salt; takes its turn.
pub(super) async fn hashed(password: String) -> Result<String, Fault> {
    in_turn(move || {
        let salt: [u8; 16] = ids::bytes();
        let hash = hasher()?.hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string())
            .map_err(|error| Fault::Bug(error.to_string()))
    })
    .await
}

/// Whether the password is that of the hash. Without a hash it takes as long and is wrong, so that an unknown login answers
/// like a known one.
pub(super) async fn verified(password: String, phc: Option<String>) -> Result<bool, Fault> {
    in_turn(move || {
        let hasher = hasher()?;
        let is_known = phc.is_some();
        let phc = match phc {
            Some(phc) => phc,
            None => STAND_IN.to_owned(),
        };
        let hash = PasswordHash::new(&phc).map_err(|error| Fault::Bug(error.to_string()))?;
        let is_right = hasher.verify_password(password.as_bytes(), &hash).is_ok();
        Ok(is_right && is_known)
    })
    .await
}

/// A hash that no password is checked against for its result; same costs as ours.
const STAND_IN: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c3RhbmQtaW4tc2FsdC0tLQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let _turn = TURN
        .acquire()
        .await
        .map_err(|error| Fault::Bug(error.to_string()))?;
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Fault::Bug(error.to_string()))?
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: [&str; 3] = [
        "Cabinet des Tilleuls",
        "12, rue des Tilleuls, 69003 Villeurbanne",
        "marie.leroy",
    ];

    #[test]
    fn passwords_that_anybody_would_try_are_refused() {
        for (password, expected) in [
            ("onze lettres".get(..11).unwrap(), Err(WeakPassword::TooShort)),
            ("motdepasse2026!", Err(WeakPassword::Common)),
            ("Azertyuiop123", Err(WeakPassword::Common)),
            ("motdepassemotdepasse", Err(WeakPassword::Common)),
            ("1234567890123456", Err(WeakPassword::Common)),
            ("ababababababab", Err(WeakPassword::Common)),
            ("abcdefghijklmnop", Err(WeakPassword::Common)),
            ("Tilleuls-2026", Err(WeakPassword::Context)),
            ("marieleroy!69003", Err(WeakPassword::Context)),
            ("VILLEURBANNE1234", Err(WeakPassword::Context)),
            ("cinq oies blanches au moulin", Ok(())),
            ("mg4 Trk.w9-Lq", Ok(())),
            ("été à Étretat, 3 galets", Ok(())),
        ] {
            assert_eq!(check(password, &CONTEXT), expected, "{password}");
        }
        assert_eq!(
            check(&"phrase longue, ".repeat(9), &CONTEXT),
            Err(WeakPassword::TooLong)
        );
        assert_eq!(check(&"né".repeat(64), &CONTEXT), Err(WeakPassword::Common));
    }

    #[tokio::test]
    async fn a_hash_is_argon2id_and_only_its_password_opens_it() {
        let phc = hashed("cinq oies blanches".to_owned()).await.unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(
            verified("cinq oies blanches".to_owned(), Some(phc.clone()))
                .await
                .unwrap()
        );
        assert!(!verified("cinq oies blanche".to_owned(), Some(phc)).await.unwrap());
        assert!(!verified("cinq oies blanches".to_owned(), None).await.unwrap());
    }
}
