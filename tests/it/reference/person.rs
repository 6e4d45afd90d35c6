//! Who may book, and how often (booking-rules §8).

use chrono::{Datelike, NaiveDate};
use grappe::domain::care_type::{CareTerms, PatientKind};
use grappe::domain::slot::PatientFacts;

use super::clock::later;

/// Completed years: birthdays counted one by one. Born on 29 February, the year is completed on 1 March of common years.
pub(super) fn age(born: NaiveDate, day: NaiveDate) -> i32 {
    let mut years = 0;
    loop {
        let year = born.year() + years + 1;
        let birthday = NaiveDate::from_ymd_opt(year, born.month(), born.day())
            .unwrap_or_else(|| NaiveDate::from_ymd_opt(year, 3, 1).unwrap());
        if birthday > day {
            break;
        }
        years += 1;
    }
    if born > day { -1 } else { years }
}

/// Whether the person is of the kind the care is for. Somebody with a record must show what a rule asks for; somebody
/// without is not refused for what nobody asked yet.
pub(super) fn is_eligible(terms: &CareTerms, facts: &PatientFacts, day: NaiveDate) -> bool {
    let rule = &terms.eligibility;
    let is_stranger = facts.id.is_none();
    let bounds_age = rule.min_age.is_some() || rule.max_age.is_some();
    if bounds_age {
        let Some(born) = facts.born else {
            return is_stranger && is_eligible_but_for_age(terms, facts, day);
        };
        let age = age(born, day);
        let is_too_young = rule.min_age.is_some_and(|min| age < i32::from(min));
        let is_too_old = rule.max_age.is_some_and(|max| age > i32::from(max));
        if is_too_young || is_too_old {
            return false;
        }
    }
    is_eligible_but_for_age(terms, facts, day)
}

fn is_eligible_but_for_age(terms: &CareTerms, facts: &PatientFacts, day: NaiveDate) -> bool {
    let rule = &terms.eligibility;
    let is_stranger = facts.id.is_none();
    let is_kind = !matches!(
        (rule.patients, facts.kind),
        (Some(PatientKind::New), Some(PatientKind::Known))
            | (Some(PatientKind::Known), Some(PatientKind::New))
    );
    let has_letter = match facts.referral_until {
        _ if !rule.needs_referral => true,
        Some(until) => until >= day,
        None => is_stranger,
    };
    let has_profession = match &facts.profession {
        _ if rule.professions.is_empty() => true,
        Some(own) => rule.professions.iter().any(|p| p == own),
        None => is_stranger,
    };
    is_kind && has_letter && has_profession
}

/// Whether two dates of the same care are far enough apart: at least D local days.
pub(super) fn are_apart(one: NaiveDate, other: NaiveDate, days: u16) -> bool {
    let (early, late) = (one.min(other), one.max(other));
    later(early, u64::from(days)) <= late
}
