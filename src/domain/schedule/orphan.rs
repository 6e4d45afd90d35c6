//! Bookings that a change of set-up would leave outside (booking-rules §7).

use std::sync::Arc;

use crate::domain::agenda::{Agenda, Booked, BookingRef, Change, SetUp};
use crate::domain::id::ResourceId;
use crate::domain::time::{Instant, Interval};

/// The appointments not over at `now` that fit the agenda's set-up and would not fit the proposed one, in order of start. Holds
/// are not listed: they end by themselves. Nothing is moved or freed by the change itself.
pub fn orphans(agenda: &Agenda, proposed: &Arc<SetUp>, now: Instant) -> Vec<Arc<Booked>> {
    let after = agenda.after(agenda.revision(), &[Change::SetUp(Arc::clone(proposed))]);
    let is_pending =
        |b: &&Arc<Booked>| matches!(b.reference, BookingRef::Appointment(_)) && b.interval.end > now;
    let mut lost: Vec<Arc<Booked>> = agenda
        .bookings()
        .filter(is_pending)
        .filter(|b| fits(agenda, b) && !fits(&after, b))
        .cloned()
        .collect();
    lost.sort_by_key(|b| (b.interval, b.practitioner, b.reference));
    lost
}

/// Whether a booking lies inside what its set-up opens: the care offered by the practitioner, one merged window, no absence,
/// units in use and not closed. Its lengths are frozen, so the care's present duration does not matter.
pub fn fits(agenda: &Agenda, booked: &Booked) -> bool {
    let set_up = agenda.set_up();
    let is_here = set_up
        .practitioners
        .get(&booked.practitioner)
        .is_some_and(|p| !p.is_archived);
    let care = set_up.care_types.get(&booked.care).filter(|c| !c.is_archived);
    let is_sold = care.is_some_and(|c| c.terms_for(booked.practitioner).is_some());
    is_here
        && is_sold
        && is_open(agenda, booked)
        && booked.resources.iter().all(|id| has_unit(set_up, *id, booked))
}

fn is_open(agenda: &Agenda, booked: &Booked) -> bool {
    let Some(hours) = agenda.hours(booked.practitioner) else {
        return false;
    };
    let mut windows: Vec<Interval> = Vec::new();
    hours.windows(
        agenda.zone().date(booked.interval.start),
        booked.care,
        &mut windows,
    );
    windows.iter().any(|w| w.contains(&booked.interval)) && hours.absences(booked.interval).is_empty()
}

fn has_unit(set_up: &SetUp, id: ResourceId, booked: &Booked) -> bool {
    set_up.resources.get(&id).is_some_and(|unit| {
        let is_allowed = unit
            .practitioners
            .as_ref()
            .is_none_or(|only| only.contains(&booked.practitioner));
        !unit.is_archived && is_allowed && !unit.closed.iter().any(|c| c.intersects(&booked.interval))
    })
}
