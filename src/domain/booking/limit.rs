//! Ceilings per patient and per day (booking-rules §8).

use chrono::NaiveDate;

use crate::domain::care_type::Limits;

/// Whether one more future booking of the care, and with the practitioner, stays within the patient's ceilings; `future` and
/// `with_practitioner` are those there are.
pub fn allows_another(limits: &Limits, future: usize, with_practitioner: usize) -> bool {
    let is_below = |ceiling: Option<u16>, there: usize| ceiling.is_none_or(|max| there < usize::from(max));
    is_below(limits.max_future, future) && is_below(limits.max_future_with, with_practitioner)
}

/// Whether a local date keeps the distance to every other booking of the care by this patient.
pub fn keeps_distance(limits: &Limits, date: NaiveDate, others: &[NaiveDate]) -> bool {
    let least = limits.min_days_between.map_or(0, i64::from);
    others
        .iter()
        .all(|other| (date - *other).num_days().abs() >= least)
}

/// Whether a practitioner's day takes one more of the care.
pub fn fits_day(limits: &Limits, that_day: usize) -> bool {
    limits.max_per_day.is_none_or(|max| that_day < usize::from(max))
}
