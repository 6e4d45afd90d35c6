//! Cancelling: by the practice, by the patient in time, or announced late (booking-rules §6).

use crate::domain::booking::{Appointment, Refusal, Status};
use crate::domain::id::{AppointmentId, PatientId};
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{ActKind, Author, Db, Fault, MessageKind, Record, Tx};

use super::booking::{remember, tell_patient};
use super::links::linked_in;
use super::once::Key;
use super::pass::LinkPass;
use super::undo::note_act;
use super::{App, Failure};

/// An appointment that was cancelled.
#[derive(Clone, Debug)]
pub struct Cancelled {
    /// With its new state: in time, late, or by the practice.
    pub appointment: Appointment,
    /// Next visits of the series, still booked: what becomes of them is to be asked (booking-rules §8).
    pub next: Vec<Appointment>,
}

/// For whom a program cancels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelledBy {
    /// A patient who asked it to: in time or late, as by link.
    Patient,
    /// The practice.
    Practice,
}

/// A cancellation by the machine interface.
#[derive(Clone, Debug)]
pub struct CancelRequest {
    /// Which one.
    pub appointment: AppointmentId,
    /// The version that was shown; another one is refused as stale.
    pub expected_version: Option<i64>,
    /// For whom.
    pub by: CancelledBy,
    /// And with it every visit still to come in its series.
    pub rest: bool,
    /// Who cancels.
    pub actor: Actor,
}

impl App {
    /// Cancels for a program. The same idempotency key returns the first answer.
    pub async fn cancel_by_program(
        &self,
        request: CancelRequest,
        key: Option<&str>,
    ) -> Result<Cancelled, Failure> {
        let key = key.map(|key| Key::of(&request.actor, key, &request));
        let app = self.clone();
        self.store
            .write(move |tx| {
                if let Some(booking) = app.made_before(tx, key.as_ref())? {
                    return cancelled(tx, booking.appointment);
                }
                let cancelled = app.cancel_in(tx, &request)?;
                let booking = app.booking(tx, cancelled.appointment.clone(), None)?;
                remember(tx, key.as_ref(), &booking)?;
                Ok(cancelled)
            })
            .await
    }

    /// Cancels for the practice.
    pub async fn cancel(
        &self,
        id: AppointmentId,
        expected_version: Option<i64>,
        actor: Actor,
    ) -> Result<Cancelled, Failure> {
        self.store
            .write(move |tx| {
                let (appointment, patient) = with_patient(tx, id)?;
                expect_version(&appointment, expected_version)?;
                free_undoably(tx, &appointment, &patient, Status::CancelledByPractice, &actor)
            })
            .await
    }

    /// Cancels, and with it every visit still to come in the series, in one transaction (booking-rules §8); those of practitioners
    /// whom the actor does not work for stand.
    pub async fn cancel_series(
        &self,
        id: AppointmentId,
        expected_version: Option<i64>,
        by: CancelledBy,
        actor: Actor,
    ) -> Result<Cancelled, Failure> {
        let request = CancelRequest {
            appointment: id,
            expected_version,
            by,
            rest: true,
            actor,
        };
        let app = self.clone();
        self.store.write(move |tx| app.cancel_in(tx, &request)).await
    }

    fn cancel_in(&self, tx: &mut Tx<'_>, request: &CancelRequest) -> Result<Cancelled, Failure> {
        let (appointment, patient) = with_patient(tx, request.appointment)?;
        expect_version(&appointment, request.expected_version)?;
        let status = |tx: &Tx<'_>, visit: &Appointment| match request.by {
            CancelledBy::Patient => by_patient(tx, visit),
            CancelledBy::Practice => Ok(Status::CancelledByPractice),
        };
        // The act about this one comes last: its undo is the undo of all.
        let rest = if request.rest {
            tx.rest_of_series(request.appointment)?
        } else {
            Vec::new()
        };
        let author = Author::of(&request.actor);
        for visit in rest {
            let is_theirs = author.map(|author| self.reaches_now(tx, author, visit.practitioner));
            if is_theirs.transpose()?.unwrap_or(true) {
                let status = status(tx, &visit)?;
                free_undoably(tx, &visit, &patient, status, &request.actor)?;
            }
        }
        let status = status(tx, &appointment)?;
        free_undoably(tx, &appointment, &patient, status, &request.actor)
    }

    /// Cancels for a patient who asked the practice or a machine to do it: in time or late, as by link.
    pub async fn cancel_for_patient(&self, id: AppointmentId, actor: Actor) -> Result<Cancelled, Failure> {
        self.cancel_on_request(id, None, actor).await
    }

    /// The same for a screen that showed a version; another one is refused as stale.
    pub async fn cancel_on_request(
        &self,
        id: AppointmentId,
        expected_version: Option<i64>,
        actor: Actor,
    ) -> Result<Cancelled, Failure> {
        self.store
            .write(move |tx| {
                let (appointment, patient) = with_patient(tx, id)?;
                expect_version(&appointment, expected_version)?;
                let status = by_patient(tx, &appointment)?;
                free_undoably(tx, &appointment, &patient, status, &actor)
            })
            .await
    }

    /// Cancels by the patient's link, which is used up by it. After the deadline the time is freed as well, and it counts as late:
    /// freeing late is better than silence. `and_next` frees the later visits of the series in the same transaction.
    pub async fn cancel_by_link(&self, pass: &LinkPass, and_next: bool) -> Result<Cancelled, Failure> {
        let token_hash = self.token_hash(pass)?;
        self.store
            .write(move |tx| {
                let (appointment, patient) = linked_in(tx, &token_hash)?;
                let mut cancelled = give_up(tx, &appointment, &patient)?;
                if and_next {
                    for visit in std::mem::take(&mut cancelled.next) {
                        give_up(tx, &visit, &patient)?;
                    }
                }
                Ok(cancelled)
            })
            .await
    }

    /// Until when the patient may cancel or move freely.
    pub fn free_until(&self, appointment: &Appointment) -> Instant {
        let agenda = self.agenda();
        deadline_in(&agenda, appointment)
    }
}

pub(super) fn expect_version(appointment: &Appointment, expected: Option<i64>) -> Result<(), Refusal> {
    match expected {
        Some(version) if version != appointment.version => Err(Refusal::Stale),
        _ => Ok(()),
    }
}

pub(super) fn with_patient(tx: &Tx<'_>, id: AppointmentId) -> Result<(Appointment, Patient), Failure> {
    let appointment = tx.appointment(id)?.ok_or(Refusal::NotFound)?;
    let patient = told(tx, appointment.patient)?.ok_or(Refusal::NotFound)?;
    Ok((appointment, patient))
}

/// A person as messages reach them: without the e-mail address where the practice only phones.
pub(super) fn told(db: &Db<'_>, id: PatientId) -> Result<Option<Patient>, Fault> {
    let Some(patient) = db.patient(id)? else {
        return Ok(None);
    };
    let is_phone_only = patient.email.is_some() && db.patient_marks(id)?.is_phone_only;
    Ok(Some(Patient {
        email: patient.email.filter(|_| !is_phone_only),
        ..patient
    }))
}

/// The last instant of a free cancellation, by the terms in force today.
pub(super) fn deadline(tx: &Tx<'_>, appointment: &Appointment) -> Instant {
    deadline_in(tx.agenda(), appointment)
}

fn deadline_in(agenda: &crate::domain::agenda::Agenda, appointment: &Appointment) -> Instant {
    let care = agenda.set_up().care_types.get(&appointment.care);
    let ahead = care.map_or_else(Default::default, |care| {
        let terms = care.terms_for(appointment.practitioner);
        terms.map_or(care.terms.cancellation_deadline, |t| t.cancellation_deadline)
    });
    appointment.interval.start - ahead
}

/// Who is offered other times because the practice cannot keep this one is never late.
fn by_patient(tx: &Tx<'_>, appointment: &Appointment) -> Result<Status, Failure> {
    if tx.open_offer(appointment.id)?.is_some() {
        return Ok(Status::CancelledByPatient);
    }
    if appointment.interval.start <= tx.now() {
        return Err(Refusal::WrongState.into());
    }
    Ok(if tx.now() <= deadline(tx, appointment) {
        Status::CancelledByPatient
    } else {
        Status::CancelledLate
    })
}

/// Frees the time for the patient, whose links to it are used up.
fn give_up(tx: &mut Tx<'_>, appointment: &Appointment, patient: &Patient) -> Result<Cancelled, Failure> {
    let status = by_patient(tx, appointment)?;
    let cancelled = free(tx, appointment, patient, status, &Actor::Patient)?;
    tx.revoke_links(appointment.id)?;
    Ok(cancelled)
}

/// Frees the time, calls off what was to be sent, tells the patient.
pub(super) fn free(
    tx: &mut Tx<'_>,
    appointment: &Appointment,
    patient: &Patient,
    status: Status,
    actor: &Actor,
) -> Result<Cancelled, Failure> {
    let freed = change_status(tx, appointment, status, actor, "appointment.cancel")?;
    tx.call_off_messages(appointment.id)?;
    tell_patient(tx, MessageKind::Cancelled, &freed, patient)?;
    cancelled(tx, freed)
}

/// The same as an act of somebody who may take it back.
pub(super) fn free_undoably(
    tx: &mut Tx<'_>,
    appointment: &Appointment,
    patient: &Patient,
    status: Status,
    actor: &Actor,
) -> Result<Cancelled, Failure> {
    let freed = free(tx, appointment, patient, status, actor)?;
    let before = Some(appointment.status);
    note_act(tx, actor, ActKind::Cancel, before, &freed.appointment)?;
    Ok(freed)
}

fn cancelled(tx: &Tx<'_>, appointment: Appointment) -> Result<Cancelled, Failure> {
    let next = tx.rest_of_series(appointment.id)?;
    Ok(Cancelled { appointment, next })
}

/// Any change of state: asked of the rules, written, recorded with before and after.
pub(super) fn change_status(
    tx: &mut Tx<'_>,
    appointment: &Appointment,
    status: Status,
    actor: &Actor,
    what: &'static str,
) -> Result<Appointment, Failure> {
    if !appointment.status.may_become(status) {
        return Err(Refusal::WrongState.into());
    }
    let changed = tx.set_status(appointment, status)?;
    let record = Record::new(actor, what).on(format_args!("appointment:{}", appointment.id));
    tx.audit(&record.change(appointment.status.key(), status.key()))?;
    Ok(changed)
}
