//! One appointment of the invented practice, with everything that happens to it.

use crate::domain::booking::{Appointment, Origin, Overbooking, Status};
use crate::domain::care_type::CareTerms;
use crate::domain::id::{AppointmentId, CareTypeId, PatientId, PractitionerId, ResourceId};
use crate::domain::time::{Instant, Interval, Zone};

/// See the module. Others of the same plan are named by their place in it.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    pub(super) practitioner: PractitionerId,
    pub(super) care: CareTypeId,
    pub(super) patient: PatientId,
    pub(super) interval: Interval,
    pub(super) occupied: Interval,
    pub(super) capacity: u16,
    pub(super) resources: Vec<ResourceId>,
    pub(super) origin: Origin,
    /// When it is booked.
    pub(super) created: Instant,
    /// States it takes, each at its time.
    pub(super) marks: Vec<(Instant, Status)>,
    /// Waits for the practice's answer.
    pub(super) is_requested: bool,
    /// Booked over something, and why.
    pub(super) overbooked: Option<String>,
    pub(super) note: String,
    /// The visit before it in a series.
    pub(super) follows: Option<usize>,
    /// The visit it replaces.
    pub(super) moved_from: Option<usize>,
}

impl Visit {
    /// One seat, nothing else known yet.
    pub(super) fn new(
        practitioner: PractitionerId,
        (care, terms): (CareTypeId, &CareTerms),
        patient: PatientId,
        start: Instant,
        created: Instant,
    ) -> Self {
        let interval = Interval::lasting(start, terms.duration);
        Self {
            practitioner,
            care,
            patient,
            interval,
            occupied: interval.padded(terms.buffer_before, terms.buffer_after),
            capacity: terms.capacity,
            resources: Vec::new(),
            origin: Origin::Desk,
            created,
            marks: Vec::new(),
            is_requested: false,
            overbooked: None,
            note: String::new(),
            follows: None,
            moved_from: None,
        }
    }

    /// The row to write; `of` finds the numbers of visits written before.
    pub(super) fn appointment(&self, zone: Zone, of: impl Fn(usize) -> Option<AppointmentId>) -> Appointment {
        Appointment {
            id: AppointmentId(0),
            practitioner: self.practitioner,
            care: self.care,
            patient: self.patient,
            interval: self.interval,
            occupied: self.occupied,
            seats: 1,
            capacity: self.capacity,
            resources: self.resources.clone(),
            status: if self.is_requested {
                Status::Requested
            } else {
                Status::Confirmed
            },
            origin: self.origin,
            zone: zone.name().to_owned(),
            wall_start: zone.wall(self.interval.start).reading,
            overbooking: self.overbooked.clone().map(|reason| Overbooking { reason }),
            note: self.note.clone(),
            moved_from: self.moved_from.and_then(&of),
            follows: self.follows.and_then(of),
            created: self.created,
            version: 1,
        }
    }
}
