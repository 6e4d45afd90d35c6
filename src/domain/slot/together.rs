//! Several people in one go: siblings, a couple (booking-rules §8, relatives).
//!
//! They come together when each, in order of start, starts not before the one before them and at most [`GAP`] after the end of that
//! one's care, on one local date. With one practitioner that is one after the other, or seats of one group session; with several it may
//! be at once. Each start is one that the engine offers when those before are booked already: buffers, grid, rooms, seats and the
//! care's number a day are judged by the same rules as for one person. A care that books its next visit along with the first, or asks
//! patients questions, is for one person at a time: what follows and what is answered is each one's own.

use std::cmp::Reverse;

use chrono::{NaiveDate, TimeDelta};

use super::day::Scratch;
use super::lane::{Ask, Lane, not_offered};
use super::query::SlotQuery;
use super::span::instant;
use super::verdict::{Placement, is_offered, place, placement, taken, with_alternatives};
use crate::domain::agenda::{Agenda, Booked};
use crate::domain::booking::{Alternative, Refusal};
use crate::domain::care_type::OfferMode;
use crate::domain::id::PractitionerId;
use crate::domain::time::Instant;

/// Most people who book in one go (booking-rules §8: two to four).
pub const PEOPLE_MAX: u16 = 4;
/// Longest wait between the end of one's care and the start of the next one's, elapsed: what a child sits through in a waiting room.
const GAP: TimeDelta = TimeDelta::minutes(30);
/// Starts tried for each next person, best first, before the one before is placed otherwise.
const BREADTH: usize = 3;

/// When and with whom each of the `query.people` is seen if the first one starts at `start`; `None` where that cannot be. Of several
/// ways the one that is over first. For each next person comes first a seat in the same session, then what starts after the end of the one
/// before, earliest first and with the same practitioner, then what runs beside it.
pub fn together(
    agenda: &Agenda,
    query: &SlotQuery,
    start: Instant,
    now: Instant,
) -> Option<Vec<Alternative>> {
    let one = of_one(query, agenda.zone().date(start));
    let ask = Ask::new(agenda, &one, now);
    let lanes = open_to_several(ask);
    let ways = lanes
        .iter()
        .filter(|lane| is_shown(lane, start))
        .filter_map(|lane| {
            let mut placed = vec![lane.tentative(start.timestamp())];
            extend(ask, &mut placed, query.people.saturating_sub(1)).then_some(placed)
        });
    let best = ways.min_by_key(|placed| placed.last().map(|last| last.interval.end))?;
    Some(best.iter().map(shown).collect())
}

/// Grants several people starts that are together, all or none: who takes each is tried until all have somebody. One start is [`place`].
pub fn place_together(
    agenda: &Agenda,
    query: &SlotQuery,
    starts: &[Instant],
    now: Instant,
) -> Result<Vec<Placement>, Refusal> {
    let (first, people) = match starts {
        [] => return Err(not_offered()),
        [start] => return Ok(vec![place(agenda, query, *start, now)?]),
        [first, ..] => (*first, u16::try_from(starts.len()).unwrap_or(u16::MAX)),
    };
    let asked = SlotQuery {
        people,
        ..query.clone()
    };
    let one = of_one(query, agenda.zone().date(first));
    let ask = Ask::new(agenda, &one, now);
    let mut granted = Vec::new();
    if people <= PEOPLE_MAX && grant(ask, starts, &mut Vec::new(), &mut granted) {
        return Ok(granted);
    }
    let refusal = place(agenda, &one, first, now).err().unwrap_or_else(taken);
    Err(with_alternatives(refusal, agenda, &asked, first, now))
}

fn of_one(query: &SlotQuery, date: NaiveDate) -> SlotQuery {
    SlotQuery {
        people: 1,
        from: date,
        to: date,
        ..query.clone()
    }
}

fn shown(booked: &Booked) -> Alternative {
    Alternative {
        start: booked.interval.start,
        practitioner: booked.practitioner,
    }
}

fn is_together(before: &Booked, start: Instant) -> bool {
    before.interval.start <= start && start <= before.interval.end + GAP
}

/// The practitioners with whom several people can book: one may ask questions that a colleague does not.
fn open_to_several(ask: Ask<'_>) -> Vec<Lane<'_>> {
    let mut lanes = ask.lanes().unwrap_or_default();
    lanes.retain(|lane| !lane.is_for_one());
    lanes
}

impl Lane<'_> {
    fn is_for_one(&self) -> bool {
        self.required_next().is_some() || (self.ask.is_public() && !self.terms.questions.is_empty())
    }

    /// Drops from `out[first..]` the starts after which the other people of the question cannot be seen.
    pub(super) fn keep_accompanied(&self, date: NaiveDate, first: usize, out: &mut Vec<i64>) {
        let others = self.ask.query.people.saturating_sub(1);
        if others == 0 {
            return;
        }
        if self.is_for_one() {
            out.truncate(first);
            return;
        }
        let one = of_one(self.ask.query, date);
        let ask = Ask {
            query: &one,
            ..self.ask
        };
        let starts: Vec<i64> = out.drain(first..).collect();
        let has_room = |start: &i64| extend(ask, &mut vec![self.tentative(*start)], others);
        out.extend(starts.into_iter().filter(has_room));
    }
}

/// Places so many more people after those placed; what was placed stays as it was where that cannot be.
fn extend(ask: Ask<'_>, placed: &mut Vec<Booked>, left: u16) -> bool {
    if left == 0 {
        return true;
    }
    for next in next_ones(ask, placed) {
        placed.push(next);
        if extend(ask, placed, left - 1) {
            return true;
        }
        placed.pop();
    }
    false
}

/// The best ways for the next person.
fn next_ones(ask: Ask<'_>, placed: &[Booked]) -> Vec<Booked> {
    let ask = Ask {
        others: placed,
        ..ask
    };
    let Some(before) = placed.last() else {
        return Vec::new();
    };
    let lanes = open_to_several(ask);
    let mut found: Vec<(i64, &Lane<'_>)> = Vec::new();
    for lane in &lanes {
        let near = starts_of(lane)
            .into_iter()
            .filter(|start| is_together(before, instant(*start)));
        found.extend(near.map(|start| (start, lane)));
    }
    found.sort_by_key(|(start, lane)| rank(before, *start, lane));
    let best = found.into_iter().take(BREADTH);
    best.map(|(start, lane)| lane.tentative(start)).collect()
}

/// Lowest first.
fn rank(before: &Booked, start: i64, lane: &Lane<'_>) -> (u8, i64, bool, PractitionerId) {
    let is_same = lane.practitioner == before.practitioner;
    let kind = if is_same && instant(start) == before.interval.start {
        0
    } else {
        1 + u8::from(instant(start) < before.interval.end)
    };
    (kind, start, !is_same, lane.practitioner)
}

fn starts_of(lane: &Lane<'_>) -> Vec<i64> {
    let offer = if lane.ask.is_public() {
        lane.terms.offer
    } else {
        OfferMode::Grid
    };
    let mut starts = Vec::new();
    for date in lane.dates() {
        lane.starts_on(date, offer, &mut Scratch::default(), &mut starts);
    }
    starts
}

fn is_shown(lane: &Lane<'_>, start: Instant) -> bool {
    start.timestamp_subsec_nanos() == 0 && starts_of(lane).binary_search(&start.timestamp()).is_ok()
}

/// Grants the starts that are left after those placed; nothing more is granted where that cannot be.
fn grant(ask: Ask<'_>, left: &[Instant], placed: &mut Vec<Booked>, granted: &mut Vec<Placement>) -> bool {
    let Some((start, left)) = left.split_first() else {
        return true;
    };
    if placed.last().is_some_and(|before| !is_together(before, *start)) {
        return false;
    }
    for (placement, booked) in takers(ask, *start, placed) {
        granted.push(placement);
        placed.push(booked);
        if grant(ask, left, placed, granted) {
            return true;
        }
        granted.pop();
        placed.pop();
    }
    false
}

/// Who may take a start: the one who took the person before or saw this one last, then the least booked that day.
fn takers(ask: Ask<'_>, start: Instant, placed: &[Booked]) -> Vec<(Placement, Booked)> {
    let ask = Ask {
        others: placed,
        ..ask
    };
    let lanes = open_to_several(ask);
    let date = ask.agenda.zone().date(start);
    let wished = placed
        .last()
        .map_or(ask.query.last_seen, |before| Some(before.practitioner));
    let able = lanes
        .iter()
        .filter(|lane| is_offered(lane, date, start, &mut Scratch::default()));
    let mut able: Vec<&Lane<'_>> = able.collect();
    able.sort_by_key(|lane| {
        let is_wished = wished == Some(lane.practitioner);
        (Reverse(is_wished), lane.minutes_on(date), lane.practitioner)
    });
    let taker = |lane: &Lane<'_>| Some((placement(lane, start)?, lane.tentative(start.timestamp())));
    able.into_iter().filter_map(taker).collect()
}
