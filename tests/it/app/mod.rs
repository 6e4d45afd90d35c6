//! The use cases over the real store.

mod confirm;
mod declared;
mod desk;
mod holds;
mod links;
mod moves;
mod no_shows;
mod optimiser;
mod races;
mod undo;
mod untrusted;
