//! No-shows for the staff: whom to phone, what is contested, the ladder's thresholds (booking-rules §10).

mod decide;
mod ladder;
mod page;
mod words;

pub(super) use decide::send as decide;
pub(super) use ladder::{save as ladder_save, show as ladder_show};
pub(super) use page::show;
pub(super) use words::{expected_words, percent, risk_words, standing_words};
