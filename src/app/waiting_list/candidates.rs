//! Who may be offered a freed time, in the order in which they are asked.

use crate::domain::agenda::{Agenda, Booked, BookingRef, Change};
use crate::domain::booking::Appointment;
use crate::domain::id::HoldId;
use crate::domain::patient::Patient;
use crate::domain::slot::{Audience, PatientFacts, Placement, Settled, SlotQuery};
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::domain::waiting_list::{
    Channel, FreedTime, OfferTerms, QuietHours, WaitingEntry, beside, fitting,
};
use crate::store::{Fault, Tx};

use super::super::Failure;
use super::super::facts::known;
use super::super::move_booking::MoveRequest;
use super::super::move_question::{kept_length, question};
use super::channel::channel_in;
use super::rules::rules;

/// Somebody who could have a freed time.
pub(super) struct Candidate {
    pub(super) entry: WaitingEntry,
    pub(super) patient: Patient,
    pub(super) placement: Placement,
    /// Of which freed time it is.
    pub(super) freed: FreedTime,
}

/// What an act set free: the time of one practitioner, and what only lacked the units that went with it.
pub(super) struct Freed {
    own: FreedTime,
    beside: Vec<FreedTime>,
    /// As it was while the units were taken.
    before: Option<Agenda>,
}

impl Freed {
    /// The time of a booking that is no more, with what its units set free.
    pub(super) fn of(tx: &Tx<'_>, own: FreedTime, booked: &Booked) -> Self {
        let beside = beside(tx.agenda(), booked);
        let again = || {
            // A hold that ran out stands in nobody's way, and yet did until now.
            let booked = Booked {
                expires: None,
                ..booked.clone()
            };
            tx.agenda()
                .after(tx.agenda().revision(), &[Change::Taken(booked)])
        };
        Self {
            before: (!beside.is_empty()).then(again),
            own,
            beside,
        }
    }

    /// The time that a hold of the list keeps, as if it did not.
    fn kept(tx: &Tx<'_>, own: FreedTime, hold: HoldId) -> Self {
        let booked = tx.agenda().booked(BookingRef::Offer(hold));
        let beside = booked.map_or_else(Vec::new, |booked| beside(tx.agenda(), booked));
        Self {
            before: (!beside.is_empty()).then(|| tx.agenda().clone()),
            own,
            beside,
        }
    }

    /// Each time with the agenda in which it must not have been to be had.
    fn times(&self) -> impl Iterator<Item = (&FreedTime, Option<&Agenda>)> {
        let beside = self.beside.iter().map(|time| (time, self.before.as_ref()));
        std::iter::once((&self.own, None)).chain(beside)
    }
}

/// What an entry asks of the engine.
pub(super) struct Question {
    pub(super) query: SlotQuery,
    /// The booking that an acceptance gives up.
    pub(super) replaced: Option<Appointment>,
}

/// The first candidates for what was freed: one, or as many of the same care and start as are asked at once. `since` leaves out who
/// came to the list earlier.
pub(super) fn candidates(tx: &Tx<'_>, freed: &Freed, since: Instant) -> Result<Vec<Candidate>, Failure> {
    first_of(tx, freed, since, None)
}

/// The same for a time that a hold of the list keeps already.
pub(super) fn next_candidates(tx: &Tx<'_>, own: FreedTime, hold: HoldId) -> Result<Vec<Candidate>, Failure> {
    first_of(tx, &Freed::kept(tx, own, hold), Instant::UNIX_EPOCH, Some(hold))
}

fn first_of(
    tx: &Tx<'_>,
    freed: &Freed,
    since: Instant,
    hold: Option<HoldId>,
) -> Result<Vec<Candidate>, Failure> {
    let mut chosen: Vec<Candidate> = Vec::new();
    let mut at_once = 1;
    for entry in tx.waiting_candidates(tx.now(), since)? {
        let found = first_time(tx, freed, &entry, hold, chosen.first())?;
        let Some(candidate) = found else {
            continue;
        };
        if chosen.is_empty() {
            let terms = terms(tx, candidate.placement.interval.start)?;
            at_once = terms.map_or(1, |terms| terms.at_once);
        }
        chosen.push(candidate);
        if chosen.len() >= at_once {
            break;
        }
    }
    Ok(chosen)
}

/// The first of the freed times that would do for an entry, and that it can share with who is asked already.
fn first_time(
    tx: &Tx<'_>,
    freed: &Freed,
    entry: &WaitingEntry,
    hold: Option<HoldId>,
    asked: Option<&Candidate>,
) -> Result<Option<Candidate>, Failure> {
    for time in freed.times() {
        let candidate = candidate(tx, time, entry.clone(), hold)?;
        let shared =
            candidate.filter(|found| asked.is_none_or(|first| is_same(&first.placement, &found.placement)));
        if let Some(mut found) = shared {
            if time.1.is_some() {
                // Of the colleague's time only what this person needs is kept.
                found.freed.window = found.placement.occupied;
            }
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Whether both would have the same care at the same minute, and so can share one hold.
pub(super) fn is_same(one: &Placement, other: &Placement) -> bool {
    (one.care, one.interval, one.practitioner) == (other.care, other.interval, other.practitioner)
}

/// The terms of an offer made now (booking-rules §9).
pub(super) fn terms(tx: &Tx<'_>, start: Instant) -> Result<Option<OfferTerms>, Fault> {
    Ok(rules(tx)?.terms(&quiet(tx.agenda()), start, tx.now()))
}

/// The hours in which the practice hurries nobody.
pub(super) fn quiet(agenda: &Agenda) -> QuietHours<'_> {
    let practice = &agenda.set_up().practice;
    QuietHours {
        zone: practice.zone,
        holidays: &practice.holidays,
    }
}

/// The entry with the place it would have in the freed time, if it has one and was not offered it before. See [`fitting`] for `before`.
pub(super) fn candidate(
    tx: &Tx<'_>,
    (freed, before): (&FreedTime, Option<&Agenda>),
    entry: WaitingEntry,
    hold: Option<HoldId>,
) -> Result<Option<Candidate>, Failure> {
    let care = tx.agenda().set_up().care_types.get(&entry.care);
    let is_done_there =
        care.is_some_and(|care| !care.is_archived && care.terms_for(freed.practitioner).is_some());
    let wished = &entry.wishes.practitioners;
    if !is_done_there || !(wished.is_empty() || wished.contains(&freed.practitioner)) {
        return Ok(None);
    }
    let Some(patient) = tx.patient(entry.patient)? else {
        return Ok(None);
    };
    let channel = channel_in(tx, &patient, entry.channel)?;
    let Some(mut asked) = question_of(tx, &entry, &patient, channel)? else {
        return Ok(None);
    };
    asked.query.hold = hold;
    let replaced = asked.replaced.as_ref().map(|old| old.interval);
    let moment = (rules(tx)?.notice, tx.now());
    let placement = fitting(
        (tx.agenda(), before),
        freed,
        &entry,
        (&asked.query, replaced),
        moment,
    );
    let Some(placement) = placement else {
        return Ok(None);
    };
    let Some(terms) = terms(tx, placement.interval.start)? else {
        return Ok(None);
    };
    // Nobody could make the call before the offer is over.
    if channel == Channel::Phone && quiet(tx.agenda()).next_waking(tx.now()) >= terms.expires {
        return Ok(None);
    }
    if tx.was_offered(entry.id, freed.practitioner, placement.interval.start)? {
        return Ok(None);
    }
    Ok(Some(Candidate {
        entry,
        patient,
        placement,
        freed: *freed,
    }))
}

/// `None` while the booking it would replace can no longer be moved: the patient has arrived, or was seen. What a care asks of its
/// patients was asked when the booking was made, or by the staff who wrote the entry; age, block and limits are judged anew. Who is
/// closed online may have by phone what the list offers (booking-rules §10).
pub(super) fn question_of(
    tx: &Tx<'_>,
    entry: &WaitingEntry,
    patient: &Patient,
    channel: Channel,
) -> Result<Option<Question>, Failure> {
    let Some(replaces) = entry.replaces else {
        return Ok(Some(Question {
            query: plain(tx, entry, patient, channel)?,
            replaced: None,
        }));
    };
    let Some(old) = tx.appointment(replaces)?.filter(|old| old.status.is_pending()) else {
        return Ok(None);
    };
    let actor = match channel {
        Channel::Email => Actor::Patient,
        Channel::Phone => Actor::System,
    };
    let query = SlotQuery {
        // Who needs longer, or less, does so at the other time too.
        length: kept_length(tx.agenda(), &old),
        ..question(tx, &old, patient, &moving(&old, actor))?
    };
    Ok(Some(Question {
        query,
        replaced: Some(old),
    }))
}

/// A move to a place that the engine has found already.
pub(super) fn moving(old: &Appointment, actor: Actor) -> MoveRequest {
    MoveRequest {
        appointment: old.id,
        expected_version: None,
        practitioner: None,
        start: old.interval.start,
        audience: Audience::Invited,
        placing: Some(crate::domain::slot::Placing::InOpeningHours),
        overbooking: None,
        actor,
    }
}

fn plain(
    tx: &Tx<'_>,
    entry: &WaitingEntry,
    patient: &Patient,
    channel: Channel,
) -> Result<SlotQuery, Failure> {
    let known = known(tx, patient, entry.care)?;
    let facts = PatientFacts {
        // Whom the practice phones does not come online (booking-rules §10).
        is_blocked_online: known.facts.is_blocked_online && channel != Channel::Phone,
        settled: Settled::Papers,
        ..known.facts
    };
    let date = tx.agenda().zone().date(tx.now());
    Ok(SlotQuery {
        patient: Some(facts),
        audience: Audience::Invited,
        last_seen: known.last_seen,
        ..SlotQuery::new(entry.care, None, date, date)
    })
}
