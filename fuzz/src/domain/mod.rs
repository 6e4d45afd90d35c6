//! As in grappe, so that its paths hold.

#[path = "../../../src/domain/contact.rs"]
pub mod contact;
#[path = "../../../src/domain/gsm/mod.rs"]
pub mod gsm;
#[path = "../../../src/domain/ical/mod.rs"]
pub mod ical;
#[path = "../../../src/domain/mail/mod.rs"]
pub mod mail;
#[path = "../../../src/domain/time/mod.rs"]
pub mod time;
#[path = "../../../src/domain/writing.rs"]
pub mod writing;
