//! Pages for patients: from the kinds of appointment to the confirmation, and an appointment by its link.

mod again;
mod again_company;
mod asked;
mod browser;
mod cancel;
mod care;
mod code;
mod code_page;
mod comer;
pub mod cookies;
mod criteria;
mod dead_link;
mod delay;
mod device;
mod direct;
mod done;
mod door;
mod earlier;
mod embed;
mod feed;
mod hold;
mod home;
mod identity;
mod identity_page;
mod kept;
mod legal;
mod linked_data;
mod manage;
mod mine;
mod missed;
mod moving;
mod next_visit;
mod offer;
mod offered;
mod opening;
mod patience;
mod privacy;
mod questions;
mod reminded;
mod search;
mod search_form;
mod summary;
mod times;
mod typed;
mod waiting;
mod waiting_code;
mod waiting_mine;
mod week;
mod words;

use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

use super::Web;
use super::router::{Access, Route};

fn show(path: &'static str, handler: MethodRouter<Web>) -> Route {
    Route {
        method: Method::GET,
        path,
        access: Access::Public,
        handler,
    }
}

fn act(path: &'static str, handler: MethodRouter<Web>) -> Route {
    Route {
        method: Method::POST,
        path,
        access: Access::Public,
        handler,
    }
}

/// The routes of these pages.
pub(super) fn table() -> Vec<Route> {
    [booking(), appointment(), offers(), waiting(), mine(), website()]
        .into_iter()
        .flatten()
        .collect()
}

/// What leads to these pages from elsewhere, and what the law asks for.
fn website() -> Vec<Route> {
    vec![
        show("/care/{id}", get(direct::care)),
        show("/with/{practitioner}", get(direct::practitioner)),
        show("/with/{practitioner}/{id}", get(direct::both)),
        show("/embed", get(embed::show)),
        show("/embed.js", get(embed::script)),
        show("/privacy", get(privacy::show)),
        show("/legal", get(legal::show)),
        show("/accessibility", get(legal::accessibility)),
    ]
}

/// From the first page to the confirmation.
fn booking() -> Vec<Route> {
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
        show("/calendar/{name}", get(feed::show)),
    ]
}

/// An appointment by its link.
fn appointment() -> Vec<Route> {
    vec![
        show("/m/{token}", get(manage::follow)),
        show("/appointment", get(manage::show)),
        show("/appointment/open", get(manage::back)),
        act("/appointment/open", post(manage::open)),
        act("/appointment/next", post(manage::next)),
        show("/appointment/confirm", get(manage::back)),
        act("/appointment/confirm", post(missed::confirm)),
        show("/appointment/late", get(manage::back)),
        act("/appointment/late", post(delay::send)),
        show("/appointment/reminders", get(manage::back)),
        act("/appointment/reminders", post(reminded::choose)),
        show("/reminders/off/{token}", get(reminded::ask)),
        act("/reminders/off/{token}", post(reminded::off)),
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
    ]
}

/// An offer of the waiting list by its link.
fn offers() -> Vec<Route> {
    vec![
        show("/o/{token}", get(offer::follow)),
        show("/offer", get(offer::show)),
        show("/offer/open", get(offer::back)),
        act("/offer/open", post(offer::open)),
        show("/offer/accept", get(offer::back)),
        act("/offer/accept", post(offer::accept)),
        show("/offer/decline", get(offer::back)),
        act("/offer/decline", post(offer::decline)),
    ]
}

/// The waiting list for who has no appointment.
fn waiting() -> Vec<Route> {
    vec![
        show("/waiting", get(waiting::show)),
        act("/waiting", post(waiting::send)),
        show("/waiting/code", get(waiting_code::show)),
        act("/waiting/code", post(waiting_code::send)),
        show("/w/{token}", get(waiting_mine::follow)),
        show("/waiting/mine", get(waiting_mine::show)),
        show("/waiting/mine/open", get(waiting_mine::back)),
        act("/waiting/mine/open", post(waiting_mine::open)),
        show("/waiting/mine/leave", get(waiting_mine::back)),
        act("/waiting/mine/leave", post(waiting_mine::leave)),
    ]
}

/// Another booking for who is known, and what belongs to the person.
fn mine() -> Vec<Route> {
    vec![
        show("/again", get(again::show)),
        act("/again", post(again::send)),
        show("/again/confirm", get(again::confirm)),
        act("/again/confirm", post(again::book)),
        show("/again/done", get(again::done)),
        show("/device/remember", get(mine::back)),
        act("/device/remember", post(device::remember)),
        show("/device/forget", get(mine::back)),
        act("/device/forget", post(device::forget)),
        show("/mine", get(mine::show)),
        show("/mine/feed", get(mine::back)),
        act("/mine/feed", post(mine::feed)),
        show("/mine/code", get(mine::back)),
        act("/mine/code", post(mine::code)),
        show("/mine/open", get(mine::back)),
        act("/mine/open", post(mine::open)),
        show("/mine/file", get(mine::back)),
        act("/mine/file", post(mine::file)),
        show("/mine/erase", get(mine::back)),
        act("/mine/erase", post(mine::erase)),
        show("/agenda/{name}", get(feed::own)),
    ]
}
