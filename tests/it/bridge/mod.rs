//! The calendars that practitioners keep elsewhere: the client against an invented server that has every fault, and against real ones.

mod account;
mod fake;
mod real_servers;
