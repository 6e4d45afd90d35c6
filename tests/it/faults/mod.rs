//! Power cuts, failing disks, full disks and `kill -9`, against the unmodified program.
//!
//! `GRAPPE_POWER_CUTS`, `GRAPPE_KILLS`, `GRAPPE_CALENDAR_KILLS`, `GRAPPE_MESSAGES_KILLS` and `GRAPPE_RACES` raise the number of rounds; `GRAPPE_FAULT_STEP=1` fails every single write.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    reason = "these tests drive real processes in real time, read their counts from the environment, and end with what they saw"
)]

mod calendar;
mod calendar_state;
mod client;
mod corrupt;
mod crowd;
mod cuts;
mod disk;
mod failing;
mod ledger;
mod load;
mod messages;
mod premises;
mod proof;
mod races;
mod server;
mod waiting;

/// A number of the environment, or the one for every day.
fn rounds(variable: &str, usual: u64) -> u64 {
    match std::env::var(variable) {
        Ok(text) => text.parse().expect("a number"),
        Err(_) => usual,
    }
}

/// Numbers that differ from run to run; a failing run prints what happened, which matters more than repeating it.
struct Chance(u64);

impl Chance {
    fn new(name: &str) -> Self {
        use std::hash::BuildHasher as _;
        Self(std::hash::RandomState::new().hash_one(name) | 1)
    }

    /// From `least` to `most`, both included.
    fn between(&mut self, least: u64, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        least + self.0 % (most - least + 1)
    }
}
