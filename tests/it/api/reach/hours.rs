//! Absences, hours and rooms, asked about the other practitioner.

use serde_json::{Value, json};

use super::About;

/// Address, body, status; in an order in which each finds what those before left.
#[expect(clippy::too_many_lines, reason = "a table of operations")]
pub(super) fn asked() -> Vec<About> {
    let none = Value::Null;
    let span = json!({"start": "2026-05-04T08:00:00Z", "end": "2026-05-04T09:00:00Z"});
    let hours = json!({"practitioner": 2, "days": {"saturday": [{"start": "09:00", "end": "10:00"}]}, "version": "0"});
    let mut new_hours = hours.clone();
    new_hours.as_object_mut().unwrap().remove("version");
    let away = json!({"practitioner": 2, "start": span["start"], "end": span["end"]});
    let windows = json!([{"start": "09:00", "end": "10:00"}]);
    vec![
        (
            "/api/v1/absences",
            "/api/v1/absences?from=2026-04-01&practitioner=2",
            none.clone(),
            404,
        ),
        (
            "/api/v1/absences",
            "/api/v1/absences?from=2026-04-01",
            none.clone(),
            200,
        ),
        ("/api/v1/absences", "/api/v1/absences", away.clone(), 404),
        (
            "/api/v1/absences",
            "/api/v1/absences",
            json!({"practitioner": "all", "start": span["start"], "end": span["end"]}),
            403,
        ),
        (
            "/api/v1/absences/{id}/remove",
            "/api/v1/absences/2/remove",
            json!({}),
            404,
        ),
        (
            "/api/v1/exceptions",
            "/api/v1/exceptions?from=2026-03-07&practitioner=2",
            none.clone(),
            404,
        ),
        (
            "/api/v1/exceptions",
            "/api/v1/exceptions?from=2026-03-07",
            none.clone(),
            200,
        ),
        (
            "/api/v1/exceptions",
            "/api/v1/exceptions",
            json!({"practitioner": 2, "from": "2026-05-09", "windows": windows}),
            404,
        ),
        (
            "/api/v1/exceptions/{id}/remove",
            "/api/v1/exceptions/2/remove",
            json!({}),
            404,
        ),
        (
            "/api/v1/schedules",
            "/api/v1/schedules?practitioner=2",
            none.clone(),
            404,
        ),
        ("/api/v1/schedules", "/api/v1/schedules", none.clone(), 200),
        ("/api/v1/schedules", "/api/v1/schedules", new_hours, 404),
        // Theirs, and their own given to somebody else.
        (
            "/api/v1/schedules/{id}",
            "/api/v1/schedules/2",
            hours.clone(),
            404,
        ),
        ("/api/v1/schedules/{id}", "/api/v1/schedules/1", hours, 404),
        (
            "/api/v1/schedules/{id}/remove",
            "/api/v1/schedules/2/remove",
            json!({}),
            404,
        ),
        ("/api/v1/resources", "/api/v1/resources", none.clone(), 200),
        (
            "/api/v1/resources/{id}/closures",
            "/api/v1/resources/1/closures",
            span.clone(),
            403,
        ),
        (
            "/api/v1/resources/{id}/closures/remove",
            "/api/v1/resources/1/closures/remove",
            span,
            403,
        ),
    ]
}
