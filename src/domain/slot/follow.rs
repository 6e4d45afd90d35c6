//! The free times of the next visit of a series, best first (booking-rules §8).

use chrono::{NaiveDate, TimeDelta};

use super::lane::Ask;
use super::query::{SeriesStep, SlotQuery};
use super::search::offered;
use crate::domain::agenda::{Agenda, Booked};
use crate::domain::booking::Alternative;
use crate::domain::id::PractitionerId;
use crate::domain::time::{Instant, Zone};

/// Every start offered for the next visit that [`super::next_visit`] asks for, best first: nearest to the wall-clock hour of the
/// visit before (the same hour on either side of a change of clocks), then the earliest, then with the same practitioner. Each start
/// comes once. The visit before counts as taken, booked or not. A question that follows no visit has no next one.
pub fn next_times(agenda: &Agenda, next: &SlotQuery, now: Instant) -> Vec<Alternative> {
    let Some(step) = &next.after else {
        return Vec::new();
    };
    let before = visit_before(agenda, next, step, now);
    let ask = Ask {
        tentative: before.as_ref(),
        ..Ask::new(agenda, next, now)
    };
    let slots = offered(ask);
    let mut times: Vec<Alternative> = slots
        .iter()
        .filter_map(|slot| {
            let is_same = slot.by.contains(&step.first_practitioner);
            let same = is_same.then_some(step.first_practitioner);
            Some(Alternative {
                start: slot.start,
                practitioner: same.or_else(|| slot.by.first().copied())?,
            })
        })
        .collect();
    times.sort_by_cached_key(|time| rank(agenda.zone(), step, time));
    times
}

/// Lowest first.
fn rank(
    zone: Zone,
    step: &SeriesStep,
    time: &Alternative,
) -> (TimeDelta, NaiveDate, bool, Instant, PractitionerId) {
    let hour = |at: Instant| zone.wall(at).reading.time();
    let apart = (hour(time.start) - hour(step.first_start)).abs();
    let is_other = time.practitioner != step.first_practitioner;
    (
        apart,
        zone.date(time.start),
        is_other,
        time.start,
        time.practitioner,
    )
}

/// The visit before as if it were booked, by the terms of its practitioner.
fn visit_before(agenda: &Agenda, next: &SlotQuery, step: &SeriesStep, now: Instant) -> Option<Booked> {
    let query = SlotQuery {
        care: step.first_care,
        practitioner: Some(step.first_practitioner),
        length: None,
        after: None,
        ..next.clone()
    };
    let lanes = Ask::new(agenda, &query, now).lanes().ok()?;
    let lane = lanes.first()?;
    Some(lane.tentative(step.first_start.timestamp()))
}
