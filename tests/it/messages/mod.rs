//! What leaves the outbox: words, and delivery to a real mail server.

mod delivery;
mod herald;
mod letters;
mod order;
mod receiver;
pub(crate) mod scenes;
pub(crate) mod server;
mod texting;
mod verbs;
mod webhooks;
