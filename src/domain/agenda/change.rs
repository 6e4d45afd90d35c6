//! What one commit did to the agenda.

use std::sync::Arc;

use super::{Booked, BookingRef, SetUp};
use crate::domain::busy::BusyTime;
use crate::domain::id::PractitionerId;

/// One step from an agenda to the next.
#[derive(Clone, Debug)]
pub enum Change {
    /// A hold or appointment now takes time; replaces an earlier one with the same reference.
    Taken(Booked),
    /// A hold or appointment no longer takes time; unknown references are ignored (history is not in the agenda).
    Freed(BookingRef),
    /// What the calendars of a practitioner take is this from now on, all of it (caldav §5).
    Busy {
        /// Whose.
        practitioner: PractitionerId,
        /// Everything, past and to come.
        time: BusyTime,
    },
    /// So many people wait for a time (booking-rules §9).
    Waiting(u32),
    /// Practice, practitioners, care types, resources, schedules, exceptions or absences changed.
    SetUp(Arc<SetUp>),
}
