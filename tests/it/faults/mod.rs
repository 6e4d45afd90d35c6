//! Power cuts, failing disks, full disks and `kill -9`, against the unmodified program.
//!
//! `GRAPPE_POWER_CUTS` and `GRAPPE_KILLS` raise the number of rounds.
#![expect(
    clippy::disallowed_methods,
    reason = "these tests drive real processes in real time, and read their counts from the environment"
)]

mod disk;
mod proof;
