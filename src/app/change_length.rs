//! Lengthening and shortening: the same start with the same practitioner. A row never changes, so this is a move that moves
//! nothing, and the patient, whose hour stays, is told nothing.

use chrono::TimeDelta;

use crate::domain::booking::Refusal;
use crate::domain::id::AppointmentId;
use crate::domain::slot::{Audience, Placing};
use crate::domain::staff::Actor;
use crate::store::{ActKind, Record};

use super::booking::remember;
use super::cancel::{expect_version, with_patient};
use super::links::step_before;
use super::move_booking::{MoveRequest, Moved};
use super::once::Key;
use super::undo::note_act;
use super::{App, Failure};

/// What length an appointment gets.
#[derive(Clone, Debug)]
pub struct LengthRequest {
    /// Which one.
    pub appointment: AppointmentId,
    /// The version that was shown; another one is refused as stale.
    pub expected_version: Option<i64>,
    /// The new length: over zero, at most 12 hours; the caller has checked it.
    pub length: TimeDelta,
    /// Whether it may reach out of the opening hours.
    pub placing: Placing,
    /// Over existing bookings, with the reason.
    pub overbooking: Option<String>,
    /// Who changes it.
    pub actor: Actor,
}

impl App {
    /// Gives an appointment another length, also while the patient is there: the start stays. What was booked over something stays so. A place in a group has no length of its own.
    pub async fn change_length(&self, request: LengthRequest, key: Option<&str>) -> Result<Moved, Failure> {
        let key = key.map(|key| Key::of(&request.actor, key, &request));
        let app = self.clone();
        self.store
            .write(move |tx| {
                if let Some(booking) = app.made_before(tx, key.as_ref())? {
                    return app.moved(tx, booking.appointment);
                }
                let (old, patient) = with_patient(tx, request.appointment)?;
                expect_version(&old, request.expected_version)?;
                if old.capacity > 1 || !old.status.may_change_length() {
                    return Err(Refusal::WrongState.into());
                }
                let kept = old.overbooking.as_ref().map(|o| o.reason.clone());
                let to = MoveRequest {
                    appointment: old.id,
                    expected_version: None,
                    practitioner: Some(old.practitioner),
                    start: old.interval.start,
                    audience: Audience::Staff,
                    placing: Some(request.placing),
                    overbooking: request.overbooking.clone().or(kept),
                    actor: request.actor.clone(),
                };
                let step = step_before(tx, &old)?;
                let new = app.take_instead(tx, (&old, &patient), &to, (Some(request.length), step))?;
                tx.carry_messages(old.id, (new.id, new.version))?;
                let record = Record::new(&request.actor, "appointment.length");
                let minutes = |length: TimeDelta| length.num_minutes();
                tx.audit(&record.on(format_args!("appointment:{}", new.id)).change(
                    format_args!("appointment:{}+{}", old.id, minutes(old.interval.length())),
                    format_args!("appointment:{}+{}", new.id, minutes(new.interval.length())),
                ))?;
                note_act(tx, &request.actor, ActKind::Move, Some(old.status), &new)?;
                let moved = app.moved(tx, new)?;
                remember(tx, key.as_ref(), &moved.booking)?;
                Ok(moved)
            })
            .await
    }
}
