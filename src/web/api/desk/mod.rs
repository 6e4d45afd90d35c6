//! What the staff do at the desk, for a program that the practice trusts with it (`desk:write`): beyond what patients are offered,
//! answers, decisions, illness, and each own act taken back.

mod beyond;
mod book;
mod calls;
mod following;
mod ill;
mod marks;
mod moving;
mod sheet;
mod to_do;
mod undo;

use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

use crate::app::Scope;
use crate::web::Web;
use crate::web::router::{Access, Route};

/// The routes of the desk.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    let route = |method, path, handler: MethodRouter<Web>| Route {
        method,
        path,
        access: Access::Token(Scope::DeskWrite),
        handler,
    };
    let show = |path, handler| route(Method::GET, path, handler);
    let act = |path, handler| route(Method::POST, path, handler);
    vec![
        act("/api/v1/desk/appointments", post(book::book)),
        show("/api/v1/desk/appointments/{id}", get(sheet::show)),
        act("/api/v1/desk/appointments/{id}/answer", post(marks::answer)),
        act("/api/v1/desk/appointments/{id}/contest", post(marks::contest)),
        act("/api/v1/desk/appointments/{id}/copy", post(book::copy)),
        act("/api/v1/desk/appointments/{id}/late", post(marks::late)),
        act("/api/v1/desk/appointments/{id}/length", post(moving::length)),
        act("/api/v1/desk/appointments/{id}/move", post(moving::reschedule)),
        act("/api/v1/desk/appointments/{id}/note", post(marks::note)),
        act("/api/v1/desk/appointments/{id}/series", post(marks::series)),
        show("/api/v1/desk/calls", get(calls::list)),
        show("/api/v1/desk/calls/{id}", get(calls::show)),
        act("/api/v1/desk/calls/{id}", post(calls::note)),
        show("/api/v1/desk/ill", get(ill::preview)),
        act("/api/v1/desk/ill", post(ill::declare)),
        show("/api/v1/desk/to-confirm", get(to_do::to_confirm)),
        show("/api/v1/desk/to-do", get(to_do::to_do)),
        show("/api/v1/undo", get(undo::list)),
        act("/api/v1/undo/{id}", post(undo::undo)),
    ]
}
