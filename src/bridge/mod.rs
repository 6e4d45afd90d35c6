//! The calendars that practitioners keep elsewhere: on a NAS, at a hoster. `dav` speaks their protocol; [`Scribe`] makes the passes.
//!
//! A pass (`pass`) reads what changed, turns bodies into observations (`digest`), has them applied by `app` in one transaction and then
//! writes what waits (`push`, `event_text`). How it went decides when the next one is (`verdict`). Whoever wants passes needs
//! [`Scribe::new`] and one of three verbs: [`Scribe::work`] until the program stops, [`Scribe::round`] for what is due now, and
//! [`Scribe::all`] for every calendar at once. `App::sync_now` asks a working one for a pass.

pub mod dav;

mod digest;
mod event_text;
mod memory;
mod pass;
mod push;
mod report;
mod scribe;
mod verdict;

pub use report::{SyncCounts, SyncReport, SyncTrouble};
pub use scribe::Scribe;
