//! The life of a booking (booking-rules §5, §6, §8).

mod appointment;
mod conflict;
mod delay;
mod eligibility;
mod hold;
mod limit;
mod refusal;
mod series;
mod turns;

pub use appointment::{
    Appointment, FOLLOWING_MAX, LENGTH_MINUTES_MAX, LENGTH_MINUTES_MIN, NOTE_MAX, Origin, Overbooking,
    REASON_MAX, Status,
};
pub use conflict::{counts, is_same_session, seats_left};
pub use delay::{delays_to_tell, leaves_enough};
pub use eligibility::{admits, admits_age, kind_on};
pub use hold::{HOLD_LENGTH, Hold, HoldState};
pub use limit::{allows_another, fits_day, keeps_distance};
pub use refusal::{Alternative, Refusal};
pub use series::{Breach, breach, breach_between, dates_after, end_of_first, is_frozen, rule_into, rule_of};
pub use turns::turns;
