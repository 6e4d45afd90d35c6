//! The desk, asked about the other practitioner.

use serde_json::{Value, json};

use super::{About, booking};

/// Address, body, status; in an order in which each finds what those before left.
#[expect(clippy::too_many_lines, reason = "a table of operations")]
pub(super) fn asked() -> Vec<About> {
    let none = Value::Null;
    vec![
        // The desk: an act of another token, somebody else's appointment, or the answer without it.
        ("/api/v1/undo", "/api/v1/undo", none.clone(), 200),
        ("/api/v1/undo/{id}", "/api/v1/undo/2", json!({}), 404),
        ("/api/v1/desk/to-do", "/api/v1/desk/to-do", none.clone(), 200),
        (
            "/api/v1/desk/to-confirm",
            "/api/v1/desk/to-confirm",
            none.clone(),
            200,
        ),
        (
            "/api/v1/desk/ill",
            "/api/v1/desk/ill?practitioner=2",
            none.clone(),
            404,
        ),
        (
            "/api/v1/desk/ill",
            "/api/v1/desk/ill",
            json!({"practitioner": 2, "tell": "offer"}),
            404,
        ),
        ("/api/v1/desk/calls", "/api/v1/desk/calls", none.clone(), 200),
        (
            "/api/v1/desk/calls/{id}",
            "/api/v1/desk/calls/1",
            none.clone(),
            404,
        ),
        (
            "/api/v1/desk/calls/{id}",
            "/api/v1/desk/calls/1",
            json!({"appointment": 2, "call": "reached"}),
            404,
        ),
        (
            "/api/v1/desk/appointments",
            "/api/v1/desk/appointments",
            booking(&json!(2), "2026-03-04T14:10:00+01:00"),
            404,
        ),
        (
            "/api/v1/desk/appointments/{id}",
            "/api/v1/desk/appointments/2",
            none.clone(),
            404,
        ),
        (
            "/api/v1/desk/appointments/{id}/answer",
            "/api/v1/desk/appointments/2/answer",
            json!({"answer": "refuse"}),
            404,
        ),
        (
            "/api/v1/desk/appointments/{id}/contest",
            "/api/v1/desk/appointments/2/contest",
            json!({"decision": "kept"}),
            404,
        ),
        (
            "/api/v1/desk/appointments/{id}/copy",
            "/api/v1/desk/appointments/2/copy",
            json!({"start": "2026-03-04T14:10:00+01:00", "practitioner": 1}),
            404,
        ),
        (
            "/api/v1/desk/appointments/{id}/copy",
            "/api/v1/desk/appointments/1/copy",
            json!({"start": "2026-03-04T14:10:00+01:00", "practitioner": 2}),
            404,
        ),
        (
            "/api/v1/desk/appointments/{id}/late",
            "/api/v1/desk/appointments/2/late",
            json!({"late": false}),
            404,
        ),
        (
            "/api/v1/desk/appointments/{id}/length",
            "/api/v1/desk/appointments/2/length",
            json!({"minutes": 40}),
            404,
        ),
        (
            "/api/v1/desk/appointments/{id}/move",
            "/api/v1/desk/appointments/2/move",
            json!({"start": "2026-03-04T09:00:00+01:00", "practitioner": 1}),
            404,
        ),
        (
            "/api/v1/desk/appointments/{id}/move",
            "/api/v1/desk/appointments/1/move",
            json!({"start": "2026-03-04T14:10:00+01:00", "practitioner": 2}),
            404,
        ),
        (
            "/api/v1/desk/appointments/{id}/note",
            "/api/v1/desk/appointments/2/note",
            json!({"note": "x"}),
            403,
        ),
        (
            "/api/v1/desk/appointments/{id}/series",
            "/api/v1/desk/appointments/2/series",
            json!({"decision": "keep"}),
            404,
        ),
    ]
}
