//! Which feasible starts of a window are offered: grid, packed, compact (booking-rules §12).

use chrono::{NaiveDate, TimeDelta};

use super::day::Scratch;
use super::lane::Lane;
use super::span::{Span, remaining};
use crate::domain::care_type::OfferMode;
use crate::domain::time::Interval;

const MINUTE: i64 = 60;

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
        if offer == OfferMode::Grid {
            for span in &free {
                self.grid(*span, out);
            }
            self.lane.keep_followed(self.date, first, scratch, out);
        } else {
            let mut gaps = std::mem::take(&mut scratch.gaps);
            self.gaps(scratch, &mut gaps);
            for gap in &gaps {
                self.gap_starts(*gap, &free, offer, scratch, out);
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

    /// The free gaps of the window: less absences and the practitioner's occupied intervals.
    fn gaps(&self, scratch: &Scratch<'a>, out: &mut Vec<Span>) {
        let within = Interval {
            start: super::span::instant(self.window.from),
            end: super::span::instant(self.window.to),
        };
        let away = self.lane.absences(within).iter().map(|a| Span::from(*a));
        let busy = scratch.taken.iter().map(|b| Span::from(b.occupied));
        let mut gone: Vec<Span> = away.chain(busy).collect();
        out.clear();
        remaining(self.window, &mut gone, out);
    }

    fn date_of(&self, start: i64) -> NaiveDate {
        if self.today.from <= start && start < self.today.to {
            return self.date;
        }
        self.lane.ask.agenda.zone().date(super::span::instant(start))
    }

    fn gap_starts(
        &self,
        gap: Span,
        free: &[Span],
        offer: OfferMode,
        scratch: &mut Scratch<'a>,
        out: &mut Vec<i64>,
    ) {
        let inside = Span::new(gap.from, gap.to - self.lane.length + 1);
        let feasible: Vec<Span> = free.iter().filter_map(|f| f.clipped(inside)).collect();
        let mut follows = |start: &i64| self.lane.is_followed(self.date_of(*start), *start, scratch);
        let Some(earliest) = feasible.iter().flat_map(|f| minutes(*f)).find(&mut follows) else {
            return;
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
        if let OfferMode::Compact { min_useful } = offer {
            starts.retain(|start| self.leaves_no_scrap(gap, *start, min_useful));
            if starts.is_empty() {
                starts.push(earliest);
            }
        }
        let is_wanted = |start: &i64| self.today.from <= *start && *start < self.today.to;
        out.extend(starts.into_iter().filter(is_wanted));
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
