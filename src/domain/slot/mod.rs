//! The slot engine: pure functions from (agenda, query, now) to free starts (booking-rules §4, §5, §12).

mod query;

pub use query::{Audience, PatientFacts, SeriesStep, Slot, SlotQuery, Slots};
