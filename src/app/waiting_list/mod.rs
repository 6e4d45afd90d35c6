//! The waiting list (booking-rules §9): joining it, offering freed times, answering offers.
//!
//! A time is offered in the transaction that freed it ([`follow`], which the writer runs after every act), so that the public never
//! sees it first. What time itself ends is found by [`App::advance_offers`](super::App::advance_offers) from the rows alone.

mod about;
mod advance;
mod answer;
mod by_hand;
mod by_patient;
mod candidates;
mod channel;
mod entries;
mod follow;
mod offer_links;
mod offering;
mod opened;
mod own_link;
mod rules;
mod sheets;

pub use about::OfferAbout;
pub use answer::OfferAnswer;
pub use entries::{EntryChange, JoinRefusal, JoinRequest};
pub use offer_links::Offered;
pub use own_link::{WaitingAbout, WaitingSeen};
pub use sheets::{OfferRow, WaitingRow};

pub(super) use by_hand::withdraw_offers_at;
pub(super) use channel::channel_of;
pub(super) use follow::follow;
