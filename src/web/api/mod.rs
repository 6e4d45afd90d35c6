//! The machine interface: JSON, scoped tokens, idempotency keys, problem documents (RFC 9457). `docs/api.md` shows it in use.

mod absences;
mod agenda;
mod appointment_json;
mod audit;
mod bearer;
mod book;
mod cancel;
mod catalogue;
mod change;
mod desk;
mod drafts;
mod exceptions;
mod fields;
mod json_body;
mod key;
mod length;
mod offers;
mod openapi;
mod path;
mod patient_change;
mod patient_json;
mod patients;
mod query;
mod reach;
mod records;
mod reschedule;
mod resources;
mod schedules;
mod setup;
mod show;
mod slot_json;
mod slot_query;
mod slots;
mod state;
mod statistics;
mod trouble;
mod waiting;
mod window_json;
mod wishes;

use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

use super::Web;
use super::router::{Access, Route};
use crate::app::Scope;

pub(super) use bearer::token_guard;

/// The routes of the machine interface.
pub(super) fn table() -> Vec<Route> {
    let parts = [
        booking_table(),
        desk::table(),
        statistics_table(),
        records::table(),
        setup::table(),
        drafts::table(),
    ];
    parts.into_iter().flatten().collect()
}

/// Those on appointments, patients, hours and the waiting list.
#[rustfmt::skip]
fn booking_table() -> Vec<Route> {
    use Scope::{
        AgendaRead, AppointmentsWrite, AuditRead, PatientsRead, PatientsWrite, SchedulesRead, SchedulesWrite, SlotsRead,
        WaitingWrite,
    };
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
        act("/api/v1/appointments/{id}/length", AppointmentsWrite, post(length::change)),
        act("/api/v1/appointments/{id}/move", AppointmentsWrite, post(reschedule::reschedule)),
        act("/api/v1/appointments/{id}/state", AppointmentsWrite, post(state::set)),
        show("/api/v1/practitioners", SlotsRead, get(catalogue::practitioners)),
        show("/api/v1/care-types", SlotsRead, get(catalogue::care_types)),
        show("/api/v1/agenda", AgendaRead, get(agenda::day)),
        act("/api/v1/patients", PatientsWrite, post(patients::create)),
        act("/api/v1/patients/search", PatientsRead, post(patients::search)),
        show("/api/v1/patients/{id}", PatientsRead, get(patients::show)),
        act("/api/v1/patients/{id}", PatientsWrite, post(patient_change::change)),
        show("/api/v1/absences", SchedulesRead, get(absences::list)),
        act("/api/v1/absences", SchedulesWrite, post(absences::create)),
        act("/api/v1/absences/{id}/remove", SchedulesWrite, post(absences::remove)),
        show("/api/v1/exceptions", SchedulesRead, get(exceptions::list)),
        act("/api/v1/exceptions", SchedulesWrite, post(exceptions::create)),
        act("/api/v1/exceptions/{id}/remove", SchedulesWrite, post(exceptions::remove)),
        show("/api/v1/schedules", SchedulesRead, get(schedules::list)),
        act("/api/v1/schedules", SchedulesWrite, post(schedules::create)),
        act("/api/v1/schedules/{id}", SchedulesWrite, post(schedules::replace)),
        act("/api/v1/schedules/{id}/remove", SchedulesWrite, post(schedules::remove)),
        show("/api/v1/resources", SchedulesRead, get(resources::list)),
        act("/api/v1/resources/{id}/closures", SchedulesWrite, post(resources::close)),
        act("/api/v1/resources/{id}/closures/remove", SchedulesWrite, post(resources::reopen)),
        show("/api/v1/waiting-list", WaitingWrite, get(waiting::list)),
        act("/api/v1/waiting-list", WaitingWrite, post(waiting::join)),
        act("/api/v1/waiting-list/{id}", WaitingWrite, post(waiting::change)),
        act("/api/v1/waiting-list/{id}/offers", WaitingWrite, post(offers::make)),
        act("/api/v1/waiting-list/{id}/pause", WaitingWrite, post(waiting::pause)),
        act("/api/v1/waiting-list/{id}/resume", WaitingWrite, post(waiting::resume)),
        act("/api/v1/waiting-list/{id}/withdraw", WaitingWrite, post(waiting::withdraw)),
        show("/api/v1/offers", WaitingWrite, get(offers::list)),
        act("/api/v1/offers/{id}/accept", WaitingWrite, post(offers::accept)),
        act("/api/v1/offers/{id}/decline", WaitingWrite, post(offers::decline)),
        act("/api/v1/offers/{id}/withdraw", WaitingWrite, post(offers::withdraw)),
        show("/api/v1/audit", AuditRead, get(audit::search)),
        Route {
            method: Method::GET,
            path: "/api/v1/openapi.json",
            access: Access::Public,
            handler: get(openapi::show),
        },
    ]
}

/// Those that count.
#[rustfmt::skip]
fn statistics_table() -> Vec<Route> {
    use Scope::StatisticsRead;
    vec![
        shows("/api/v1/statistics", StatisticsRead, get(statistics::overview)),
        shows("/api/v1/statistics/measures", StatisticsRead, get(statistics::measures)),
        shows("/api/v1/statistics/gaps", StatisticsRead, get(statistics::gaps)),
    ]
}

/// A route that reads.
fn shows(path: &'static str, scope: Scope, handler: MethodRouter<Web>) -> Route {
    Route {
        method: Method::GET,
        path,
        access: Access::Token(scope),
        handler,
    }
}

/// A route that acts.
fn acts(path: &'static str, scope: Scope, handler: MethodRouter<Web>) -> Route {
    Route {
        method: Method::POST,
        ..shows(path, scope, handler)
    }
}
