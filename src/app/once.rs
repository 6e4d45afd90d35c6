//! Requests that may be sent again: their first answer is kept in the transaction of the act (booking-rules §5).

use crate::domain::booking::Refusal;
use crate::domain::staff::Actor;
use crate::store::{Answered, Fault, Tx};
use crate::sys::hash;

use super::waiting_list::JoinRefusal;
use super::{ChangeRefusal, Failure};

/// Which request a key stands for.
#[derive(Clone, Debug)]
pub struct Key {
    pub(super) scope: String,
    /// Of the key itself.
    pub(super) hash: [u8; 32],
    pub(super) request_hash: [u8; 32],
}

impl Key {
    /// The same key with another request is a mistake of the caller; what was asked is compared by hash.
    pub fn of(actor: &Actor, key: &str, request: &impl std::fmt::Debug) -> Self {
        Self {
            scope: actor.label(),
            hash: hash::sha256(key.as_bytes()),
            request_hash: hash::sha256(format!("{request:?}").as_bytes()),
        }
    }
}

/// A kind of refusal that can say that a key came with another request before.
pub(super) trait KeyReused {
    /// Says it.
    fn key_reused() -> Self;
}

impl KeyReused for Refusal {
    fn key_reused() -> Self {
        Self::KeyReused
    }
}

impl KeyReused for ChangeRefusal {
    fn key_reused() -> Self {
        Self::SavedBefore
    }
}

impl KeyReused for JoinRefusal {
    fn key_reused() -> Self {
        Self::KeyReused
    }
}

/// The first answer to the same request, if it was answered before.
pub(super) fn told_before<T, R>(tx: &Tx<'_>, key: Option<&Key>) -> Result<Option<T>, Failure<R>>
where
    T: serde::de::DeserializeOwned,
    R: KeyReused,
{
    let Some(key) = key else { return Ok(None) };
    let Some(answered) = tx.answered(&key.scope, &key.hash)? else {
        return Ok(None);
    };
    if answered.request_hash != key.request_hash {
        return Err(Failure::Refused(R::key_reused()));
    }
    let answer = serde_json::from_str(&answered.response);
    Ok(Some(answer.map_err(|error| {
        Fault::Bug(format!("stored answer: {error}"))
    })?))
}

/// Keeps the answer for a request that is sent again: numbers, nothing that somebody said or is called.
pub(super) fn keep_answer(
    tx: &mut Tx<'_>,
    key: Option<&Key>,
    answer: &impl serde::Serialize,
) -> Result<(), Fault> {
    let Some(key) = key else { return Ok(()) };
    let response = serde_json::to_string(answer).map_err(|error| Fault::Bug(error.to_string()))?;
    let answered = Answered {
        request_hash: key.request_hash,
        response,
    };
    tx.remember_answer(&key.scope, &key.hash, &answered)
}
