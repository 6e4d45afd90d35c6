//! Asks once a day whether a newer version of the program is published, and says so. It never installs anything.
//!
//! `manifest` reads the signed list without input or output, `check` fetches it, `watch` does so every day. Where the list is and whose
//! signature counts is configured (`[update]`); nothing is built in, and nothing of this practice is sent along.

mod check;
mod manifest;
mod watch;

pub use check::{Answered, Source, SourceProblem, check};
pub use watch::Watch;
