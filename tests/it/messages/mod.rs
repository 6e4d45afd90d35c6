//! What leaves the outbox: words, and delivery to a real mail server.

pub(crate) mod carriers;
mod delivery;
mod herald;
mod letters;
mod receiver;
pub(crate) mod scenes;
pub(crate) mod server;
mod texting;
mod webhooks;
