//! Pages for patients: from the kinds of appointment to the confirmation, and an appointment by its link.

mod asked;
mod browser;
mod cancel;
mod care;
mod code;
mod code_page;
mod criteria;
mod dead_link;
mod delay;
mod done;
mod door;
mod earlier;
mod feed;
mod hold;
mod home;
mod identity;
mod identity_page;
mod kept;
mod manage;
mod missed;
mod moving;
mod next_visit;
mod offer;
mod offered;
mod privacy;
mod questions;
mod search;
mod search_form;
mod summary;
mod times;
mod typed;
mod week;
mod words;

use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

use super::Web;
use super::router::{Access, Route};

/// The routes of these pages.
pub(super) fn table() -> Vec<Route> {
    let route = |method: Method, path: &'static str, handler: MethodRouter<Web>| Route {
        method,
        path,
        access: Access::Public,
        handler,
    };
    let show = |path, handler| route(Method::GET, path, handler);
    let act = |path, handler| route(Method::POST, path, handler);
    vec![
        show("/", get(home::show)),
        show("/search", get(search::show)),
        show("/times", get(times::show)),
        show("/answers", get(hold::leave)),
        act("/answers", post(questions::send)),
        show("/hold", get(hold::leave)),
        act("/hold", post(hold::send)),
        show("/book", get(identity::show)),
        act("/book", post(identity::send)),
        show("/book/renew", get(hold::back)),
        act("/book/renew", post(identity::renew)),
        act("/book/release", post(hold::release)),
        show("/book/code", get(code::show)),
        act("/book/code", post(code::send)),
        show("/book/code/again", get(hold::back)),
        act("/book/code/again", post(code::resend)),
        show("/book/done", get(done::show)),
        show("/m/{token}", get(manage::follow)),
        show("/appointment", get(manage::show)),
        show("/appointment/open", get(manage::back)),
        act("/appointment/open", post(manage::open)),
        act("/appointment/next", post(manage::next)),
        show("/appointment/confirm", get(manage::back)),
        act("/appointment/confirm", post(missed::confirm)),
        show("/appointment/late", get(manage::back)),
        act("/appointment/late", post(delay::send)),
        show("/appointment/contest", get(manage::back)),
        act("/appointment/contest", post(missed::contest)),
        show("/appointment/move", get(moving::show)),
        act("/appointment/move", post(moving::send)),
        show("/appointment/offered", get(manage::back)),
        act("/appointment/offered", post(offered::send)),
        show("/appointment/cancel", get(manage::back)),
        act("/appointment/cancel", post(cancel::send)),
        show("/appointment/cancelled", get(cancel::show)),
        show("/appointment/calendar.ics", get(done::calendar)),
        show("/appointment/earlier", get(earlier::show)),
        act("/appointment/earlier", post(earlier::send)),
        show("/o/{token}", get(offer::follow)),
        show("/offer", get(offer::show)),
        show("/offer/open", get(offer::back)),
        act("/offer/open", post(offer::open)),
        show("/offer/accept", get(offer::back)),
        act("/offer/accept", post(offer::accept)),
        show("/offer/decline", get(offer::back)),
        act("/offer/decline", post(offer::decline)),
        show("/calendar/{name}", get(feed::show)),
        show("/privacy", get(privacy::show)),
    ]
}
