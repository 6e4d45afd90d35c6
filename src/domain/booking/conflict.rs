//! What takes time from a request, and what may share it (booking-rules §5).

use crate::domain::agenda::{Booked, BookingRef};
use crate::domain::id::{AppointmentId, CareTypeId, HoldId};
use crate::domain::time::Instant;

/// Whether a booking counts as taken for a request: live, and neither the one being moved nor the asker's own hold.
#[inline]
pub fn counts(booked: &Booked, now: Instant, moving: Option<AppointmentId>, hold: Option<HoldId>) -> bool {
    let is_own = match booked.reference {
        BookingRef::Appointment(id) => moving == Some(id),
        BookingRef::Hold(id) | BookingRef::Offer(id) => hold == Some(id),
    };
    !is_own && booked.is_live(now)
}

/// Whether somebody who asks for this care at this start joins the session of a booking of the same practitioner.
pub fn is_same_session(booked: &Booked, care: CareTypeId, start: Instant) -> bool {
    booked.capacity > 1 && booked.care == care && booked.interval.start == start
}

/// Seats left in a session: its capacity is the least of what its bookings were made under and what the care says now.
pub fn seats_left<'a>(session: impl Iterator<Item = &'a Booked>, capacity: u16) -> u32 {
    let (least, taken) = session.fold((capacity, 0_u32), |(least, taken), b| {
        (least.min(b.capacity), taken + u32::from(b.seats))
    });
    u32::from(least).saturating_sub(taken)
}
