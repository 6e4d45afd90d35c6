//! What leaves the outbox: words, and delivery to a real mail server.

mod delivery;
mod herald;
mod letters;
mod mails;
mod real;
mod receiver;
pub(crate) mod scenes;
pub(crate) mod server;
mod webhooks;
