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
