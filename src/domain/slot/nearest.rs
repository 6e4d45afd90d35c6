//! Free starts near a moment, and the first ones: alternatives of a refusal, first page of the booking.

use chrono::{Days, NaiveDate};

use super::day::Scratch;
use super::lane::Ask;
use super::query::SlotQuery;
use super::search::search;
use crate::domain::agenda::Agenda;
use crate::domain::booking::Alternative;
use crate::domain::care_type::OfferMode;
use crate::domain::time::{Instant, Interval};

/// Days looked at on either side of a moment, one try after the other.
const REACHES: [u64; 4] = [1, 7, 31, 120];

/// The `n` free starts nearest to a moment, nearest first, whatever the dates of the question; of two equally near the earlier
/// comes first. Each names the practitioner of lowest identifier able to take it.
pub fn nearest(
    agenda: &Agenda,
    query: &SlotQuery,
    around: Instant,
    now: Instant,
    n: usize,
) -> Vec<Alternative> {
    let zone = agenda.zone();
    let date = zone.date(around);
    let mut found = Vec::new();
    for reach in REACHES.map(Days::new) {
        let query = SlotQuery {
            from: date.checked_sub_days(reach).unwrap_or(date),
            to: date.checked_add_days(reach).unwrap_or(date),
            ..query.clone()
        };
        let slots = search(agenda, &query, now);
        found = slots
            .iter()
            .filter_map(|slot| {
                let practitioner = *slot.by.first()?;
                Some(Alternative {
                    start: slot.start,
                    practitioner,
                })
            })
            .collect();
        found.sort_by_key(|a: &Alternative| ((a.start - around).abs(), a.start));
        // What lies outside the dates looked at may be nearer than what lies inside only beyond this distance.
        let seen = Interval {
            start: zone.start_of(query.from),
            end: zone.start_of(query.to.succ_opt().unwrap_or(query.to)),
        };
        let safe = (around - seen.start).min(seen.end - around);
        let is_settled = |last: &Alternative| (last.start - around).abs() <= safe;
        if n.checked_sub(1)
            .is_none_or(|last| found.get(last).is_some_and(is_settled))
        {
            break;
        }
    }
    found.truncate(n);
    found
}

/// The first free start of each practitioner between `query.from` and `query.to`, in order of start.
pub fn first_free(agenda: &Agenda, query: &SlotQuery, now: Instant) -> Vec<Alternative> {
    let ask = Ask::new(agenda, query, now);
    let mut scratch = Scratch::default();
    let mut first = Vec::new();
    for lane in ask.lanes().unwrap_or_default() {
        let offer = if ask.is_public() {
            lane.terms.offer
        } else {
            OfferMode::Grid
        };
        let mut starts = Vec::new();
        for date in lane.dates() {
            lane.starts_on(date, offer, &mut scratch, &mut starts);
            if let Some(start) = starts.first() {
                first.push(Alternative {
                    start: super::span::instant(*start),
                    practitioner: lane.practitioner,
                });
                break;
            }
        }
    }
    first.sort_by_key(|a| (a.start, a.practitioner));
    first
}

/// The first local date with a free start between `query.from` and `query.to`, so that empty weeks are skipped.
pub fn next_day_with_slots(agenda: &Agenda, query: &SlotQuery, now: Instant) -> Option<NaiveDate> {
    let first = first_free(agenda, query, now);
    first.first().map(|a| agenda.zone().date(a.start))
}
