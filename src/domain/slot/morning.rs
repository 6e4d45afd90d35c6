//! Morning fill: the afternoon is opened online once the morning is full enough (booking-rules §12, baseline d).

use chrono::NaiveDate;

use super::lane::Lane;
use super::span::{Span, common, instant, joined, remaining};
use crate::domain::agenda::Booked;
use crate::domain::care_type::Reach;
use crate::domain::time::{DayTime, Interval};

/// Where the afternoon begins, minutes of the wall clock: after most lunch breaks' start, before most ends.
const NOON: u16 = 13 * 60;

/// One practitioner's local date and what is taken of it.
pub(super) struct Morning<'l, 'a> {
    pub(super) lane: &'l Lane<'a>,
    pub(super) date: NaiveDate,
    /// Merged windows of the care that touch the date.
    pub(super) windows: &'l [Interval],
    /// The practitioner's bookings that count and touch the windows.
    pub(super) taken: &'l [&'a Booked],
}

impl Morning<'_, '_> {
    /// Drops from `out[first..]`, the starts of the date in order, those of an afternoon that is held back. Sessions with seats
    /// left stay: joining one opens nothing. A morning that offers no start holds nothing back, so that no day is emptied.
    pub(super) fn hold_back(&self, (min_fill, reach): (u8, Reach), first: usize, out: &mut Vec<i64>) {
        let ask = self.lane.ask;
        let zone = ask.agenda.zone();
        let noon = zone.at(self.date, DayTime::from_minutes(NOON).unwrap_or(DayTime::END));
        let noon = noon.timestamp();
        let has_morning = out.get(first).is_some_and(|start| *start < noon);
        if !has_morning || self.is_filled(noon, min_fill) {
            return;
        }
        let now = (ask.now, zone.date(ask.now));
        let mut at = 0;
        out.retain(|start| {
            at += 1;
            at <= first
                || *start < noon
                || !reach.covers((instant(*start), self.date), now)
                || self.lane.has_seats(*start, self.taken)
        });
    }

    /// Whether that much of what is open before noon is occupied, buffers included.
    fn is_filled(&self, noon: i64, min_fill: u8) -> bool {
        let lane = self.lane;
        let day = Span::from(lane.hours.on(self.date).day);
        let morning = Span::new(day.from, noon);
        let mut open = Vec::new();
        for window in self
            .windows
            .iter()
            .filter_map(|w| Span::from(*w).clipped(morning))
        {
            let within = Interval {
                start: instant(window.from),
                end: instant(window.to),
            };
            let mut away: Vec<Span> = lane.away(within).collect();
            remaining(window, &mut away, &mut open);
        }
        let taken = joined(self.taken.iter().map(|b| Span::from(b.occupied)).collect());
        let total = |spans: &[Span]| spans.iter().map(|s| s.to - s.from).sum::<i64>();
        total(&common(&taken, &open)) * 100 >= total(&open) * i64::from(min_fill)
    }
}
