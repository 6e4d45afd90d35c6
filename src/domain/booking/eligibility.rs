//! Who may book a care type (booking-rules §8).

use chrono::{Months, NaiveDate};

use crate::domain::care_type::{Eligibility, PatientKind, SeenBy};
use crate::domain::id::PractitionerId;
use crate::domain::patient::age_on;
use crate::domain::slot::{PatientFacts, Settled};

/// Whether a person may book with a practitioner on a local day. Of a person without a record, what was not declared does not
/// exclude: the rest is asked before confirming. Of a person with one, a birth date, letter or profession that a rule needs must be
/// there.
///
/// What is settled with another practitioner is not settled here.
pub fn admits(
    rule: &Eligibility,
    facts: &PatientFacts,
    settled: Settled,
    (with, day): (PractitionerId, NaiveDate),
) -> bool {
    let is_agreed = settled == Settled::With(with);
    let has_papers = is_agreed || settled == Settled::Papers || has_papers(rule, facts, day);
    admits_age(rule, facts, day) && has_papers && (is_agreed || is_of_kind(rule, facts, with, day))
}

/// The ages of [`admits`].
pub fn admits_age(rule: &Eligibility, facts: &PatientFacts, day: NaiveDate) -> bool {
    let Some(born) = facts.born else {
        return facts.id.is_none() || (rule.min_age.is_none() && rule.max_age.is_none());
    };
    let age = age_on(born, day);
    rule.min_age.is_none_or(|min| age >= i32::from(min))
        && rule.max_age.is_none_or(|max| age <= i32::from(max))
}

/// New or known: what was declared, else what the file says of that day.
fn is_of_kind(rule: &Eligibility, facts: &PatientFacts, with: PractitionerId, day: NaiveDate) -> bool {
    let Some(wanted) = rule.patients else { return true };
    let on_file = |seen: &Vec<_>| kind_on(rule, seen, with, day);
    let kind = facts.kind.or_else(|| facts.seen.as_ref().map(on_file));
    kind.is_none_or(|kind| kind == wanted)
}

fn has_papers(rule: &Eligibility, facts: &PatientFacts, day: NaiveDate) -> bool {
    let is_open_question = facts.id.is_none();
    let has_letter = !rule.needs_referral
        || facts
            .referral_until
            .map_or(is_open_question, |until| day <= until);
    let has_profession = rule.professions.is_empty()
        || facts
            .profession
            .as_ref()
            .map_or(is_open_question, |own| rule.professions.contains(own));
    has_letter && has_profession
}

/// New or known on a local day, by the visits that took place before: a rule may count those of the one practitioner only, and only
/// those of its last months, the same day of the month included (the last day of a shorter month).
pub fn kind_on(
    rule: &Eligibility,
    seen: &[(PractitionerId, NaiveDate)],
    with: PractitionerId,
    day: NaiveDate,
) -> PatientKind {
    let first = rule
        .known_within_months
        .and_then(|months| day.checked_sub_months(Months::new(months.into())));
    let counts = |by: PractitionerId| rule.seen_by == SeenBy::Practice || by == with;
    let is_known =
        |(by, visit): &(PractitionerId, NaiveDate)| counts(*by) && first.is_none_or(|first| *visit >= first);
    if seen.iter().any(is_known) {
        PatientKind::Known
    } else {
        PatientKind::New
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::PatientId;

    const WITH: PractitionerId = PractitionerId(1);

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
        assert!(!admits(
            &adult,
            &leap,
            Settled::Nothing,
            (WITH, day("2026-02-28"))
        ));
        assert!(admits(&adult, &leap, Settled::Nothing, (WITH, day("2026-03-01"))));
    }

    #[test]
    fn ages_are_inclusive_up_to_the_eve_of_the_next_birthday() {
        let child = Eligibility {
            max_age: Some(15),
            ..Eligibility::default()
        };
        assert!(admits(
            &child,
            &facts("2010-06-01"),
            Settled::Nothing,
            (WITH, day("2026-05-31"))
        ));
        assert!(!admits(
            &child,
            &facts("2010-06-01"),
            Settled::Nothing,
            (WITH, day("2026-06-01"))
        ));
    }

    #[test]
    fn a_letter_must_be_valid_on_the_day_itself() {
        let rule = Eligibility {
            needs_referral: true,
            ..Eligibility::default()
        };
        let mut known = facts("1980-01-01");
        assert!(!admits(
            &rule,
            &known,
            Settled::Nothing,
            (WITH, day("2026-03-02"))
        ));
        known.referral_until = Some(day("2026-03-02"));
        assert!(admits(&rule, &known, Settled::Nothing, (WITH, day("2026-03-02"))));
        assert!(!admits(
            &rule,
            &known,
            Settled::Nothing,
            (WITH, day("2026-03-03"))
        ));
        assert!(
            admits(
                &rule,
                &PatientFacts::default(),
                Settled::Nothing,
                (WITH, day("2026-03-02"))
            ),
            "not asked yet"
        );
    }

    #[test]
    fn known_is_who_was_seen_by_whom_it_counts_and_not_too_long_ago() {
        let rule = |seen_by, known_within_months| Eligibility {
            seen_by,
            known_within_months,
            ..Eligibility::default()
        };
        let colleague = [(PractitionerId(2), day("2025-08-31"))];
        let (practice, practitioner) = (SeenBy::Practice, SeenBy::Practitioner);
        for (rule, seen, on, expected) in [
            (
                rule(practice, None),
                &colleague[..],
                "2046-03-02",
                PatientKind::Known,
            ),
            (
                rule(practitioner, None),
                &colleague[..],
                "2026-03-02",
                PatientKind::New,
            ),
            (rule(practice, None), &[][..], "2026-03-02", PatientKind::New),
            // Six months before the last of February: the end of August; the day after begins in September.
            (
                rule(practice, Some(6)),
                &colleague[..],
                "2026-02-28",
                PatientKind::Known,
            ),
            (
                rule(practice, Some(6)),
                &colleague[..],
                "2026-03-01",
                PatientKind::New,
            ),
            (
                rule(practitioner, Some(6)),
                &[(WITH, day("2025-09-02"))][..],
                "2026-03-02",
                PatientKind::Known,
            ),
            (
                rule(practitioner, Some(6)),
                &[(WITH, day("2025-09-02"))][..],
                "2026-03-03",
                PatientKind::New,
            ),
        ] {
            assert_eq!(kind_on(&rule, seen, WITH, day(on)), expected, "{rule:?} {on}");
        }
    }

    #[test]
    fn what_is_declared_counts_before_the_file() {
        let only_new = Eligibility {
            patients: Some(PatientKind::New),
            ..Eligibility::default()
        };
        let mut patient = facts("1980-01-01");
        assert!(
            admits(&only_new, &patient, Settled::Nothing, (WITH, day("2026-03-02"))),
            "nobody looked"
        );
        patient.seen = Some(vec![(WITH, day("2020-03-02"))]);
        assert!(!admits(
            &only_new,
            &patient,
            Settled::Nothing,
            (WITH, day("2026-03-02"))
        ));
        patient.kind = Some(PatientKind::New);
        assert!(admits(
            &only_new,
            &patient,
            Settled::Nothing,
            (WITH, day("2026-03-02"))
        ));
    }
}
