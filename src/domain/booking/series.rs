//! Visits that follow each other (booking-rules §8, series).

use chrono::{Days, NaiveDate};

use crate::domain::agenda::SetUp;
use crate::domain::care_type::Series;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::slot::SeriesStep;
use crate::domain::time::Instant;

/// The rule by which one visit leads to the next, as the practitioner of the first applies it.
pub fn rule_of(set_up: &SetUp, care: CareTypeId, practitioner: PractitionerId) -> Option<Series> {
    let care = set_up.care_types.get(&care)?;
    match care.terms_for(practitioner) {
        Some(terms) => terms.series.clone(),
        None => care.terms.series.clone(),
    }
}

/// First and last local date of the next visit, both included.
pub fn dates_after(rule: &Series, first: NaiveDate) -> (NaiveDate, NaiveDate) {
    let later = |days: u16| {
        first
            .checked_add_days(Days::new(u64::from(days)))
            .unwrap_or(NaiveDate::MAX)
    };
    (later(rule.min_days), later(rule.max_days))
}

/// What is wrong with a next visit where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// Sooner than the rule allows.
    TooSoon,
    /// Later than the rule allows.
    TooLate,
    /// With somebody else, where the practitioner of the visit before is to be kept.
    SomebodyElse,
}

/// Judges a next visit by the rule of the visit before, both with practitioner and local date; the interval first.
pub fn breach(
    rule: &Series,
    (first_with, first): (PractitionerId, NaiveDate),
    (next_with, next): (PractitionerId, NaiveDate),
) -> Option<Breach> {
    let (from, to) = dates_after(rule, first);
    if next < from {
        Some(Breach::TooSoon)
    } else if next > to {
        Some(Breach::TooLate)
    } else {
        (rule.same_practitioner && next_with != first_with).then_some(Breach::SomebodyElse)
    }
}

/// The rule that a question for a next visit is under; `None` when the first visit does not lead to this care.
pub fn rule_into(set_up: &SetUp, step: &SeriesStep, care: CareTypeId) -> Option<Series> {
    rule_of(set_up, step.first_care, step.first_practitioner).filter(|rule| rule.next == care)
}

/// When the first visit is over, by the length its practitioner gives it.
pub fn end_of_first(set_up: &SetUp, step: &SeriesStep) -> Instant {
    let care = set_up.care_types.get(&step.first_care);
    let length = care.map(|care| {
        let own = care.terms_for(step.first_practitioner);
        own.map_or(care.terms.duration, |terms| terms.duration)
    });
    step.first_start + length.unwrap_or_default()
}
