//! The immutable read model from which every free time is answered (style §4.3).

mod calendar;
mod change;
mod edit;
mod hours;
mod occupancy;
mod shards;
mod snapshot;

pub(in crate::domain) use calendar::Calendar;
pub use change::Change;
pub use edit::{Edit, Noun};
pub use hours::DayPlan;
pub(in crate::domain) use hours::Hours;
pub use occupancy::{Booked, BookingRef};
pub use snapshot::{Agenda, SetUp};
