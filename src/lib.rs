//! Grappe: the booking system that a medical practice owns.

pub mod domain;
