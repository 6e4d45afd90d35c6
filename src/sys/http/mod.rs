//! Calls to other programs: addresses that may be called, and one careful client (security T10, ADR 0011).

mod client;
mod network;
mod reach;
mod target;

pub use client::{CallError, Client};
pub use network::StandIn;
pub use reach::{Reach, is_allowed};
pub use target::{Target, TargetProblem};
