//! What every new booking writes: appointment, link, message, record (booking-rules §5, §6).

use chrono::TimeDelta;

use crate::domain::booking::{Appointment, Origin, Overbooking, Refusal, Status, rule_of};
use crate::domain::contact::Contact;
use crate::domain::id::{AppointmentId, PractitionerId};
use crate::domain::patient::Patient;
use crate::domain::slot::{Audience, Placement, SlotQuery, next_times, next_visit, place};
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{CalendarIdentity, Fault, MessageKind, NewMessage, Record, Tx};
use crate::sys::secret::DeviceKey;
use crate::sys::{hash, ids};

use super::facts::at_the_wall;
use super::links::{link_expires, link_token};
use super::once::{Key, keep_answer, told_before};
use super::{App, Failure};

/// Messages about an appointment are of use for at least this long, even when it starts at once.
const MESSAGE_LIFE: TimeDelta = TimeDelta::hours(1);

/// Whoever moves a visit may move it again at once: so long the message waits, elapsed, that tells of the last time only (reminders §3).
const SECOND_MOVE: TimeDelta = TimeDelta::seconds(30);

/// A booking that was made.
#[derive(Clone, Debug)]
pub struct Booking {
    /// The appointment, confirmed or requested.
    pub appointment: Appointment,
    /// The next visit, booked in the same transaction (booking-rules §8, series).
    pub next: Option<Appointment>,
    /// Token of the patient's link to it.
    pub link: String,
}

/// Where a visit that follows in a series is wished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextVisit {
    /// With whom; `None` is whoever the rule of the series allows.
    pub practitioner: Option<PractitionerId>,
    /// When.
    pub start: Instant,
}

impl NextVisit {
    /// At a start, with whoever the rule of the series allows.
    pub fn at(start: Instant) -> Self {
        Self {
            practitioner: None,
            start,
        }
    }
}

/// Everything a placement lacks to become an appointment.
pub(super) struct NewBooking<'a> {
    pub(super) query: &'a SlotQuery,
    pub(super) placement: Placement,
    pub(super) patient: &'a Patient,
    pub(super) origin: Origin,
    pub(super) overbooking: Option<Overbooking>,
    pub(super) note: String,
    pub(super) follows: Option<AppointmentId>,
    pub(super) actor: &'a Actor,
    pub(super) telling: Telling,
}

/// Which message tells the patient of a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    /// One of its own.
    Own,
    /// One about everything that was booked in one go ([`tell_booked`]).
    Together,
}

/// Writes a booking with its link, message and record.
pub(super) fn write(tx: &mut Tx<'_>, keys: &DeviceKey, new: &NewBooking<'_>) -> Result<Appointment, Failure> {
    let start = new.placement.interval.start;
    let identity = CalendarIdentity {
        uid: ids::token(),
        sequence: 0,
    };
    let written = tx
        .insert_appointment(&appointment(tx, new), &identity)
        .map_err(|fault| at_the_wall(fault, tx, new.query, start))?;
    carry_link(tx, keys, &identity, &written)?;
    if new.telling == Telling::Own {
        tell_patient(tx, told_as(&written), &written, new.patient)?;
    }
    let what = if written.overbooking.is_some() {
        "appointment.overbook"
    } else {
        "appointment.book"
    };
    let record = Record::new(new.actor, what).on(format_args!("appointment:{}", written.id));
    tx.audit(&record.change("-", written.status.key()))?;
    Ok(written)
}

fn told_as(booked: &Appointment) -> MessageKind {
    match booked.status {
        Status::Requested => MessageKind::Requested,
        _ => MessageKind::Confirmed,
    }
}

/// One message about what was booked in one go with one contact; what is agreed and what waits for the practice are told apart.
pub(super) fn tell_booked(
    tx: &mut Tx<'_>,
    (first, others): (&Appointment, &[Appointment]),
    patient: &Patient,
) -> Result<(), Fault> {
    let (alike, unlike): (Vec<_>, Vec<_>) = others.iter().partition(|other| other.status == first.status);
    for (about, rest) in [
        Some((first, alike)),
        unlike.split_first().map(|(about, rest)| (*about, rest.to_vec())),
    ]
    .into_iter()
    .flatten()
    {
        let ids: Vec<AppointmentId> = rest.iter().map(|other| other.id).collect();
        tell_of(tx, told_as(about), (about, &ids), patient)?;
    }
    Ok(())
}

fn appointment(tx: &Tx<'_>, new: &NewBooking<'_>) -> Appointment {
    let zone = tx.agenda().zone();
    let placed = &new.placement;
    Appointment {
        id: AppointmentId(0),
        practitioner: placed.practitioner,
        care: placed.care,
        patient: new.patient.id,
        interval: placed.interval,
        occupied: placed.occupied,
        seats: placed.seats,
        capacity: placed.capacity,
        resources: placed.resources.clone(),
        status: if placed.needs_approval {
            Status::Requested
        } else {
            Status::Confirmed
        },
        origin: new.origin,
        zone: zone.name().to_owned(),
        wall_start: zone.wall(placed.interval.start).reading,
        overbooking: new.overbooking.clone(),
        note: new.note.clone(),
        moved_from: None,
        follows: new.follows,
        created: tx.now(),
        version: 1,
    }
}

/// Makes the patient's link, or carries it over: the token depends on the identity only, which moves keep.
pub(super) fn carry_link(
    tx: &mut Tx<'_>,
    keys: &DeviceKey,
    identity: &CalendarIdentity,
    appointment: &Appointment,
) -> Result<(), Fault> {
    carry_link_until(tx, keys, identity, appointment, link_expires(appointment))
}

/// The same, open until an instant.
pub(super) fn carry_link_until(
    tx: &mut Tx<'_>,
    keys: &DeviceKey,
    identity: &CalendarIdentity,
    appointment: &Appointment,
    until: Instant,
) -> Result<(), Fault> {
    let hash = hash::sha256(link_token(keys, identity).as_bytes());
    tx.save_link(&hash, appointment.id, until)
}

/// Writes a message to the patient's e-mail address; without one the desk phones.
pub(super) fn tell_patient(
    tx: &mut Tx<'_>,
    kind: MessageKind,
    appointment: &Appointment,
    patient: &Patient,
) -> Result<(), Fault> {
    tell_of(tx, kind, (appointment, &[]), patient)
}

/// The same about an appointment with others that were booked in the same go.
fn tell_of(
    tx: &mut Tx<'_>,
    kind: MessageKind,
    (appointment, others): (&Appointment, &[AppointmentId]),
    patient: &Patient,
) -> Result<(), Fault> {
    let is_phone_only = tx.patient_marks(patient.id)?.is_phone_only;
    let Some(to) = written_to(tx, patient)?.filter(|_| !is_phone_only) else {
        return Ok(());
    };
    let message = NewMessage {
        kind,
        about: Some((appointment.id, appointment.version)),
        with: others.to_vec(),
        to,
        language: patient.language,
        code: None,
        key: ids::token(),
        useful_until: appointment.interval.start.max(tx.now() + MESSAGE_LIFE),
    };
    let pause = if kind == MessageKind::Moved {
        SECOND_MOVE
    } else {
        TimeDelta::zero()
    };
    tx.post_at(&message, tx.now() + pause)?;
    Ok(())
}

/// Where somebody is written to: by e-mail, else by text message where the practice has a line for it (reminders §1).
fn written_to(tx: &Tx<'_>, patient: &Patient) -> Result<Option<Contact>, Fault> {
    if let Some(email) = &patient.email {
        return Ok(Some(Contact::Email(email.clone())));
    }
    let lines = tx.sms_lines()?;
    let phone = patient.phone.as_ref();
    let phone = phone.filter(|phone| lines.serve_patients() && lines.may_text(phone).is_ok());
    Ok(phone.cloned().map(Contact::Phone))
}

/// The next visit of a series: as it is wished, or, where the first visit requires one and none was wished, at the best free time
/// (booking-rules §8).
pub(super) fn place_next(
    tx: &Tx<'_>,
    query: &SlotQuery,
    first: &Appointment,
    wished: Option<NextVisit>,
) -> Result<Option<(SlotQuery, Placement)>, Failure> {
    let agenda = tx.agenda();
    let start = first.interval.start;
    let Some(next) = next_visit(agenda, query, first.practitioner, start) else {
        return Ok(None);
    };
    let next = SlotQuery { hold: None, ..next };
    let is_required = rule_of(agenda.set_up(), query.care, first.practitioner)
        .is_some_and(|rule| rule.require_next && query.audience != Audience::Staff);
    let wished = match wished {
        Some(wished) => wished,
        None if is_required => {
            let best = next_times(agenda, &next, tx.now()).into_iter().next();
            NextVisit::at(
                best.ok_or(Refusal::SlotTaken {
                    alternatives: Vec::new(),
                })?
                .start,
            )
        }
        None => return Ok(None),
    };
    if wished.practitioner.is_some()
        && next
            .practitioner
            .is_some_and(|only| Some(only) != wished.practitioner)
    {
        return Err(Refusal::NotOffered {
            alternatives: Vec::new(),
        }
        .into());
    }
    let next = SlotQuery {
        practitioner: next.practitioner.or(wished.practitioner),
        ..next
    };
    let placement = place(agenda, &next, wished.start, tx.now())?;
    Ok(Some((next, placement)))
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Answer {
    appointment: AppointmentId,
    next: Option<AppointmentId>,
}

impl App {
    /// The booking that a repeated request made, if it was made before.
    pub(super) fn made_before(&self, tx: &Tx<'_>, key: Option<&Key>) -> Result<Option<Booking>, Failure> {
        let Some(answer) = told_before::<Answer, _>(tx, key)? else {
            return Ok(None);
        };
        let appointment = tx.appointment(answer.appointment)?.ok_or(Refusal::NotFound)?;
        let next = match answer.next {
            Some(next) => tx.appointment(next)?,
            None => None,
        };
        Ok(Some(self.booking(tx, appointment, next)?))
    }

    pub(super) fn booking(
        &self,
        tx: &Tx<'_>,
        appointment: Appointment,
        next: Option<Appointment>,
    ) -> Result<Booking, Failure> {
        let identity = tx.calendar_identity(appointment.id)?.ok_or(Refusal::NotFound)?;
        Ok(Booking {
            link: link_token(&self.keys, &identity),
            appointment,
            next,
        })
    }
}

/// Keeps the answer for a repeated request.
pub(super) fn remember(tx: &mut Tx<'_>, key: Option<&Key>, booking: &Booking) -> Result<(), Failure> {
    let answer = Answer {
        appointment: booking.appointment.id,
        next: booking.next.as_ref().map(|next| next.id),
    };
    Ok(keep_answer(tx, key, &answer)?)
}
