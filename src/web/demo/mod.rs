//! Pages of the demonstration alone; on a real practice they are not there.

mod outbox;

use axum::http::Method;
use axum::routing::get;

use super::router::{Access, Route};

/// The routes of these pages.
pub(super) fn table() -> Vec<Route> {
    let show = |path: &'static str, handler| Route {
        method: Method::GET,
        path,
        access: Access::Public,
        handler,
    };
    vec![
        show("/demo/outbox", get(outbox::show)),
        show("/demo/outbox/{id}/calendar.ics", get(outbox::calendar)),
    ]
}
