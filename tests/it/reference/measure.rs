//! What the random cases were like: a property over cases that never meet its rule proves nothing.

use std::collections::BTreeMap;
use std::fmt;

use grappe::domain::care_type::OfferMode;
use grappe::domain::slot::Audience;

use super::case::Case;
use super::clock::{Clock, instant};
use super::terms::sellers;

/// Counts by trait.
#[derive(Default)]
pub(super) struct Measure {
    cases: u32,
    with: BTreeMap<&'static str, u32>,
}

impl Measure {
    /// Counts a case and how many starts it was answered with.
    pub(super) fn note(&mut self, case: &Case, starts: usize) {
        self.cases += 1;
        let query = &case.query;
        let clock = Clock::of(case.set_up.practice.zone);
        let hours = |date| (clock.day(date).end - clock.day(date).start) / 60;
        let sold = sellers(&case.set_up, query.care, query.practitioner, query.audience);
        let mode = |wanted: fn(OfferMode) -> bool| {
            query.audience == Audience::Patient && sold.iter().any(|(_, t)| wanted(t.offer))
        };
        let traits = [
            ("packed", mode(|o| o == OfferMode::Packed)),
            ("compact", mode(|o| matches!(o, OfferMode::Compact { .. }))),
            ("best fit", mode(|o| matches!(o, OfferMode::BestFit { .. }))),
            (
                "morning fill",
                mode(|o| matches!(o, OfferMode::MorningFill { .. })),
            ),
            ("units", sold.iter().any(|(_, t)| !t.requires.is_empty())),
            ("groups", sold.iter().any(|(_, t)| t.capacity > 1)),
            ("next visit", query.after.is_some()),
            (
                "required next",
                is_followed(&sold) && query.audience == Audience::Patient,
            ),
            ("staff", query.audience == Audience::Staff),
            ("patient", query.patient.is_some()),
            (
                "23 h or 25 h",
                query
                    .from
                    .iter_days()
                    .take_while(|d| *d <= query.to)
                    .any(|d| hours(d) != 24),
            ),
            ("days begun", instant(clock.day(query.from).start) < case.now),
            ("two sellers", sold.len() > 1),
        ];
        let answered = starts > 0;
        self.count("answered", answered);
        for (name, has) in traits {
            self.count(name, has && answered);
        }
    }

    /// Counts something else about a case.
    pub(super) fn count(&mut self, name: &'static str, has: bool) {
        *self.with.entry(name).or_default() += u32::from(has);
    }

    /// Share of cases, in percent.
    pub(super) fn percent(&self, name: &str) -> u32 {
        100 * self.with.get(name).copied().unwrap_or(0) / self.cases.max(1)
    }
}

fn is_followed(
    sold: &[(
        grappe::domain::id::PractitionerId,
        grappe::domain::care_type::CareTerms,
    )],
) -> bool {
    sold.iter()
        .any(|(_, t)| t.series.as_ref().is_some_and(|s| s.require_next))
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cases", self.cases)?;
        for name in self.with.keys() {
            write!(f, ", {name} {} %", self.percent(name))?;
        }
        Ok(())
    }
}
