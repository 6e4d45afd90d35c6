//! Who may book a care type (booking-rules §8).

use chrono::NaiveDate;

use crate::domain::care_type::Eligibility;
use crate::domain::patient::age_on;
use crate::domain::slot::PatientFacts;

/// Whether a person may book on a local day. Of a person without a record, what was not declared does not exclude: the rest is
/// asked before confirming. Of a person with one, a birth date, letter or profession that a rule needs must be there.
pub fn admits(rule: &Eligibility, facts: &PatientFacts, day: NaiveDate) -> bool {
    let is_open_question = facts.id.is_none();
    let has_age = match facts.born {
        None => is_open_question || (rule.min_age.is_none() && rule.max_age.is_none()),
        Some(born) => {
            let age = age_on(born, day);
            rule.min_age.is_none_or(|min| age >= i32::from(min))
                && rule.max_age.is_none_or(|max| age <= i32::from(max))
        }
    };
    let is_right_kind = match (rule.patients, facts.kind) {
        (Some(wanted), Some(kind)) => wanted == kind,
        _ => true,
    };
    let has_letter = !rule.needs_referral
        || facts
            .referral_until
            .map_or(is_open_question, |until| day <= until);
    let has_profession = rule.professions.is_empty()
        || facts
            .profession
            .as_ref()
            .map_or(is_open_question, |own| rule.professions.contains(own));
    has_age && is_right_kind && has_letter && has_profession
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::PatientId;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn facts(born: &str) -> PatientFacts {
        PatientFacts {
            id: Some(PatientId(1)),
            born: Some(day(born)),
            ..PatientFacts::default()
        }
    }

    #[test]
    fn a_year_begun_on_29_february_is_completed_on_1_march() {
        let adult = Eligibility {
            min_age: Some(18),
            ..Eligibility::default()
        };
        let leap = facts("2008-02-29");
        assert!(!admits(&adult, &leap, day("2026-02-28")));
        assert!(admits(&adult, &leap, day("2026-03-01")));
    }

    #[test]
    fn ages_are_inclusive_up_to_the_eve_of_the_next_birthday() {
        let child = Eligibility {
            max_age: Some(15),
            ..Eligibility::default()
        };
        assert!(admits(&child, &facts("2010-06-01"), day("2026-05-31")));
        assert!(!admits(&child, &facts("2010-06-01"), day("2026-06-01")));
    }

    #[test]
    fn a_letter_must_be_valid_on_the_day_itself() {
        let rule = Eligibility {
            needs_referral: true,
            ..Eligibility::default()
        };
        let mut known = facts("1980-01-01");
        assert!(!admits(&rule, &known, day("2026-03-02")));
        known.referral_until = Some(day("2026-03-02"));
        assert!(admits(&rule, &known, day("2026-03-02")));
        assert!(!admits(&rule, &known, day("2026-03-03")));
        assert!(
            admits(&rule, &PatientFacts::default(), day("2026-03-02")),
            "not asked yet"
        );
    }
}
