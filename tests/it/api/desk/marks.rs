//! What is noted of an appointment: late, a note, the answer to a request.

use grappe::domain::booking::Status;
use serde_json::{Value, json};

use super::{BOOK, asked, becomes, desk, made, refused, sheet, with, wrong};
use crate::api::program::Served;

#[test]
fn who_came_late_is_marked_and_unmarked() {
    let site = Served::new();
    let program = site.program();
    let made_at_9 = made(&program, BOOK, &asked("2026-03-02T09:15", "Roux"));
    let late = desk(&made_at_9["id"], "/late");
    refused(&program, &late, (&json!({"late": true}), (409, "wrong-state")));
    site.0.clock.advance(chrono::TimeDelta::minutes(30));
    made(&program, &late, &json!({"late": true}));
    assert_eq!(
        program.last_act(),
        ("appointment.late".to_owned(), "token:1".to_owned())
    );
    assert_eq!(sheet(&program, &made_at_9["id"])["late"], true);
    made(&program, &late, &json!({"late": false}));
    assert_eq!(sheet(&program, &made_at_9["id"])["late"], false);
    assert_eq!(wrong(&program, &late, &json!({})), ["#/late"]);
}

#[test]
fn a_note_is_replaced_unless_somebody_was_faster() {
    let site = Served::new();
    let program = site.program();
    let booked = made(&program, BOOK, &asked("2026-03-03T09:00", "Roux"));
    let note = desk(&booked["id"], "/note");
    let changed = made(
        &program,
        &note,
        &json!({"note": "Fauteuil roulant", "version": booked["version"]}),
    );
    assert_eq!(sheet(&program, &booked["id"])["note"], "Fauteuil roulant");
    assert_eq!(program.last_act().0, "patient.view", "the sheet was opened");
    assert!(site.0.recorded("appointment.note"));
    refused(
        &program,
        &note,
        (&json!({"note": "", "version": booked["version"]}), (409, "stale")),
    );
    made(
        &program,
        &note,
        &json!({"note": "", "version": changed["version"]}),
    );
    assert_eq!(sheet(&program, &booked["id"])["note"], "");
    assert_eq!(
        wrong(&program, &note, &json!({"note": "1 55 08 75 056 001 79"})),
        ["#/note"]
    );
}

#[test]
fn a_request_is_answered_with_words_that_give_nothing_away() {
    let site = Served::new();
    let program = site.program();
    let person = json!({"patient": {"family_name": "Roux", "given_name": "Zoé", "email": "zoe@example.org"}});
    let booked = made(&program, BOOK, &with(asked("2026-03-03T09:00", "Roux"), &person));
    let answer = desk(&booked["id"], "/answer");
    refused(
        &program,
        &answer,
        (&json!({"answer": "accept"}), (409, "wrong-state")),
    );
    becomes(&site, &booked["id"], Status::Requested);
    for (body, expected) in [
        (json!({}), vec!["#/answer"]),
        (json!({"answer": "perhaps"}), vec!["#/answer"]),
        (
            json!({"answer": "accept", "message": "Pas de téléconsultation"}),
            vec!["#/message"],
        ),
        (
            json!({"answer": "accept", "message": "Voir www.example.org"}),
            vec!["#/message"],
        ),
        (
            json!({"answer": "accept", "message": "x".repeat(201)}),
            vec!["#/message"],
        ),
    ] {
        assert_eq!(wrong(&program, &answer, &body), expected, "{body}");
    }
    let done = made(
        &program,
        &answer,
        &json!({"answer": "refuse", "message": "Appelez-nous demain."}),
    );
    assert_eq!(done["status"], "refused");
    assert_eq!(
        program.last_act(),
        ("appointment.answer".to_owned(), "token:1".to_owned())
    );
    let notices = site.0.run(site.0.app.recent_notices(1)).unwrap();
    assert_eq!(notices[0].message.note.as_deref(), Some("Appelez-nous demain."));
    // What was answered is taken back like any other act.
    let (_, acts, _) = program.get("/api/v1/undo");
    let back = made(
        &program,
        &format!("/api/v1/undo/{}", acts["acts"][0]["id"]),
        &json!({}),
    );
    assert_eq!(back["status"], "requested");
    let done = made(&program, &answer, &json!({"answer": "accept", "message": null}));
    assert_eq!(
        (&done["status"], &done["next"]),
        (&json!("confirmed"), &Value::Null)
    );
}
