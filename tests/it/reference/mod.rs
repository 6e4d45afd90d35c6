//! The slot engine against a slow reading of the booking rules: for every minute of the dates asked each rule is applied in
//! turn, on random practices, bookings and questions. Nothing here uses the engine's openings, conflicts, grid or modes.
//!
//! Where the rules can be read in two ways, this is the reading held on to:
//!
//! * Of several weekly schedules valid on a date all count ("weekly schedules valid that day", §3); "the last one written wins"
//!   is about exceptions.
//! * An absence removes open time and does not move the grid, which starts where the merged window starts (§3).
//! * Windows that touch at midnight are one window; it is followed seven dates back and forth.
//! * "First and last feasible start of a gap" (§12) are whole minutes; the gap may reach over midnight, and feasible means every
//!   rule: notice, horizon, patient, units. What is left on a side of it is counted with the buffers, from the gap's ends.
//! * "Best-ranked" (§12 c) is among the packed starts of one window on one date; the nearest booking is one of that window. What
//!   the reach of a mode leaves alone is offered as packed, or as grid for morning fill, and does not compete.
//! * The morning (§12 d) ends at 13:00 on the clock and is what is open to the care. A morning without any start holds no
//!   afternoon back: a day is never emptied.
//! * A session with seats left is offered at its start, if that is on the grid, in every mode (§5, §12).
//! * More seats than the care has are never offered, an empty session included (§5).
//! * `max_future` counts the patient's bookings of the care with any practitioner; the ceiling is that of the practitioner asked.
//! * `max_future_with` counts the patient's bookings of whatever care with the practitioner asked.
//! * `max_per_day` counts bookings, not sessions (§8: "4 nouveaux patients par jour").
//! * The next visit of a series keeps to its own notice and horizon, and begins when the first is over: one patient has no two
//!   cares at a time (§5). A series that returns to a care already in it ends there.
//! * Staff are bound by opening hours, conflicts, units and the patient's own bookings, not by notice, horizon, eligibility or
//!   limits (§12: "Staff always see all").

mod busy;
mod cares;
mod case;
mod clock;
mod follow;
mod hours;
mod measure;
mod modes;
mod opening;
mod person;
mod place;
mod practice;
mod question;
mod search;
mod starts;
mod taken;
mod terms;
mod together;
mod visit;

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestCaseResult, TestRng, TestRunner};

use case::Case;
use measure::Measure;

/// Cases of a property unless `GRAPPE_SLOT_CASES` says otherwise.
const CASES: u32 = 600;

/// Runs a property over random cases, then says what they were like.
fn for_cases(name: &str, share: u32, property: impl Fn(&Case, &mut Measure) -> TestCaseResult) {
    let asked = std::env::var_os("GRAPPE_SLOT_CASES").map(|text| {
        let number = text.to_str().and_then(|t| t.parse().ok());
        number.expect("GRAPPE_SLOT_CASES is a number")
    });
    let config = ProptestConfig {
        cases: asked.unwrap_or(CASES / share),
        failure_persistence: None,
        max_shrink_time: 25_000,
        ..ProptestConfig::default()
    };
    // The usual run says the same of the same program; a campaign looks elsewhere each time.
    let mut runner = match asked {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    };
    let measure = std::cell::RefCell::new(Measure::default());
    let done = runner.run(&question::cases(), |case| {
        property(&case, &mut measure.borrow_mut())
    });
    assert!(
        done.is_ok(),
        "{}",
        done.err().map_or_else(String::new, |failure| failure.to_string())
    );
    eprintln!("{name}: {}", measure.into_inner());
}
