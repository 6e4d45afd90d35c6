//! Best fit and morning fill (booking-rules §12, baselines c and d), minute by minute.

use chrono::TimeDelta;
use grappe::domain::care_type::{OfferMode, Reach};

use super::clock::{Minute, instant};
use super::starts::Gaps;
use super::visit::Visit;

/// Usable slots lost, minutes to the nearest booking of the window, the start.
pub(super) type Rank = (Minute, Minute, Minute);

impl Visit<'_> {
    /// "Applied to the next 10 days first and relaxed for slots within 48 h."
    pub(super) fn is_in_reach(&self, minute: Minute, reach: Reach) -> bool {
        let now = self.question.case.now;
        let date = self.clock.date(instant(minute));
        let is_later = self.clock.date(now) + TimeDelta::days(reach.days.into()) < date;
        instant(minute) - now >= reach.relaxed && !is_later
    }

    /// Fewer than `choices` starts of the window on this date are better.
    pub(super) fn is_among_best(
        &self,
        minute: Minute,
        (min_useful, choices, reach): (TimeDelta, u8, Reach),
        gaps: &Gaps,
    ) -> bool {
        let date = self.clock.date(instant(minute));
        let window = self.window(minute);
        let key = (date, window.start);
        if !gaps.ranks.borrow().contains_key(&key) {
            let rivals = self.clock.day(date).filter(|m| window.contains(m));
            let rivals = rivals.filter(|m| self.is_free_time(*m) && self.is_in_reach(*m, reach));
            let ranks = rivals.filter_map(|m| {
                let gap = self.gap(m, OfferMode::Packed, gaps);
                let is_one = self.is_packed(m, &gap) && !self.is_joinable(m);
                is_one.then(|| self.rank(m, min_useful, gaps))
            });
            let ranks = ranks.collect();
            gaps.ranks.borrow_mut().insert(key, ranks);
        }
        let own = self.rank(minute, min_useful, gaps);
        let ranks = gaps.ranks.borrow();
        ranks[&key].iter().filter(|rank| **rank < own).count() < usize::from(choices)
    }

    fn rank(&self, start: Minute, min_useful: TimeDelta, gaps: &Gaps) -> Rank {
        let gap = self.gap(start, OfferMode::Packed, gaps);
        let occupied = self.body(start).occupied();
        let free = |m: &Minute| !occupied.contains(m);
        let before = (gap.start..gap.end)
            .take_while(|m| free(m) && *m < occupied.start)
            .count();
        let after = (gap.start..gap.end)
            .rev()
            .take_while(|m| free(m) && *m >= occupied.end)
            .count();
        let usable = |minutes: usize| Minute::try_from(minutes).unwrap() / min_useful.num_minutes();
        let whole = usize::try_from(gap.end - gap.start).unwrap();
        let loss = usable(whole) - usable(before) - usable(after) - 1;
        (loss, self.loneliness(start), start)
    }

    /// Minutes to the nearest one of the window for which the practitioner is booked; more than any window when there is none.
    fn loneliness(&self, start: Minute) -> Minute {
        let window = self.window(start);
        let occupied = self.body(start).occupied();
        let is_busy = |m: &Minute| self.is_occupied(*m);
        let before = (window.start..occupied.start.min(window.end)).rev().find(is_busy);
        let after = (occupied.end.max(window.start)..window.end).find(is_busy);
        let near = [
            before.map(|m| occupied.start - m - 1),
            after.map(|m| m - occupied.end),
        ];
        near.into_iter().flatten().min().unwrap_or(Minute::MAX)
    }

    /// It is 13:00 or later, less than that part of the open morning is occupied, and the morning has a start to offer.
    pub(super) fn waits_for_morning(&self, minute: Minute, min_fill: u8) -> bool {
        let date = self.clock.date(instant(minute));
        let noon = self.clock.first(date, 13 * 60);
        let morning = || self.clock.day(date).start..noon;
        let open = morning().filter(|m| self.is_free_time(*m)).count();
        let taken = morning()
            .filter(|m| self.is_free_time(*m) && self.is_occupied(*m))
            .count();
        let has_start = || {
            morning().any(|m| {
                let is_new = || self.is_on_grid(m) && self.is_feasible(m);
                self.is_free_time(m) && (self.is_joinable(m) || is_new())
            })
        };
        minute >= noon && taken * 100 < open * usize::from(min_fill) && has_start()
    }
}
