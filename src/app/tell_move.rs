//! What follows from a move: the series, what the patient is told, the record.

use chrono::TimeDelta;

use crate::domain::booking::Appointment;
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::store::{Fault, MessageKind, Record, Told, Tx};

use super::booking::tell_patient;
use super::series_rest::settle_moved;

/// A move that is taken back within this, elapsed, is not told where it was not told yet (reminders §3).
const SECOND_THOUGHT: TimeDelta = TimeDelta::minutes(5);

/// What follows from the row that replaces another one: the series, what the patient is told, the record.
pub(super) fn conclude_move(
    tx: &mut Tx<'_>,
    (old, patient): (&Appointment, &Patient),
    (new, was_frozen): (&Appointment, bool),
    actor: &Actor,
) -> Result<(), Fault> {
    settle_moved(tx, was_frozen, new.id)?;
    let kind = to_tell(tx, old, new)?;
    tx.call_off_messages(old.id)?;
    if let Some(kind) = kind {
        tell_patient(tx, kind, new, patient)?;
    }
    let record = Record::new(actor, "appointment.move");
    let (before, after) = (old.interval.start.timestamp(), new.interval.start.timestamp());
    tx.audit(&record.on(format_args!("appointment:{}", new.id)).change(
        format_args!("appointment:{}@{before}", old.id),
        format_args!("appointment:{}@{after}", new.id),
    ))?;
    Ok(())
}

/// What the patient is told of a move: nothing when it goes back to what they know before they heard of any other (reminders §3).
fn to_tell(tx: &Tx<'_>, old: &Appointment, new: &Appointment) -> Result<Option<MessageKind>, Fault> {
    let told = tx.told_about(old.id)?;
    let is_of_old = |told: &&Told| told.appointment == old.id && told.kind == MessageKind::Moved;
    let is_early = told.iter().rfind(is_of_old);
    if !is_early.is_some_and(|told| !told.has_left && tx.now() - told.written <= SECOND_THOUGHT) {
        return Ok(Some(MessageKind::Moved));
    }
    let known = told.iter().rfind(|told| told.has_left);
    let Some(first) = known.or(told.first()) else {
        return Ok(Some(MessageKind::Moved));
    };
    let row = tx.appointment(first.appointment)?;
    let is_back = row.is_some_and(|row| (row.interval, row.practitioner) == (new.interval, new.practitioner));
    Ok(match (is_back, known) {
        (false, _) => Some(MessageKind::Moved),
        (true, Some(_)) => None,
        // The first word about it is still owed.
        (true, None) => Some(first.kind),
    })
}
