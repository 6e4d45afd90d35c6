//! Live screens: who watches, and what they are told.

mod events;
mod streams;

pub(super) use events::show;
pub(in crate::web) use streams::Streams;

/// Marks what a screen asks for by itself (`live.js`).
pub(super) const WATCHING: &str = "x-grappe-watching";
