//! Several people in one go: whatever is offered is granted, and each time is free once those before are booked (booking-rules §8).

use grappe::domain::agenda::{Agenda, BookingRef, Change};
use grappe::domain::id::{HoldId, Revision};
use grappe::domain::slot::{Placement, SlotQuery, place, place_together, search, together};
use grappe::domain::time::Instant;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use super::case::Case;
use super::for_cases;

/// Starts of a case that are followed through.
const FOLLOWED: usize = 6;

/// The agenda once somebody has this time.
fn with(agenda: &Agenda, placed: &Placement, number: i64) -> Agenda {
    let booked = placed.booked(BookingRef::Hold(HoldId(1_000_000 + number)), None);
    agenda.after(Revision(10 + number), &[Change::Taken(booked)])
}

fn is_sound(case: &Case, agenda: &Agenda, query: &SlotQuery, start: Instant) -> TestCaseResult {
    let shown = together(agenda, query, start, case.now);
    prop_assert!(shown.is_some(), "{start} is offered and leads nowhere");
    let shown = shown.unwrap_or_default();
    prop_assert_eq!(shown.len(), usize::from(query.people));
    let starts: Vec<Instant> = shown.iter().map(|one| one.start).collect();
    prop_assert_eq!(starts.first(), Some(&start));
    let granted = place_together(agenda, query, &starts, case.now);
    prop_assert!(granted.is_ok(), "{starts:?} are offered and refused: {granted:?}");
    let granted = granted.unwrap_or_default();
    let mut agenda = agenda.clone();
    for (placed, number) in granted.iter().zip(1..) {
        let date = agenda.zone().date(placed.interval.start);
        let alone = SlotQuery {
            people: 1,
            practitioner: Some(placed.practitioner),
            from: date,
            to: date,
            ..query.clone()
        };
        let again = place(&agenda, &alone, placed.interval.start, case.now);
        prop_assert_eq!(again.as_ref().ok(), Some(placed), "person {}", number);
        agenda = with(&agenda, placed, number);
    }
    for pair in granted.windows(2) {
        let (before, next) = (&pair[0].interval, &pair[1].interval);
        prop_assert!(before.start <= next.start, "out of order");
        prop_assert!(
            next.start <= before.end + chrono::TimeDelta::minutes(30),
            "too far apart"
        );
    }
    Ok(())
}

#[test]
fn what_is_offered_to_several_people_is_free_for_each_after_those_before() {
    let (followed, found) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    for_cases("several people", 2, |case, _| {
        let agenda = case.agenda();
        for people in 2..=4 {
            let query = SlotQuery {
                people,
                ..case.query.clone()
            };
            let offered = search(&agenda, &query, case.now);
            let alone = search(
                &agenda,
                &SlotQuery {
                    people: 1,
                    ..query.clone()
                },
                case.now,
            );
            let all: Vec<Instant> = alone.iter().map(|slot| slot.start).collect();
            found.set(found.get() + usize::from(!offered.is_empty()));
            for slot in offered.iter().take(FOLLOWED) {
                prop_assert!(all.contains(&slot.start), "a start that one alone is not offered");
                is_sound(case, &agenda, &query, slot.start)?;
                followed.set(followed.get() + 1);
            }
        }
        Ok(())
    });
    assert!(
        found.get() > 100 && followed.get() > 500,
        "{found:?} {followed:?}"
    );
}
