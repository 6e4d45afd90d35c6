//! Calls to other programs: addresses that may be called, one careful client for webhooks (security T10, ADR 0011), and a line to a server
//! of the practice's own choice.

mod address;
mod client;
mod link;
mod network;
mod packed;
mod reach;
mod relay;
mod target;
mod trust;

pub use address::{Address, AddressProblem};
pub use client::{Call, CallError, Client, Lost, Reply};
pub use link::{Allowance, Answer, Ask, Link, LinkError};
pub use network::StandIn;
pub use reach::{Reach, is_allowed};
pub use relay::{RelayError, relay};
pub use target::{Target, TargetProblem};
pub use trust::Fingerprint;
