//! What leaves the outbox: words, and delivery to a real mail server.

mod attendant;
pub(crate) mod carriers;
mod delivery;
mod herald;
mod letters;
mod mails;
mod modem;
mod order;
pub(crate) mod pty_modem;
mod real;
pub(crate) mod receiver;
pub(crate) mod scenes;
pub(crate) mod server;
mod short;
mod smsd;
mod steward;
mod texter;
mod texting;
mod upgraded;
mod verbs;
mod webhooks;
