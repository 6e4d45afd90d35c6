//! What sends a text message, and what surely became of it (reminders §2).

use std::future::Future;

use crate::domain::contact::Phone;
use crate::domain::time::Instant;

/// One text message for one phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextMessage {
    /// Whose phone.
    pub to: Phone,
    /// Its text, folded already where the practice agrees to that.
    pub text: String,
    /// Identity of the row, not of the attempt: the provider's own key, tag or reference where it has one.
    pub key: String,
    /// The carrier need not try after this instant.
    pub useful_until: Instant,
}

/// What became of an attempt, on any channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Accepted.
    Sent(Receipt),
    /// Surely not accepted, by no fault of this message: the line or the other side is in trouble.
    NoLine(String),
    /// Surely not accepted, and nothing will be before somebody of the practice has changed something: account, sender, credit.
    Misconfigured(String),
    /// Surely not accepted just now.
    NotNow(String),
    /// Surely not accepted, and never will be.
    Never(String),
    /// Nobody knows.
    Unknown(String),
}

/// What the other side said when it accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Under which reference it can be asked, and delivery reports come.
    pub reference: Option<String>,
    /// Its words, for the staff.
    pub words: String,
    /// Parts that it counts, where it tells.
    pub parts: Option<u32>,
}

/// What the other side knows of a message whose fate was unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It has it.
    Accepted(Receipt),
    /// It surely has it not: to be believed only after its settling time (reminders §2).
    Absent,
    /// It cannot be asked, or did not answer.
    Unclear,
}

/// A way to send text messages.
pub trait Carrier: Send + Sync {
    /// Hands a message over, once: nothing below repeats it.
    fn send(&self, message: &TextMessage) -> impl Future<Output = Verdict> + Send;

    /// Looks for a message whose fate is unknown, attempted at `since`.
    fn find(&self, message: &TextMessage, since: Instant) -> impl Future<Output = Found> + Send;
}
