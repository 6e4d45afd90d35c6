//! What a move asks the slot engine.

use chrono::TimeDelta;

use crate::domain::agenda::Agenda;
use crate::domain::booking::{Appointment, Refusal};
use crate::domain::patient::Patient;
use crate::domain::slot::{Audience, Placement, Settled, SlotQuery, place, place_free, place_over};
use crate::domain::staff::Actor;
use crate::store::Tx;

use super::Failure;
use super::facts::known;
use super::links::step_before;
use super::move_booking::MoveRequest;

/// The length that a move keeps; `None` is the care's own.
pub(super) fn kept_length(agenda: &Agenda, appointment: &Appointment) -> Option<TimeDelta> {
    let care = agenda.set_up().care_types.get(&appointment.care);
    let usual = care.and_then(|care| Some(care.terms_for(appointment.practitioner)?.duration));
    Some(appointment.interval.length()).filter(|length| usual != Some(*length))
}

/// By the rules of who asks, with the facts of the person and the appointment out of the way.
pub(super) fn question(
    tx: &Tx<'_>,
    old: &Appointment,
    patient: &Patient,
    request: &MoveRequest,
) -> Result<SlotQuery, Failure> {
    let known = known(tx, patient, old.care)?;
    let zone = tx.agenda().zone();
    let date = zone.date(old.interval.start);
    let mut facts = known.facts;
    // Its own old date is not "another booking" of the same care.
    if let Some(dates) = &mut facts.care_dates
        && let Some(own) = dates.iter().position(|d| *d == date)
    {
        dates.remove(own);
    }
    // Whom the practice invites by phone does not come online (booking-rules §10).
    facts.is_blocked_online &= request.audience != Audience::Invited || request.actor == Actor::Patient;
    // What the care asks was answered when it was booked, online or at the desk: it is not asked again, and the file does not gainsay
    // it (booking-rules §8). Age, block and limits are judged anew; and what only another practitioner asks.
    facts.settled = Settled::With(old.practitioner);
    facts.answers = Some(tx.answers_of(old.id)?);
    Ok(SlotQuery {
        seats: old.seats,
        patient: Some(facts),
        moving: Some(old.id),
        after: step_before(tx, old)?,
        audience: request.audience,
        last_seen: known.last_seen,
        ..SlotQuery::new(old.care, request.practitioner, date, date)
    })
}

/// Where the new appointment goes.
pub(super) fn placed(tx: &Tx<'_>, request: &MoveRequest, query: &SlotQuery) -> Result<Placement, Refusal> {
    let (agenda, now) = (tx.agenda(), tx.now());
    match (&request.overbooking, request.placing) {
        (Some(_), _) => place_over(agenda, query, request.start, now),
        (None, Some(placing)) => place_free(agenda, query, request.start, placing, now),
        (None, None) => place(agenda, query, request.start, now),
    }
}
