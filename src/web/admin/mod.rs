//! Pages for the people who work in the practice.

mod absences;
mod account;
mod agenda;
mod appointment;
mod audit;
mod booking;
mod calendar_dry_run;
mod clock;
mod command;
mod confirm;
mod day;
mod desk;
mod entrance;
mod guard;
mod ill;
mod live;
mod messages;
mod note;
mod outside;
mod own_keys;
mod own_messages;
mod passkey;
mod path;
mod patients;
mod phones;
mod print;
mod reach;
mod reminders;
mod retention;
mod returned;
mod school;
mod second_factor;
mod seen;
mod setup;
mod sign_in;
mod statistics;
mod texts;
mod to_do;
mod undo;
mod waiting;
mod welcome;

use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

use super::Web;
use super::router::{Access, Route};

use account::SessionRow;
pub(super) use guard::{Need, guard, is_behind_guard};
pub(super) use live::Streams;
pub(super) use outside::kept_inside;
pub(super) use patients::document as own_document;
pub(super) use setup::Searches;

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
        clock::table(),
        messages::table(),
        day::absences(),
        day::people(),
        statistics::table(),
        waiting::table(),
        day::duplicates(),
        day::rights(),
        setup::table(),
        phones::table(),
        reminders::table(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Getting in, one's own account.
fn entrances() -> Vec<Route> {
    let mut routes = own_keys();
    routes.extend([
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
        show("/admin/account/messages", Access::Staff, get(own_messages::show)),
        act("/admin/account/messages", Access::Staff, post(own_messages::send)),
        act(
            "/admin/account/messages/trial",
            Access::Staff,
            post(own_messages::try_it),
        ),
        show("/admin/confirm", Access::Staff, get(confirm::show)),
        act("/admin/confirm", Access::Staff, post(confirm::send)),
    ]);
    routes
}

/// Invitations, passkeys, recovery codes. Who has no second factor yet registers one before the session is complete.
#[rustfmt::skip]
fn own_keys() -> Vec<Route> {
    vec![
        show("/admin/invitation/{code}", Access::Public, get(welcome::follow)),
        act("/admin/passkey/challenge", Access::Public, post(passkey::ask_to_sign_in)),
        act("/admin/passkey", Access::Public, post(passkey::send)),
        act("/admin/second-factor/challenge", Access::Entering, post(passkey::ask_second_factor)),
        act("/admin/account/passkeys/challenge", Access::Entering, post(passkey::ask_to_register)),
        act("/admin/account/passkeys", Access::Entering, post(own_keys::register)),
        act("/admin/account/passkeys/{id}/remove", Access::Staff, post(own_keys::remove)),
        act("/admin/account/recovery-codes", Access::Staff, post(own_keys::renew_codes)),
    ]
}
