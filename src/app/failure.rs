//! Two kinds of failure: a decision of the rules, or trouble below them.

use crate::domain::booking::Refusal;
use crate::store::Fault;

/// Why a use case did not happen.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Failure<R = Refusal> {
    /// The rules refuse: data for a message at the field, 4xx.
    #[error("refused")]
    Refused(R),
    /// Disk, database or program: an incident, 500 or 503 with [`Fault::retry_after`].
    #[error(transparent)]
    Fault(Fault),
}

impl<R> From<Fault> for Failure<R> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl<R> Failure<R> {
    /// The refusal, when it is one.
    pub fn refusal(&self) -> Option<&R> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Fault(_) => None,
        }
    }
}
