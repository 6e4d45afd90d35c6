//! Patients who do not come: the ladder, the score, and what an absence may be filled with (booking-rules §10).

mod judgement;
mod ladder;
mod overbooking;
mod score;

pub use judgement::{Judgement, Learned, Nameless, Settled, judge};
pub use ladder::{LadderRules, Standing, Step, standing};
pub use overbooking::{Planned, attendance, more_than, suggestions};
pub use score::{Counts, Factor, Features, Level, Risk, Score};
