//! What patients are offered, appointments and people, asked about the other practitioner.

use serde_json::{Value, json};

use super::{About, booking};

/// Address, body, status; in an order in which each finds what those before left.
#[expect(clippy::too_many_lines, reason = "a table of operations")]
pub(super) fn asked() -> Vec<About> {
    let none = Value::Null;
    vec![
        (
            "/api/v1/slots",
            "/api/v1/slots?care=1&practitioner=2",
            none.clone(),
            404,
        ),
        (
            "/api/v1/slots",
            "/api/v1/slots?care=1&from=2026-03-04",
            none.clone(),
            200,
        ),
        (
            "/api/v1/practitioners",
            "/api/v1/practitioners",
            none.clone(),
            200,
        ),
        ("/api/v1/care-types", "/api/v1/care-types", none.clone(), 200),
        (
            "/api/v1/agenda",
            "/api/v1/agenda?date=2026-03-03&practitioner=2",
            none.clone(),
            404,
        ),
        (
            "/api/v1/agenda",
            "/api/v1/agenda?date=2026-03-03",
            none.clone(),
            200,
        ),
        (
            "/api/v1/appointments",
            "/api/v1/appointments",
            booking(&json!(2), "2026-03-04T14:00:00+01:00"),
            404,
        ),
        (
            "/api/v1/appointments/{id}",
            "/api/v1/appointments/2",
            none.clone(),
            404,
        ),
        (
            "/api/v1/appointments/{id}/cancel",
            "/api/v1/appointments/2/cancel",
            json!({}),
            404,
        ),
        (
            "/api/v1/appointments/{id}/length",
            "/api/v1/appointments/2/length",
            json!({"minutes": 40}),
            404,
        ),
        (
            "/api/v1/appointments/{id}/move",
            "/api/v1/appointments/2/move",
            json!({"start": "2026-03-04T14:00:00+01:00"}),
            404,
        ),
        // Their own appointment, to somebody else.
        (
            "/api/v1/appointments/{id}/move",
            "/api/v1/appointments/1/move",
            json!({"start": "2026-03-04T14:00:00+01:00", "practitioner": 2}),
            404,
        ),
        (
            "/api/v1/appointments/{id}/state",
            "/api/v1/appointments/2/state",
            json!({"status": "no_show"}),
            404,
        ),
        // People are the practice's; of their appointments only those that are one's business are told.
        ("/api/v1/patients/{id}", "/api/v1/patients/1", none.clone(), 200),
        (
            "/api/v1/patients/{id}",
            "/api/v1/patients/1",
            json!({"version": 1, "fragile": true}),
            200,
        ),
        (
            "/api/v1/patients/search",
            "/api/v1/patients/search",
            json!({"q": "le goff"}),
            200,
        ),
        (
            "/api/v1/patients",
            "/api/v1/patients",
            json!({"family_name": "Neuf", "given_name": "Ève", "phone": "0612345679"}),
            201,
        ),
    ]
}
