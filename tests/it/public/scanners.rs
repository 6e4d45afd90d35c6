//! Scanners of mail follow every link, with HEAD and with GET, and browsers fetch ahead: nothing changes by it (security T11, T15).
//! And links outlive a move to another machine.

use std::collections::BTreeMap;

use axum::http::Method;
use chrono::TimeDelta;
use grappe::app::{App, SecondFact};
use grappe::domain::patient::Language;
use grappe::messages::letter;
use grappe::store::DATABASE_FILE;
use grappe::sys::clock::Clock;
use grappe::web::Settings;
use grappe::web::router::{Access, table};

use super::links::{booked, opened};
use super::{pick, waitlist};
use crate::messages::scenes::{KINDS, happens, practice};
use crate::support::filled::{Rows, rows, tables};
use crate::support::{Browser, Site};

/// Every row of every table.
fn whole(site: &Site) -> BTreeMap<String, Rows> {
    let conn = site.database();
    let all = tables(&conn).into_iter();
    all.map(|table| (table.clone(), rows(&conn, &table, &[])))
        .collect()
}

#[track_caller]
fn unchanged(site: &Site, before: &BTreeMap<String, Rows>, what: &str) {
    let after = whole(site);
    for (table, rows) in before {
        assert_eq!(after.get(table), Some(rows), "{what} changed {table}");
    }
}

/// As a scanner does: the head, the page, where it leads, and the page that a browser fetches ahead.
fn scanned(site: &Site, browser: &mut Browser, path: &str) {
    let before = whole(site);
    for _ in 0..2 {
        let head = browser.head(path);
        assert!(head.status < 500, "HEAD {path}: {}", head.status);
        let page = browser.get(path);
        browser.follow(page);
    }
    unchanged(site, &before, path);
}

#[test]
fn no_public_address_changes_anything_by_get_or_head() {
    let (site, link) = booked();
    let mut browser = opened(&site, &link).with_header("Sec-Purpose", "prefetch");
    let made = browser.post("/mine/feed", &[("do", "make")]);
    let feed = made.values("/agenda/").remove(0);
    browser.post("/device/remember", &[]);
    // One code a minute to one mailbox, and one has just made the booking.
    site.clock.advance(TimeDelta::minutes(2));
    browser.post("/mine/code", &[]);
    let proven = browser.post("/mine/open", &[("code", &site.code())]);
    assert_eq!(proven.location().as_deref(), Some("/mine?open#data"));
    // And a place on the waiting list.
    site.clock.advance(TimeDelta::minutes(2));
    waitlist::joined(&site, &mut browser, &[]);
    let place = waitlist::link(&site);
    pick(&mut browser, "1", "2026-03-05T09:00:00Z");
    let gets = table().into_iter().filter(|route| {
        route.method == Method::GET && route.access == Access::Public && !route.path.starts_with("/demo")
    });
    let mut seen = 0;
    for route in gets {
        let path = route.path.replace("/w/{token}", &format!("/w/{place}"));
        let path = path.replace("{token}", &link);
        let path = path.replace("/agenda/{name}", &format!("/agenda/{feed}"));
        let path = path.replace("{name}", "style.css");
        // So many pages in one second would be a flood.
        site.clock.advance(TimeDelta::seconds(1));
        // As who has every proof, and as a machine that has the address alone.
        browser = browser.coming_from(&format!("198.51.100.{seen}"));
        let mut scanner = site.browser().coming_from(&format!("203.0.113.{seen}"));
        scanned(&site, &mut browser, &path);
        scanned(&site, &mut scanner, &path);
        seen += 1;
    }
    assert!(seen > 40, "{seen} addresses");
    assert_eq!(site.booked(), 1, "the hold stands and nothing was cancelled");
}

#[test]
fn no_link_of_any_message_changes_anything() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut followed = 0;
    for kind in KINDS {
        let practice = runtime.block_on(async {
            let (practice, care, asked) = practice().await;
            happens(&practice, (care, asked), kind, Language::Fr).await;
            practice
        });
        let site = Site::of(practice, Settings::default());
        let named = site.app.agenda().set_up().practice.clone();
        for notice in site.run(site.app.recent_notices(50)).unwrap() {
            let Some(letter) = letter(&notice, &named, "") else {
                continue;
            };
            let links = letter.html.split("href=\"").skip(1);
            let links = links.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
            for path in links
                .chain(letter.link.clone())
                .filter(|path| path.starts_with('/'))
            {
                scanned(&site, &mut site.browser(), &path);
                followed += 1;
            }
        }
    }
    assert!(followed >= 20, "{followed} links");
}

#[test]
fn links_outlive_another_machine_and_another_name() {
    let (site, link) = booked();
    let before = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    let folder = tempfile::tempdir().unwrap();
    site.database()
        .execute(
            "VACUUM INTO ?1",
            [folder.path().join(DATABASE_FILE).to_str().unwrap()],
        )
        .unwrap();
    // The database alone came along: the key of the machine is another one.
    let later = site.app.now() + TimeDelta::seconds(1);
    let app = App::open(folder.path(), &Clock::manual(later)).unwrap();
    let fact = || SecondFact::Letters("dau".to_owned());
    let pass = site.run(app.open_link(&link, fact())).unwrap();
    let linked = site.run(app.linked(&pass)).unwrap();
    assert_eq!(linked.patient.given_name.as_str(), "Léa");
    // What is told from now on leads there too, under the new name.
    let told = site.run(app.recent_notices(1)).unwrap().remove(0);
    let named = app.agenda().set_up().practice.clone();
    let words = letter(&told, &named, "https://nouveau.example.org:8443/rdv").unwrap();
    let address = words.link.unwrap();
    let token = address
        .strip_prefix("https://nouveau.example.org:8443/rdv/m/")
        .unwrap();
    assert_ne!(token, before.about.unwrap().link);
    // It is made good with the message that tells it.
    assert!(site.run(app.open_link(token, fact())).is_err());
    site.run(app.claim_notice(&told.message)).unwrap().unwrap();
    site.run(app.open_link(token, fact())).unwrap();
}
