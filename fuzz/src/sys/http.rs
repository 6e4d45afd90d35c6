//! What is asked and answered, without the line.

#[path = "../../../src/sys/http/answer.rs"]
mod answer;
#[path = "../../../src/sys/http/fingerprint.rs"]
mod fingerprint;

pub use answer::{Answer, Ask, LinkError, Room, Sieve};
pub use fingerprint::Fingerprint;
