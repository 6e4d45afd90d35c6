//! When further times open, where none is free (booking-rules §4): with each local day the horizon reaches one day more, at the release
//! hour where the care has one.

use chrono::{Days, NaiveDate};

use super::lane::{Ask, Lane};
use super::query::SlotQuery;
use super::search::search;
use crate::domain::agenda::Agenda;
use crate::domain::care_type::CareTerms;
use crate::domain::time::{DayTime, Instant, Zone};

/// Local days looked at behind the horizon: what opens later helps nobody who asks now.
const DAYS_BEHIND: usize = 366;

/// Further times that open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opening {
    /// From this instant on they can be booked.
    pub at: Instant,
    /// The local date of the first of them.
    pub first_day: NaiveDate,
}

/// The first instant at which a local date is for sale that has a start for this question, by what is open and booked now; the dates
/// of the question are not looked at. `suits` leaves out the starts that nobody asked for. `None` where nothing opens within a year
/// behind the horizon, and for staff, whom no horizon binds.
pub fn next_opening(
    agenda: &Agenda,
    query: &SlotQuery,
    now: Instant,
    suits: impl Fn(Instant) -> bool,
) -> Option<Opening> {
    let ask = Ask::new(agenda, query, now);
    if !ask.is_public() {
        return None;
    }
    let lanes = ask.lanes().unwrap_or_default();
    let mut ahead: Vec<_> = lanes.iter().map(|lane| lane.openings().peekable()).collect();
    // Practitioners with the same horizon open the same dates: each is looked at once, in order, and none behind the first that serves.
    let soonest = || {
        let soonest = ahead
            .iter_mut()
            .filter_map(|openings| openings.peek().copied())
            .min()?;
        for openings in &mut ahead {
            openings.next_if_eq(&soonest);
        }
        Some(soonest)
    };
    std::iter::from_fn(soonest).find(|opening| {
        let on_the_day = SlotQuery {
            from: opening.first_day,
            to: opening.first_day,
            ..query.clone()
        };
        let offered = search(agenda, &on_the_day, opening.at);
        offered.iter().any(|slot| suits(slot.start))
    })
}

impl Lane<'_> {
    /// The dates behind the horizon on which something is open for the care, each with the instant from which it is for sale.
    fn openings(&self) -> impl Iterator<Item = Opening> {
        let (zone, now) = (self.ask.agenda.zone(), self.ask.now);
        let last = last_for_sale(zone, &self.terms, now);
        let mut windows = Vec::new();
        let is_open = move |date: &NaiveDate| {
            self.hours.windows(*date, self.ask.query.care, &mut windows);
            !windows.is_empty()
        };
        let dates = last.iter_days().skip(1).take(DAYS_BEHIND).filter(is_open);
        dates.filter_map(move |first_day| {
            let at = for_sale_from(zone, &self.terms, first_day)?;
            Some(Opening { at, first_day })
        })
    }
}

/// The last local date of which starts are for sale: today and the horizon, a day less before the release hour (booking-rules §4).
pub(super) fn last_for_sale(zone: Zone, terms: &CareTerms, now: Instant) -> NaiveDate {
    let today = zone.date(now);
    let horizon = Days::new(u64::from(terms.horizon_days));
    let last = today.checked_add_days(horizon).unwrap_or(NaiveDate::MAX);
    if terms.release_at.is_some_and(|hour| now < zone.at(today, hour)) {
        last.pred_opt().unwrap_or(last)
    } else {
        last
    }
}

/// The instant from which the starts of a local date are for sale.
fn for_sale_from(zone: Zone, terms: &CareTerms, date: NaiveDate) -> Option<Instant> {
    let opens = date.checked_sub_days(Days::new(u64::from(terms.horizon_days)))?;
    Some(zone.at(opens, terms.release_at.unwrap_or(DayTime::START)))
}
