//! The workload of `booking_bench`.

use grappe::app::exchange::import::{Reason, When, workload};

const SMALL: &str = r#"{"base": "2026-11-22", "staff": 2, "care": [["Consultation", 15], ["Bilan", 45]],
  "open": 540, "close": 1080, "step": 15, "patients": 3, "appointments": [
  ["2026-05-25", 0, 0, 540, 555, 2], ["2027-05-24", 1, 1, 600, 645, 0],
  ["2027-05-24", 9, 1, 600, 645, 0], ["2027-05-24", 1, 9, 600, 645, 0], ["2027-05-24", 1, 1, 645, 600, 0]]}"#;

#[test]
fn a_workload_gives_its_practice_and_its_bookings() {
    let draft = workload::read(SMALL);
    assert_eq!(
        (
            draft.practitioners.len(),
            draft.care_types.len(),
            draft.patients.len()
        ),
        (2, 2, 3)
    );
    assert_eq!(draft.care_types[1].step_minutes, 15);
    assert_eq!(draft.schedules.len(), 2);
    let first = &draft.appointments[0];
    assert_eq!(
        (first.practitioner.as_str(), first.care.as_str()),
        ("Praticien 01", "Consultation")
    );
    assert_eq!(first.minutes, Some(15));
    assert!(matches!(first.start, When::Wall(start) if start.to_string() == "2026-05-25 09:00:00"));
    assert_eq!(first.patient.given_name.as_str(), "aaac");
    assert_eq!(
        draft.unreadable.iter().map(|u| u.line).collect::<Vec<_>>(),
        [3, 4, 5]
    );
}

#[test]
fn patients_have_names_of_their_own() {
    let many = SMALL.replace("\"patients\": 3", "\"patients\": 4000");
    let mut names: Vec<_> = workload::read(&many)
        .patients
        .into_iter()
        .map(|p| p.given_name)
        .collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 4000);
}

#[test]
fn impossible_sizes_are_refused_before_anything_is_built() {
    for (from, to) in [
        ("\"patients\": 3", "\"patients\": 900000000"),
        ("\"staff\": 2", "\"staff\": 900000000"),
    ] {
        let draft = workload::read(&SMALL.replace(from, to));
        assert!(matches!(draft.unreadable[0].reason, Reason::TooMany(_)), "{to}");
        assert!(draft.practitioners.is_empty());
    }
    assert_eq!(workload::read("{}").unreadable[0].reason, Reason::WrongKind);
}
