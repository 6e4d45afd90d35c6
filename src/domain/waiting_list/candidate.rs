//! Whether a freed time would do for an entry, and at which minute.

use chrono::TimeDelta;

use super::entry::WaitingEntry;
use crate::domain::agenda::{Agenda, Booked};
use crate::domain::care_type::CareTerms;
use crate::domain::id::{CareTypeId, PatientId, PractitionerId};
use crate::domain::slot::{Audience, Placement, Placing, SlotQuery, place_free, search};
use crate::domain::time::{Instant, Interval};

/// A time that somebody gave up, or that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreedTime {
    /// With whom.
    pub practitioner: PractitionerId,
    /// What is free again, buffers included.
    pub window: Interval,
    /// The care that stood there and its start: on the grid or not, the first choice for another one of its kind, and the last one for
    /// other cares.
    pub was: Option<(CareTypeId, Instant)>,
    /// Who gave it up, and is not asked to take it back.
    pub gave_up: Option<PatientId>,
}

/// Where a booking that is given up also frees a unit: the colleagues who may use it in their cares, each with the starts that the unit
/// could have stood in the way of. Whether it did is asked of each start by [`fitting`].
pub fn beside(agenda: &Agenda, booked: &Booked) -> Vec<FreedTime> {
    let set_up = agenda.set_up();
    let units: Vec<_> = booked
        .resources
        .iter()
        .filter_map(|unit| set_up.resources.get(unit))
        .collect();
    let needs = |terms: &CareTerms, practitioner: PractitionerId| {
        units.iter().any(|unit| {
            terms.requires.contains(&unit.kind)
                && unit
                    .practitioners
                    .as_ref()
                    .is_none_or(|named| named.contains(&practitioner))
        })
    };
    let colleagues = set_up
        .practitioners
        .values()
        .filter(|other| !other.is_archived && other.id != booked.practitioner);
    let of = |practitioner: PractitionerId| {
        let cares = set_up.care_types.values().filter(|care| !care.is_archived);
        let terms: Vec<_> = cares
            .filter_map(|care| care.terms_for(practitioner))
            .filter(|terms| needs(terms, practitioner))
            .collect();
        let ahead = terms
            .iter()
            .map(|terms| terms.duration + terms.buffer_after)
            .max()?;
        let behind = terms.iter().map(|terms| terms.buffer_before).max()?;
        Some(FreedTime {
            practitioner,
            window: Interval {
                start: booked.occupied.start - ahead,
                end: booked.occupied.end + behind,
            },
            was: None,
            gave_up: booked.patient,
        })
    };
    colleagues.filter_map(|other| of(other.id)).collect()
}

/// Where an entry would be placed in a freed time: the first start that suits, that the person may take (booking-rules §8), and that
/// is earlier than the booking it would replace. `query` is the person's question, without practitioner, dates and audience;
/// `replaced` is the booking that an acceptance gives up, `notice` how long before its start a time is still offered. With an agenda
/// from `before`, only what was not to be had in it counts: anything else was everybody's all the time.
pub fn fitting(
    (agenda, before): (&Agenda, Option<&Agenda>),
    freed: &FreedTime,
    entry: &WaitingEntry,
    (query, replaced): (&SlotQuery, Option<Interval>),
    (notice, now): (TimeDelta, Instant),
) -> Option<Placement> {
    if freed.gave_up == Some(entry.patient) {
        return None;
    }
    let zone = agenda.zone();
    let query = SlotQuery {
        care: entry.care,
        practitioner: Some(freed.practitioner),
        from: zone.date(freed.window.start),
        to: zone.date(freed.window.end),
        audience: Audience::Invited,
        ..query.clone()
    };
    let notice = notice.max(TimeDelta::minutes(entry.wishes.ready_minutes.into()));
    let is_in_time = |start: Instant| {
        start >= now + notice
            && start < entry.expires
            && replaced.is_none_or(|old| start < old.start)
            && freed.window.covers(start)
    };
    let suits = |start: &Instant| {
        let placement = place_free(agenda, &query, *start, Placing::InOpeningHours, now).ok()?;
        let keeps_apart = replaced.is_none_or(|old| !old.intersects(&placement.occupied));
        let is_news = before.is_none_or(|before| {
            let query = SlotQuery {
                hold: None,
                ..query.clone()
            };
            place_free(before, &query, *start, Placing::InOpeningHours, now).is_err()
        });
        (is_news && keeps_apart && entry.wishes.suit(zone, freed.practitioner, placement.interval))
            .then_some(placement)
    };
    let there = freed.was.filter(|(_, start)| is_in_time(*start));
    let as_it_was = |(_, start): (CareTypeId, Instant)| suits(&start);
    if let Some(placement) = there.filter(|(care, _)| *care == entry.care).and_then(as_it_was) {
        return Some(placement);
    }
    let slots = search(agenda, &query, now);
    let mut starts = slots
        .iter()
        .map(|slot| slot.start)
        .filter(|start| is_in_time(*start));
    // What patients see of a gap is more than its grid: nobody is to see it before the list was asked (booking-rules §9).
    starts
        .find_map(|start| suits(&start))
        .or_else(|| there.and_then(as_it_was))
}
