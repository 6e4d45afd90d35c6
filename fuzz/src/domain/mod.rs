//! As in grappe, so that its paths hold.

#[path = "../../../src/domain/ical/mod.rs"]
pub mod ical;
#[path = "../../../src/domain/mail/mod.rs"]
pub mod mail;
#[path = "../../../src/domain/time/mod.rs"]
pub mod time;
