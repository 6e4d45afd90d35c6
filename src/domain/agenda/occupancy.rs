//! What takes time: appointments and live holds.

use crate::domain::id::{AppointmentId, CareTypeId, HoldId, PatientId, PractitionerId, ResourceId};
use crate::domain::time::{Instant, Interval};

/// What a taken interval belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BookingRef {
    /// A requested or confirmed booking.
    Appointment(AppointmentId),
    /// A hold, counted until it expires.
    Hold(HoldId),
    /// The hold of a freed time that is offered to the waiting list (booking-rules §5, §9).
    Offer(HoldId),
}

/// One booking as the rules see it (booking-rules §5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// What it is.
    pub reference: BookingRef,
    /// With whom.
    pub practitioner: PractitionerId,
    /// Which care.
    pub care: CareTypeId,
    /// For whom; a hold or an offer has nobody yet.
    pub patient: Option<PatientId>,
    /// The care itself, without buffers.
    pub interval: Interval,
    /// `[start - before, end + after)`, frozen when the booking was made.
    pub occupied: Interval,
    /// Seats taken in the session.
    pub seats: u16,
    /// Capacity of the session, frozen when the booking was made; over 1 means that others may join the same start.
    pub capacity: u16,
    /// Units chosen.
    pub resources: Box<[ResourceId]>,
    /// For a hold: no longer taken from this instant on.
    pub expires: Option<Instant>,
}

impl Booked {
    /// Whether it still takes time at `now`; an expired hold does not (booking-rules §5).
    pub fn is_live(&self, now: Instant) -> bool {
        self.expires.is_none_or(|expiry| now < expiry)
    }
}
