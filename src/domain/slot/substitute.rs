//! Free times in the place of one that cannot stay (booking-rules §7).

use chrono::{Days, NaiveDate, NaiveTime};

use super::query::SlotQuery;
use super::search::search;
use crate::domain::agenda::Agenda;
use crate::domain::booking::Alternative;
use crate::domain::id::PractitionerId;
use crate::domain::time::{Instant, Zone};

/// Days looked at after the old time, one try after the other; at most [`EARLIER`] days before it.
const REACHES: [u64; 3] = [14, 42, 120];
const EARLIER: u64 = 7;
/// What a difference costs, in minutes of another hour: a day, somebody else, having to come sooner than agreed, and a second
/// proposal on one date, since who cannot come that day refuses both.
const DAY: i64 = 120;
const SOMEBODY_ELSE: i64 = 600;
const SOONER: i64 = 60;
const SAME_DATE: i64 = 240;

/// The `n` best free times for an appointment with a practitioner at a start: near in time, with the same person, at the same hour,
/// on different dates. `is_taken` leaves out what is offered to somebody else. The dates and the practitioner of the question are
/// not looked at.
pub fn substitutes(
    agenda: &Agenda,
    query: &SlotQuery,
    (practitioner, start): (PractitionerId, Instant),
    now: Instant,
    n: usize,
    is_taken: impl Fn(&Alternative) -> bool,
) -> Vec<Alternative> {
    let zone = agenda.zone();
    let old = Old {
        date: zone.date(start),
        hour: zone.wall(start).reading.time(),
        practitioner,
    };
    let mut found = Vec::new();
    for reach in REACHES.map(Days::new) {
        let query = SlotQuery {
            practitioner: None,
            from: old.date.checked_sub_days(Days::new(EARLIER)).unwrap_or(old.date),
            to: old.date.checked_add_days(reach).unwrap_or(old.date),
            ..query.clone()
        };
        found = candidates(agenda, &query, now, start);
        found.retain(|candidate| !is_taken(candidate));
        if found.len() >= n {
            break;
        }
    }
    picked(zone, &old, found, n)
}

struct Old {
    date: NaiveDate,
    hour: NaiveTime,
    practitioner: PractitionerId,
}

impl Old {
    fn cost(&self, zone: Zone, to: &Alternative) -> i64 {
        let reading = zone.wall(to.start).reading;
        let days = (reading.date() - self.date).num_days();
        let hours = (reading.time() - self.hour).num_minutes().abs();
        let else_cost = if to.practitioner == self.practitioner {
            0
        } else {
            SOMEBODY_ELSE
        };
        let sooner = if days < 0 { SOONER } else { 0 };
        DAY * days.abs() + hours + else_cost + sooner
    }
}

fn candidates(agenda: &Agenda, query: &SlotQuery, now: Instant, old: Instant) -> Vec<Alternative> {
    let slots = search(agenda, query, now);
    let pairs = slots.iter().flat_map(|slot| {
        slot.by.iter().map(move |practitioner| Alternative {
            start: slot.start,
            practitioner: *practitioner,
        })
    });
    // The old time itself is no other time, even where it is open again by now.
    pairs.filter(|pair| pair.start != old).collect()
}

/// The cheapest one after the other; each makes its date dearer for the next.
fn picked(zone: Zone, old: &Old, mut found: Vec<Alternative>, n: usize) -> Vec<Alternative> {
    let mut best: Vec<Alternative> = Vec::with_capacity(n);
    while best.len() < n {
        let cost = |to: &Alternative| {
            let date = zone.date(to.start);
            let same = best.iter().filter(|b| zone.date(b.start) == date).count();
            old.cost(zone, to) + SAME_DATE * i64::try_from(same).unwrap_or(i64::MAX)
        };
        let next = found
            .iter()
            .enumerate()
            .min_by_key(|(_, to)| (cost(to), to.start, to.practitioner));
        let Some(at) = next.map(|(at, _)| at) else { break };
        let taken = found.swap_remove(at);
        found.retain(|other| other.start != taken.start);
        best.push(taken);
    }
    best
}
