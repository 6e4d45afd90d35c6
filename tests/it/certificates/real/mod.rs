//! Certificates from a real authority, Debian's Pebble: see tests/tls/run.

mod killed;
mod obtained;
mod pebble;
mod refused;
