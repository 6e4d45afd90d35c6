//! The waiting list and its offers, asked about the other practitioner.

use serde_json::{Value, json};

use super::About;

/// Address, body, status; in an order in which each finds what those before left.
#[expect(clippy::too_many_lines, reason = "a table of operations")]
pub(super) fn asked() -> Vec<About> {
    let none = Value::Null;
    vec![
        ("/api/v1/waiting-list", "/api/v1/waiting-list", none.clone(), 200),
        (
            "/api/v1/waiting-list",
            "/api/v1/waiting-list",
            json!({"patient": 1, "care": 2, "practitioners": [1, 2]}),
            404,
        ),
        (
            "/api/v1/waiting-list/{id}",
            "/api/v1/waiting-list/2",
            json!({"version": 1, "practitioners": [1]}),
            404,
        ),
        (
            "/api/v1/waiting-list/{id}",
            "/api/v1/waiting-list/1",
            json!({"version": 1, "practitioners": [1, 2]}),
            404,
        ),
        (
            "/api/v1/waiting-list/{id}/offers",
            "/api/v1/waiting-list/2/offers",
            json!({"practitioner": 1, "start": "2026-03-10T09:00:00+01:00"}),
            404,
        ),
        (
            "/api/v1/waiting-list/{id}/offers",
            "/api/v1/waiting-list/1/offers",
            json!({"practitioner": 2, "start": "2026-03-10T15:00:00+01:00"}),
            404,
        ),
        (
            "/api/v1/waiting-list/{id}/pause",
            "/api/v1/waiting-list/2/pause",
            json!({}),
            404,
        ),
        (
            "/api/v1/waiting-list/{id}/resume",
            "/api/v1/waiting-list/2/resume",
            json!({}),
            404,
        ),
        ("/api/v1/offers", "/api/v1/offers", none.clone(), 200),
        (
            "/api/v1/offers/{id}/accept",
            "/api/v1/offers/2/accept",
            json!({}),
            404,
        ),
        (
            "/api/v1/offers/{id}/decline",
            "/api/v1/offers/2/decline",
            json!({}),
            404,
        ),
        (
            "/api/v1/offers/{id}/withdraw",
            "/api/v1/offers/2/withdraw",
            json!({}),
            404,
        ),
        (
            "/api/v1/waiting-list/{id}/withdraw",
            "/api/v1/waiting-list/2/withdraw",
            json!({}),
            404,
        ),
    ]
}
