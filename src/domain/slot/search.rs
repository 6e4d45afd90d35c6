//! The question "which starts are free?" (booking-rules §4, §12).

use super::day::Scratch;
use super::lane::Ask;
use super::query::{SlotQuery, Slots};
use crate::domain::agenda::Agenda;
use crate::domain::care_type::OfferMode;
use crate::domain::id::PractitionerId;
use crate::domain::time::Instant;

/// Starts that a day rarely has more of: room for them is made at once.
const USUAL_STARTS: usize = 24;
/// Days beyond which room is made as it is needed.
const MANY_DAYS: usize = 100;

/// Every start offered from `query.from` to `query.to`, with the practitioners able to take each. An unknown care type or
/// practitioner has none: telling why is the verdict's business.
pub fn search(agenda: &Agenda, query: &SlotQuery, now: Instant) -> Slots {
    offered(Ask::new(agenda, query, now))
}

/// [`search`] for a question that knows of more than what is booked.
pub(super) fn offered(ask: Ask<'_>) -> Slots {
    let Ok(lanes) = ask.lanes() else {
        return Slots::default();
    };
    let query = ask.query;
    let mut pairs: Vec<(i64, PractitionerId)> = Vec::new();
    let days = usize::try_from((query.to - query.from).num_days())
        .unwrap_or(0)
        .min(MANY_DAYS)
        + 1;
    let (mut scratch, mut starts) = (Scratch::default(), Vec::with_capacity(days * USUAL_STARTS));
    for lane in &lanes {
        let offer = if ask.is_public() {
            lane.terms.offer
        } else {
            OfferMode::Grid
        };
        starts.clear();
        for date in lane.dates() {
            lane.starts_on(date, offer, &mut scratch, &mut starts);
        }
        pairs.extend(starts.iter().map(|start| (*start, lane.practitioner)));
    }
    if lanes.len() > 1 {
        // Each practitioner's starts are in order already: a stable sort merges the runs.
        pairs.sort();
    }
    Slots::from_sorted(&pairs)
}
