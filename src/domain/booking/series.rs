//! Visits that follow each other (booking-rules §8, series).

use chrono::{Days, NaiveDate};

use crate::domain::agenda::{Agenda, SetUp};
use crate::domain::booking::{Appointment, Status};
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

/// Whether a visit waits for the staff because one before it was missed (booking-rules §8): it stays valid and keeps its time until
/// somebody decides. `chain` is the visit itself and those before it, the nearest first, each with its state and whether the staff
/// let it stand. Visits that did not take place lead on to the one before them; one that did, or that stands, ends the question.
pub fn is_frozen(chain: impl IntoIterator<Item = (Status, bool)>) -> bool {
    let mut chain = chain.into_iter();
    if !chain
        .next()
        .is_some_and(|(own, is_kept)| own.is_pending() && !is_kept)
    {
        return false;
    }
    let leads_on =
        |(status, is_kept): &(Status, bool)| !is_kept && (status.is_pending() || status.is_called_off());
    let end = chain.find(|visit| !leads_on(visit));
    end.is_some_and(|(status, _)| status == Status::NoShow)
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

/// Judges a next visit by the rule of the visit before, as both stand; `None` also where no rule leads from one to the other.
pub fn breach_between(agenda: &Agenda, before: &Appointment, next: &Appointment) -> Option<Breach> {
    let rule = rule_of(agenda.set_up(), before.care, before.practitioner)?;
    let place = |visit: &Appointment| (visit.practitioner, agenda.zone().date(visit.interval.start));
    breach(&rule, place(before), place(next))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_no_show_waits_until_somebody_decides() {
        use Status::{Arrived, CancelledByPatient, Confirmed, Done, Excused, LeftUnseen, NoShow, Requested};
        let cases: [(&[(Status, bool)], bool); 12] = [
            (&[(Confirmed, false), (NoShow, false)], true),
            (&[(Requested, false), (NoShow, false)], true),
            (&[(Confirmed, true), (NoShow, false)], false),
            (&[(Confirmed, false), (Excused, false)], false),
            (&[(Confirmed, false), (LeftUnseen, false)], false),
            (&[(Arrived, false), (NoShow, false)], false),
            (&[(Confirmed, false), (Confirmed, false), (NoShow, false)], true),
            (
                &[(Confirmed, false), (CancelledByPatient, false), (NoShow, false)],
                true,
            ),
            // The visit before stands, or the series went on.
            (&[(Confirmed, false), (Confirmed, true), (NoShow, false)], false),
            (&[(Confirmed, false), (Done, false), (NoShow, false)], false),
            (&[(Confirmed, false)], false),
            (&[], false),
        ];
        for (chain, expected) in cases {
            assert_eq!(is_frozen(chain.iter().copied()), expected, "{chain:?}");
        }
    }

    #[test]
    fn a_breach_is_named_the_interval_first() {
        let rule = Series {
            next: CareTypeId(2),
            min_days: 7,
            max_days: 9,
            same_practitioner: true,
            require_next: false,
        };
        let day = |day: u32| NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
        let (one, two) = (PractitionerId(1), PractitionerId(2));
        for (with, date, expected) in [
            (one, 9, Some(Breach::TooSoon)),
            (one, 10, None),
            (one, 12, None),
            (one, 13, Some(Breach::TooLate)),
            (two, 10, Some(Breach::SomebodyElse)),
            (two, 9, Some(Breach::TooSoon)),
        ] {
            assert_eq!(
                breach(&rule, (one, day(3)), (with, day(date))),
                expected,
                "{with:?} {date}"
            );
        }
        let free = Series {
            same_practitioner: false,
            ..rule
        };
        assert_eq!(breach(&free, (one, day(3)), (two, day(10))), None);
    }
}
