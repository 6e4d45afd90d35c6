//! Which feasible starts of a window are offered: grid, packed, compact, best fit (booking-rules §12).

use chrono::{NaiveDate, TimeDelta};

use super::day::Scratch;
use super::lane::Lane;
use super::measure::blocks;
use super::span::{Span, instant, remaining};
use crate::domain::care_type::{OfferMode, Reach};
use crate::domain::time::Interval;

const MINUTE: i64 = 60;

/// Loss, seconds to the nearest booking, start.
type Rank = (i64, i64, i64);

/// A merged window whose feasible starts are in `scratch.free`.
pub(super) struct Shown<'l, 'a> {
    pub(super) lane: &'l Lane<'a>,
    pub(super) window: Span,
    /// The starts wanted: those of `date`.
    pub(super) today: Span,
    pub(super) date: NaiveDate,
}

impl<'a> Shown<'_, 'a> {
    /// Appends the starts offered, in order.
    pub(super) fn starts(&self, offer: OfferMode, scratch: &mut Scratch<'a>, out: &mut Vec<i64>) {
        let free = std::mem::take(&mut scratch.free);
        let first = out.len();
        if offer.keeps_to_grid() {
            for span in &free {
                self.grid(*span, out);
            }
            self.lane.keep_followed(self.date, first, scratch, out);
        } else {
            let mut gaps = std::mem::take(&mut scratch.gaps);
            self.gaps(scratch, &mut gaps);
            let mut ranked = Vec::new();
            for gap in &gaps {
                let starts = self.packed(*gap, &free, scratch);
                self.choose(*gap, starts, offer, scratch, (&mut ranked, out));
            }
            if let OfferMode::BestFit { choices, .. } = offer {
                ranked.sort_unstable();
                out.extend(ranked.iter().take(choices.max(1).into()).map(|rank| rank.2));
            }
            if !ranked.is_empty()
                && let Some(added) = out.get_mut(first..)
            {
                added.sort_unstable();
            }
            scratch.gaps = gaps;
        }
        scratch.free = free;
    }

    /// Grid starts inside a span of feasible starts; the grid advances by elapsed time from the window's start.
    fn grid(&self, span: Span, out: &mut Vec<i64>) {
        let step = self.lane.step;
        let mut start = span.from + (self.window.from - span.from).rem_euclid(step);
        while start < span.to {
            out.push(start);
            start += step;
        }
    }

    /// The free gaps of the window: less absences, what the own calendars take, and the practitioner's occupied intervals.
    fn gaps(&self, scratch: &Scratch<'a>, out: &mut Vec<Span>) {
        let within = Interval {
            start: instant(self.window.from),
            end: instant(self.window.to),
        };
        let away = self.lane.away(within);
        let busy = scratch.taken.iter().map(|b| Span::from(b.occupied));
        let mut gone: Vec<Span> = away.chain(busy).collect();
        out.clear();
        remaining(self.window, &mut gone, out);
    }

    fn date_of(&self, start: i64) -> NaiveDate {
        if self.today.from <= start && start < self.today.to {
            return self.date;
        }
        self.lane.ask.agenda.zone().date(instant(start))
    }

    /// Grid starts of a gap with its first and last feasible start, in order, each once.
    fn packed(&self, gap: Span, free: &[Span], scratch: &mut Scratch<'a>) -> Vec<i64> {
        let inside = Span::new(gap.from, gap.to - self.lane.length + 1);
        let feasible: Vec<Span> = free.iter().filter_map(|f| f.clipped(inside)).collect();
        let mut follows = |start: &i64| self.lane.is_followed(self.date_of(*start), *start, scratch);
        let Some(earliest) = feasible.iter().flat_map(|f| minutes(*f)).find(&mut follows) else {
            return Vec::new();
        };
        let latest = feasible
            .iter()
            .rev()
            .flat_map(|f| minutes(*f).rev())
            .find(&mut follows);
        let mut starts = vec![earliest];
        starts.extend(latest);
        for span in &feasible {
            self.grid(*span, &mut starts);
        }
        starts.retain(follows);
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// Of the packed starts of a gap: what is offered to `out`, what has to compete with the window's other gaps to `ranked`.
    fn choose(
        &self,
        gap: Span,
        mut starts: Vec<i64>,
        offer: OfferMode,
        scratch: &Scratch<'a>,
        (ranked, out): (&mut Vec<Rank>, &mut Vec<i64>),
    ) {
        let is_wanted = |start: &i64| self.today.from <= *start && *start < self.today.to;
        match offer {
            OfferMode::Compact { min_useful, reach } => {
                let earliest = starts.first().copied();
                starts.retain(|start| {
                    !self.is_held_back(*start, reach) || self.leaves_no_scrap(gap, *start, min_useful)
                });
                if starts.is_empty() {
                    starts.extend(earliest);
                }
            }
            OfferMode::BestFit {
                min_useful, reach, ..
            } => starts.retain(|start| {
                let competes = is_wanted(start) && self.is_held_back(*start, reach);
                if competes {
                    ranked.push(self.rank(gap, *start, min_useful, scratch));
                }
                !competes
            }),
            _ => {}
        }
        out.extend(starts.into_iter().filter(is_wanted));
    }

    fn is_held_back(&self, start: i64, reach: Reach) -> bool {
        let ask = self.lane.ask;
        let now = (ask.now, ask.agenda.zone().date(ask.now));
        reach.covers((instant(start), self.date_of(start)), now)
    }

    /// Smallest loss, then closest to a booking of the window, then earliest.
    fn rank(&self, gap: Span, start: i64, min_useful: TimeDelta, scratch: &Scratch<'a>) -> Rank {
        let occupied = self.lane.occupied(start);
        let useful = min_useful.num_seconds();
        let left = blocks(occupied.from - gap.from, useful) + blocks(gap.to - occupied.to, useful);
        let loss = blocks(gap.to - gap.from, useful) - left - 1;
        let busy = scratch.taken.iter().map(|b| Span::from(b.occupied));
        let busy = busy.filter_map(|b| b.clipped(self.window));
        let distance = busy.map(|b| (occupied.from - b.to).max(b.from - occupied.to).max(0));
        (loss, distance.min().unwrap_or(i64::MAX), start)
    }

    /// Nothing, or at least `min_useful`, stays free on either side; a buffer that spills out of the gap leaves nothing.
    fn leaves_no_scrap(&self, gap: Span, start: i64, min_useful: TimeDelta) -> bool {
        let occupied = self.lane.occupied(start);
        let is_fine = |left: i64| left <= 0 || left >= min_useful.num_seconds();
        is_fine(occupied.from - gap.from) && is_fine(gap.to - occupied.to)
    }
}

/// Whole minutes inside a span: the resolution of starts off the grid.
fn minutes(span: Span) -> impl DoubleEndedIterator<Item = i64> {
    let first = span.from.div_euclid(MINUTE) + i64::from(span.from.rem_euclid(MINUTE) > 0);
    let last = (span.to - 1).div_euclid(MINUTE);
    (first..=last).map(|minute| minute * MINUTE)
}
