//! Bookings by the rules of the staff.

use grappe::domain::id::CareTypeId;
use serde_json::{Value, json};

use super::{BOOK, asked, desk, leading, made, paris, refused, sheet, with, written, wrong};
use crate::api::program::Served;

#[test]
fn what_patients_are_not_offered_is_booked_at_the_desk() {
    let site = Served::new();
    let program = site.program();
    let off_grid = asked("2026-03-02T09:07", "Roux");
    refused(
        &program,
        "/api/v1/appointments",
        (
            &with(off_grid.clone(), &json!({"patient": 1})),
            (422, "invalid-request"),
        ),
    );
    let more = json!({"minutes": 45, "note": "Vient avec sa mère"});
    let booked = made(&program, BOOK, &with(off_grid, &more));
    assert_eq!(booked["end"], paris("2026-03-02T09:52"), "{booked}");
    assert_eq!(
        program.last_act(),
        ("appointment.book".to_owned(), "token:1".to_owned())
    );
    let seen = sheet(&program, &booked["id"]);
    assert_eq!(
        (&seen["note"], &seen["origin"]),
        (&json!("Vient avec sa mère"), &json!("api"))
    );
    assert_eq!(
        seen["appointment"]["id"], booked["id"],
        "without a phone or an address"
    );
    // A care that is not online.
    let own = with(asked("2026-03-04T10:00", "Roux"), &json!({"care": 3}));
    made(&program, BOOK, &own);
    // Out of the hours, and over somebody.
    let early = asked("2026-03-04T07:00", "Blanc");
    refused(&program, BOOK, (&early, (422, "slot-not-offered")));
    made(&program, BOOK, &with(early, &json!({"outside_hours": true})));
    let over = asked("2026-03-02T09:30", "Noir");
    let taken = refused(&program, BOOK, (&over, (409, "slot-taken")));
    assert!(!taken["alternatives"].as_array().unwrap().is_empty(), "{taken}");
    let over = made(
        &program,
        BOOK,
        &with(over, &json!({"overbooking_reason": "Urgence"})),
    );
    assert_eq!(program.last_act().0, "appointment.overbook");
    assert_eq!(sheet(&program, &over["id"])["overbooking_reason"], "Urgence");
}

#[test]
fn every_mistake_of_a_booking_is_told_at_its_place() {
    let site = Served::new();
    let program = site.program();
    let fine = asked("2026-03-04T09:00", "Roux");
    for (more, expected) in [
        (
            json!({"care": null, "start": null, "patient": null}),
            vec!["#/care", "#/patient", "#/start"],
        ),
        (json!({"care": 99}), vec!["#/care"]),
        (json!({"patient": 99}), vec!["#/patient"]),
        (
            json!({"minutes": 4, "note": "x".repeat(501)}),
            vec!["#/minutes", "#/note"],
        ),
        (json!({"overbooking_reason": " "}), vec!["#/overbooking_reason"]),
        (
            json!({"overbooking_reason": "x".repeat(201)}),
            vec!["#/overbooking_reason"],
        ),
        (
            json!({"practitioner": null, "outside_hours": true}),
            vec!["#/practitioner"],
        ),
        (
            json!({"practitioner": null, "overbooking_reason": "Urgence"}),
            vec!["#/practitioner"],
        ),
        (json!({"outside_hours": "yes"}), vec!["#/outside_hours"]),
        (json!({"accept": ["out-of-step"]}), vec!["#/accept"]),
        (
            json!({"next": [{"practitioner": "x"}]}),
            vec!["#/next/0/practitioner", "#/next/0/start"],
        ),
        (
            json!({"next": vec![json!({"start": paris("2026-03-24T09:00")}); 9]}),
            vec!["#/next"],
        ),
        (json!({"answers": []}), vec!["#/answers"]),
    ] {
        assert_eq!(
            wrong(&program, BOOK, &with(fine.clone(), &more)),
            expected,
            "{more}"
        );
    }
    made(&program, BOOK, &fine);
}

#[test]
fn a_copy_keeps_patient_care_practitioner_and_length() {
    let site = Served::new();
    let program = site.program();
    let first = made(
        &program,
        BOOK,
        &with(asked("2026-03-03T09:00", "Roux"), &json!({"minutes": 50})),
    );
    let copy = desk(&first["id"], "/copy");
    let second = made(&program, &copy, &json!({"start": paris("2026-03-10T09:00")}));
    for member in ["patient", "care", "practitioner"] {
        assert_eq!(second[member], first[member], "{member}");
    }
    assert_eq!(second["end"], paris("2026-03-10T09:50"));
    let other = json!({"start": paris("2026-03-10T14:03"), "practitioner": 2, "minutes": 20});
    let third = made(&program, &copy, &other);
    assert_eq!(
        (&third["practitioner"], &third["end"]),
        (&json!(2), &json!(paris("2026-03-10T14:23")))
    );
    assert_eq!(wrong(&program, &copy, &json!({"care": 1})), ["#/start", "#/care"]);
    assert_eq!(program.post(&desk(&json!(99), "/copy"), &json!({})).0, 404);
}

#[test]
fn what_follows_is_named_or_left_for_later_by_name() {
    let site = Served::new();
    let program = site.program();
    leading(&site, false);
    let first = with(asked("2026-03-03T09:00", "Roux"), &json!({"care": 4}));
    refused(&program, BOOK, (&first, (409, "next-visit-open")));
    let later = made(
        &program,
        BOOK,
        &with(first.clone(), &json!({"accept": ["next-visit-open"]})),
    );
    assert_eq!(later["next"], Value::Null);
    let named = json!({"start": paris("2026-03-03T10:00"), "next": [{"start": paris("2026-03-24T09:00"), "practitioner": 1}]});
    let both = made(&program, BOOK, &with(first.clone(), &named));
    assert_eq!(both["next"]["follows"], both["id"]);
    // Too early for the series, which no word makes fit.
    let near = json!({"start": paris("2026-03-03T11:00"), "next": [{"start": paris("2026-03-10T09:00")}]});
    refused(&program, BOOK, (&with(first, &near), (422, "slot-not-offered")));
    leading(&site, true);
    let required = with(
        asked("2026-03-04T09:00", "Roux"),
        &json!({"care": 5, "accept": ["next-visit-open"]}),
    );
    assert_eq!(wrong(&program, BOOK, &required), ["#/next"]);
}

#[test]
fn a_care_that_comes_again_is_asked_about_once() {
    let site = Served::new();
    let program = site.program();
    leading(&site, true);
    written(&site, |tx| {
        let id = CareTypeId(4);
        let mut care = tx.agenda().set_up().care_types[&id].clone();
        let series = care.terms.series.as_mut().unwrap();
        series.next = id;
        tx.save_care_type(&care)
    });
    let first = with(asked("2026-03-03T09:00", "Roux"), &json!({"care": 4}));
    assert_eq!(wrong(&program, BOOK, &first), ["#/next"]);
    let next = json!({"next": [{"start": paris("2026-03-24T09:00")}]});
    let both = made(&program, BOOK, &with(first, &next));
    assert_eq!(both["next"]["care"], 4);
}

#[test]
fn the_same_key_books_once() {
    let site = Served::new();
    let program = site.program().saying("Idempotency-Key", "desk-1");
    let body = asked("2026-03-03T09:10", "Roux");
    let first = made(&program, BOOK, &body);
    assert_eq!(made(&program, BOOK, &body), first);
    refused(
        &program,
        BOOK,
        (&with(body, &json!({"note": "Autre"})), (422, "key-reused")),
    );
    let (_, day, _) = program.get("/api/v1/agenda?date=2026-03-03");
    assert_eq!(day["appointments"].as_array().unwrap().len(), 1);
}

#[test]
fn a_limited_token_books_for_its_own_and_reads_no_notes() {
    let site = Served::new();
    let martin = site.limited(&[1]);
    let own = made(
        &martin,
        BOOK,
        &with(asked("2026-03-03T09:10", "Roux"), &json!({"note": "Porte B"})),
    );
    assert_eq!(sheet(&martin, &own["id"])["note"], Value::Null);
    let note = desk(&own["id"], "/note");
    refused(&martin, &note, (&json!({"note": "x"}), (403, "limited-token")));
    let other = with(asked("2026-03-03T14:10", "Roux"), &json!({"practitioner": 2}));
    refused(&martin, BOOK, (&other, (404, "not-found")));
    let away = json!({"next": [{"start": paris("2026-03-24T14:00"), "practitioner": 2}]});
    assert_eq!(
        wrong(&martin, BOOK, &with(asked("2026-03-04T09:00", "Roux"), &away)),
        ["#/next/0/practitioner"]
    );
    refused(
        &martin,
        &desk(&own["id"], "/move"),
        (
            &json!({"start": paris("2026-03-05T14:00"), "practitioner": 2}),
            (404, "not-found"),
        ),
    );
}
