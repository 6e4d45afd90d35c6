//! Bookings that a change of set-up would leave outside (booking-rules §7).

use std::sync::Arc;

use crate::domain::agenda::{Agenda, Booked, BookingRef, Change, SetUp};
use crate::domain::id::ResourceId;
use crate::domain::time::{Instant, Interval};

/// The appointments not over at `now` that would lose something they stand on by the proposed set-up, in order of start: one that
/// stands outside already, by an exception or at the desk's will, still needs its practitioner and its room. Holds are not listed:
/// they end by themselves. Nothing is moved or freed by the change itself.
pub fn orphans(agenda: &Agenda, proposed: &Arc<SetUp>, now: Instant) -> Vec<Arc<Booked>> {
    let after = agenda.after(agenda.revision(), &[Change::SetUp(Arc::clone(proposed))]);
    let is_pending =
        |b: &&Arc<Booked>| matches!(b.reference, BookingRef::Appointment(_)) && b.interval.end > now;
    let mut lost: Vec<Arc<Booked>> = agenda
        .bookings()
        .filter(is_pending)
        .filter(|b| loses(agenda, &after, b))
        .cloned()
        .collect();
    lost.sort_by_key(|b| (b.interval, b.practitioner, b.reference));
    lost
}

/// Whether a booking lies inside what its set-up opens: the care offered by the practitioner, one merged window, no absence,
/// units in use and not closed. Its lengths are frozen, so the care's present duration does not matter.
pub fn fits(agenda: &Agenda, booked: &Booked) -> bool {
    is_here(agenda, booked)
        && is_sold(agenda, booked)
        && is_open(agenda, booked)
        && away(agenda, booked).is_empty()
        && booked
            .resources
            .iter()
            .all(|id| has_unit(agenda.set_up(), *id, booked))
}

/// Whether the change takes something away: everything that makes a booking [`fits`], each for itself.
fn loses(before: &Agenda, after: &Agenda, booked: &Booked) -> bool {
    let went = |holds: fn(&Agenda, &Booked) -> bool| holds(before, booked) && !holds(after, booked);
    let is_new = |span: &Interval| !away(before, booked).contains(span);
    let set_ups = (before.set_up().as_ref(), after.set_up().as_ref());
    went(is_here)
        || went(is_sold)
        || went(is_open)
        || away(after, booked).iter().any(is_new)
        || booked.resources.iter().any(|id| loses_unit(set_ups, *id, booked))
}

fn is_here(agenda: &Agenda, booked: &Booked) -> bool {
    let practitioner = agenda.set_up().practitioners.get(&booked.practitioner);
    practitioner.is_some_and(|p| !p.is_archived)
}

fn is_sold(agenda: &Agenda, booked: &Booked) -> bool {
    let care = agenda
        .set_up()
        .care_types
        .get(&booked.care)
        .filter(|c| !c.is_archived);
    care.is_some_and(|c| c.terms_for(booked.practitioner).is_some())
}

/// The absences of the practitioner that touch a booking.
fn away<'a>(agenda: &'a Agenda, booked: &Booked) -> &'a [Interval] {
    let hours = agenda.hours(booked.practitioner);
    hours.map_or(&[], |hours| hours.absences(booked.interval))
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
    windows.iter().any(|w| w.contains(&booked.interval))
}

fn has_unit(set_up: &SetUp, id: ResourceId, booked: &Booked) -> bool {
    may_use(set_up, id, booked) && closures(set_up, id, booked).next().is_none()
}

fn may_use(set_up: &SetUp, id: ResourceId, booked: &Booked) -> bool {
    set_up.resources.get(&id).is_some_and(|unit| {
        let only = unit.practitioners.as_ref();
        !unit.is_archived && only.is_none_or(|only| only.contains(&booked.practitioner))
    })
}

/// The closures of a unit that touch a booking.
fn closures<'a>(set_up: &'a SetUp, id: ResourceId, booked: &'a Booked) -> impl Iterator<Item = &'a Interval> {
    let closed = set_up
        .resources
        .get(&id)
        .into_iter()
        .flat_map(|unit| &unit.closed);
    closed.filter(|c| c.intersects(&booked.interval))
}

fn loses_unit((before, after): (&SetUp, &SetUp), id: ResourceId, booked: &Booked) -> bool {
    let is_new = |span: &Interval| closures(before, id, booked).all(|known| known != span);
    (may_use(before, id, booked) && !may_use(after, id, booked)) || closures(after, id, booked).any(is_new)
}
