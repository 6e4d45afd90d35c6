//! Grappe: the booking system that a medical practice owns.

pub mod app;
pub mod bridge;
pub mod certificates;
pub mod cli;
pub mod config;
pub mod daemon;
pub mod demo;
pub mod domain;
pub mod i18n;
pub mod messages;
pub mod store;
pub mod sys;
pub mod updates;
pub mod web;
