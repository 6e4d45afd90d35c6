//! Moving: the new time is taken and the old one freed at once; when the new one is lost the old one stays (booking-rules §6).

use std::collections::BTreeMap;

use chrono::TimeDelta;

use crate::domain::booking::{Appointment, Refusal, Status, breach_between, turns};
use crate::domain::id::{AppointmentId, PatientId, PractitionerId};
use crate::domain::patient::Patient;
use crate::domain::slot::{Audience, Placement, Placing, SeriesStep, SlotQuery};
use crate::domain::staff::Actor;
use crate::domain::time::{Instant, Interval};
use crate::store::{ActKind, CalendarIdentity, Db, Fault, Tx};

use super::book::{of_visit, overbooking};
use super::booking::{Booking, carry_link, remember};
use super::cancel::{deadline, expect_version};
use super::facts::at_the_wall;
use super::links::{linked_in, step_before};
use super::move_question::{kept_length, placed, question};
use super::once::Key;
use super::pass::LinkPass;
use super::tell_move::conclude_move;
use super::undo::note_act;
use super::{App, Failure};

/// Where an appointment goes.
#[derive(Clone, Debug)]
pub struct MoveRequest {
    /// Which one.
    pub appointment: AppointmentId,
    /// The version that was shown; another one is refused as stale.
    pub expected_version: Option<i64>,
    /// With whom; `None` is anybody.
    pub practitioner: Option<PractitionerId>,
    /// When.
    pub start: Instant,
    /// Whose rules apply.
    pub audience: Audience,
    /// Off the grid, for staff and a named practitioner.
    pub placing: Option<Placing>,
    /// Over existing bookings, with the reason; staff only.
    pub overbooking: Option<String>,
    /// Who moves it.
    pub actor: Actor,
}

/// An appointment that was moved.
#[derive(Clone, Debug)]
pub struct Moved {
    /// The new appointment; its link is the old one's.
    pub booking: Booking,
    /// Next visits of the series that are now too near, too far or with somebody else: their move is to be proposed (booking-rules §8).
    pub out_of_step: Vec<Appointment>,
    /// It is itself too near to the visit before it, too far from it, or with somebody else.
    pub is_out_of_step: bool,
}

impl App {
    /// An appointment, in whatever state.
    pub async fn appointment(&self, id: AppointmentId) -> Result<Option<Appointment>, Fault> {
        self.store.read(move |db: &Db<'_>| db.appointment(id)).await
    }

    /// Moves an appointment for staff or the machine interface. The same idempotency key returns the first answer.
    pub async fn move_appointment(&self, request: MoveRequest, key: Option<&str>) -> Result<Moved, Failure> {
        self.move_visits(request, Vec::new(), key).await
    }

    /// The same, and with it visits that follow in the series, in one transaction: all or none.
    pub async fn move_visits(
        &self,
        request: MoveRequest,
        next: Vec<MoveRequest>,
        key: Option<&str>,
    ) -> Result<Moved, Failure> {
        self.move_all(request, next, (key, false)).await
    }

    /// The same, refused where a visit of the series would not fit any more (booking-rules §8): for whoever sees no page that says so.
    pub async fn move_in_step(
        &self,
        request: MoveRequest,
        next: Vec<MoveRequest>,
        key: Option<&str>,
    ) -> Result<Moved, Failure> {
        self.move_all(request, next, (key, true)).await
    }

    async fn move_all(
        &self,
        request: MoveRequest,
        next: Vec<MoveRequest>,
        (key, is_in_step): (Option<&str>, bool),
    ) -> Result<Moved, Failure> {
        let key = key.map(|key| Key::of(&request.actor, key, &(&request, &next)));
        let app = self.clone();
        self.store
            .write(move |tx| {
                if let Some(booking) = app.made_before(tx, key.as_ref())? {
                    return app.moved(tx, booking.appointment);
                }
                let old = tx.appointment(request.appointment)?.ok_or(Refusal::NotFound)?;
                expect_version(&old, request.expected_version)?;
                let patient = tx.patient(old.patient)?.ok_or(Refusal::NotFound)?;
                let mut visits = vec![(old, &request)];
                for (number, next) in (1..).zip(&next) {
                    let row = of_series(tx, patient.id, next).map_err(|failure| of_visit(number, failure))?;
                    visits.push((row, next));
                }
                let made = app.move_together(tx, &patient, &visits)?;
                let mut moved = app.moved(tx, made.first().cloned().ok_or(Refusal::NotFound)?)?;
                for further in made.into_iter().skip(1) {
                    moved.out_of_step.extend(app.moved(tx, further)?.out_of_step);
                }
                if is_in_step {
                    in_step(tx, &moved)?;
                }
                remember(tx, key.as_ref(), &moved.booking)?;
                Ok(moved)
            })
            .await
    }

    /// Moves visits of one person, each when the time it takes is left by the others; answers with the new rows, in the order asked.
    fn move_together(
        &self,
        tx: &mut Tx<'_>,
        patient: &Patient,
        visits: &[(Appointment, &MoveRequest)],
    ) -> Result<Vec<Appointment>, Failure> {
        let ways: Vec<_> = visits.iter().map(|(old, to)| way(old, to.start)).collect();
        let mut made = BTreeMap::new();
        let mut first = None;
        for number in turns(&ways) {
            let Some((old, request)) = visits.get(number) else {
                continue;
            };
            // What it follows may be another row by now.
            let old = tx.appointment(old.id)?.ok_or(Refusal::NotFound)?;
            let to_come = visits.iter().enumerate().find(|(before, (row, _))| {
                !made.contains_key(before) && *before != number && Some(row.id) == old.follows
            });
            let step = match to_come {
                Some((_, (row, to))) => Some(SeriesStep {
                    first_start: to.start,
                    first_care: row.care,
                    first_practitioner: to.practitioner.unwrap_or(row.practitioner),
                }),
                None => step_before(tx, &old)?,
            };
            let moved = self.move_after(tx, (&old, patient), request, step);
            let is_first = number == 0;
            let moved = moved.map_err(|failure| {
                if is_first {
                    failure
                } else {
                    of_visit(number, failure)
                }
            })?;
            let new = moved.booking.appointment;
            if is_first {
                first = Some((old.status, new.clone()));
            } else {
                note_act(tx, &request.actor, ActKind::Move, Some(old.status), &new)?;
            }
            made.insert(number, new.id);
        }
        // The act about the first visit comes last: its undo is the undo of all.
        if let (Some((status, new)), Some((_, request))) = (&first, visits.first()) {
            note_act(tx, &request.actor, ActKind::Move, Some(*status), new)?;
        }
        let read = |id: AppointmentId| tx.appointment(id)?.ok_or_else(|| Refusal::NotFound.into());
        made.into_values().map(read).collect()
    }

    /// Moves an appointment by its link, until the deadline; afterwards a patient can only announce not to come.
    pub async fn move_by_link(
        &self,
        pass: &LinkPass,
        practitioner: Option<PractitionerId>,
        start: Instant,
    ) -> Result<Moved, Failure> {
        let token_hash = self.token_hash(pass)?;
        let app = self.clone();
        self.store
            .write(move |tx| {
                if !tx.is_clock_trusted() {
                    return Err(Refusal::ClockNotTrusted.into());
                }
                let (old, patient) = linked_in(tx, &token_hash)?;
                let is_late = tx.now() > deadline(tx, &old);
                if is_late && tx.open_offer(old.id)?.is_none() {
                    return Err(Refusal::WrongState.into());
                }
                let request = MoveRequest {
                    appointment: old.id,
                    expected_version: None,
                    practitioner,
                    start,
                    audience: Audience::Patient,
                    placing: None,
                    overbooking: None,
                    actor: Actor::Patient,
                };
                app.move_in(tx, &old, &patient, &request)
            })
            .await
    }

    pub(super) fn move_in(
        &self,
        tx: &mut Tx<'_>,
        old: &Appointment,
        patient: &Patient,
        request: &MoveRequest,
    ) -> Result<Moved, Failure> {
        let step = step_before(tx, old)?;
        self.move_after(tx, (old, patient), request, step)
    }

    /// The same after a visit that is not where it will be yet.
    fn move_after(
        &self,
        tx: &mut Tx<'_>,
        (old, patient): (&Appointment, &Patient),
        request: &MoveRequest,
        step: Option<SeriesStep>,
    ) -> Result<Moved, Failure> {
        if !old.status.is_pending() {
            return Err(Refusal::WrongState.into());
        }
        let was_frozen = request.audience == Audience::Staff && tx.is_frozen(old.id)?;
        let length = kept_length(tx.agenda(), old);
        let new = self.take_instead(tx, (old, patient), request, (length, step))?;
        conclude_move(tx, (old, patient), (&new, was_frozen), &request.actor)?;
        self.moved(tx, new)
    }

    /// The row that replaces another one, of this length and after this visit; whether its state allows it and whom it is told to is the caller's.
    pub(super) fn take_instead(
        &self,
        tx: &mut Tx<'_>,
        (old, patient): (&Appointment, &Patient),
        request: &MoveRequest,
        (length, after): (Option<TimeDelta>, Option<SeriesStep>),
    ) -> Result<Appointment, Failure> {
        tx.drop_expired_holds()?;
        let query = SlotQuery {
            length,
            after,
            ..question(tx, old, patient, request)?
        };
        let placement = placed(tx, request, &query)?;
        self.replace(tx, old, &query, placement, request)
    }

    pub(super) fn replace(
        &self,
        tx: &mut Tx<'_>,
        old: &Appointment,
        query: &SlotQuery,
        placement: Placement,
        request: &MoveRequest,
    ) -> Result<Appointment, Failure> {
        let zone = tx.agenda().zone();
        let start = placement.interval.start;
        let new = Appointment {
            practitioner: placement.practitioner,
            interval: placement.interval,
            occupied: placement.occupied,
            seats: placement.seats,
            capacity: placement.capacity,
            resources: placement.resources,
            zone: zone.name().to_owned(),
            wall_start: zone.wall(start).reading,
            overbooking: overbooking(request.overbooking.as_deref())?,
            moved_from: Some(old.id),
            ..old.clone()
        };
        let written = self.renew(tx, old, &new);
        written.map_err(|fault| at_the_wall(fault, tx, query, start))
    }

    /// Writes the row that replaces another one: same calendar identity, same link, same next visits. The old time is freed first:
    /// the new one may overlap it.
    pub(super) fn renew(
        &self,
        tx: &mut Tx<'_>,
        old: &Appointment,
        new: &Appointment,
    ) -> Result<Appointment, Fault> {
        let identity = tx.calendar_identity(old.id)?;
        let identity =
            identity.ok_or_else(|| Fault::Bug(format!("appointment {} has no identity", old.id)))?;
        let identity = CalendarIdentity {
            sequence: identity.sequence + 1,
            ..identity
        };
        tx.set_status(old, Status::Moved)?;
        let new = tx.insert_appointment(new, &identity)?;
        tx.follow_instead(old.id, new.id)?;
        tx.carry_answers(old.id, new.id)?;
        if tx.is_kept_visit(old.id)? {
            tx.keep_visit(new.id)?;
        }
        if tx.is_late_arrival(old.id)? {
            tx.mark_late(old.id, false)?;
            tx.mark_late(new.id, true)?;
        }
        // Told of an hour: of another one it says nothing.
        let delay = tx.delay(old.id)?;
        if let Some(minutes) = delay.filter(|_| old.interval.start == new.interval.start) {
            tx.save_delay(new.id, minutes)?;
        }
        carry_link(tx, &self.keys, &identity, &new)?;
        Ok(new)
    }

    /// The length that a move keeps: that of an appointment whose length is not the care's own. `None` is the care's own length
    /// with whomever it goes to.
    pub fn kept_length(&self, appointment: &Appointment) -> Option<TimeDelta> {
        kept_length(&self.agenda(), appointment)
    }

    pub(super) fn moved(&self, tx: &Tx<'_>, appointment: Appointment) -> Result<Moved, Failure> {
        let agenda = tx.agenda();
        let mut out_of_step = tx.appointments_following(appointment.id)?;
        out_of_step
            .retain(|next| next.status.is_pending() && breach_between(agenda, &appointment, next).is_some());
        let before = match appointment.follows {
            Some(before) => tx.appointment(before)?,
            None => None,
        };
        let before = before.filter(|before| before.status.takes_time());
        let breach = before.and_then(|before| breach_between(agenda, &before, &appointment));
        Ok(Moved {
            is_out_of_step: breach.is_some(),
            booking: self.booking(tx, appointment, None)?,
            out_of_step,
        })
    }
}

/// Refuses a move after which a visit of the series does not fit.
fn in_step(tx: &Tx<'_>, moved: &Moved) -> Result<(), Failure> {
    let before = moved.booking.appointment.follows.filter(|_| moved.is_out_of_step);
    let before = before.map(|id| tx.appointment(id)).transpose()?.flatten();
    let mut visits: Vec<Appointment> = before.into_iter().collect();
    visits.extend(moved.out_of_step.iter().cloned());
    if visits.is_empty() {
        return Ok(());
    }
    Err(Refusal::OutOfStep { visits }.into())
}

/// A visit that is to move with the first one: of the same person, and as it was shown.
fn of_series(tx: &Tx<'_>, owner: PatientId, request: &MoveRequest) -> Result<Appointment, Failure> {
    let row = tx.appointment(request.appointment)?;
    let row = row.filter(|row| row.patient == owner).ok_or(Refusal::NotFound)?;
    expect_version(&row, request.expected_version)?;
    Ok(row)
}

/// The time that a visit holds and the one it goes to, as far as its length stays what it is.
fn way(old: &Appointment, start: Instant) -> (Interval, Interval) {
    let by = start - old.interval.start;
    let taken = Interval {
        start: old.occupied.start + by,
        end: old.occupied.end + by,
    };
    (old.occupied, taken)
}
