//! Messages to patients, and to programs (`herald`): the rows of the outbox become e-mails, each sent at most once for all that can be known (reminders §2).
//!
//! `letter` makes the words, `mail` the bytes, `smtp` carries them and says what became of them, `worker` keeps the books.

mod backoff;
mod calendar_part;
mod carrier;
mod dkim;
mod dns;
mod herald;
mod letter;
mod letter_waiting;
mod mail;
mod returns;
mod smtp;
mod trial;
mod worker;

pub use carrier::{Carrier, Found, Receipt, TextMessage, Verdict};
pub use dns::{NoAnswer, Resolver};
pub use herald::Herald;
pub use letter::{Letter, letter};
pub use returns::{Mailbox, MailboxTrouble, ReturnsReader, read_returned};
pub use smtp::Patience;
pub use trial::{Trial, TrialLetter, TrialOutcome, trial};
pub use worker::Postman;
