//! `search` answers what the rules answer, minute by minute.

use grappe::domain::slot::search;
use proptest::prelude::*;

use super::clock::Minute;
use super::for_cases;
use super::starts::{Offer, offers};

#[test]
fn search_offers_exactly_the_starts_of_the_rules() {
    for_cases("search", 1, |case, measure| {
        let agenda = case.agenda();
        let slots = search(&agenda, &case.query, case.now);
        let answered: Vec<Offer> = slots
            .iter()
            .map(|slot| (slot.start.timestamp() / 60, slot.by.to_vec()))
            .collect();
        let expected = offers(case);
        measure.note(case, expected.len());
        prop_assert!(
            answered == expected,
            "missing {:?}, surplus {:?}",
            beyond(&expected, &answered, agenda.zone()),
            beyond(&answered, &expected, agenda.zone()),
        );
        Ok(())
    });
}

/// What one answer has and the other has not, with wall-clock readings.
fn beyond(own: &[Offer], others: &[Offer], zone: grappe::domain::time::Zone) -> Vec<String> {
    let reading = |minute: Minute| zone.fixed(super::clock::instant(minute)).to_rfc3339();
    let surplus = own.iter().filter(|offer| !others.contains(offer));
    surplus
        .map(|(minute, by)| format!("{} by {by:?}", reading(*minute)))
        .collect()
}
