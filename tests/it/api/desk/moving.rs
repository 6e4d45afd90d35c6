//! Moves and lengths by the rules of the staff.

use serde_json::{Value, json};

use super::{BOOK, asked, desk, leading, made, paris, refused, series, sheet, with, wrong};
use crate::api::program::Served;

#[test]
fn an_appointment_is_moved_beyond_what_patients_are_offered() {
    let site = Served::new();
    let program = site.program();
    made(&program, BOOK, &asked("2026-03-04T09:00", "Noir"));
    let first = made(&program, BOOK, &asked("2026-03-03T09:00", "Roux"));
    let to = desk(&first["id"], "/move");
    let moved = made(
        &program,
        &to,
        &json!({"start": paris("2026-03-03T10:07"), "version": first["version"]}),
    );
    assert_eq!(
        (&moved["moved_from"], &moved["start"]),
        (&first["id"], &json!(paris("2026-03-03T10:07")))
    );
    assert_eq!(
        program.last_act(),
        ("appointment.move".to_owned(), "token:1".to_owned())
    );
    refused(
        &program,
        &to,
        (&json!({"start": paris("2026-03-03T11:00")}), (409, "wrong-state")),
    );
    let to = desk(&moved["id"], "/move");
    refused(
        &program,
        &to,
        (
            &json!({"start": paris("2026-03-03T11:00"), "version": 9}),
            (409, "stale"),
        ),
    );
    let over = json!({"start": paris("2026-03-04T09:10")});
    refused(&program, &to, (&over, (409, "slot-taken")));
    let moved = made(
        &program,
        &to,
        &with(over, &json!({"overbooking_reason": "Douleur"})),
    );
    assert_eq!(sheet(&program, &moved["id"])["overbooking_reason"], "Douleur");
    let to = desk(&moved["id"], "/move");
    let moved = made(
        &program,
        &to,
        &json!({"start": paris("2026-03-04T12:30"), "outside_hours": true}),
    );
    assert_eq!(sheet(&program, &moved["id"])["overbooking_reason"], Value::Null);
    assert_eq!(
        wrong(
            &program,
            &desk(&moved["id"], "/move"),
            &json!({"practitioner": null, "outside_hours": true})
        ),
        ["#/start", "#/practitioner"]
    );
}

#[test]
fn an_appointment_is_lengthened_beyond_the_hours_and_over_the_next_one() {
    let site = Served::new();
    let program = site.program();
    let last = made(&program, BOOK, &asked("2026-03-04T11:30", "Roux"));
    let length = desk(&last["id"], "/length");
    refused(
        &program,
        &length,
        (&json!({"minutes": 60}), (422, "slot-not-offered")),
    );
    let longer = made(&program, &length, &json!({"minutes": 60, "outside_hours": true}));
    assert_eq!(longer["end"], paris("2026-03-04T12:30"));
    let first = made(&program, BOOK, &asked("2026-03-04T11:00", "Noir"));
    let length = desk(&first["id"], "/length");
    refused(&program, &length, (&json!({"minutes": 40}), (409, "slot-taken")));
    let over =
        json!({"minutes": 40, "overbooking_reason": "Plus long que prévu", "version": first["version"]});
    let over = made(&program, &length, &over);
    assert_eq!(
        sheet(&program, &over["id"])["overbooking_reason"],
        "Plus long que prévu"
    );
    assert_eq!(
        wrong(
            &program,
            &desk(&longer["id"], "/length"),
            &json!({"minutes": 721, "overbooking_reason": ""})
        ),
        ["#/minutes", "#/overbooking_reason"]
    );
}

#[test]
fn the_same_key_moves_once() {
    let site = Served::new();
    let program = site.program();
    let first = made(&program, BOOK, &asked("2026-03-03T09:00", "Roux"));
    let (to, body) = (
        desk(&first["id"], "/move"),
        json!({"start": paris("2026-03-03T10:07")}),
    );
    let keyed = program.saying("Idempotency-Key", "move-1");
    let moved = made(&keyed, &to, &body);
    assert_eq!(made(&keyed, &to, &body), moved);
    let other = json!({"start": paris("2026-03-03T10:12")});
    refused(&keyed, &to, (&other, (422, "key-reused")));
}

#[test]
fn a_move_that_breaks_a_series_takes_it_along_or_is_accepted_by_name() {
    let site = Served::new();
    let program = site.program();
    leading(&site, false);
    let (first, next) = series(&program);
    let to = desk(&first, "/move");
    let far = json!({"start": paris("2026-03-10T09:00")});
    let before = site.0.revision();
    let told = refused(&program, &to, (&far, (409, "out-of-step")));
    assert_eq!(told["appointments"], json!([next]));
    assert_eq!(site.0.revision(), before, "nothing is written");
    let stranger = json!({"next": [{"appointment": first, "start": "2026-04-01T09:00:00+02:00"}]});
    assert_eq!(
        wrong(&program, &to, &with(far.clone(), &stranger)),
        ["#/next/0/appointment"]
    );
    let along = json!({"next": [{"appointment": next, "start": "2026-04-01T09:00:00+02:00", "version": 1}]});
    let moved = made(&program, &to, &with(far, &along));
    assert_eq!(moved["next"], Value::Null, "everything fits");
    let rest = sheet(&program, &moved["id"])["rest"].clone();
    let second = &sheet(&program, &rest[0])["appointment"];
    assert_eq!(
        (&second["moved_from"], &second["start"]),
        (&next, &json!("2026-04-01T09:00:00+02:00"))
    );
    // The second visit on its own: too near the first one.
    let near = json!({"start": paris("2026-03-12T09:00")});
    let to = desk(&second["id"], "/move");
    let told = refused(&program, &to, (&near, (409, "out-of-step")));
    assert_eq!(told["appointments"], json!([moved["id"]]));
    made(&program, &to, &with(near, &json!({"accept": ["out-of-step"]})));
    // The first one: now the second is told after it is done.
    let away = json!({"start": paris("2026-03-05T09:00"), "accept": ["out-of-step"]});
    let moved = made(&program, &desk(&moved["id"], "/move"), &away);
    assert_eq!(moved["next"].as_array().unwrap().len(), 1, "{moved}");
}
