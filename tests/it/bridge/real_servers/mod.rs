//! The servers that practices have, started on loopback by `tests/caldav/serve`, and the rows of the bridge's server table that we rely on.
//!
//! `tests/caldav/run` installs them and runs these tests, and nothing else does: the default profile of nextest leaves them out by name.

mod cycle;
mod matrix;
mod server;
mod set_up;
mod stories;
mod table;
mod telephone;
