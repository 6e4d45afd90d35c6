//! An appointment by its link: second fact, move, cancel, late announcement; looking never acts (security T15).

use grappe::web::Settings;

use super::{LEA, book};
use crate::support::{Browser, Page, Site};

/// More than a day ahead, with Dr Martin.
const WEDNESDAY_9: &str = "2026-03-04T08:00:00Z";
/// Later in the week, with the same practitioner.
const THURSDAY_10: &str = "2026-03-05T09:00:00Z";

/// A site with an appointment on Wednesday at nine, and its link.
pub(super) fn booked() -> (Site, String) {
    let site = Site::with(Settings::default());
    book(&site, &mut site.browser(), WEDNESDAY_9, &LEA).assert(200, &["rendez-vous est pris"]);
    let link = site.link();
    (site, link)
}

pub(super) fn opened(site: &Site, link: &str) -> Browser {
    let mut browser = site.browser();
    let page = browser.get(&format!("/m/{link}"));
    assert_eq!(page.location().unwrap(), "/appointment");
    browser.follow(page).assert(200, &["trois premières lettres"]);
    let page = fact(&mut browser, "dau");
    browser
        .follow(page)
        .assert(200, &["Bonjour Léa", "mercredi 4 mars 2026"]);
    browser
}

fn fact(browser: &mut Browser, fact: &str) -> Page {
    browser.post("/appointment/open", &[("fact", fact)])
}

#[test]
fn nothing_personal_is_shown_before_the_second_fact() {
    let (site, link) = booked();
    let revision = site.revision();
    let mut scanner = site.browser();
    let page = scanner.get(&format!("/m/{link}"));
    assert!(!page.location().unwrap().contains(&link), "a clean address");
    let page = scanner.follow(page);
    for secret in ["Léa", "Aubigné", "mercredi 4", "9 h", "Consultation", "Martin"] {
        assert!(!page.text().contains(secret), "{secret}");
    }
    for path in [
        "/appointment/move",
        "/appointment/calendar.ics",
        "/book/done",
        "/appointment/cancel",
    ] {
        let page = scanner.get(path);
        assert_eq!(page.status, 303, "{path}");
    }
    for path in ["/appointment/cancel", "/appointment/move"] {
        let page = scanner.post(path, &[("start", THURSDAY_10), ("practitioner", "1")]);
        page.assert(410, &["courriel de confirmation"]);
    }
    assert_eq!(site.revision(), revision, "looking changed something");
}

#[test]
fn both_second_facts_open_and_wrong_ones_are_told_at_the_field() {
    let (site, link) = booked();
    let mut browser = site.browser();
    let page = browser.get(&format!("/m/{link}"));
    browser.follow(page);
    for wrong in ["xyz", "", "18/05/1980"] {
        fact(&mut browser, wrong).assert(422, &["ne correspond pas", "aria-invalid=\"true\""]);
    }
    let page = fact(&mut browser, "17.05.1980");
    browser.follow(page).assert(200, &["Bonjour Léa"]);
}

#[test]
fn a_patient_moves_and_the_link_stays() {
    let (site, link) = booked();
    let mut browser = opened(&site, &link);
    let times = browser.get("/appointment/move");
    times.assert(200, &["reste réservé jusqu'à ce que", "Dr Hélène Martin"]);
    assert!(times.starts().contains(&THURSDAY_10.to_owned()));
    assert!(
        times.starts().contains(&WEDNESDAY_9.to_owned()),
        "its own time does not count"
    );
    let moved = browser.post(
        "/appointment/move",
        &[("practitioner", "1"), ("start", THURSDAY_10)],
    );
    assert_eq!(moved.location().unwrap(), "/appointment?moved");
    browser
        .follow(moved)
        .assert(200, &["est déplacé", "jeudi 5 mars 2026", "10 h"]);
    assert_eq!(site.link(), link);
    assert!(
        site.browser()
            .get("/times?care=1")
            .starts()
            .contains(&WEDNESDAY_9.to_owned())
    );
}

#[test]
fn a_lost_new_time_leaves_the_old_one_and_offers_the_nearest() {
    let (site, link) = booked();
    let mut patient = opened(&site, &link);
    let other: Vec<_> = LEA
        .map(|(n, v)| (n, if n == "email" { "zoe@example.org" } else { v }))
        .into();
    book(&site, &mut site.browser(), THURSDAY_10, &other).assert(200, &["rendez-vous est pris"]);
    let revision = site.revision();
    let page = patient.post(
        "/appointment/move",
        &[("practitioner", "1"), ("start", THURSDAY_10)],
    );
    page.assert(
        409,
        &["Votre rendez-vous actuel n'a pas changé", "Les plus proches"],
    );
    assert_eq!(site.revision(), revision);
    let offers = page.values("name=\"other=");
    assert_eq!(offers.len(), 3, "{offers:?}");
    let moved = patient.post("/appointment/move", &[("other", &offers[0])]);
    patient.follow(moved).assert(200, &["est déplacé"]);
    for forged in [
        "",
        "demain",
        "2026-03-05T09:07:00Z",
        "1999-01-01T00:00:00Z",
        "2026-03-07T09:00:00Z",
    ] {
        let page = patient.post("/appointment/move", &[("practitioner", "1"), ("start", forged)]);
        assert!((400..500).contains(&page.status), "{forged}: {}", page.status);
    }
}

#[test]
fn cancelling_uses_the_link_up() {
    let (site, link) = booked();
    let mut browser = opened(&site, &link);
    let page = browser.post("/appointment/cancel", &[]);
    assert_eq!(page.location().unwrap(), "/appointment/cancelled?free");
    browser
        .follow(page)
        .assert(200, &["est annulé", "servira à quelqu'un"]);
    assert!(
        site.browser()
            .get("/times?care=1")
            .starts()
            .contains(&WEDNESDAY_9.to_owned())
    );
    let mut again = site.browser();
    let page = again.get(&format!("/m/{link}"));
    again
        .follow(page)
        .assert(410, &["plus valable", "04 72 00 00 00"]);
    fact(&mut again, "dau").assert(410, &["plus valable"]);
}

#[test]
fn after_the_deadline_a_patient_announces_and_does_not_move() {
    let (site, link) = booked();
    site.clock.set("2026-03-03T08:00:01Z".parse().unwrap());
    let mut browser = opened(&site, &link);
    let page = browser.get("/appointment");
    page.assert(200, &["Prévenir que je ne viendrai pas", "comptée comme tardive"]);
    assert!(!page.text().contains("Choisir un autre horaire"));
    assert_eq!(browser.get("/appointment/move").status, 303);
    let moved = browser.post(
        "/appointment/move",
        &[("practitioner", "1"), ("start", THURSDAY_10)],
    );
    moved.assert(409, &["plus possible"]);
    let page = browser.post("/appointment/cancel", &[]);
    assert_eq!(page.location().unwrap(), "/appointment/cancelled?late");
    browser.follow(page).assert(200, &["comptée comme tardive"]);
}

#[test]
fn forged_links_open_nothing_and_write_nothing() {
    let (site, _) = booked();
    let revision = site.revision();
    for token in ["AAAAAAAAAAAAAAAAAAAAAA", "______________________"] {
        let mut browser = site.browser();
        let page = browser.get(&format!("/m/{token}"));
        browser.follow(page).assert(410, &["plus valable"]);
        fact(&mut browser, "dau").assert(410, &["plus valable"]);
    }
    for path in [
        "/m/x",
        "/m/%0d%0aSet-Cookie:a",
        "/m/AAAAAAAAAAAAAAAAAAAAA;",
        "/m/",
    ] {
        let page = site.browser().get(path);
        assert_eq!(page.status, 404, "{path}");
        assert!(!page.head.contains("Set-Cookie:a"));
    }
    let mut forger = site.browser();
    forger.set_cookie("pass", "AAAA");
    forger
        .get("/appointment")
        .assert(404, &["courriel de confirmation", "04 72 00 00 00"]);
    assert_eq!(site.revision(), revision);
}
