//! What leaves the outbox: words, and delivery to a real mail server.

mod delivery;
mod letters;
pub(crate) mod scenes;
pub(crate) mod server;
