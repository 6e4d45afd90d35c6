//! The machine interface: JSON, scoped tokens, idempotency keys, problem documents (RFC 9457). `docs/api.md` shows it in use.

mod appointment_json;
mod bearer;
mod book;
mod cancel;
mod fields;
mod json_body;
mod key;
mod path;
mod patient_json;
mod reschedule;
mod show;
mod slot_json;
mod slot_query;
mod slots;
mod trouble;

use axum::http::Method;
use axum::routing::{get, post};

use super::router::{Access, Route};

/// The routes of the machine interface.
pub(super) fn table() -> Vec<Route> {
    let route = |method, path, handler| Route {
        method,
        path,
        access: Access::Token,
        handler,
    };
    vec![
        route(Method::GET, "/api/v1/slots", get(slots::list)),
        route(Method::POST, "/api/v1/appointments", post(book::book)),
        route(Method::GET, "/api/v1/appointments/{id}", get(show::show)),
        route(
            Method::POST,
            "/api/v1/appointments/{id}/cancel",
            post(cancel::cancel),
        ),
        route(
            Method::POST,
            "/api/v1/appointments/{id}/move",
            post(reschedule::reschedule),
        ),
    ]
}
