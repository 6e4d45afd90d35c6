//! The mailbox where undelivered mail and answers to invitations come back: read now and then, never changed.

mod mailbox;
mod report;
mod worker;

pub use mailbox::{Mailbox, MailboxTrouble};
pub use report::read_returned;
pub use worker::ReturnsReader;
