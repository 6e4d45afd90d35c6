//! Pages for patients.

mod privacy;

use axum::http::Method;
use axum::routing::get;

use super::router::{Access, Route};

/// The routes of these pages.
pub(super) fn table() -> Vec<Route> {
    vec![Route {
        method: Method::GET,
        path: "/privacy",
        access: Access::Public,
        handler: get(privacy::show),
    }]
}
