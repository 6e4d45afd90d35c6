//! From the JSON of a vector to the engine's types.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::TimeDelta;
use grappe::domain::agenda::{Agenda, Booked, BookingRef, SetUp};
use grappe::domain::care_type::PatientKind;
use grappe::domain::id::{AppointmentId, HoldId, PatientId, PractitionerId, ResourceId, Revision};
use grappe::domain::slot::{PatientFacts, SeriesStep, SlotQuery};
use grappe::domain::time::{Instant, Interval};

use super::format;
use super::names::Names;
use super::set_up::{absence, care, exceptions, practice, practitioner, resource, schedules};

/// A vector as the engine takes it, with the names behind its identifiers.
pub(super) struct Question {
    pub(super) agenda: Agenda,
    pub(super) query: SlotQuery,
    pub(super) now: Instant,
    pub(super) names: BTreeMap<PractitionerId, String>,
}

/// The vector's question; panics with its id where it is not one.
pub(super) fn question(vector: &format::Vector, regions: &BTreeMap<String, Vec<String>>) -> Question {
    let names = Names::of(vector);
    let set_up = SetUp {
        practice: practice(vector, regions),
        practitioners: vector
            .practitioners
            .iter()
            .map(|p| practitioner(p, &names))
            .collect(),
        care_types: vector.cares.iter().map(|c| care(c, &names)).collect(),
        resources: vector.resources.iter().map(|r| resource(r, &names)).collect(),
        schedules: vector
            .practitioners
            .iter()
            .flat_map(|p| schedules(p, &names))
            .collect(),
        exceptions: vector
            .practitioners
            .iter()
            .flat_map(|p| exceptions(p, &names))
            .collect(),
        absences: vector
            .absences
            .iter()
            .zip(1..)
            .map(|(a, n)| absence(a, n, &names))
            .collect(),
    };
    let bookings = vector.bookings.iter().zip(1..);
    let booked = bookings
        .filter(|(b, _)| b.status != format::Status::Cancelled)
        .map(|(b, n)| booked(b, n, &names, &set_up))
        .collect();
    let ids = vector
        .practitioners
        .iter()
        .map(|p| (names.practitioner(&p.id), p.id.clone()));
    Question {
        names: ids.collect(),
        query: query(vector, &names),
        now: vector.now.to_utc(),
        agenda: Agenda::new(Revision(1), Arc::new(set_up), booked),
    }
}

fn booked(booking: &format::Booking, number: i64, names: &Names, set_up: &SetUp) -> Booked {
    let (practitioner, care) = (
        names.practitioner(&booking.practitioner),
        names.care(&booking.care),
    );
    let care_type = set_up.care_types.get(&care).expect("a booking's care is listed");
    let terms = care_type
        .terms_for(practitioner)
        .map_or_else(|| care_type.terms.clone(), std::borrow::Cow::into_owned);
    let start = booking.start.to_utc();
    let end = booking.end.map_or(start + terms.duration, |end| end.to_utc());
    let buffer = |own: Option<i64>, usual| own.map_or(usual, TimeDelta::minutes);
    let interval = Interval::new(start, end).unwrap();
    // A booking without an id gets a number that no name has.
    let id = booking.id.as_ref().map_or(-number, |id| names.number(id));
    Booked {
        reference: match booking.status {
            format::Status::Held => BookingRef::Hold(HoldId(id)),
            _ => BookingRef::Appointment(AppointmentId(id)),
        },
        practitioner,
        care,
        patient: booking.patient.as_ref().map(|p| PatientId(names.number(p))),
        interval,
        occupied: interval.padded(
            buffer(booking.buffer_before, terms.buffer_before),
            buffer(booking.buffer_after, terms.buffer_after),
        ),
        seats: booking.seats,
        capacity: terms.capacity,
        resources: booking
            .resources
            .iter()
            .map(|r| ResourceId(names.number(r)))
            .collect(),
        expires: booking.hold_expires.map(|at| at.to_utc()),
    }
}

fn query(vector: &format::Vector, names: &Names) -> SlotQuery {
    let query = &vector.query;
    let patient = query.patient.as_ref().map(|id| PatientFacts {
        id: Some(PatientId(names.number(id))),
        ..vector
            .patients
            .iter()
            .find(|p| p.id == *id)
            .map(facts)
            .unwrap_or_default()
    });
    SlotQuery {
        patient,
        seats: query.seats,
        moving: query.moving.as_ref().map(|id| AppointmentId(names.number(id))),
        hold: query.hold.as_ref().map(|id| HoldId(names.number(id))),
        after: query.first_start.map(|start| SeriesStep {
            first_start: start.to_utc(),
            first_care: names.care(query.first_care.as_ref().expect("first_care")),
            first_practitioner: names
                .practitioner(query.first_practitioner.as_ref().expect("first_practitioner")),
        }),
        ..SlotQuery::new(
            names.care(&query.care),
            query.practitioner.as_ref().map(|p| names.practitioner(p)),
            query.from,
            query.to,
        )
    }
}

fn facts(patient: &format::Patient) -> PatientFacts {
    PatientFacts {
        born: patient.born,
        kind: Some(if patient.known.unwrap_or(false) {
            PatientKind::Known
        } else {
            PatientKind::New
        }),
        profession: patient.profession.clone(),
        referral_until: patient.referral_until,
        is_blocked_online: patient.blocked_online,
        ..PatientFacts::default()
    }
}
