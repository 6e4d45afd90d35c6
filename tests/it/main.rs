//! Integration tests: one binary, folders named as in `src`.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says where it stopped"
)]

mod admin;
mod api;
mod app;
mod architecture;
mod bridge;
mod calendar;
mod certificates;
mod cli;
mod config;
mod criteria;
mod daemon;
mod demo;
mod exchange;
mod faults;
mod i18n;
mod ical;
mod limits;
mod messages;
mod public;
mod reference;
mod reminders;
mod store;
mod support;
mod updates;
mod vectors;
mod waiting;
mod web;
