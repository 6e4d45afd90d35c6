//! Pages for the people who work in the practice.

mod absences;
mod account;
mod agenda;
mod appointment;
mod booking;
mod command;
mod day;
mod desk;
mod entrance;
mod guard;
mod ill;
mod live;
mod note;
mod outbox;
mod path;
mod patients;
mod print;
mod reach;
mod second_factor;
mod setup;
mod sign_in;
mod statistics;
mod to_do;
mod undo;
mod welcome;

use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

use super::Web;
use super::router::{Access, Route};

pub(super) use guard::{Need, guard, is_behind_guard};
pub(super) use live::Streams;

fn show(path: &'static str, access: Access, handler: MethodRouter<Web>) -> Route {
    Route {
        method: Method::GET,
        path,
        access,
        handler,
    }
}

fn act(path: &'static str, access: Access, handler: MethodRouter<Web>) -> Route {
    Route {
        method: Method::POST,
        path,
        access,
        handler,
    }
}

/// The routes of the back office.
pub(super) fn table() -> Vec<Route> {
    [
        entrances(),
        day::table(),
        day::absences(),
        day::people(),
        statistics::table(),
        setup::table(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Getting in, one's own account.
fn entrances() -> Vec<Route> {
    vec![
        show("/admin/sign-in", Access::Public, get(sign_in::show)),
        act("/admin/sign-in", Access::Public, post(sign_in::send)),
        show("/admin/welcome", Access::Public, get(welcome::show)),
        act("/admin/welcome", Access::Public, post(welcome::send)),
        show("/admin/second-factor", Access::Entering, get(second_factor::show)),
        act(
            "/admin/second-factor",
            Access::Entering,
            post(second_factor::send),
        ),
        act("/admin/sign-out", Access::Entering, post(account::sign_out)),
        show("/admin/account", Access::Staff, get(account::show)),
        act("/admin/account/sessions", Access::Staff, post(account::end)),
        show("/admin/confirm", Access::Staff, get(account::ask)),
        act("/admin/confirm", Access::Staff, post(account::confirm)),
    ]
}
