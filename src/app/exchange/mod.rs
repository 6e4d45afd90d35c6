//! What comes in from other programs and goes out to them.

pub mod export;
pub mod import;
