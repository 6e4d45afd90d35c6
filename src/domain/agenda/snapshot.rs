//! The agenda itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::busy::BusyTime;
use crate::domain::care_type::CareType;
use crate::domain::id::{CareTypeId, PatientId, PractitionerId, ResourceId, Revision};
use crate::domain::practice::Practice;
use crate::domain::practitioner::Practitioner;
use crate::domain::resource::Resource;
use crate::domain::schedule::{Absence, OpenDay, ScheduleException, WeeklySchedule};
use crate::domain::time::{Interval, Zone};

use super::calendar::Calendar;
use super::hours::Hours;
use super::shards::{Numbered, Shards};
use super::{Booked, BookingRef, Change};

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
    /// Exceptions of everybody, the one written last at the end.
    pub exceptions: Vec<ScheduleException>,
    /// Absences of everybody.
    pub absences: Vec<Absence>,
}

/// Set-up and bookings at one revision. Cheap to clone; a change shares everything it does not touch.
#[derive(Clone, Debug)]
pub struct Agenda {
    revision: Revision,
    set_up: Arc<SetUp>,
    hours: Arc<BTreeMap<PractitionerId, Hours>>,
    practitioners: BTreeMap<PractitionerId, Arc<Calendar>>,
    resources: BTreeMap<ResourceId, Arc<Calendar>>,
    patients: Shards<PatientId, Arc<[Arc<Booked>]>>,
    bookings: Shards<BookingRef, Arc<Booked>>,
    busy: Arc<BTreeMap<PractitionerId, BusyTime>>,
    waiting: u32,
}

impl Numbered for PatientId {
    fn number(&self) -> i64 {
        self.0
    }
}

impl Numbered for BookingRef {
    fn number(&self) -> i64 {
        match self {
            Self::Appointment(id) => id.0,
            Self::Hold(id) | Self::Offer(id) => id.0,
        }
    }
}

impl Agenda {
    /// Builds the agenda from everything at once; of two bookings with one reference the last counts.
    pub fn new(revision: Revision, set_up: Arc<SetUp>, booked: Vec<Booked>) -> Self {
        let mut agenda = Self {
            revision,
            hours: hours_of(&set_up),
            set_up,
            practitioners: BTreeMap::new(),
            resources: BTreeMap::new(),
            patients: Shards::default(),
            bookings: Shards::default(),
            busy: Arc::default(),
            waiting: 0,
        };
        for booking in booked {
            let reference = booking.reference;
            if let Some(shard) = agenda.bookings.shard_mut(&reference) {
                shard.insert(reference, Arc::new(booking));
            }
        }
        agenda.index_patients();
        agenda.index_calendars();
        agenda
    }

    /// The agenda after a commit.
    #[must_use]
    pub fn after(&self, revision: Revision, changes: &[Change]) -> Self {
        let mut next = self.clone();
        next.apply(revision, changes);
        next
    }

    /// The same in place, for whoever needs no agenda from before.
    pub fn apply(&mut self, revision: Revision, changes: &[Change]) {
        self.revision = revision;
        for change in changes {
            match change {
                Change::Taken(booked) => {
                    self.free(booked.reference);
                    self.take(Arc::new(booked.clone()));
                }
                Change::Freed(reference) => self.free(*reference),
                Change::Busy { practitioner, time } => self.set_busy(*practitioner, time),
                Change::Waiting(count) => self.waiting = *count,
                Change::SetUp(set_up) => self.set_up_again(set_up),
            }
        }
    }

    /// The same agenda for somebody to whom only these practitioners exist.
    #[must_use]
    pub fn of_only(&self, named: &BTreeSet<PractitionerId>) -> Self {
        let mut set_up = SetUp::clone(&self.set_up);
        set_up.practitioners.retain(|id, _| named.contains(id));
        Self {
            set_up: Arc::new(set_up),
            ..self.clone()
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

    /// Zone of the practice.
    pub fn zone(&self) -> Zone {
        self.set_up.practice.zone
    }

    /// How many people wait for a time, paused ones left out.
    pub fn waiting(&self) -> u32 {
        self.waiting
    }

    /// The booking of a reference.
    pub fn booked(&self, reference: BookingRef) -> Option<&Arc<Booked>> {
        self.bookings.get(&reference)
    }

    /// Every booking, in no useful order; expired holds included.
    pub fn bookings(&self) -> impl Iterator<Item = &Arc<Booked>> {
        self.bookings.values()
    }

    /// The bookings of a practitioner whose occupied interval touches a local date, in order of its start; expired holds
    /// included.
    pub fn bookings_on(&self, practitioner: PractitionerId, date: NaiveDate) -> &[Arc<Booked>] {
        self.practitioners.get(&practitioner).map_or(&[], |c| c.on(date))
    }

    /// The bookings that use a resource and touch a local date, as [`Self::bookings_on`].
    pub fn bookings_using(&self, resource: ResourceId, date: NaiveDate) -> &[Arc<Booked>] {
        self.resources.get(&resource).map_or(&[], |c| c.on(date))
    }

    /// The bookings of a patient, in order of start.
    pub fn bookings_of(&self, patient: PatientId) -> &[Arc<Booked>] {
        self.patients.get(&patient).map_or(&[], |list| list)
    }

    /// The windows of a practitioner on a local date, before absences.
    pub fn opening(&self, practitioner: PractitionerId, date: NaiveDate) -> OpenDay {
        self.hours(practitioner)
            .map_or_else(OpenDay::default, |h| h.on(date).open.clone())
    }

    /// All open time of a practitioner on a local date less absences, merged.
    pub fn open_time(&self, practitioner: PractitionerId, date: NaiveDate) -> Vec<Interval> {
        self.hours(practitioner)
            .map_or_else(Vec::new, |h| h.on(date).open_time())
    }

    /// What the own calendars of a practitioner take, in order, disjoint (caldav §5).
    pub fn busy(&self, practitioner: PractitionerId) -> &[Interval] {
        self.busy.get(&practitioner).map_or(&[], BusyTime::intervals)
    }

    pub(in crate::domain) fn hours(&self, practitioner: PractitionerId) -> Option<&Hours> {
        self.hours.get(&practitioner)
    }

    pub(in crate::domain) fn calendar(&self, practitioner: PractitionerId) -> Option<&Calendar> {
        self.practitioners.get(&practitioner).map(Arc::as_ref)
    }

    pub(in crate::domain) fn resource_calendar(&self, resource: ResourceId) -> Option<&Calendar> {
        self.resources.get(&resource).map(Arc::as_ref)
    }

    fn take(&mut self, booked: Arc<Booked>) {
        let zone = self.zone();
        Arc::make_mut(self.practitioners.entry(booked.practitioner).or_default()).insert(&booked, zone);
        for resource in &booked.resources {
            Arc::make_mut(self.resources.entry(*resource).or_default()).insert(&booked, zone);
        }
        if let Some(patient) = booked.patient
            && let Some(shard) = self.patients.shard_mut(&patient)
        {
            let list = shard.entry(patient).or_insert_with(|| Arc::new([]));
            let at = list.partition_point(|b| b.interval.start <= booked.interval.start);
            let mut longer = list.to_vec();
            longer.insert(at, Arc::clone(&booked));
            *list = longer.into();
        }
        let reference = booked.reference;
        if let Some(shard) = self.bookings.shard_mut(&reference) {
            shard.insert(reference, booked);
        }
    }

    /// A calendar that says what it said before copies nothing.
    fn set_busy(&mut self, practitioner: PractitionerId, time: &BusyTime) {
        if self.busy(practitioner) == time.intervals() {
            return;
        }
        let busy = Arc::make_mut(&mut self.busy);
        if time.is_empty() {
            busy.remove(&practitioner);
        } else {
            busy.insert(practitioner, time.clone());
        }
    }

    fn free(&mut self, reference: BookingRef) {
        // An unknown reference must not copy a shard.
        if self.bookings.get(&reference).is_none() {
            return;
        }
        let Some(booked) = self
            .bookings
            .shard_mut(&reference)
            .and_then(|s| s.remove(&reference))
        else {
            return;
        };
        let zone = self.zone();
        if let Some(calendar) = self.practitioners.get_mut(&booked.practitioner) {
            Arc::make_mut(calendar).remove(&booked, zone);
        }
        for resource in &booked.resources {
            if let Some(calendar) = self.resources.get_mut(resource) {
                Arc::make_mut(calendar).remove(&booked, zone);
            }
        }
        if let Some(patient) = booked.patient
            && let Some(shard) = self.patients.shard_mut(&patient)
            && let Some(list) = shard.remove(&patient)
        {
            let rest: Arc<[_]> = list
                .iter()
                .filter(|b| b.reference != reference)
                .cloned()
                .collect();
            if !rest.is_empty() {
                shard.insert(patient, rest);
            }
        }
    }

    fn set_up_again(&mut self, set_up: &Arc<SetUp>) {
        let is_other_zone = self.zone() != set_up.practice.zone;
        self.set_up = Arc::clone(set_up);
        self.hours = hours_of(set_up);
        if is_other_zone {
            self.index_calendars();
        }
    }

    fn index_patients(&mut self) {
        let mut patients: BTreeMap<PatientId, Vec<Arc<Booked>>> = BTreeMap::new();
        for booked in self.bookings.values() {
            if let Some(patient) = booked.patient {
                patients.entry(patient).or_default().push(Arc::clone(booked));
            }
        }
        for (patient, mut list) in patients {
            list.sort_by_key(|b| b.interval.start);
            if let Some(shard) = self.patients.shard_mut(&patient) {
                shard.insert(patient, list.into());
            }
        }
    }

    fn index_calendars(&mut self) {
        let zone = self.zone();
        let mut practitioners: BTreeMap<PractitionerId, Vec<Arc<Booked>>> = BTreeMap::new();
        let mut resources: BTreeMap<ResourceId, Vec<Arc<Booked>>> = BTreeMap::new();
        for booked in self.bookings.values() {
            practitioners
                .entry(booked.practitioner)
                .or_default()
                .push(Arc::clone(booked));
            for resource in &booked.resources {
                resources.entry(*resource).or_default().push(Arc::clone(booked));
            }
        }
        let build = |list: Vec<Arc<Booked>>| Arc::new(Calendar::build(&list, zone));
        self.practitioners = practitioners
            .into_iter()
            .map(|(id, list)| (id, build(list)))
            .collect();
        self.resources = resources
            .into_iter()
            .map(|(id, list)| (id, build(list)))
            .collect();
    }
}

fn hours_of(set_up: &Arc<SetUp>) -> Arc<BTreeMap<PractitionerId, Hours>> {
    Arc::new(
        set_up
            .practitioners
            .keys()
            .map(|id| (*id, Hours::new(set_up, *id)))
            .collect(),
    )
}
