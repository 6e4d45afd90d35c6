//! Who may book, and how often (booking-rules §8).

use chrono::{Datelike, NaiveDate};
use grappe::domain::care_type::{CareTerms, PatientKind, SeenBy};
use grappe::domain::id::PractitionerId;
use grappe::domain::question::Effect;
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
pub(super) fn is_eligible(
    terms: &CareTerms,
    facts: &PatientFacts,
    who: PractitionerId,
    day: NaiveDate,
) -> bool {
    let rule = &terms.eligibility;
    let is_stranger = facts.id.is_none();
    let bounds_age = rule.min_age.is_some() || rule.max_age.is_some();
    if bounds_age {
        let Some(born) = facts.born else {
            return is_stranger && is_eligible_but_for_age(terms, facts, who, day);
        };
        let age = age(born, day);
        let is_too_young = rule.min_age.is_some_and(|min| age < i32::from(min));
        let is_too_old = rule.max_age.is_some_and(|max| age > i32::from(max));
        if is_too_young || is_too_old {
            return false;
        }
    }
    is_eligible_but_for_age(terms, facts, who, day)
}

fn is_eligible_but_for_age(
    terms: &CareTerms,
    facts: &PatientFacts,
    who: PractitionerId,
    day: NaiveDate,
) -> bool {
    let rule = &terms.eligibility;
    let is_stranger = facts.id.is_none();
    let on_file = |seen: &Vec<(PractitionerId, NaiveDate)>| {
        let counted = |by: PractitionerId| rule.seen_by == SeenBy::Practice || by == who;
        let is_recent = |visit| {
            let months = rule.known_within_months;
            months.is_none_or(|months| visit >= months_before(day, i32::from(months)))
        };
        if seen.iter().any(|(by, visit)| counted(*by) && is_recent(*visit)) {
            PatientKind::Known
        } else {
            PatientKind::New
        }
    };
    let kind = facts.kind.or(facts.seen.as_ref().map(on_file));
    let is_kind = !matches!(
        (rule.patients, kind),
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

/// The same day of an earlier month, or the last one of a month that has none.
fn months_before(day: NaiveDate, months: i32) -> NaiveDate {
    let all = day.year() * 12 + i32::try_from(day.month0()).unwrap() - months;
    let (year, month) = (all.div_euclid(12), u32::try_from(all.rem_euclid(12)).unwrap() + 1);
    let mut found = (1..=day.day()).rev();
    found
        .find_map(|day| NaiveDate::from_ymd_opt(year, month, day))
        .unwrap()
}

/// Whether every question has an answer that lets the patient go on; where nobody was asked, nothing is missing.
pub(super) fn is_answered(terms: &CareTerms, facts: &PatientFacts) -> bool {
    let Some(answers) = &facts.answers else {
        return true;
    };
    terms.questions.iter().all(|question| {
        let given = answers.iter().find(|given| given.question == question.text);
        let chosen = given.and_then(|given| question.answers.iter().find(|a| a.text == given.answer));
        chosen.is_some_and(|answer| matches!(answer.effect, Effect::Go | Effect::Approve))
    })
}

/// Whether two dates of the same care are far enough apart: at least D local days.
pub(super) fn are_apart(one: NaiveDate, other: NaiveDate, days: u16) -> bool {
    let (early, late) = (one.min(other), one.max(other));
    later(early, u64::from(days)) <= late
}
