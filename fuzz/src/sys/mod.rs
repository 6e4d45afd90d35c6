//! As in grappe, so that its paths hold.

#[path = "../../../src/sys/hash.rs"]
pub mod hash;
pub mod http;
