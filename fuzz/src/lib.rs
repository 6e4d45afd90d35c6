//! The reader of calendars as grappe has it, and nothing else of grappe.
#![allow(dead_code, reason = "the targets call a part of it")]

/// As in grappe, so that its paths hold.
pub mod domain {
    #[path = "../../../src/domain/ical/mod.rs"]
    pub mod ical;
    #[path = "../../../src/domain/time/mod.rs"]
    pub mod time;
}
