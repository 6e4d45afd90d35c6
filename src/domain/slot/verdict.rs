//! The decision inside the transaction: may this start be booked, by whom, with which units (booking-rules §5, §6, §8).

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::day::Scratch;
use super::lane::{Ask, Lane, not_offered};
use super::nearest::nearest;
use super::query::{Audience, SlotQuery};
use super::span::{Span, instant};
use crate::domain::agenda::{Agenda, Booked, BookingRef};
use crate::domain::booking::{Hold, HoldState, Refusal};
use crate::domain::care_type::OfferMode;
use crate::domain::id::{CareTypeId, PractitionerId, ResourceId};
use crate::domain::time::{Instant, Interval};

/// Alternatives quoted in a refusal.
const ALTERNATIVES: usize = 3;

/// What to write when a start is granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// Who takes it.
    pub practitioner: PractitionerId,
    /// Which care.
    pub care: CareTypeId,
    /// The care itself.
    pub interval: Interval,
    /// With its buffers, to be frozen.
    pub occupied: Interval,
    /// Seats taken.
    pub seats: u16,
    /// Capacity of the session, to be frozen.
    pub capacity: u16,
    /// One unit of each required kind, in order of kind; those of the session when one is joined.
    pub resources: Vec<ResourceId>,
    /// The practice has to approve it.
    pub needs_approval: bool,
}

impl Placement {
    /// What it takes once it is written: for nobody yet, and only until `expires` where it is a hold.
    pub fn booked(&self, reference: BookingRef, expires: Option<Instant>) -> Booked {
        Booked {
            reference,
            practitioner: self.practitioner,
            care: self.care,
            patient: None,
            interval: self.interval,
            occupied: self.occupied,
            seats: self.seats,
            capacity: self.capacity,
            resources: self.resources.as_slice().into(),
            expires,
        }
    }

    /// The same, answered by the practice first when `is_needed`.
    #[must_use]
    pub fn approved_first(self, is_needed: bool) -> Self {
        Self {
            needs_approval: self.needs_approval || is_needed,
            ..self
        }
    }
}

/// Where staff may place a booking off the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// Inside a window that accepts the care, outside absences.
    InOpeningHours,
    /// At any minute.
    Anywhere,
}

/// Grants a start that the engine offers for this question, whatever its dates: grid starts and, where the care's mode adds them,
/// the first and last start of a gap; what a mode holds back is granted as well. For "anybody", the one who saw the patient last, then the least booked minutes
/// that day, then the lowest identifier.
pub fn place(agenda: &Agenda, query: &SlotQuery, start: Instant, now: Instant) -> Result<Placement, Refusal> {
    let date = agenda.zone().date(start);
    let query = SlotQuery {
        from: date,
        to: date,
        ..query.clone()
    };
    let lanes = Ask::new(agenda, &query, now).lanes()?;
    let mut scratch = Scratch::default();
    let mut able: Vec<&Lane<'_>> = Vec::new();
    for lane in &lanes {
        if is_offered(lane, date, start, &mut scratch) {
            able.push(lane);
        }
    }
    let chosen = able.into_iter().min_by_key(|lane| {
        (
            query.last_seen != Some(lane.practitioner),
            lane.minutes_on(date),
            lane.practitioner,
        )
    });
    if let Some(lane) = chosen
        && let Some(placement) = placement(lane, start)
    {
        return Ok(placement);
    }
    let reasons = lanes.iter().map(|lane| diagnosis(lane, date, start));
    let refusal = reasons.min_by_key(telling).unwrap_or_else(not_offered);
    Err(with_alternatives(refusal, agenda, &query, start, now))
}

/// Grants what a live hold keeps. Grid and conflicts were judged when it was taken; who asks is judged now.
pub fn place_held(
    agenda: &Agenda,
    hold: &Hold,
    query: &SlotQuery,
    now: Instant,
) -> Result<Placement, Refusal> {
    if hold.state(now) == HoldState::Expired {
        return Err(Refusal::HoldExpired);
    }
    let booked = &hold.booked;
    let date = agenda.zone().date(booked.interval.start);
    let query = SlotQuery {
        care: booked.care,
        practitioner: Some(booked.practitioner),
        from: date,
        to: date,
        hold: Some(hold.id),
        ..query.clone()
    };
    let ask = Ask::new(agenda, &query, now);
    let lanes = ask.lanes()?;
    let lane = lanes.first().ok_or(Refusal::UnknownPractitioner)?;
    lane.admits_patient(date)?;
    refuse_busy_patient(lane, booked.interval.into())?;
    // An event may have come between the choice and the confirmation (caldav §6.2).
    if !lane.is_left_by_calendars(booked.interval.into()) {
        return Err(with_alternatives(
            elsewhere(),
            agenda,
            &query,
            booked.interval.start,
            now,
        ));
    }
    Ok(Placement {
        practitioner: booked.practitioner,
        care: booked.care,
        interval: booked.interval,
        occupied: booked.occupied,
        seats: booked.seats,
        capacity: booked.capacity,
        resources: booked.resources.to_vec(),
        needs_approval: ask.care()?.needs_approval_with(booked.practitioner),
    })
}

/// Grants staff any free minute of today or later with a named practitioner; a conflict is still refused. Whom the practice invites
/// (booking-rules §9) it grants the same, where eligibility and limits admit them.
pub fn place_free(
    agenda: &Agenda,
    query: &SlotQuery,
    start: Instant,
    placing: Placing,
    now: Instant,
) -> Result<Placement, Refusal> {
    let (query, date) = as_staff(agenda, query, start);
    let lanes = staff_lane(agenda, &query, date, now)?;
    let lane = lanes.first().ok_or(Refusal::UnknownPractitioner)?;
    let judged = (|| {
        if placing == Placing::InOpeningHours {
            lane.open_window(date, lane.care_span(start.timestamp()))
                .ok_or_else(not_offered)?;
        }
        if !lane.has_room() {
            return Err(not_offered());
        }
        // Whom the practice invites is bound by the dates of a series as well; staff may leave them.
        if lane.ask.is_bound() {
            lane.admits(date)?;
            if !lane.is_followed(date, start.timestamp(), &mut Scratch::default()) {
                return Err(not_offered());
            }
        } else {
            lane.admits_patient(date)?;
        }
        refuse_busy_patient(lane, lane.care_span(start.timestamp()))?;
        refuse_busy_practitioner(lane, lane.care_span(start.timestamp()))?;
        refuse_conflict(lane, date, start)?;
        placement(lane, start).ok_or_else(taken)
    })();
    judged.map_err(|refusal| with_alternatives(refusal, agenda, &query, start, now))
}

/// Grants staff a start over existing bookings of the practitioner and the units, and over what the own calendars take; the patient's other cares still refuse it.
/// The caller asks for the right and the reason (booking-rules §5).
pub fn place_over(
    agenda: &Agenda,
    query: &SlotQuery,
    start: Instant,
    now: Instant,
) -> Result<Placement, Refusal> {
    let (query, date) = as_staff(agenda, query, start);
    let lanes = staff_lane(agenda, &query, date, now)?;
    let lane = lanes.first().ok_or(Refusal::UnknownPractitioner)?;
    refuse_busy_patient(lane, lane.care_span(start.timestamp()))?;
    let resources = lane
        .chosen_units(start.timestamp())
        .unwrap_or_else(|| lane.units.any());
    Ok(placed(lane, start, resources))
}

fn as_staff(agenda: &Agenda, query: &SlotQuery, start: Instant) -> (SlotQuery, NaiveDate) {
    let date = agenda.zone().date(start);
    let query = SlotQuery {
        from: date,
        to: date,
        audience: match query.audience {
            Audience::Invited => Audience::Invited,
            Audience::Patient | Audience::Staff => Audience::Staff,
        },
        ..query.clone()
    };
    (query, date)
}

fn staff_lane<'a>(
    agenda: &'a Agenda,
    query: &'a SlotQuery,
    date: NaiveDate,
    now: Instant,
) -> Result<Vec<Lane<'a>>, Refusal> {
    if query.practitioner.is_none() {
        return Err(Refusal::UnknownPractitioner);
    }
    let lanes = Ask::new(agenda, query, now).lanes()?;
    if date < agenda.zone().date(now) {
        return Err(not_offered());
    }
    Ok(lanes)
}

pub(super) fn is_offered<'a>(
    lane: &Lane<'a>,
    date: NaiveDate,
    start: Instant,
    scratch: &mut Scratch<'a>,
) -> bool {
    let mut starts = Vec::new();
    lane.starts_on(date, grantable(lane), scratch, &mut starts);
    start.timestamp_subsec_nanos() == 0 && starts.binary_search(&start.timestamp()).is_ok()
}

/// Holding starts back keeps the day whole; it does not make them wrong.
fn grantable(lane: &Lane<'_>) -> OfferMode {
    if lane.ask.is_public() {
        lane.terms.offer.granting()
    } else {
        OfferMode::Grid
    }
}

pub(super) fn placement(lane: &Lane<'_>, start: Instant) -> Option<Placement> {
    let resources = lane.chosen_units(start.timestamp())?;
    Some(placed(lane, start, resources))
}

fn placed(lane: &Lane<'_>, start: Instant, resources: Vec<ResourceId>) -> Placement {
    let interval = |span: Span| Interval {
        start: instant(span.from),
        end: instant(span.to),
    };
    let second = start.timestamp();
    Placement {
        practitioner: lane.practitioner,
        care: lane.ask.query.care,
        interval: interval(lane.care_span(second)),
        occupied: interval(lane.occupied(second)),
        seats: lane.ask.query.seats,
        capacity: lane.terms.capacity,
        resources,
        needs_approval: lane.ask.is_public()
            && lane
                .ask
                .care()
                .is_ok_and(|care| care.needs_approval_with(lane.practitioner)),
    }
}

fn refuse_busy_patient(lane: &Lane<'_>, care: Span) -> Result<(), Refusal> {
    if lane.patient_busy.iter().any(|busy| busy.intersects(care)) {
        return Err(Refusal::PatientBusy);
    }
    Ok(())
}

fn refuse_busy_practitioner(lane: &Lane<'_>, care: Span) -> Result<(), Refusal> {
    if lane.is_left_by_calendars(care) {
        Ok(())
    } else {
        Err(elsewhere())
    }
}

fn refuse_conflict(lane: &Lane<'_>, date: NaiveDate, start: Instant) -> Result<(), Refusal> {
    let start = start.timestamp();
    let occupied = lane.occupied(start);
    let near = lane.near(date, occupied);
    let is_free = near.iter().all(|b| !Span::from(b.occupied).intersects(occupied));
    if is_free || lane.has_seats(start, &near) {
        Ok(())
    } else {
        Err(taken())
    }
}

/// Why a start that is not offered is not: "taken" only where an empty agenda would have allowed it.
fn diagnosis(lane: &Lane<'_>, date: NaiveDate, start: Instant) -> Refusal {
    let judged = (|| {
        lane.admits(date)?;
        let second = start.timestamp();
        let window = lane
            .open_window(date, lane.care_span(second))
            .ok_or_else(not_offered)?;
        let is_on_grid = (second - window.from) % lane.step == 0 && start.timestamp_subsec_nanos() == 0;
        if second < lane.earliest || !lane.has_room() || !(is_on_grid || grantable(lane) == OfferMode::Packed)
        {
            return Err(not_offered());
        }
        refuse_busy_patient(lane, lane.care_span(second))?;
        refuse_busy_practitioner(lane, lane.care_span(second))?;
        refuse_conflict(lane, date, start)?;
        if lane.chosen_units(second).is_none() && lane.units.is_open(lane.care_span(second)) {
            return Err(taken());
        }
        Ok(())
    })();
    judged.err().unwrap_or_else(not_offered)
}

pub(super) fn taken() -> Refusal {
    Refusal::SlotTaken {
        alternatives: Vec::new(),
    }
}

fn elsewhere() -> Refusal {
    Refusal::Busy {
        alternatives: Vec::new(),
    }
}

/// Of the reasons of several practitioners, the one that tells most; least first.
fn telling(refusal: &Refusal) -> Reverse<u8> {
    Reverse(match refusal {
        Refusal::BlockedOnline => 6,
        Refusal::PatientBusy => 5,
        Refusal::QuestionsUnanswered => 4,
        Refusal::SlotTaken { .. } | Refusal::Busy { .. } => 3,
        Refusal::LimitReached => 2,
        Refusal::NotEligible => 1,
        _ => 0,
    })
}

pub(super) fn with_alternatives(
    refusal: Refusal,
    agenda: &Agenda,
    query: &SlotQuery,
    start: Instant,
    now: Instant,
) -> Refusal {
    let near = || nearest(agenda, query, start, now, ALTERNATIVES);
    match refusal {
        Refusal::Busy { .. } if query.audience == Audience::Staff => Refusal::Busy { alternatives: near() },
        // That it is the practitioner who has something else to do is nobody else's business.
        Refusal::SlotTaken { .. } | Refusal::Busy { .. } => Refusal::SlotTaken { alternatives: near() },
        Refusal::NotOffered { .. } => Refusal::NotOffered { alternatives: near() },
        other => other,
    }
}
