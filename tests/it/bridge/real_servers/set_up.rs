//! A calendar is linked through the pages of the set-up.

use super::server::Server;
use crate::admin::setup::calendars::real::set_up;

#[test]
fn radicale_is_set_up_through_the_pages() {
    let server = Server::start("radicale-debian");
    let links = set_up(&server.url, "Radicale");
    assert_eq!(links[1].url, format!("{}dr/agenda/", server.url));
    assert!(
        links[0].url.starts_with(&format!("{}dr/grappe-", server.url)),
        "{}",
        links[0].url
    );
}

/// With the address that Synology Calendar shows; it answers under another one.
#[test]
fn davical_is_set_up_through_the_pages() {
    let server = Server::start("davical");
    let links = set_up(&format!("{}caldav/dr", server.url), "DAViCal");
    assert_eq!(links[1].url, format!("{}caldav.php/dr/agenda/", server.url));
}
