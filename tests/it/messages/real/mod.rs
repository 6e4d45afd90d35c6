//! Real servers, started by the tests: see tests/mail/run.

mod dns;
mod relay;
mod servers;
mod signed;
