//! The life of a booking (booking-rules §5, §6, §8).

mod appointment;
mod hold;
mod refusal;

pub use appointment::{Appointment, Origin, Overbooking, Status};
pub use hold::{HOLD_LENGTH, Hold, HoldState};
pub use refusal::{Alternative, Refusal};
