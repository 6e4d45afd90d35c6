//! What leaves the outbox: words, and delivery to a real mail server.

pub(crate) mod carriers;
mod delivery;
mod herald;
mod letters;
mod mails;
mod modem;
pub(crate) mod pty_modem;
mod real;
mod receiver;
pub(crate) mod scenes;
pub(crate) mod server;
mod short;
mod smsd;
mod steward;
mod texting;
mod webhooks;
