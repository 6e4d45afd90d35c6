//! The machine interface: JSON, scoped tokens, idempotency keys, problem documents (RFC 9457). `docs/api.md` shows it in use.

mod agenda;
mod appointment_json;
mod bearer;
mod book;
mod cancel;
mod catalogue;
mod fields;
mod json_body;
mod key;
mod openapi;
mod path;
mod patient_json;
mod patients;
mod reschedule;
mod show;
mod slot_json;
mod slot_query;
mod slots;
mod state;
mod trouble;

use axum::http::Method;
use axum::routing::{get, post};

use super::router::{Access, Route};
use crate::app::Scope;

pub(super) use bearer::token_guard;

/// The routes of the machine interface.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    use Scope::{AgendaRead, AppointmentsWrite, PatientsRead, PatientsWrite, SlotsRead};
    let route = |method, path, scope, handler| Route {
        method,
        path,
        access: Access::Token(scope),
        handler,
    };
    let show = |path, scope, handler| route(Method::GET, path, scope, handler);
    let act = |path, scope, handler| route(Method::POST, path, scope, handler);
    vec![
        show("/api/v1/slots", SlotsRead, get(slots::list)),
        act("/api/v1/appointments", AppointmentsWrite, post(book::book)),
        show("/api/v1/appointments/{id}", AppointmentsWrite, get(show::show)),
        act("/api/v1/appointments/{id}/cancel", AppointmentsWrite, post(cancel::cancel)),
        act("/api/v1/appointments/{id}/move", AppointmentsWrite, post(reschedule::reschedule)),
        act("/api/v1/appointments/{id}/state", AppointmentsWrite, post(state::set)),
        show("/api/v1/practitioners", SlotsRead, get(catalogue::practitioners)),
        show("/api/v1/care-types", SlotsRead, get(catalogue::care_types)),
        show("/api/v1/agenda", AgendaRead, get(agenda::day)),
        act("/api/v1/patients", PatientsWrite, post(patients::create)),
        act("/api/v1/patients/search", PatientsRead, post(patients::search)),
        show("/api/v1/patients/{id}", PatientsRead, get(patients::show)),
        Route {
            method: Method::GET,
            path: "/api/v1/openapi.json",
            access: Access::Public,
            handler: get(openapi::show),
        },
    ]
}
