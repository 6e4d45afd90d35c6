//! What the own calendars of practitioners take: nobody is offered it or granted it, and nobody is told why (caldav §6.2).

use std::sync::Arc;

use grappe::domain::agenda::{Agenda, Change};
use grappe::domain::booking::Refusal;
use grappe::domain::busy::BusyTime;
use grappe::domain::id::{PractitionerId, Revision};
use grappe::domain::slot::Placing;
use grappe::domain::slot::{Audience, SlotQuery, place, place_free, place_over, search};
use grappe::domain::time::Interval;
use proptest::prelude::*;

use super::case::Case;
use super::for_cases;

/// The agenda of a case in which one practitioner is busy for the whole of the first slot that this one alone can take.
fn taken_by_calendar(case: &Case) -> Option<(Agenda, Agenda, SlotQuery, Interval)> {
    let agenda = case.agenda();
    let query = SlotQuery {
        hold: None,
        moving: None,
        ..case.query.clone()
    };
    let slots = search(&agenda, &query, case.now);
    let slot = slots.iter().next()?;
    let practitioner = *slot.by.first()?;
    let query = SlotQuery {
        practitioner: Some(practitioner),
        ..query
    };
    let placed = place(&agenda, &query, slot.start, case.now).ok()?;
    let mut all = agenda.busy(practitioner).to_vec();
    all.push(placed.interval);
    let time = BusyTime::of(all);
    let later = agenda.after(Revision(3), &[Change::Busy { practitioner, time }]);
    Some((agenda, later, query, placed.interval))
}

#[test]
fn a_time_that_a_calendar_takes_is_refused_without_a_reason_to_patients_and_with_one_to_the_staff() {
    for_cases("calendar", 2, |case, measure| {
        let Some((_, agenda, query, event)) = taken_by_calendar(case) else {
            return Ok(());
        };
        measure.note(case, 1);
        let found = search(&agenda, &query, case.now);
        prop_assert!(found.iter().all(|slot| !event.covers(slot.start)));
        let refused = place(&agenda, &query, event.start, case.now);
        let is_staff = query.audience == Audience::Staff;
        let is_told = match &refused {
            Err(Refusal::Busy { .. }) => is_staff,
            Err(Refusal::SlotTaken { .. }) => !is_staff,
            _ => false,
        };
        prop_assert!(is_told, "{refused:?}");
        let busy = |alternative: &grappe::domain::booking::Alternative| {
            agenda
                .busy(alternative.practitioner)
                .iter()
                .any(|one| one.covers(alternative.start))
        };
        prop_assert!(!refused.unwrap_err().alternatives().iter().any(busy));
        Ok(())
    });
}

#[test]
fn the_staff_may_book_over_a_calendar_but_not_unawares() {
    for_cases("over a calendar", 4, |case, measure| {
        let Some((_, agenda, query, event)) = taken_by_calendar(case) else {
            return Ok(());
        };
        let query = SlotQuery {
            audience: Audience::Staff,
            after: None,
            ..query
        };
        measure.note(case, 1);
        for placing in [Placing::InOpeningHours, Placing::Anywhere] {
            let refused = place_free(&agenda, &query, event.start, placing, case.now);
            prop_assert!(matches!(refused, Err(Refusal::Busy { .. })), "{refused:?}");
        }
        let over = place_over(&agenda, &query, event.start, case.now);
        prop_assert!(over.is_ok_and(|placed| placed.interval.start == event.start));
        Ok(())
    });
}

#[test]
fn a_sync_that_changes_nothing_copies_nothing_and_what_it_took_comes_back() {
    for_cases("calendar again", 4, |case, measure| {
        let Some((before, agenda, query, event)) = taken_by_calendar(case) else {
            return Ok(());
        };
        measure.note(case, 1);
        let practitioner = query.practitioner.unwrap_or(PractitionerId(0));
        let same = BusyTime::of(agenda.busy(practitioner).to_vec());
        let again = agenda.after(
            Revision(4),
            &[Change::Busy {
                practitioner,
                time: same,
            }],
        );
        prop_assert!(std::ptr::eq(agenda.busy(practitioner), again.busy(practitioner)));
        for other in before
            .set_up()
            .practitioners
            .keys()
            .filter(|id| **id != practitioner)
        {
            prop_assert!(std::ptr::eq(before.busy(*other), agenda.busy(*other)), "shared");
        }
        let time = BusyTime::of(before.busy(practitioner).to_vec());
        let undone = again.after(Revision(5), &[Change::Busy { practitioner, time }]);
        let placed = place(&undone, &query, event.start, case.now);
        prop_assert!(placed.is_ok(), "{placed:?}");
        prop_assert!(Arc::ptr_eq(undone.set_up(), before.set_up()));
        Ok(())
    });
}
