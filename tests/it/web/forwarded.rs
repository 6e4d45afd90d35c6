//! `X-Forwarded-*` counts from configured proxies only (security 4.1.3).

use grappe::web::Settings;
use grappe::web::listener::Limits;

use crate::support::Site;

/// Pages of one address at once (security §5).
const PAGES: usize = 60;

fn statuses(site: &Site, client: impl Fn(usize) -> String) -> Vec<u16> {
    (0..=PAGES)
        .map(|n| {
            let mut browser = site.browser().with_header("X-Forwarded-For", &client(n));
            browser.get("/privacy").status
        })
        .collect()
}

#[test]
fn a_stranger_cannot_speak_for_other_addresses() {
    let site = Site::limited(Settings::default(), Limits::default());
    let seen = statuses(&site, |n| format!("203.0.113.{n}"));
    assert_eq!(seen[PAGES], 429, "all of them are one client");
    let mut browser = site
        .browser()
        .with_header("X-Forwarded-Prefix", "/rdv")
        .with_header("X-Forwarded-Proto", "https");
    let page = browser.get("/privacy?lang=en");
    assert!(!page.head.contains("Secure"), "{}", page.head);
    assert!(!page.text().contains("/rdv/"), "a prefix of the stranger's own");
}

#[test]
fn a_proxy_is_believed_and_its_last_hop_counts() {
    let site = Site::with(Settings::default());
    let seen = statuses(&site, |n| format!("203.0.113.{n}"));
    assert!(seen.iter().all(|status| *status == 200), "{seen:?}");
    let forged = statuses(&site, |n| format!("203.0.113.{n}, 198.51.100.7"));
    assert_eq!(
        forged[PAGES], 429,
        "what the client claimed before the proxy is not looked at"
    );
    let mut browser = site
        .browser()
        .with_header("X-Forwarded-For", "192.0.2.9")
        .with_header("X-Forwarded-Prefix", "/rdv");
    let page = browser.get("/rdv/privacy");
    page.assert(200, &["/rdv/"]);
}
