//! Radicale beside us (ADR 0015): telephones reach it through our own address and in no other way, and are set up by a link that is good once.

mod page;
mod profile;
mod refusals;
mod relay;
mod tickets;
mod wanted;

use std::sync::Arc;

use axum::http::Method;
use axum::routing::{MethodRouter, any, get, post};
use tokio::sync::Semaphore;

use super::Web;
use super::extract::Visit;
use super::router::{Access, Route};

pub(in crate::web) use tickets::{LIFE as TICKET_LIFE, Tickets};

/// Where it hangs, below our own prefix.
const PATH: &str = "/caldav/";
/// Questions that Radicale works on at a time for telephones; its own poll by us comes besides (Radicale takes eight by itself).
const AT_ONCE: usize = 6;

/// What is remembered of telephones, all of it in memory.
pub(in crate::web) struct Telephones {
    refusals: refusals::Refusals,
    pub(in crate::web) tickets: Tickets,
    room: Arc<Semaphore>,
}

impl Default for Telephones {
    fn default() -> Self {
        Self {
            refusals: refusals::Refusals::default(),
            tickets: Tickets::default(),
            room: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

/// The routes of these pages. What telephones ask has methods of its own (RFC 4918, 4791), which `relay` tells apart.
pub(super) fn table() -> Vec<Route> {
    let route = |method, path, handler: MethodRouter<Web>| Route {
        method,
        path,
        access: Access::Public,
        handler,
    };
    vec![
        route(Method::GET, "/.well-known/caldav", any(relay::found)),
        route(Method::GET, PATH, any(relay::pass_on)),
        route(Method::GET, "/caldav/{*path}", any(relay::pass_on)),
        route(Method::GET, "/phone/{token}", get(page::show)),
        route(Method::POST, "/phone/{token}", post(page::open)),
        route(
            Method::GET,
            "/phone/{token}/agenda.mobileconfig",
            get(page::profile),
        ),
    ]
}

/// Whether a path (without prefix) is counted here rather than as a page.
pub(super) fn counts(path: &str) -> bool {
    path.starts_with(PATH)
}

/// Where a telephone is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web) struct Place {
    /// Whole address of the account, with a slash at the end.
    pub(in crate::web) url: String,
    /// Host name.
    host: String,
    port: u16,
    is_https: bool,
    /// Path of the account.
    path: String,
}

impl Place {
    /// The place of an account, at the address that patients see, or else the one that was asked.
    pub(in crate::web) fn of(web: &Web, visit: &Visit, login: &str) -> Self {
        Self::under(&web.settings.base(visit), login)
    }

    fn under(base: &str, login: &str) -> Self {
        let url = format!("{base}{PATH}{login}/");
        let (scheme, rest) = url.split_once("://").unwrap_or(("http", &url));
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let is_https = scheme == "https";
        let port = if is_https { 443 } else { 80 };
        // An address in brackets has colons of its own.
        let named = authority
            .rsplit_once(':')
            .filter(|(_, port)| !port.ends_with(']'));
        let (host, port) = match named.and_then(|(host, port)| Some((host, port.parse().ok()?))) {
            Some((host, port)) => (host.to_owned(), port),
            None => (authority.to_owned(), port),
        };
        let path = format!("/{path}");
        Self {
            url,
            host,
            port,
            is_https,
            path,
        }
    }

    /// What opens `DAVx⁵` and its like with everything filled in: `caldavs://` for https (their own scheme).
    fn app_link(&self, login: &str, password: &str) -> String {
        let scheme = if self.is_https { "caldavs" } else { "caldav" };
        let (_, rest) = self.url.split_once("://").unwrap_or(("", &self.url));
        format!("{scheme}://{login}:{password}@{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_an_account_is_taken_apart() {
        let place = Place::under("https://rdv.example.fr:8443/rdv", "paul-2");
        assert_eq!(place.url, "https://rdv.example.fr:8443/rdv/caldav/paul-2/");
        assert_eq!(
            (place.host.as_str(), place.port, place.is_https),
            ("rdv.example.fr", 8443, true)
        );
        assert_eq!(place.path, "/rdv/caldav/paul-2/");
        assert_eq!(
            place.app_link("paul-2", "abc"),
            "caldavs://paul-2:abc@rdv.example.fr:8443/rdv/caldav/paul-2/"
        );
        let place = Place::under("http://grappe.local", "paul-2");
        assert_eq!(
            (place.host.as_str(), place.port, place.is_https),
            ("grappe.local", 80, false)
        );
        assert_eq!(Place::under("https://[fd00::1]", "a-1").port, 443);
        assert_eq!(Place::under("https://[fd00::1]:444", "a-1").host, "[fd00::1]");
    }
}
