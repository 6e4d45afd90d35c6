//! The rest of a series after a visit was missed: it stays valid and keeps its time, and the staff decide on each visit
//! (booking-rules §8).

use crate::domain::booking::{Appointment, Refusal, Status};
use crate::domain::id::AppointmentId;
use crate::domain::note_to_patient::NoteToPatient;
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, MessageKind, Record, Tx};

use super::cancel::{expect_version, free_undoably, with_patient};
use super::{App, Failure};

/// What the staff decide about a visit whose series was broken off; moving it is the other way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitDecision {
    /// It stands, and what follows it.
    Keep,
    /// It is cancelled; the words go into the message.
    Cancel(Option<NoteToPatient>),
}

impl App {
    /// Visits still to come after another one in its series, in order of start.
    pub async fn rest_of_series(&self, id: AppointmentId) -> Result<Vec<Appointment>, Fault> {
        self.store.read(move |db: &Db<'_>| db.rest_of_series(id)).await
    }

    /// Decides about a visit that waits for it; any other one is refused.
    pub async fn decide_visit(
        &self,
        id: AppointmentId,
        expected_version: Option<i64>,
        decision: VisitDecision,
        actor: Actor,
    ) -> Result<Appointment, Failure> {
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let (visit, patient) = with_patient(tx, id)?;
                expect_version(&visit, expected_version)?;
                if !tx.is_frozen(id)? {
                    return Err(Refusal::WrongState.into());
                }
                let note = match &decision {
                    VisitDecision::Keep => {
                        keep(tx, id, &actor)?;
                        return Ok(visit);
                    }
                    VisitDecision::Cancel(note) => note,
                };
                let status = Status::CancelledByPractice;
                let cancelled = free_undoably(tx, &visit, &patient, status, &actor)?;
                if let Some(note) = note {
                    tx.annotate_messages(id, MessageKind::Cancelled, note.as_str())?;
                }
                Ok(cancelled.appointment)
            })
            .await
    }
}

fn keep(tx: &mut Tx<'_>, id: AppointmentId, actor: &Actor) -> Result<(), Fault> {
    tx.keep_visit(id)?;
    let object = format_args!("appointment:{id}").to_string();
    tx.audit(&Record::new(actor, "series.keep").on(object))?;
    Ok(())
}

/// A visit that waited for a decision and was moved by the staff is decided on.
pub(super) fn settle_moved(tx: &mut Tx<'_>, was_frozen: bool, new: AppointmentId) -> Result<(), Fault> {
    if was_frozen { tx.keep_visit(new) } else { Ok(()) }
}

/// A visit that was just missed breaks the series off, whatever was decided after an earlier time.
pub(super) fn break_off(tx: &mut Tx<'_>, missed: AppointmentId) -> Result<(), Fault> {
    for visit in tx.rest_of_series(missed)? {
        tx.forget_kept_visit(visit.id)?;
    }
    Ok(())
}
