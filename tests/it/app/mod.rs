//! The use cases over the real store.

mod access;
mod ceilings;
mod codes;
mod confirm;
mod crowd;
mod declared;
mod desk;
mod effort;
mod erasure;
mod history;
mod holds;
mod known;
mod links;
mod merges;
mod modem_pin;
mod moves;
mod no_shows;
mod optimiser;
mod races;
mod radicale;
pub(crate) mod score;
mod undo;
mod untrusted;
