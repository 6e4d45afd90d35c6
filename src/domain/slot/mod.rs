//! The slot engine: pure functions from (agenda, query, now) to free starts (booking-rules §4, §5, §12).

mod day;
mod follow;
mod full;
mod lane;
pub mod measure;
mod mode;
mod morning;
mod nearest;
mod opening;
mod query;
mod search;
mod series;
mod span;
mod substitute;
mod together;
mod units;
mod verdict;

pub use follow::next_times;
pub use nearest::{first_free, nearest, next_day_with_slots};
pub use opening::{Opening, next_opening};
pub use query::{Audience, PatientFacts, SeriesStep, Settled, Slot, SlotQuery, Slots};
pub use search::search;
pub use series::next_visit;
pub use substitute::substitutes;
pub use together::{PEOPLE_MAX, place_together, together};
pub use verdict::{Placement, Placing, place, place_free, place_held, place_over};
