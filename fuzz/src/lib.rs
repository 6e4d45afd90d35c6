//! The reader of calendars as grappe has it, and nothing else of grappe.
#![allow(dead_code, reason = "the targets call a part of it")]

pub mod domain;
