//! The readers of calendars, of calendar servers, of text messages and of returned mail as grappe has them, and nothing else of grappe.
#![allow(dead_code, reason = "the targets call a part of it")]

pub mod bridge;
pub mod domain;
#[path = "../../src/messages/returns/report.rs"]
pub mod report;
pub mod sys;
