//! What takes time from a request, and what may share it (booking-rules §5), counted at every minute.

use std::collections::BTreeSet;
use std::ops::Range;

use grappe::domain::agenda::{Booked, BookingRef, SetUp};
use grappe::domain::booking::Status;
use grappe::domain::care_type::CareTerms;
use grappe::domain::id::{CareTypeId, PractitionerId, ResourceId};
use grappe::domain::resource::{Resource, ResourceKind};
use grappe::domain::slot::SlotQuery;

use super::case::Case;
use super::clock::{Minute, instant, minutes};

/// Something that counts as taken, in minutes.
#[derive(Clone)]
pub(super) struct Taken<'c> {
    pub(super) booked: &'c Booked,
    /// The care itself.
    pub(super) care: Range<Minute>,
    /// With the buffers it was made with.
    pub(super) occupied: Range<Minute>,
}

impl<'c> Taken<'c> {
    pub(super) fn by(booked: &'c Booked) -> Self {
        Self {
            booked,
            care: minutes(booked.interval),
            occupied: minutes(booked.occupied),
        }
    }
}

/// "What counts as taken: confirmed, arrived, in progress, done; held and not expired." A booking that waits for approval
/// blocks the time too (§6). The booking being moved and the asker's own hold do not.
pub(super) fn counted<'c>(case: &'c Case, query: &SlotQuery) -> Vec<Taken<'c>> {
    let takes = |status: Status| {
        [
            Status::Requested,
            Status::Confirmed,
            Status::Arrived,
            Status::InProgress,
            Status::Done,
        ]
        .contains(&status)
    };
    let is_taken = |made: &&super::case::Made| match made.booked.reference {
        BookingRef::Appointment(id) => takes(made.status) && query.moving != Some(id),
        BookingRef::Hold(id) | BookingRef::Offer(id) => {
            made.booked.expires.is_none_or(|end| case.now < end) && query.hold != Some(id)
        }
    };
    let made = case.bookings.iter();
    made.filter(is_taken)
        .map(|made| Taken::by(&made.booked))
        .collect()
}

/// A care that might begin at a minute, with its terms.
#[derive(Clone, Copy)]
pub(super) struct Body<'a> {
    pub(super) who: PractitionerId,
    pub(super) care: CareTypeId,
    pub(super) terms: &'a CareTerms,
    pub(super) start: Minute,
}

impl Body<'_> {
    /// The minutes of the care itself.
    pub(super) fn minutes(&self) -> Range<Minute> {
        self.start..self.start + self.terms.duration.num_minutes()
    }

    /// With its buffers.
    pub(super) fn occupied(&self) -> Range<Minute> {
        let care = self.minutes();
        care.start - self.terms.buffer_before.num_minutes()..care.end + self.terms.buffer_after.num_minutes()
    }
}

/// Whether the practitioner is occupied at a minute by something else than the session that begins there.
fn is_occupied(taken: &[Taken<'_>], body: &Body<'_>, minute: Minute, joins: bool) -> bool {
    taken.iter().any(|t| {
        t.booked.practitioner == body.who && t.occupied.contains(&minute) && !(joins && is_mate(t, body))
    })
}

/// Same practitioner, same care with capacity over 1, same start: the same session. The capacity is frozen in the booking.
fn is_mate(taken: &Taken<'_>, body: &Body<'_>) -> bool {
    let booked = taken.booked;
    booked.practitioner == body.who
        && booked.care == body.care
        && booked.capacity > 1
        && booked.interval.start == instant(body.start)
}

/// Nothing of the practitioner's touches the occupied interval.
pub(super) fn is_alone(taken: &[Taken<'_>], body: &Body<'_>) -> bool {
    !body
        .occupied()
        .any(|minute| is_occupied(taken, body, minute, false))
}

/// The bookings of the session that begins there, one that may take this request or not.
pub(super) fn session<'c>(taken: &[Taken<'c>], body: &Body<'_>) -> Vec<&'c Booked> {
    let mates = taken.iter().filter(|t| is_mate(t, body));
    mates.map(|t| t.booked).collect()
}

/// A session begins there, has the seats, and nothing else touches the occupied interval. Its capacity is the least of what
/// its bookings were made under and what the care says now.
pub(super) fn may_join(taken: &[Taken<'_>], body: &Body<'_>, seats: u16) -> bool {
    let mates = session(taken, body);
    let Some(least) = mates.iter().map(|b| b.capacity).min() else {
        return false;
    };
    let capacity = u32::from(least.min(body.terms.capacity));
    let sold: u32 = mates.iter().map(|b| u32::from(b.seats)).sum();
    body.terms.capacity > 1
        && sold + u32::from(seats) <= capacity
        && !body
            .occupied()
            .any(|minute| is_occupied(taken, body, minute, true))
}

/// One unit of every required kind, in order of kind; `None` where a kind has none left. Of several the one with the least
/// spare time around it that day, then the lowest identifier.
pub(super) fn units(
    set_up: &SetUp,
    taken: &[Taken<'_>],
    body: &Body<'_>,
    day: &Range<Minute>,
) -> Option<Vec<ResourceId>> {
    let kinds: BTreeSet<_> = body.terms.requires.iter().collect();
    let choose = |kind: &ResourceKind| {
        let units = set_up.resources.values().filter(|unit| unit.kind == *kind);
        units
            .filter(|unit| is_usable(unit, taken, body))
            .min_by_key(|unit| (spare(unit, taken, body, day), unit.id))
            .map(|unit| unit.id)
    };
    kinds.into_iter().map(choose).collect()
}

/// This practitioner may use the unit, it is not closed during the care, and one more user fits at every minute of the
/// occupied interval.
pub(super) fn is_usable(unit: &Resource, taken: &[Taken<'_>], body: &Body<'_>) -> bool {
    let is_allowed = unit
        .practitioners
        .as_ref()
        .is_none_or(|only| only.contains(&body.who));
    let is_closed = unit.closed.iter().any(|closed| {
        let closed = minutes(*closed);
        body.minutes().any(|minute| closed.contains(&minute))
    });
    !unit.is_archived
        && is_allowed
        && !is_closed
        && !body.occupied().any(|minute| is_full(unit, taken, minute))
}

/// Users at a minute against the capacity; everybody of one session is one user.
fn is_full(unit: &Resource, taken: &[Taken<'_>], minute: Minute) -> bool {
    let users = || {
        let all = taken.iter().filter(|t| t.occupied.contains(&minute));
        all.map(|t| t.booked).filter(|b| b.resources.contains(&unit.id))
    };
    let groups = users().filter(|b| b.capacity > 1);
    let sessions: BTreeSet<_> = groups
        .map(|b| (b.practitioner, b.care, b.interval.start))
        .collect();
    let singles = users().filter(|b| b.capacity <= 1).count();
    sessions.len() + singles >= usize::from(unit.capacity)
}

/// Minutes around the occupied interval, on that local day, in which the unit is not full.
fn spare(unit: &Resource, taken: &[Taken<'_>], body: &Body<'_>, day: &Range<Minute>) -> usize {
    let occupied = body.occupied();
    let is_free = |minute: &Minute| !is_full(unit, taken, *minute);
    let before = (day.start..occupied.start).rev().take_while(is_free);
    let after = (occupied.end..day.end).take_while(is_free);
    before.count() + after.count()
}
