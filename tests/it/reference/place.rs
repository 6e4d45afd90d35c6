//! The verdict of the transaction, the first free times and what is sold agree with the rules and with `search`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;
use grappe::domain::agenda::{Agenda, Booked, BookingRef, Change};
use grappe::domain::booking::Refusal;
use grappe::domain::care_type::OfferMode;
use grappe::domain::id::{AppointmentId, PractitionerId, ResourceId};
use grappe::domain::slot::{Placement, SlotQuery, Slots, first_free, next_day_with_slots, place, search};
use proptest::prelude::*;

use super::case::Case;
use super::clock::{Minute, instant, minutes};
use super::for_cases;
use super::taken::{session, units};
use super::visit::{Question, Visit};

/// A mode hides starts to keep the day whole; asked for by name they are granted as the mode it tightens would.
fn granted(visit: &Visit<'_>) -> Vec<Minute> {
    visit.starts(match visit.shown() {
        OfferMode::Compact { .. } | OfferMode::BestFit { .. } => OfferMode::Packed,
        OfferMode::MorningFill { .. } => OfferMode::Grid,
        other => other,
    })
}

/// Who takes it: the one who saw the patient last, then who is booked for the fewest minutes that day, then the lowest number.
fn assigned(case: &Case, able: &[&Visit<'_>], start: Minute) -> Option<PractitionerId> {
    let booked = |visit: &Visit<'_>| {
        let own = || visit.taken.iter().filter(|t| t.booked.practitioner == visit.who);
        let mut day = visit.clock.day(visit.clock.date(instant(start)));
        day.by_ref()
            .filter(|minute| own().any(|t| t.care.contains(minute)))
            .count()
    };
    let best = able
        .iter()
        .min_by_key(|visit| (case.query.last_seen != Some(visit.who), booked(visit), visit.who));
    best.map(|visit| visit.who)
}

/// The units of a session that is joined, else one of each kind.
fn has_right_units(case: &Case, visit: &Visit<'_>, start: Minute, chosen: &[ResourceId]) -> bool {
    let body = visit.body(start);
    if visit.is_joinable(start) {
        let mates = session(&visit.taken, &body);
        return mates.iter().any(|mate| *mate.resources == *chosen);
    }
    let day = visit.clock.day(visit.clock.date(instant(start)));
    units(&case.set_up, &visit.taken, &body, &day).is_some_and(|own| own == chosen)
}

fn is_as_the_care(case: &Case, visit: &Visit<'_>, start: Minute, placed: &Placement) -> bool {
    let body = visit.body(start);
    let same = |range: Range<Minute>, interval| minutes(interval) == range;
    same(body.minutes(), placed.interval)
        && same(body.occupied(), placed.occupied)
        && placed.care == case.query.care
        && placed.seats == case.query.seats
        && placed.capacity == visit.terms.capacity
        && has_right_units(case, visit, start, &placed.resources)
}

/// Minutes worth asking for: every start granted, its neighbours, and a few of the day.
fn worth_asking(visits: &[(Visit<'_>, Vec<Minute>)], days: &Range<Minute>) -> Vec<Minute> {
    let granted = visits.iter().flat_map(|(_, starts)| starts.iter().step_by(5));
    let near = granted.flat_map(|start| [start - 5, start - 1, *start, start + 1]);
    let mut all: Vec<Minute> = near.chain(days.clone().step_by(95)).collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|minute| days.contains(minute));
    all
}

#[test]
fn a_start_is_granted_where_the_rules_allow_it_and_nowhere_else() {
    for_cases("place", 2, |case, measure| {
        let agenda = case.agenda();
        let question = Question::of(case);
        let visits: Vec<_> = question
            .visits()
            .into_iter()
            .map(|v| {
                let starts = granted(&v);
                (v, starts)
            })
            .collect();
        measure.note(case, visits.iter().map(|(_, starts)| starts.len()).sum());
        let Some((first, _)) = visits.first() else {
            return Ok(());
        };
        let days = first.clock.day(case.query.from).start..first.clock.day(case.query.to).end;
        let mut offered = Offered::default();
        for start in worth_asking(&visits, &days) {
            let able: Vec<&Visit<'_>> = visits
                .iter()
                .filter(|(_, s)| s.contains(&start))
                .map(|(v, _)| v)
                .collect();
            let at = instant(start);
            match (
                place(&agenda, &case.query, at, case.now),
                assigned(case, &able, start),
            ) {
                (Ok(placed), Some(who)) => {
                    prop_assert_eq!(placed.practitioner, who, "at {}", at);
                    let visit = able.iter().find(|v| v.who == who).unwrap();
                    prop_assert!(is_as_the_care(case, visit, start, &placed), "{placed:?}");
                }
                (Err(refusal), None) => {
                    prop_assert!(
                        alternatives_are_free(case, &agenda, &refusal, &mut offered),
                        "{refusal:?}"
                    );
                }
                (answer, expected) => prop_assert!(false, "{at}: {answer:?}, expected {expected:?}"),
            }
        }
        Ok(())
    });
}

/// Answers by date: the refusals of a case propose the same few again.
type Offered = HashMap<NaiveDate, Slots>;

/// What a refusal proposes is offered on its day to the same question.
fn alternatives_are_free(case: &Case, agenda: &Agenda, refusal: &Refusal, offered: &mut Offered) -> bool {
    let (Refusal::SlotTaken { alternatives } | Refusal::NotOffered { alternatives }) = refusal else {
        return true;
    };
    alternatives.iter().all(|other| {
        let date = agenda.zone().date(other.start);
        let slots = offered.entry(date).or_insert_with(|| {
            let query = SlotQuery {
                from: date,
                to: date,
                ..case.query.clone()
            };
            search(agenda, &query, case.now)
        });
        slots
            .iter()
            .any(|s| s.start == other.start && s.by.contains(&other.practitioner))
    })
}

#[test]
fn first_free_times_are_the_first_of_the_answer() {
    for_cases("first free", 1, |case, measure| {
        let agenda = case.agenda();
        let slots = search(&agenda, &case.query, case.now);
        measure.note(case, slots.len());
        let mut expected: Vec<_> = agenda
            .set_up()
            .practitioners
            .keys()
            .filter_map(|who| {
                let first = slots.iter().find(|slot| slot.by.contains(who))?;
                Some((first.start, *who))
            })
            .collect();
        expected.sort_unstable();
        let first: Vec<_> = first_free(&agenda, &case.query, case.now)
            .into_iter()
            .map(|a| (a.start, a.practitioner))
            .collect();
        prop_assert_eq!(&first, &expected);
        let day = next_day_with_slots(&agenda, &case.query, case.now);
        prop_assert_eq!(
            day,
            slots.iter().next().map(|slot| agenda.zone().date(slot.start))
        );
        Ok(())
    });
}

fn sold(placed: &Placement, number: i64) -> Booked {
    placed.booked(BookingRef::Appointment(AppointmentId(number)), None)
}

/// Two bookings of one practitioner that share a minute and are not one session within its capacity.
fn is_double(one: &Booked, other: &Booked) -> bool {
    let (a, b) = (minutes(one.occupied), minutes(other.occupied));
    let is_session = one.capacity > 1
        && other.capacity > 1
        && one.care == other.care
        && one.interval.start == other.interval.start;
    one.practitioner == other.practitioner && !is_session && a.start.max(b.start) < a.end.min(b.end)
}

/// Sells out all but the longest dates: groups of three, five minutes each, three practitioners, all night.
const SALES: i64 = 300;

#[test]
fn a_day_sold_out_start_by_start_holds_no_double_booking() {
    for_cases("sold out", 4, |case, measure| {
        // Everything asked for by strangers, from an agenda without bookings of its own.
        let query = SlotQuery {
            patient: None,
            moving: None,
            hold: None,
            ..case.query.clone()
        };
        let mut agenda = Agenda::new(
            case.agenda().revision(),
            Arc::new(case.set_up.clone()),
            Vec::new(),
        );
        let mut all: Vec<Booked> = Vec::new();
        for number in 0..SALES {
            let slots = search(&agenda, &query, case.now);
            let Some(start) = slots.iter().nth(slots.len() / 3).map(|s| s.start) else {
                break;
            };
            let placed = place(&agenda, &query, start, case.now);
            prop_assert!(placed.is_ok(), "{start} offered, then {placed:?}");
            let booked = sold(&placed.unwrap(), 1_000 + number);
            prop_assert!(!all.iter().any(|other| is_double(other, &booked)), "{booked:?}");
            agenda = agenda.after(agenda.revision(), &[Change::Taken(booked.clone())]);
            all.push(booked);
        }
        for booked in all.iter().filter(|b| b.capacity > 1) {
            let session = all.iter().filter(|b| {
                (b.practitioner, b.interval.start) == (booked.practitioner, booked.interval.start)
            });
            prop_assert!(session.map(|b| b.seats).sum::<u16>() <= booked.capacity);
        }
        measure.note(case, all.len());
        Ok(())
    });
}
