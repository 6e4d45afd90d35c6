//! Which starts are offered: grid, packed and what holds starts back (booking-rules §12), decided for every minute of the dates asked.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use grappe::domain::care_type::{OfferMode, Reach};
use grappe::domain::id::PractitionerId;

use super::case::Case;
use super::clock::{Minute, later};
use super::modes::Rank;
use super::visit::{Question, Visit};

/// A start and who can take it, in order of identifier.
pub(super) type Offer = (Minute, Vec<PractitionerId>);

/// What the rules answer to the question of a case.
pub(super) fn offers(case: &Case) -> Vec<Offer> {
    let question = Question::of(case);
    let mut offers: Vec<Offer> = Vec::new();
    for visit in question.visits() {
        let mode = visit.shown();
        for start in visit.starts(mode) {
            match offers.iter_mut().find(|(minute, _)| *minute == start) {
                Some((_, by)) => by.push(visit.who),
                None => offers.push((start, vec![visit.who])),
            }
        }
    }
    offers.sort();
    offers
}

/// What is known of a free gap.
#[derive(Clone, Copy)]
pub(super) struct Gap {
    pub(super) start: Minute,
    pub(super) end: Minute,
    /// First and last feasible start.
    edges: Option<(Minute, Minute)>,
    /// Some start is not held back by compact.
    has_tidy: bool,
}

/// What was found out for one answer.
#[derive(Default)]
pub(super) struct Gaps {
    all: RefCell<Vec<Gap>>,
    /// Ranks of the starts that compete, by date and window.
    pub(super) ranks: RefCell<HashMap<(NaiveDate, Minute), Vec<Rank>>>,
}

/// Whether only grid starts are shown.
fn keeps_to_grid(mode: OfferMode) -> bool {
    matches!(mode, OfferMode::Grid | OfferMode::MorningFill { .. })
}

impl Visit<'_> {
    /// The mode of the answer: staff see every grid start.
    pub(super) fn shown(&self) -> OfferMode {
        if self.question.is_public() {
            self.terms.offer
        } else {
            OfferMode::Grid
        }
    }

    /// The starts on the dates asked, in order.
    pub(super) fn starts(&self, mode: OfferMode) -> Vec<Minute> {
        let gaps = Gaps::default();
        let query = &self.question.query;
        let mut starts = Vec::new();
        let mut date = query.from;
        while date <= query.to {
            let minutes = self.clock.day(date);
            starts.extend(minutes.filter(|minute| self.is_start(*minute, mode, &gaps)));
            date = later(date, 1);
        }
        starts
    }

    /// Whether any start is offered on the dates asked. Off the grid a gap with a feasible minute has a first feasible start,
    /// which packed offers and others fall back on: the gaps need not be walked through, after each of many first visits.
    pub(super) fn has_a_start(&self) -> bool {
        let query = &self.question.query;
        let days = query.from.iter_days().take_while(|date| *date <= query.to);
        let mut minutes = days.flat_map(|date| self.clock.day(date));
        minutes.any(|minute| {
            let is_placed = || !keeps_to_grid(self.shown()) || self.is_on_grid(minute);
            let is_new = || is_placed() && self.is_feasible(minute);
            self.is_free_time(minute) && (is_new() || self.is_joinable(minute))
        })
    }

    /// A session under way that has seats is no gap: it is offered in every mode.
    fn is_start(&self, minute: Minute, mode: OfferMode, gaps: &Gaps) -> bool {
        if !self.is_free_time(minute) {
            return false;
        }
        if self.is_joinable(minute) {
            return true;
        }
        match mode {
            OfferMode::Grid => self.is_on_grid(minute) && self.is_feasible(minute),
            OfferMode::Packed => self.is_packed(minute, &self.gap(minute, mode, gaps)),
            OfferMode::Compact { min_useful, reach } => {
                let gap = self.gap(minute, mode, gaps);
                let is_tidy =
                    self.is_packed(minute, &gap) && self.is_let_by(minute, &gap, (min_useful, reach));
                let is_first = gap.edges.is_some_and(|(first, _)| first == minute);
                is_tidy || (!gap.has_tidy && is_first)
            }
            OfferMode::BestFit {
                min_useful,
                choices,
                reach,
            } => {
                let gap = self.gap(minute, mode, gaps);
                let is_best = || self.is_among_best(minute, (min_useful, choices, reach), gaps);
                self.is_packed(minute, &gap) && (!self.is_in_reach(minute, reach) || is_best())
            }
            OfferMode::MorningFill { min_fill, reach } => {
                let is_grid = self.is_on_grid(minute) && self.is_feasible(minute);
                is_grid && !(self.is_in_reach(minute, reach) && self.waits_for_morning(minute, min_fill))
            }
        }
    }

    /// Not held back by compact.
    fn is_let_by(&self, minute: Minute, gap: &Gap, (min_useful, reach): (TimeDelta, Reach)) -> bool {
        !self.is_in_reach(minute, reach) || self.is_tidy(minute, gap, min_useful)
    }

    /// Grid, or first or last feasible start of its gap.
    pub(super) fn is_packed(&self, minute: Minute, gap: &Gap) -> bool {
        let is_edge = gap
            .edges
            .is_some_and(|(first, last)| minute == first || minute == last);
        is_edge || (self.is_on_grid(minute) && self.is_feasible(minute))
    }

    /// Leaves on either side of the gap either nothing or at least the shortest occupied length sold there.
    fn is_tidy(&self, start: Minute, gap: &Gap, min_useful: TimeDelta) -> bool {
        let occupied = self.body(start).occupied();
        let is_fine = |left: Minute| left <= 0 || left >= min_useful.num_minutes();
        is_fine(occupied.start - gap.start) && is_fine(gap.end - occupied.end)
    }

    /// The free gap around a minute: open, nobody absent, the practitioner not occupied.
    pub(super) fn gap(&self, minute: Minute, mode: OfferMode, gaps: &Gaps) -> Gap {
        if let Some(known) = gaps
            .all
            .borrow()
            .iter()
            .find(|gap| gap.start <= minute && minute < gap.end)
        {
            return *known;
        }
        let window = self.window(minute);
        let is_free = |m: &Minute| self.is_free_time(*m) && !self.is_occupied(*m);
        let before = (window.start..minute).rev().take_while(is_free).count();
        let start = minute - Minute::try_from(before).unwrap();

        let length = (minute..window.end).take_while(is_free).count();
        let end = minute + Minute::try_from(length).unwrap();
        let inside = |m: &Minute| m + self.terms.duration.num_minutes() <= end && self.is_feasible(*m);
        let first = (start..end).find(inside);
        let last = (start..end).rev().find(inside);
        let mut gap = Gap {
            start,
            end,
            edges: first.zip(last),
            has_tidy: false,
        };
        if let OfferMode::Compact { min_useful, reach } = mode {
            let is_let_by = |m| self.is_packed(m, &gap) && self.is_let_by(m, &gap, (min_useful, reach));
            gap.has_tidy = (start..end).any(is_let_by);
        }
        gaps.all.borrow_mut().push(gap);
        gap
    }

    pub(super) fn is_occupied(&self, minute: Minute) -> bool {
        let mut own = self.taken.iter().filter(|t| t.booked.practitioner == self.who);
        own.any(|t| t.occupied.contains(&minute))
    }
}
