//! Settings of the agenda tried on the same requests (booking-rules §12): on an invented year, or on a practice's own past weeks.
//! It plays them against the slot engine itself; a seed decides all that is left to chance. `docs/simulation.md` tells the model.

mod demand;
mod figures;
mod past;
mod practice;
mod replay;
mod request;
mod trial;
mod workday;
mod year;

pub use figures::{Curve, Figures};
pub use past::{Diagnosis, Gain, diagnose};
pub use replay::{Got, Played, replay};
pub use request::{Cancel, Request};
pub use trial::{Trial, useful_for};
pub use year::{Plan, Year};
