//! Pages for the people who work in the practice.

mod account;
mod desk;
mod entrance;
mod guard;
mod path;
mod second_factor;
mod sign_in;
mod welcome;

use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

use super::Web;
use super::router::{Access, Route};

pub(super) use guard::{Need, guard};

/// The routes of these pages.
pub(super) fn table() -> Vec<Route> {
    let show = |path: &'static str, access: Access, handler: MethodRouter<Web>| Route {
        method: Method::GET,
        path,
        access,
        handler,
    };
    let act = |path: &'static str, access: Access, handler: MethodRouter<Web>| Route {
        method: Method::POST,
        path,
        access,
        handler,
    };
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
