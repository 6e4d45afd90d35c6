//! Acts of a program, taken back for ten minutes.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{BOOK, asked, desk, leading, made, paris, refused, series, sheet};
use crate::api::program::{Program, Served, TUESDAY_9};

fn acts(program: &Program) -> Vec<Value> {
    let (status, acts, _) = program.get("/api/v1/undo");
    assert_eq!(status, 200, "{acts}");
    acts["acts"].as_array().unwrap().clone()
}

#[track_caller]
fn undone(program: &Program) -> Value {
    let newest = &acts(program)[0]["id"];
    made(program, &format!("/api/v1/undo/{newest}"), &json!({}))
}

#[test]
fn each_act_of_a_program_is_listed_and_taken_back_once() {
    let site = Served::new();
    let (program, other) = (site.program(), site.program());
    let booked = made(&program, BOOK, &asked("2026-03-03T09:00", "Roux"));
    let listed = acts(&program);
    assert_eq!(listed.len(), 1, "{listed:?}");
    let act = &listed[0];
    assert_eq!(
        (&act["kind"], &act["appointment"], &act["before"]),
        (&json!("book"), &booked["id"], &Value::Null)
    );
    assert_eq!(act["until"], "2026-03-02T09:10:01+01:00");
    assert_eq!(acts(&other), Vec::<Value>::new(), "each its own");
    let undo = format!("/api/v1/undo/{}", act["id"]);
    refused(&other, &undo, (&json!({}), (404, "not-found")));
    assert_eq!(
        made(&program, &undo, &json!({}))["status"],
        "cancelled_by_practice"
    );
    assert_eq!(
        program.last_act(),
        ("appointment.undo".to_owned(), "token:1".to_owned())
    );
    refused(&program, &undo, (&json!({}), (404, "not-found")));
    assert_eq!(acts(&program), Vec::<Value>::new());
    assert_eq!(wrong_body(&program, &undo), 422);
}

fn wrong_body(program: &Program, undo: &str) -> u16 {
    program.post(undo, &json!({"appointment": 1})).0
}

#[test]
fn a_move_a_length_a_cancellation_and_a_state_are_taken_back() {
    let site = Served::new();
    let program = site.program();
    // Also what was done by the rules of patients.
    let booked = program.books(TUESDAY_9, "Roux");
    let id = &booked["id"];
    made(
        &program,
        &format!("/api/v1/appointments/{id}/move"),
        &json!({"start": paris("2026-03-04T09:00")}),
    );
    let back = undone(&program);
    assert_eq!(
        (&back["start"], &back["status"]),
        (&json!(TUESDAY_9), &json!("confirmed"))
    );
    made(&program, &desk(&back["id"], "/length"), &json!({"minutes": 60}));
    let back = undone(&program);
    assert_eq!(back["end"], paris("2026-03-03T09:30"));
    made(
        &program,
        &format!("/api/v1/appointments/{}/cancel", back["id"]),
        &json!({"by": "practice"}),
    );
    let back = undone(&program);
    assert_eq!(back["status"], "confirmed");
    made(
        &program,
        &format!("/api/v1/appointments/{}/state", back["id"]),
        &json!({"status": "arrived"}),
    );
    assert_eq!(undone(&program)["status"], "confirmed");
}

#[test]
fn what_changed_since_and_what_is_too_old_stays() {
    let site = Served::new();
    let (program, other) = (site.program(), site.program());
    let booked = made(&program, BOOK, &asked("2026-03-03T09:00", "Roux"));
    let undo = format!("/api/v1/undo/{}", acts(&program)[0]["id"]);
    made(
        &other,
        &desk(&booked["id"], "/move"),
        &json!({"start": paris("2026-03-03T10:00")}),
    );
    refused(&program, &undo, (&json!({}), (409, "stale")));
    // The time that a cancellation freed is somebody's by now.
    let second = made(&program, BOOK, &asked("2026-03-04T09:00", "Noir"));
    made(
        &program,
        &format!("/api/v1/appointments/{}/cancel", second["id"]),
        &json!({}),
    );
    let freed = format!("/api/v1/undo/{}", acts(&program)[0]["id"]);
    made(&other, BOOK, &asked("2026-03-04T09:00", "Blanc"));
    refused(&program, &freed, (&json!({}), (409, "slot-taken")));
    let third = made(&program, BOOK, &asked("2026-03-05T09:00", "Vert"));
    let late = format!("/api/v1/undo/{}", acts(&program)[0]["id"]);
    site.0.clock.advance(TimeDelta::minutes(10));
    site.0.clock.advance(TimeDelta::seconds(1));
    assert_eq!(acts(&program), Vec::<Value>::new());
    refused(&program, &late, (&json!({}), (409, "too-late")));
    assert_eq!(
        sheet(&program, &third["id"])["appointment"]["status"],
        "confirmed"
    );
}

#[test]
fn only_the_last_act_about_an_appointment_is_taken_back() {
    let site = Served::new();
    let program = site.program();
    let booked = made(&program, BOOK, &asked("2026-03-03T09:00", "Roux"));
    let state = format!("/api/v1/appointments/{}/state", booked["id"]);
    for status in ["arrived", "confirmed", "arrived"] {
        made(&program, &state, &json!({"status": status}));
    }
    let first_mark = format!("/api/v1/undo/{}", acts(&program)[2]["id"]);
    refused(&program, &first_mark, (&json!({}), (409, "stale")));
    assert_eq!(undone(&program)["status"], "confirmed");
}

#[test]
fn a_series_that_was_cancelled_together_comes_back_together() {
    let site = Served::new();
    let program = site.program();
    leading(&site, false);
    let (first, next) = series(&program);
    let cancel = format!("/api/v1/appointments/{first}/cancel");
    let gone = made(&program, &cancel, &json!({"rest": true, "by": "practice"}));
    assert_eq!(gone["next"], json!([]));
    assert_eq!(
        sheet(&program, &next)["appointment"]["status"],
        "cancelled_by_practice"
    );
    assert_eq!(undone(&program)["id"], first);
    for id in [&first, &next] {
        assert_eq!(sheet(&program, id)["appointment"]["status"], "confirmed");
    }
}

#[test]
fn the_rest_that_a_limited_token_cancels_is_its_own() {
    let site = Served::new();
    let program = site.program();
    leading(&site, false);
    let (first, next) = series(&program);
    // The second visit goes to Dr Petit.
    let to = json!({"start": paris("2026-03-25T14:00"), "practitioner": 2, "accept": ["out-of-step"]});
    let theirs = made(&program, &desk(&next, "/move"), &to);
    let martin = site.limited(&[1]);
    let gone = made(
        &martin,
        &format!("/api/v1/appointments/{first}/cancel"),
        &json!({"rest": true}),
    );
    assert_eq!(gone["next"], json!([]), "others are not told");
    assert_eq!(
        sheet(&program, &theirs["id"])["appointment"]["status"],
        "confirmed"
    );
    assert_eq!(undone(&martin)["status"], "confirmed");
}
