//! Booking at the desk, by phone, and by the machine interface (booking-rules §5).

use std::collections::BTreeSet;

use chrono::TimeDelta;

use crate::domain::booking::{Alternative, Appointment, Origin, Overbooking, Refusal};
use crate::domain::id::{AppointmentId, CareTypeId, PatientId, PractitionerId};
use crate::domain::patient::Patient;
use crate::domain::question::Declared;
use crate::domain::slot::{
    Audience, PatientFacts, Placement, Placing, SlotQuery, nearest, place, place_free, place_over,
};
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{ActKind, Db, Fault, Tx};

use super::answers::{answers_to, asks_approval, questions_for};
use super::booking::{Booking, NewBooking, NextVisit, Telling, place_next, remember, write};
use super::facts::{ALTERNATIVES, known, known_in};
use super::once::Key;
use super::undo::note_act;
use super::{App, Failure};

/// Whom a booking is for.
#[derive(Clone, Debug)]
pub enum ForWhom {
    /// A record.
    Known(PatientId),
    /// Somebody who may have a record already: same names, birth date and contact are the same person. The number is not looked at.
    Declared(Box<Patient>),
}

/// A booking by somebody whom the practice trusts with it: the caller has checked the role (booking-rules §5).
#[derive(Clone, Debug)]
pub struct BookingRequest {
    /// Which care.
    pub care: CareTypeId,
    /// With whom; `None` is anybody.
    pub practitioner: Option<PractitionerId>,
    /// When.
    pub start: Instant,
    /// For whom.
    pub for_whom: ForWhom,
    /// Seats in one session.
    pub seats: u16,
    /// Another length than the care's own; see [`SlotQuery::length`].
    pub length: Option<TimeDelta>,
    /// How it came in.
    pub origin: Origin,
    /// Whose rules apply: staff see every grid start, patients what is offered online.
    pub audience: Audience,
    /// Off the grid, for staff and a named practitioner; `None` keeps to the grid.
    pub placing: Option<Placing>,
    /// Over existing bookings, with the reason; staff only.
    pub overbooking: Option<String>,
    /// Administrative note.
    pub note: String,
    /// The visits that follow in a series, one after the other, booked in the same transaction (booking-rules §8).
    pub next: Vec<NextVisit>,
    /// The practitioners whom the actor works for; `None` is everybody. A visit that follows with anybody else is refused.
    pub reach: Option<BTreeSet<PractitionerId>>,
    /// Answers to the questions of the care type; needed where the rules of patients apply.
    pub answers: Vec<Declared>,
    /// Who books.
    pub actor: Actor,
}

impl BookingRequest {
    /// One seat on the grid, by staff at the desk.
    pub fn new(
        care: CareTypeId,
        practitioner: Option<PractitionerId>,
        start: Instant,
        for_whom: ForWhom,
        actor: Actor,
    ) -> Self {
        Self {
            care,
            practitioner,
            start,
            for_whom,
            seats: 1,
            length: None,
            origin: Origin::Desk,
            audience: Audience::Staff,
            placing: None,
            overbooking: None,
            note: String::new(),
            next: Vec::new(),
            reach: None,
            answers: Vec::new(),
            actor,
        }
    }

    fn query(&self) -> SlotQuery {
        let date = self.start.date_naive();
        SlotQuery {
            seats: self.seats,
            length: self.length,
            audience: self.audience,
            ..SlotQuery::new(self.care, self.practitioner, date, date)
        }
    }
}

impl App {
    /// Books in one transaction: verdict, appointment, link, message and record. The same idempotency key returns the first booking.
    pub async fn book(&self, request: BookingRequest, key: Option<&str>) -> Result<Booking, Failure> {
        let key = key.map(|key| Key::of(&request.actor, key, &request));
        let app = self.clone();
        self.store
            .write(move |tx| {
                if let Some(made) = app.made_before(tx, key.as_ref())? {
                    return Ok(made);
                }
                let booking = app.book_in(tx, &request)?;
                note_act(tx, &request.actor, ActKind::Book, None, &booking.appointment)?;
                remember(tx, key.as_ref(), &booking)?;
                Ok(booking)
            })
            .await
    }

    /// The free starts nearest to the one asked for at which the patient is free as well; nothing is written.
    pub async fn nearest_for(&self, request: &BookingRequest) -> Result<Vec<Alternative>, Fault> {
        let (agenda, now) = (self.agenda(), self.now());
        let (whom, care, zone) = (request.for_whom.clone(), request.care, agenda.zone());
        let known = self.store.read(move |db: &Db<'_>| -> Result<_, Fault> {
            let patient = recorded(db, &whom)?;
            patient.map(|p| known_in(db, (zone, now), &p, care)).transpose()
        });
        let query = SlotQuery {
            patient: known.await?.map(|known| known.facts),
            ..request.query()
        };
        Ok(nearest(&agenda, &query, request.start, now, ALTERNATIVES))
    }

    fn book_in(&self, tx: &mut Tx<'_>, request: &BookingRequest) -> Result<Booking, Failure> {
        tx.drop_expired_holds()?;
        let patient = resolve(tx, &request.for_whom)?;
        let known = known(tx, &patient, request.care)?;
        let is_patient = request.audience == Audience::Patient;
        let facts = PatientFacts {
            answers: is_patient.then(|| request.answers.clone()),
            ..known.facts
        };
        let query = SlotQuery {
            patient: Some(facts),
            last_seen: known.last_seen,
            ..request.query()
        };
        let overbooking = overbooking(request.overbooking.as_deref())?;
        let placement = placed(tx, request, &query)?;
        let questions = questions_for(tx.agenda().set_up(), &placement);
        let needs_approval =
            is_patient && (known.needs_approval || asks_approval(&questions, &request.answers));
        let about = (request, &patient);
        let placement = placement.approved_first(needs_approval);
        let new = NewBooking {
            overbooking,
            ..new_booking(about, (&query, placement), None)
        };
        let first = write(tx, &self.keys, &new)?;
        tx.save_answers(first.id, &answers_to(&questions, &request.answers))?;
        let mut following = Vec::new();
        let (mut query, mut before) = (query, first.clone());
        while let Some((asked, placement)) = place_following(tx, &query, &before, (&following, request))? {
            let placement = placement.approved_first(needs_approval);
            let new = new_booking(about, (&asked, placement), Some(before.id));
            let next = write(tx, &self.keys, &new);
            before = next.map_err(|failure| of_visit(following.len() + 1, failure))?;
            following.push(before.clone());
            query = asked;
        }
        self.booking(tx, first, following.into_iter().next())
    }
}

fn new_booking<'a>(
    (request, patient): (&'a BookingRequest, &'a Patient),
    (query, placement): (&'a SlotQuery, Placement),
    follows: Option<AppointmentId>,
) -> NewBooking<'a> {
    NewBooking {
        query,
        placement,
        patient,
        origin: request.origin,
        overbooking: None,
        note: request.note.clone(),
        follows,
        actor: &request.actor,
        telling: Telling::Own,
    }
}

pub(super) fn overbooking(reason: Option<&str>) -> Result<Option<Overbooking>, Failure> {
    match reason.map(str::trim) {
        None => Ok(None),
        Some("") => Err(Refusal::ReasonMissing.into()),
        Some(reason) => Ok(Some(Overbooking {
            reason: reason.to_owned(),
        })),
    }
}

fn placed(tx: &Tx<'_>, request: &BookingRequest, query: &SlotQuery) -> Result<Placement, Refusal> {
    let (agenda, now) = (tx.agenda(), tx.now());
    match (&request.overbooking, request.placing) {
        (Some(_), _) => place_over(agenda, query, request.start, now),
        (None, Some(placing)) => place_free(agenda, query, request.start, placing, now),
        (None, None) => place(agenda, query, request.start, now),
    }
}

/// Where the visit after `before` goes; `None` when the series ends there or nothing more is wished. Visits beyond the next one are
/// booked only where they are wished.
fn place_following(
    tx: &Tx<'_>,
    query: &SlotQuery,
    before: &Appointment,
    (following, request): (&[Appointment], &BookingRequest),
) -> Result<Option<(SlotQuery, Placement)>, Failure> {
    let number = following.len() + 1;
    let wished = request.next.get(following.len());
    if wished.is_none() && number > 1 {
        return Ok(None);
    }
    let placed =
        place_next(tx, query, before, wished.copied()).map_err(|failure| of_visit(number, failure))?;
    let is_reached = |with| request.reach.as_ref().is_none_or(|reach| reach.contains(&with));
    if placed
        .as_ref()
        .is_some_and(|(_, placement)| !is_reached(placement.practitioner))
    {
        let alternatives = Vec::new();
        return Err(of_visit(number, Refusal::NotOffered { alternatives }.into()));
    }
    Ok(placed)
}

pub(super) fn of_visit(visit: usize, failure: Failure) -> Failure {
    match failure {
        Failure::Refused(why) => Failure::Refused(Refusal::NextVisit {
            visit,
            why: Box::new(why),
        }),
        fault @ Failure::Fault(_) => fault,
    }
}

fn recorded(db: &Db<'_>, whom: &ForWhom) -> Result<Option<Patient>, Fault> {
    match whom {
        ForWhom::Known(id) => db.patient(*id),
        ForWhom::Declared(declared) => db.same_person(declared),
    }
}

/// The record of the person booked for; written when there is none.
pub(super) fn resolve(tx: &mut Tx<'_>, whom: &ForWhom) -> Result<Patient, Failure> {
    match whom {
        ForWhom::Known(id) => Ok(tx.patient(*id)?.ok_or(Refusal::NotFound)?),
        ForWhom::Declared(declared) => Ok(record_of(tx, declared, declared)?),
    }
}

/// The record of the same person as `matching`, completed by what it lacked of `declared`, or a new one.
pub(super) fn record_of(tx: &mut Tx<'_>, declared: &Patient, matching: &Patient) -> Result<Patient, Fault> {
    let Some(known) = tx.same_person(matching)? else {
        let fresh = Patient {
            id: PatientId(0),
            ..declared.clone()
        };
        let id = tx.save_patient(&fresh)?;
        return Ok(Patient { id, ..fresh });
    };
    let completed = Patient {
        born: known.born.or(declared.born),
        phone: known.phone.clone().or_else(|| declared.phone.clone()),
        email: known.email.clone().or_else(|| declared.email.clone()),
        ..known.clone()
    };
    if completed != known {
        tx.save_patient(&completed)?;
    }
    Ok(completed)
}
