//! Who looked is on record (security T19, §7): every page of the back office that shows a patient leaves a record, and the agenda, the
//! working sheet of the day, is the one exception.

use std::collections::BTreeSet;

use axum::http::Method;
use chrono::TimeDelta;
use grappe::domain::staff::Actor;
use grappe::web::router::{Access, table};

use super::Crew;
use super::crew::PASSWORD;
use super::setup::form::filled;
use crate::support::Browser;
use crate::support::house::{instant, person};

/// Show the agenda; what is told of it goes to an open screen.
const WORKING_SHEET: [&str; 2] = ["/admin", "/admin/events"];

/// Pages on which the patient must be found, or this test proves nothing.
const SEEN: [&str; 11] = [
    "/admin/patients/{id}",
    "/admin/patients/{id}/merge",
    "/admin/patients/{id}/relatives",
    "/admin/patients/duplicates",
    "/admin/book",
    "/admin/waiting",
    "/admin/waiting/new",
    "/admin/messages",
    "/admin/ill",
    "/admin/to-do",
    "/admin/setup/drafts/{id}",
];

/// A patient with everything that pages tell, and somebody who looks.
fn prepared() -> (Crew, Browser) {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    site.booked("Canari", "Zoé", "2026-03-03T08:00:00Z");
    site.booked("Canari", "Zoé", "2026-03-09T08:00:00Z");
    let twin = site
        .app
        .save_patient(person("Canari", "Zoë"), None, Actor::System);
    site.run(twin).unwrap();
    let new = "/admin/setup/absences/new";
    let away = filled(&alice.get(new), new).with(&[("practitioner", "1"), ("from_date", "2026-03-09")]);
    assert_eq!(away.post(&mut alice, new).status, 303);
    let join = "/admin/waiting/new";
    let form = filled(&alice.get(&format!("{join}?patient=1")), join).with(&[("care", "1")]);
    assert_eq!(form.post(&mut alice, join).status, 303);
    site.clock.set(instant("2026-03-04T08:00:00Z"));
    let mut alice = site.browser();
    alice.post("/admin/sign-in", &[("login", "alice"), ("password", PASSWORD)]);
    (site, alice)
}

#[test]
fn every_page_that_shows_a_patient_leaves_a_record() {
    let (site, mut alice) = prepared();
    let mut seen = BTreeSet::new();
    let mut silent = Vec::new();
    for route in table() {
        let is_ours = route.path.starts_with("/admin") && route.access != Access::Public;
        if route.method != Method::GET || !is_ours || WORKING_SHEET.contains(&route.path) {
            continue;
        }
        let numbers = if route.path.contains('{') { 1..=2 } else { 1..=1 };
        for number in numbers {
            site.clock.advance(TimeDelta::seconds(1));
            let path = ["{id}", "{draft}", "{practitioner}"]
                .iter()
                .fold(route.path.to_owned(), |path, name| {
                    path.replace(name, &number.to_string())
                });
            let other = 3 - number;
            let asked = format!(
                "{path}?patient={number}&other={other}&practitioner=1&until=2026-03-09&day=2026-03-09"
            );
            let before = site.revision();
            let page = alice.get(&asked);
            if page.status != 200 || !page.text().to_lowercase().contains("canari") {
                continue;
            }
            seen.insert(route.path);
            if site.revision() == before {
                silent.push(asked);
            }
        }
    }
    let missing: Vec<_> = SEEN.iter().filter(|path| !seen.contains(**path)).collect();
    assert!(
        missing.is_empty(),
        "the patient is not on {missing:?}, only on {seen:?}"
    );
    assert!(silent.is_empty(), "shown without a record: {silent:#?}");
}

#[test]
fn two_records_side_by_side_are_two_views() {
    let (site, mut alice) = prepared();
    let before = site.revision();
    alice
        .get("/admin/patients/1/merge?other=2")
        .assert(200, &["CANARI"]);
    assert_eq!(site.revision(), before + 2);
    assert_eq!(alice.get("/admin/patients/1/merge?other=999").status, 404);
    assert_eq!(site.revision(), before + 2, "nobody was shown");
}

#[test]
fn a_list_that_is_looked_at_again_and_again_is_one_record_in_five_minutes() {
    let (site, mut alice) = prepared();
    let mut look = |path: &str| {
        let before = site.revision();
        alice.get(path).assert(200, &[]);
        site.revision() - before
    };
    assert_eq!(look("/admin/messages"), 1);
    assert!(site.recorded("patient.list"));
    site.clock.advance(TimeDelta::minutes(4));
    assert_eq!((look("/admin/messages"), look("/admin/waiting")), (0, 1));
    site.clock.advance(TimeDelta::minutes(1));
    assert_eq!(look("/admin/messages"), 1);
    let log = alice.get("/admin/audit");
    log.assert(200, &["A ouvert une liste de patients", "Messages aux patients"]);
}
