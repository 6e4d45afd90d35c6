//! The calendars that practitioners keep elsewhere: the client against an invented server that has every fault, and against real ones.

mod account;
pub(crate) mod fake;
mod faults;
mod finding;
pub(crate) mod keys;
mod large;
mod reading;
mod real_servers;
mod scribe;
mod signing_in;
pub(crate) mod stories;
mod writing;
