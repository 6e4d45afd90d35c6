//! Patients who do not come: where they stand, what they are told, what they may say (booking-rules §10).

mod contest;
mod kept_suggestions;
mod list;
mod nightly;
mod overbooking;
mod presence;
mod score;
mod standing;

pub use contest::{CONTEST_MAX, Contested};
pub use kept_suggestions::Suggestions;
pub use list::ToPhone;
pub use overbooking::Suggestion;
pub use score::{ComingVisit, Scored};
pub use standing::LADDER;

pub(super) use contest::missed_seen;
pub(super) use kept_suggestions::KeptSuggestions;
pub(super) use standing::{after_mark, is_closed_online, standing_of};
