//! The immutable read model from which every free time is answered (style §4.3).

mod change;
mod occupancy;
mod snapshot;

pub use change::Change;
pub use occupancy::{Booked, BookingRef};
pub use snapshot::{Agenda, SetUp};
