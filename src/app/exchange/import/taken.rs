//! Which line of a file took which time, to name the earlier of two that overlap.

use std::collections::{BTreeMap, HashMap};

use crate::domain::booking::Appointment;
use crate::domain::id::{PatientId, PractitionerId};
use crate::domain::time::{Instant, Interval};
use crate::store::Wall;

type Lines = BTreeMap<Instant, (Instant, usize)>;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Taken {
    practitioners: HashMap<PractitionerId, Lines>,
    patients: HashMap<PatientId, Lines>,
}

impl Taken {
    pub(super) fn take(&mut self, appointment: &Appointment, line: usize) {
        let Interval { start, end } = appointment.interval;
        let practitioner = self.practitioners.entry(appointment.practitioner).or_default();
        practitioner.insert(start, (end, line));
        let patient = self.patients.entry(appointment.patient).or_default();
        patient.insert(start, (end, line));
    }

    /// The line that made this very appointment.
    pub(super) fn exactly(&self, appointment: &Appointment) -> Option<usize> {
        let lines = self.patients.get(&appointment.patient)?;
        lines.get(&appointment.interval.start).map(|(_, line)| *line)
    }

    /// The line that had the time first, when it was one of this file.
    pub(super) fn line(&self, wall: Wall, appointment: &Appointment) -> Option<usize> {
        let lines = match wall {
            Wall::Patient => self.patients.get(&appointment.patient),
            Wall::Practitioner | Wall::Seats | Wall::Resource => {
                self.practitioners.get(&appointment.practitioner)
            }
        }?;
        let Interval { start, end } = appointment.interval;
        let before = lines.range(..end).next_back()?;
        let (until, line) = before.1;
        (*until > start).then_some(*line)
    }
}
