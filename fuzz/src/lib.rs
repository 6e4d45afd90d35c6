//! The readers of calendars and of text messages as grappe has them, and nothing else of grappe.
#![allow(dead_code, reason = "the targets call a part of it")]

pub mod domain;
