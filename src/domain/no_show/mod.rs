//! Patients who do not come: the ladder, the score, and what an absence may be filled with (booking-rules §10).

mod ladder;

pub use ladder::{LadderRules, Standing, Step, standing};
