//! What the rules must know of a patient, and what becomes of a refusal by the walls of the database.

use chrono::NaiveDate;

use crate::domain::booking::{Appointment, Refusal, Status};
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::patient::Patient;
use crate::domain::slot::{PatientFacts, SlotQuery, nearest};
use crate::domain::time::{Instant, Zone};
use crate::store::{Db, Fault, Tx, Wall};

use super::Failure;
use super::no_show::{is_closed_online, standing_of};

/// Alternatives quoted with a refusal.
pub(super) const ALTERNATIVES: usize = 3;

/// A patient's record and history, as far as the rules ask (booking-rules §8).
pub(super) struct Known {
    pub(super) facts: PatientFacts,
    /// Who saw the patient last: taken first when anybody will do (booking-rules §12).
    pub(super) last_seen: Option<PractitionerId>,
    /// What the patient books online waits for the practice (booking-rules §10).
    pub(super) needs_approval: bool,
}

/// Reads a patient's history; `care` is the care asked for.
pub(super) fn known(tx: &Tx<'_>, patient: &Patient, care: CareTypeId) -> Result<Known, Fault> {
    known_in(tx, (tx.agenda().zone(), tx.now()), patient, care)
}

/// [`known`] from any view of the database.
pub(super) fn known_in(
    db: &Db<'_>,
    (zone, now): (Zone, Instant),
    patient: &Patient,
    care: CareTypeId,
) -> Result<Known, Fault> {
    let standing = standing_of(db, zone, patient, now)?;
    let history = db.appointments_of(patient.id)?;
    let last = history.iter().rev().find(|a| a.status == Status::Done);
    Ok(Known {
        facts: PatientFacts {
            id: Some(patient.id),
            born: patient.born,
            seen: Some(visits(&history, zone)),
            is_blocked_online: is_closed_online(db, patient, &standing)?,
            care_dates: Some(care_dates(&history, care, zone)),
            ..PatientFacts::default()
        },
        last_seen: last.map(|a| a.practitioner),
        needs_approval: standing.needs_approval(),
    })
}

/// The visits that took place, in order of time: by whom, and on which local date.
pub(super) fn visits(history: &[Appointment], zone: Zone) -> Vec<(PractitionerId, NaiveDate)> {
    let done = history.iter().filter(|a| a.status == Status::Done);
    done.map(|a| (a.practitioner, zone.date(a.interval.start)))
        .collect()
}

fn care_dates(history: &[Appointment], care: CareTypeId, zone: Zone) -> Vec<NaiveDate> {
    history
        .iter()
        .filter(|a| a.care == care && a.status.takes_time())
        .map(|a| zone.date(a.interval.start))
        .collect()
}

/// The walls of the database answer as the rules would have: they only speak when the rules had let an overlap through.
pub(super) fn at_the_wall(fault: Fault, tx: &Tx<'_>, query: &SlotQuery, start: Instant) -> Failure {
    match fault {
        Fault::Overlap(wall) => {
            tracing::error!(
                ?wall,
                "the database refused an overlap that the rules had granted"
            );
            Failure::Refused(match wall {
                Wall::Patient => Refusal::PatientBusy,
                Wall::Practitioner | Wall::Seats | Wall::Resource => Refusal::SlotTaken {
                    alternatives: nearest(tx.agenda(), query, start, tx.now(), ALTERNATIVES),
                },
            })
        }
        other => Failure::Fault(other),
    }
}
