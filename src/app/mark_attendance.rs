//! What happens on the day, set by staff only (booking-rules §10), and the answer to requests (§6).

use crate::domain::booking::{Appointment, Refusal, Status};
use crate::domain::id::AppointmentId;
use crate::domain::note_to_patient::NoteToPatient;
use crate::domain::staff::Actor;
use crate::store::{ActKind, Fault, MessageKind};

use super::booking::tell_patient;
use super::cancel::{change_status, expect_version, with_patient};
use super::no_show::after_mark;
use super::undo::note_act;
use super::{App, Failure};

impl App {
    /// Sets a state of the day, or takes one back. Nobody is a no-show before the hour.
    pub async fn mark_attendance(
        &self,
        id: AppointmentId,
        status: Status,
        expected_version: Option<i64>,
        actor: Actor,
    ) -> Result<Appointment, Failure> {
        let app = self.clone();
        self.store
            .write(move |tx| {
                let appointment = tx.appointment(id)?.ok_or(Refusal::NotFound)?;
                expect_version(&appointment, expected_version)?;
                let is_early = appointment.interval.start > tx.now();
                if !is_of_the_day(appointment.status, status) || (status == Status::NoShow && is_early) {
                    return Err(Refusal::WrongState.into());
                }
                let marked = change_status(tx, &appointment, status, &actor, "appointment.mark")
                    .map_err(taken_meanwhile)?;
                note_act(tx, &actor, ActKind::State, Some(appointment.status), &marked)?;
                after_mark(tx, &app.keys, appointment.status, &marked)?;
                Ok(marked)
            })
            .await
    }

    /// Accepts or refuses a requested booking; the words go into the message.
    pub async fn answer_request(
        &self,
        id: AppointmentId,
        expected_version: Option<i64>,
        (is_accepted, note): (bool, Option<NoteToPatient>),
        actor: Actor,
    ) -> Result<Appointment, Failure> {
        let status = if is_accepted {
            Status::Confirmed
        } else {
            Status::Refused
        };
        self.answer_with(id, expected_version, actor, (status, note))
            .await
    }

    /// Accepts a requested booking.
    pub async fn approve(
        &self,
        id: AppointmentId,
        expected_version: Option<i64>,
        actor: Actor,
    ) -> Result<Appointment, Failure> {
        self.answer_with(id, expected_version, actor, (Status::Confirmed, None))
            .await
    }

    /// Refuses a requested booking and frees its time.
    pub async fn refuse(
        &self,
        id: AppointmentId,
        expected_version: Option<i64>,
        actor: Actor,
    ) -> Result<Appointment, Failure> {
        self.answer_with(id, expected_version, actor, (Status::Refused, None))
            .await
    }

    async fn answer_with(
        &self,
        id: AppointmentId,
        expected_version: Option<i64>,
        actor: Actor,
        (status, note): (Status, Option<NoteToPatient>),
    ) -> Result<Appointment, Failure> {
        self.store
            .write(move |tx| {
                let (appointment, patient) = with_patient(tx, id)?;
                expect_version(&appointment, expected_version)?;
                if appointment.status != Status::Requested {
                    return Err(Refusal::WrongState.into());
                }
                let answered = change_status(tx, &appointment, status, &actor, "appointment.answer")?;
                tx.call_off_messages(id)?;
                let kind = match status {
                    Status::Refused => MessageKind::Refused,
                    _ => MessageKind::Confirmed,
                };
                tell_patient(tx, kind, &answered, &patient)?;
                if let Some(note) = &note {
                    tx.annotate_messages(id, kind, note.as_str())?;
                }
                note_act(tx, &actor, ActKind::State, Some(appointment.status), &answered)?;
                Ok(answered)
            })
            .await
    }
}

/// Requests are answered, not marked; cancelling and moving are acts of their own.
fn is_of_the_day(from: Status, to: Status) -> bool {
    from != Status::Requested
        && matches!(
            to,
            Status::Confirmed
                | Status::Arrived
                | Status::InProgress
                | Status::Done
                | Status::NoShow
                | Status::Excused
                | Status::LeftUnseen
        )
}

/// Undoing a no-show takes the time again, which somebody may have by now.
fn taken_meanwhile(failure: Failure) -> Failure {
    match failure {
        Failure::Fault(Fault::Overlap(_)) => Failure::Refused(Refusal::SlotTaken {
            alternatives: Vec::new(),
        }),
        other => other,
    }
}
