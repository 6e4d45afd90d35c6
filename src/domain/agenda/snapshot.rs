//! The agenda itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::care_type::CareType;
use crate::domain::id::{CareTypeId, PractitionerId, ResourceId, Revision};
use crate::domain::practice::Practice;
use crate::domain::practitioner::Practitioner;
use crate::domain::resource::Resource;
use crate::domain::schedule::{Absence, ScheduleException, WeeklySchedule};

use super::{Booked, Change};

/// Everything but the bookings: what the administrator sets up.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// The practice.
    pub practice: Practice,
    /// Practitioners, archived ones included.
    pub practitioners: BTreeMap<PractitionerId, Practitioner>,
    /// Care types, archived ones included.
    pub care_types: BTreeMap<CareTypeId, CareType>,
    /// Resources, archived ones included.
    pub resources: BTreeMap<ResourceId, Resource>,
    /// Weekly schedules of everybody.
    pub schedules: Vec<WeeklySchedule>,
    /// Exceptions of everybody.
    pub exceptions: Vec<ScheduleException>,
    /// Absences of everybody.
    pub absences: Vec<Absence>,
}

/// Set-up and bookings at one revision. Cheap to clone; a change shares everything it does not touch.
#[derive(Clone, Debug)]
pub struct Agenda {
    revision: Revision,
    set_up: Arc<SetUp>,
}

impl Agenda {
    /// Builds the agenda from everything at once.
    pub fn new(revision: Revision, set_up: Arc<SetUp>, booked: Vec<Booked>) -> Self {
        let _ = booked;
        Self { revision, set_up }
    }

    /// The agenda after a commit.
    #[must_use]
    pub fn after(&self, revision: Revision, changes: &[Change]) -> Self {
        let _ = changes;
        Self {
            revision,
            set_up: Arc::clone(&self.set_up),
        }
    }

    /// The commit it shows.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Practice, practitioners, care types, resources, schedules.
    pub fn set_up(&self) -> &Arc<SetUp> {
        &self.set_up
    }
}
