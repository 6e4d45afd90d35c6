//! Messages to patients, and to programs (`herald`): the rows of the outbox become e-mails, each sent at most once for all that can be known (reminders §2).
//!
//! `letter` makes the words, `mail` the bytes, `smtp` carries them and says what became of them, `worker` keeps the books.

mod backoff;
mod calendar_part;
mod carrier;
mod herald;
mod letter;
mod letter_waiting;
mod mail;
pub mod sms;
mod smtp;
mod worker;

pub use carrier::{Carrier, Found, Receipt, TextMessage, Verdict};
pub use herald::Herald;
pub use letter::{Letter, letter};
pub use smtp::Patience;
pub use worker::Postman;
