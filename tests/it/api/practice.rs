//! Every operation on patients' records and on the whole practice: used once (`recorded`), and asked by a token that keeps to some
//! practitioners (`reach`).

use serde_json::{Value, json};

type Asked = (&'static str, &'static str, Value, u16);

/// Route, address, body and status, for a token that keeps to Dr Martin.
pub(super) fn closed() -> Vec<Asked> {
    let reads = [
        "/api/v1/statistics",
        "/api/v1/statistics/measures",
        "/api/v1/statistics/gaps",
        "/api/v1/duplicates",
        "/api/v1/merges",
    ];
    let mut all: Vec<Asked> = reads.map(|path| (path, path, Value::Null, 403)).into();
    all.extend(on_patients());
    all
}

/// People are the practice's: what is noted of them is open, what reaches all of their appointments is not.
fn on_patients() -> Vec<Asked> {
    let read = |route, path, status| (route, path, Value::Null, status);
    let tie = json!({"patient": 2, "books": "for", "kind": "other"});
    vec![
        read("/api/v1/patients/{id}/notes", "/api/v1/patients/1/notes", 200),
        (
            "/api/v1/patients/{id}/notes",
            "/api/v1/patients/1/notes",
            json!({"version": 2, "note": "Vue"}),
            200,
        ),
        read(
            "/api/v1/patients/{id}/relatives",
            "/api/v1/patients/1/relatives",
            200,
        ),
        (
            "/api/v1/patients/{id}/relatives",
            "/api/v1/patients/1/relatives",
            tie,
            200,
        ),
        (
            "/api/v1/patients/{id}/relatives/remove",
            "/api/v1/patients/1/relatives/remove",
            json!({"patient": 2, "books": "for"}),
            200,
        ),
        read(
            "/api/v1/patients/{id}/consents",
            "/api/v1/patients/1/consents",
            200,
        ),
        (
            "/api/v1/patients/{id}/consents",
            "/api/v1/patients/1/consents",
            json!({"kind": "reminders"}),
            201,
        ),
        (
            "/api/v1/patients/{id}/consents/withdraw",
            "/api/v1/patients/1/consents/withdraw",
            json!({"consent": 1}),
            200,
        ),
        read("/api/v1/patients/{id}/export", "/api/v1/patients/1/export", 403),
        read("/api/v1/patients/{id}/erasure", "/api/v1/patients/1/erasure", 403),
        (
            "/api/v1/patients/{id}/erasure",
            "/api/v1/patients/1/erasure",
            json!({"version": 1}),
            403,
        ),
        (
            "/api/v1/patients/{id}/merge",
            "/api/v1/patients/1/merge",
            json!({}),
            403,
        ),
        (
            "/api/v1/duplicates/dismiss",
            "/api/v1/duplicates/dismiss",
            json!({}),
            403,
        ),
        (
            "/api/v1/merges/{id}/undo",
            "/api/v1/merges/1/undo",
            json!({}),
            403,
        ),
    ]
}

/// Route, address and body of what changes something, in an order in which each can be done after the acts of `recorded`: patient 3 was
/// made by them, and has nothing to come.
pub(super) fn acts() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        (
            "/api/v1/patients/{id}/notes",
            "/api/v1/patients/3/notes",
            json!({"version": 1, "desk_note": "Vue"}),
        ),
        (
            "/api/v1/patients/{id}/relatives",
            "/api/v1/patients/3/relatives",
            json!({"patient": 2, "books": "for", "kind": "other"}),
        ),
        (
            "/api/v1/patients/{id}/relatives/remove",
            "/api/v1/patients/3/relatives/remove",
            json!({"patient": 2, "books": "for"}),
        ),
        (
            "/api/v1/patients/{id}/consents",
            "/api/v1/patients/3/consents",
            json!({"kind": "reminders"}),
        ),
        (
            "/api/v1/patients/{id}/consents/withdraw",
            "/api/v1/patients/3/consents/withdraw",
            json!({"consent": 1}),
        ),
        (
            "/api/v1/duplicates/dismiss",
            "/api/v1/duplicates/dismiss",
            json!({"one": 1, "other": 3}),
        ),
        (
            "/api/v1/patients/{id}/merge",
            "/api/v1/patients/2/merge",
            json!({"absorbed": 3, "version": 1, "absorbed_version": 2}),
        ),
        ("/api/v1/merges/{id}/undo", "/api/v1/merges/1/undo", json!({})),
        (
            "/api/v1/patients/{id}/erasure",
            "/api/v1/patients/3/erasure",
            json!({"version": 2}),
        ),
    ]
}
