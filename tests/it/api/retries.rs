//! Idempotency keys: a request that is sent again is answered again, and does nothing twice.

use grappe::domain::agenda::Edit;
use grappe::domain::staff::Actor;
use serde_json::{Value, json};

use super::Served;
use super::program::{TUESDAY_9, booking, kind, places};
use crate::support::practice::room;

const BOOK: &str = "/api/v1/appointments";

#[test]
fn the_same_key_gets_the_same_answer_and_another_request_is_refused() {
    let served = Served::new();
    let program = served.program();
    let keyed = program.saying("Idempotency-Key", "order-17");
    let first = keyed.books(TUESDAY_9, "Lefort");
    let revision = served.0.revision();
    assert_eq!(keyed.books(TUESDAY_9, "Lefort"), first);
    let (status, problem) = keyed.post(BOOK, &booking("2026-03-03T10:00:00+01:00", "Lefort"));
    assert_eq!((status, kind(&problem)), (422, "key-reused"));
    assert_eq!(served.0.revision(), revision, "nothing was written twice");
    // Keys of two tokens are strangers to each other.
    let other = served.program().saying("Idempotency-Key", "order-17");
    let (status, problem) = other.post(BOOK, &booking(TUESDAY_9, "Autre"));
    assert_eq!((status, kind(&problem)), (409, "slot-taken"));
}

#[test]
fn moves_and_cancellations_are_answered_again_too() {
    let served = Served::new();
    let program = served.program();
    let booked = program.books(TUESDAY_9, "Lefort");
    let path = format!("{BOOK}/{}/move", booked["id"]);
    let ten = json!({"start": "2026-03-03T10:00:00+01:00"});
    let keyed = program.saying("Idempotency-Key", "move");
    let (status, moved) = keyed.post(&path, &ten);
    assert_eq!(status, 201, "{moved}");
    assert_eq!(keyed.post(&path, &ten), (201, moved.clone()));
    assert_eq!(
        program.post(&path, &ten).0,
        409,
        "without the key it is another request"
    );

    let path = format!("{BOOK}/{}/cancel", moved["id"]);
    let keyed = program.saying("Idempotency-Key", "cancel");
    let (status, cancelled) = keyed.post(&path, &json!({}));
    assert_eq!(status, 200, "{cancelled}");
    assert_eq!(keyed.post(&path, &json!({})), (200, cancelled));
    assert_eq!(program.post(&path, &json!({})).0, 409);
    // A key stands for one request of any kind.
    let (status, problem) = keyed.post(BOOK, &booking(TUESDAY_9, "Lefort"));
    assert_eq!((status, kind(&problem)), (422, "key-reused"));
}

#[test]
fn a_refused_request_may_be_sent_again_with_its_key() {
    let served = Served::new();
    let program = served.program();
    let first = program.books(TUESDAY_9, "Lefort");
    let keyed = program.saying("Idempotency-Key", "again");
    assert_eq!(keyed.post(BOOK, &booking(TUESDAY_9, "Autre")).0, 409);
    let cancelled = program.post(&format!("{BOOK}/{}/cancel", first["id"]), &json!({}));
    assert_eq!(cancelled.0, 200);
    keyed.books(TUESDAY_9, "Autre");
}

#[test]
fn keys_that_cannot_be_told_apart_are_refused() {
    let served = Served::new();
    let program = served.program();
    let long = "k".repeat(256);
    for key in ["", "a b", "é", &long] {
        let keyed = program.saying("Idempotency-Key", key);
        let (status, problem) = keyed.post(BOOK, &booking(TUESDAY_9, "Lefort"));
        assert_eq!(
            (status, places(&problem)),
            (422, vec!["Idempotency-Key".to_owned()]),
            "{key}"
        );
    }
    let twice = program
        .saying("Idempotency-Key", "a")
        .saying("Idempotency-Key", "b");
    assert_eq!(twice.post(BOOK, &booking(TUESDAY_9, "Lefort")).0, 422);
}

fn with_room() -> Served {
    let served = Served::new();
    let room = room();
    let app = &served.0.app;
    let written = app.change_set_up(vec![Edit::Resource(room)], None, Actor::System);
    served.0.run(written).unwrap();
    served
}

/// Everything else that makes something: address, body, and a member that makes it another request.
fn makings() -> [(&'static str, Value, (&'static str, Value)); 7] {
    let span = |day: &str| json!({"start": format!("{day}T08:00:00Z"), "end": format!("{day}T10:00:00Z")});
    let mut away = span("2026-05-05");
    away["practitioner"] = json!(1);
    let windows = json!([{"start": "09:00", "end": "10:00"}]);
    [
        (
            "/api/v1/patients",
            json!({"family_name": "Le Goff", "given_name": "Anne", "phone": "0612345678"}),
            ("given_name", json!("Jeanne")),
        ),
        ("/api/v1/absences", away, ("label", json!("Congrès"))),
        (
            "/api/v1/exceptions",
            json!({"practitioner": 1, "from": "2026-03-07", "windows": windows}),
            ("from", json!("2026-03-14")),
        ),
        (
            "/api/v1/schedules",
            json!({"practitioner": 1, "days": {"saturday": windows}, "valid_from": "2030-01-01"}),
            ("valid_from", json!("2030-02-01")),
        ),
        (
            "/api/v1/resources/1/closures",
            span("2026-05-05"),
            ("start", json!("2026-05-05T07:00:00Z")),
        ),
        (
            "/api/v1/waiting-list",
            json!({"patient": 1, "care": 1}),
            ("urgency", json!("soon")),
        ),
        (
            "/api/v1/waiting-list/1/offers",
            json!({"practitioner": 1, "start": "2026-03-10T09:00:00+01:00"}),
            ("start", json!("2026-03-10T10:00:00+01:00")),
        ),
    ]
}

#[test]
fn whatever_makes_something_makes_it_once_for_a_key() {
    let served = with_room();
    let program = served.program();
    for (path, body, (member, other)) in makings() {
        let keyed = program.saying("Idempotency-Key", path);
        let (status, first) = keyed.post(path, &body);
        assert_eq!(status, 201, "{path}: {first}");
        let revision = served.0.revision();
        assert_eq!(keyed.post(path, &body), (201, first), "{path}");
        let mut changed = body.clone();
        changed[member] = other;
        let (status, problem) = keyed.post(path, &changed);
        assert_eq!((status, kind(&problem)), (422, "key-reused"), "{path}");
        assert_eq!(served.0.revision(), revision, "{path}: nothing was written twice");
        let (status, problem) = program.saying("Idempotency-Key", "a b").post(path, &body);
        assert_eq!(
            (status, places(&problem)),
            (422, vec!["Idempotency-Key".to_owned()]),
            "{path}"
        );
    }
}

#[test]
fn what_was_taken_away_since_is_not_made_again() {
    let served = Served::new();
    let program = served.program();
    let path = "/api/v1/absences";
    let away = json!({"practitioner": 1, "start": "2026-05-05T08:00:00Z", "end": "2026-05-05T10:00:00Z"});
    let keyed = program.saying("Idempotency-Key", "away");
    let (_, first) = keyed.post(path, &away);
    assert_eq!(
        program
            .post(&format!("{path}/{}/remove", first["id"]), &json!({}))
            .0,
        200
    );
    assert_eq!(keyed.post(path, &away), (201, first), "as it was answered then");
    let (_, listed, _) = program.get("/api/v1/absences?from=2026-05-05");
    assert_eq!(listed["absences"], json!([]));
}
