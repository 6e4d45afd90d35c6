//! Idempotency keys: a request that is sent again is answered again, and does nothing twice.

use serde_json::json;

use super::Served;
use super::program::{TUESDAY_9, booking, kind, places};

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
