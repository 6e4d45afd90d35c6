//! Messages to patients, and to programs (`herald`): the rows of the outbox become e-mails, each sent at most once for all that can be known (reminders §2).
//!
//! `letter` makes the words, `mail` the bytes, `smtp` carries them and `smtp_answer` says what its answers mean; `engine` keeps the
//! books for whoever sends, `worker` for e-mails and `texter` for text messages.

mod backoff;
mod breaker;
mod calendar_part;
mod carrier;
mod dkim;
mod dns;
mod engine;
mod herald;
mod lane;
mod letter;
mod letter_erasure;
mod letter_own;
mod letter_waiting;
mod mail;
mod pace;
mod returns;
mod short;
pub mod sms;
mod smtp;
mod smtp_answer;
mod standard;
mod steward;
mod texter;
mod trial;
mod worker;

pub use carrier::{Carrier, Found, Receipt, TextMessage, Verdict};
pub use dns::{NoAnswer, Resolver};
pub use herald::Herald;
pub use letter::{Letter, letter};
pub use pace::Pace;
pub use returns::{Mailbox, MailboxTrouble, ReturnsReader, read_returned};
pub use short::short;
pub use smtp::Patience;
pub use standard::standard;
pub use steward::{Steward, ceiling_words};
pub use texter::{TextLines, Texter, Words};
pub use trial::{Trial, TrialLetter, TrialOutcome, trial};
pub use worker::Postman;
