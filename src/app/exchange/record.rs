//! Patients and appointments as the export's JSON holds them.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::domain::booking::{Appointment, Origin, Overbooking, Status};
use crate::domain::contact::{Email, FieldProblem, PersonName, Phone};
use crate::domain::id::{AppointmentId, CareTypeId, PatientId, PractitionerId, ResourceId};
use crate::domain::patient::{Language, Patient};
use crate::domain::time::{Instant, Interval};
use crate::store::CalendarIdentity;

/// A patient.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PatientRecord {
    id: PatientId,
    family_name: String,
    given_name: String,
    born: Option<NaiveDate>,
    phone: Option<String>,
    email: Option<String>,
    language: Language,
    is_blocked_online: bool,
    is_fragile: bool,
    note: String,
}

impl From<&Patient> for PatientRecord {
    fn from(patient: &Patient) -> Self {
        Self {
            id: patient.id,
            family_name: patient.family_name.as_str().to_owned(),
            given_name: patient.given_name.as_str().to_owned(),
            born: patient.born,
            phone: patient.phone.as_ref().map(|phone| phone.as_str().to_owned()),
            email: patient.email.as_ref().map(|email| email.as_str().to_owned()),
            language: patient.language,
            is_blocked_online: patient.is_blocked_online,
            is_fragile: patient.is_fragile,
            note: patient.note.clone(),
        }
    }
}

impl PatientRecord {
    /// The patient again; refused where somebody edited the file into something that is none.
    pub(super) fn patient(&self) -> Result<Patient, FieldProblem> {
        Ok(Patient {
            id: self.id,
            family_name: PersonName::parse(&self.family_name)?,
            given_name: PersonName::parse(&self.given_name)?,
            born: self.born,
            phone: self.phone.as_deref().map(Phone::parse).transpose()?,
            email: self.email.as_deref().map(Email::parse).transpose()?,
            language: self.language,
            is_blocked_online: self.is_blocked_online,
            is_fragile: self.is_fragile,
            note: self.note.clone(),
        })
    }
}

/// An appointment with its identity in other people's calendars.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AppointmentRecord {
    pub(super) id: AppointmentId,
    practitioner: PractitionerId,
    care: CareTypeId,
    patient: PatientId,
    interval: Interval,
    occupied: Interval,
    seats: u16,
    capacity: u16,
    resources: Vec<ResourceId>,
    status: Status,
    origin: Origin,
    zone: String,
    wall_start: NaiveDateTime,
    overbooking_reason: Option<String>,
    note: String,
    pub(super) moved_from: Option<AppointmentId>,
    pub(super) follows: Option<AppointmentId>,
    created: Instant,
    uid: String,
    sequence: i64,
}

impl AppointmentRecord {
    pub(super) fn of(appointment: &Appointment, identity: CalendarIdentity) -> Self {
        Self {
            id: appointment.id,
            practitioner: appointment.practitioner,
            care: appointment.care,
            patient: appointment.patient,
            interval: appointment.interval,
            occupied: appointment.occupied,
            seats: appointment.seats,
            capacity: appointment.capacity,
            resources: appointment.resources.clone(),
            status: appointment.status,
            origin: appointment.origin,
            zone: appointment.zone.clone(),
            wall_start: appointment.wall_start,
            overbooking_reason: appointment.overbooking.as_ref().map(|o| o.reason.clone()),
            note: appointment.note.clone(),
            moved_from: appointment.moved_from,
            follows: appointment.follows,
            created: appointment.created,
            uid: identity.uid,
            sequence: identity.sequence,
        }
    }

    /// The appointment again, with the numbers that its forerunners have by now.
    pub(super) fn appointment(
        &self,
        moved_from: Option<AppointmentId>,
        follows: Option<AppointmentId>,
    ) -> (Appointment, CalendarIdentity) {
        let reason = self.overbooking_reason.clone();
        let appointment = Appointment {
            id: AppointmentId(0),
            practitioner: self.practitioner,
            care: self.care,
            patient: self.patient,
            interval: self.interval,
            occupied: self.occupied,
            seats: self.seats,
            capacity: self.capacity,
            resources: self.resources.clone(),
            status: self.status,
            origin: self.origin,
            zone: self.zone.clone(),
            wall_start: self.wall_start,
            overbooking: reason.map(|reason| Overbooking { reason }),
            note: self.note.clone(),
            moved_from,
            follows,
            created: self.created,
            version: 1,
        };
        let identity = CalendarIdentity {
            uid: self.uid.clone(),
            sequence: self.sequence,
        };
        (appointment, identity)
    }
}
