//! Calls to other programs: addresses that may be called, one careful client for webhooks (security T10, ADR 0011), and a line to a server
//! of the practice's own choice.

mod address;
mod answer;
mod client;
mod fingerprint;
mod link;
mod network;
mod packed;
mod reach;
mod relay;
mod target;
mod trust;

pub use address::{Address, AddressProblem};
pub use answer::{Answer, Ask, LinkError, Room, Sieve};
pub use client::{Call, CallError, Client, Lost, Reply};
pub use fingerprint::Fingerprint;
pub use link::{Allowance, Link};
pub use network::StandIn;
pub use reach::{Reach, is_allowed};
pub use relay::{RelayError, relay};
pub use target::{Target, TargetProblem};
