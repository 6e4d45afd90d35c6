//! What one resource may cost (caldav §5.7), to the last one that is allowed. Counted, so that a slow machine reads the same.

use std::borrow::Cow;
use std::cell::Cell;

use grappe::bridge::dav::Terms;
use grappe::domain::ical::{Budget, Calendar, Defect, Limits, Series, occurrences, utf8};
use grappe::domain::time::{Interval, Zone};

use super::{at, event};

const BODY: usize = 2 * 1024 * 1024;
const COMPONENTS: usize = 5_000;
const STEPS: usize = 200_000;
const INTERVALS: usize = 20_000;
const ANSWER: usize = 64 * 1024 * 1024;

thread_local! {
    static DECODED: Cell<usize> = const { Cell::new(0) };
}

fn counted(bytes: &[u8]) -> Cow<'_, str> {
    DECODED.set(DECODED.get() + 1);
    utf8(bytes)
}

fn form(text: &str) -> Option<Defect> {
    let calendar = Calendar::read(text.as_bytes(), &Limits::default());
    calendar.fault.map(|fault| fault.defect)
}

/// Occurrences within the horizon, or what was too much, and the steps that it took.
fn expanded(text: &str) -> (Result<usize, Defect>, usize) {
    let home = Zone::named("Europe/Paris").unwrap();
    let horizon = Interval::new(at("2026-11-01T00:00:00Z"), at("2027-12-01T00:00:00Z")).unwrap();
    let calendar = Calendar::read(text.as_bytes(), &Limits::default());
    let mut budget = Budget::default();
    let file = Series::read(&calendar, home, &mut budget);
    let mut found = 0;
    for events in &file.series {
        let expanded = occurrences(events, horizon, &mut budget);
        if let Some(fault) = expanded.faults.into_iter().next() {
            return (Err(fault.defect), STEPS - budget.steps());
        }
        found += expanded.occurrences.len();
    }
    (Ok(found), STEPS - budget.steps())
}

#[test]
fn two_mebibytes_are_parsed() {
    let of = |length: usize| event(&format!("DTSTART:20261201T080000Z\nX:{}", "x".repeat(length)));
    let rest = of(0).len();
    assert_eq!(form(&of(BODY - rest)), None);
    assert_eq!(form(&of(BODY - rest + 1)), Some(Defect::TooLarge));
    // Attached: whatever it is, but not any number of them.
    let attached = format!("ATTACH:{}", "x".repeat(2 * BODY));
    assert_eq!(form(&event(&attached)), None);
    assert_eq!(
        form(&event(&vec!["ATTACH:x"; BODY / 4].join("\n"))),
        Some(Defect::TooLarge)
    );
}

#[test]
fn what_lies_beyond_is_not_looked_at() {
    let line = "X:12345678\n";
    let text = format!("BEGIN:VCALENDAR\n{}", line.repeat(4 * BODY / line.len()));
    let limits = Limits {
        decode: counted,
        ..Limits::default()
    };
    let calendar = Calendar::read(text.as_bytes(), &limits);
    assert_eq!(calendar.fault.map(|fault| fault.defect), Some(Defect::TooLarge));
    assert!(DECODED.get() <= BODY / line.len() + 2, "{} lines", DECODED.get());
}

#[test]
fn five_thousand_components_are_read() {
    let of = |events: usize| super::file(&vec!["DTSTART:20261201T080000Z"; events]);
    // The calendar is one of them.
    assert_eq!(form(&of(COMPONENTS - 1)), None);
    assert_eq!(form(&of(COMPONENTS)), Some(Defect::TooManyComponents));
}

#[test]
fn twenty_thousand_intervals_are_kept() {
    let of = |count: usize| {
        event(&format!(
            "DTSTART:20261201T080000Z\nDURATION:PT1S\nRRULE:FREQ=MINUTELY;COUNT={count}"
        ))
    };
    assert_eq!(expanded(&of(INTERVALS)).0, Ok(INTERVALS));
    assert_eq!(expanded(&of(INTERVALS + 1)).0, Err(Defect::TooManyIntervals));
}

/// All of it before the horizon, by a rule that has to be followed.
#[test]
fn two_hundred_thousand_steps_are_followed() {
    let of = |count: usize| {
        let days = "BYDAY=MO,TU,WE,TH,FR,SA,SU";
        event(&format!(
            "DTSTART:20200101T080000Z\nDURATION:PT1S\nRRULE:FREQ=MINUTELY;{days};COUNT={count}"
        ))
    };
    let steps = |count: usize| expanded(&of(count)).1;
    let (few, each) = (steps(10_000), (steps(20_000) - steps(10_000)) / 10_000);
    let most = 10_000 + (STEPS - few) / each;
    let (found, steps) = expanded(&of(most));
    assert!(
        found == Ok(0) && STEPS - steps < each,
        "{most} instances in {steps} steps: {found:?}"
    );
    assert_eq!(expanded(&of(most + 1)).0, Err(Defect::TooManySteps));
}

/// The limits of one resource hold whatever a caller allows.
#[test]
fn nobody_allows_more() {
    assert_eq!(Budget::new(usize::MAX, usize::MAX).steps(), STEPS);
    assert_eq!(Terms::default().allowance.body, ANSWER);
}
