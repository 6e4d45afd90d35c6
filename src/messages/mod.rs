//! Messages to patients, and to programs (`herald`): the rows of the outbox become e-mails, each sent at most once for all that can be known (reminders §2).
//!
//! `letter` makes the words, `mail` the bytes, `smtp` carries them and `smtp_answer` says what its answers mean; `engine` keeps the
//! books for whoever sends, `worker` for e-mails and `texter` for text messages.

mod backoff;
mod breaker;
mod calendar_part;
mod carrier;
mod engine;
mod herald;
mod lane;
mod letter;
mod letter_waiting;
mod mail;
mod pace;
pub mod sms;
mod smtp;
mod smtp_answer;
mod texter;
mod worker;

pub use carrier::{Carrier, Found, Receipt, TextMessage, Verdict};
pub use herald::Herald;
pub use letter::{Letter, letter};
pub use pace::Pace;
pub use smtp::Patience;
pub use texter::{TextLines, Texter, Words};
pub use worker::Postman;
