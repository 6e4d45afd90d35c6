//! `DELETE`: one event, taken away only where nobody else wrote meanwhile.

use super::put::Condition;
use super::trouble::DavError;
use crate::sys::http::{Answer, Ask};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delete {
    /// Taken away now.
    Done,
    /// It was not there.
    Absent,
    /// The condition is not met; sabre/dav answers so for what is not there, too.
    Unmet,
}

/// Takes this member away.
pub(super) fn prepare(href: &str, condition: Condition<'_>) -> Ask {
    Ask {
        method: "DELETE",
        href: href.to_owned(),
        headers: condition.header().into_iter().collect(),
        ..Ask::default()
    }
}

/// Reads the answer.
pub(super) fn parse(answer: &Answer) -> Result<Delete, DavError> {
    match answer.status {
        200 | 204 => Ok(Delete::Done),
        404 | 410 => Ok(Delete::Absent),
        412 => Ok(Delete::Unmet),
        _ => Err(DavError::of(answer)),
    }
}
