//! The waiting list (booking-rules §9): who waits for what, who is offered a freed time, for how long and in which order.

mod candidate;
mod entry;
mod quiet;
mod rules;

pub use candidate::{FreedTime, beside, fitting};
pub use entry::{Channel, EntryState, Urgency, WaitingEntry, Weekdays, Wishes};
pub use quiet::QuietHours;
pub use rules::{KEPT_DAYS_AT_MOST, KeptUntil, LastDay, OfferRules, OfferTerms};
