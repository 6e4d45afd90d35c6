//! Search by several wishes at once (issue 2: kind of care, practitioner, duration, mode, days and hours that suit).

use chrono::{Datelike as _, Timelike as _};
use grappe::domain::time::{Instant, Zone};
use grappe::web::Settings;

use super::send;
use crate::support::Site;

/// Weekday (Monday is 0) and hour of the wall clock in Paris.
fn read(start: &str) -> (u32, u32) {
    let at: Instant = start.parse().unwrap();
    let reading = Zone::named("Europe/Paris").unwrap().wall(at).reading;
    (reading.weekday().num_days_from_monday(), reading.hour())
}

#[test]
fn days_and_hours_that_suit_hold_for_every_time_shown() {
    let site = Site::with(Settings::default());
    let page = site.browser().get("/search?d2=1&d4=1&after=15:00&before=17:00");
    page.assert(200, &["Consultation", "Téléconsultation"]);
    let starts = page.starts();
    assert_eq!(starts.len(), 6, "three of each care: {starts:?}");
    for start in &starts {
        let (day, hour) = read(start);
        assert!([1, 3].contains(&day) && (15..17).contains(&hour), "{start}");
    }
}

#[test]
fn place_length_and_practitioner_narrow_the_cares() {
    let site = Site::with(Settings::default());
    site.sells(|care| {
        "Vaccin".clone_into(&mut care.name);
        care.terms.duration = chrono::TimeDelta::minutes(10);
        care.terms.step = chrono::TimeDelta::minutes(10);
    });
    let headings = |query: &str| {
        let page = site.browser().get(query).text();
        let cards: Vec<String> = page
            .split("<h2><bdi>")
            .skip(1)
            .filter_map(|rest| Some(rest.split_once("</bdi></h2>")?.0.to_owned()))
            .collect();
        cards
    };
    assert_eq!(headings("/search?mode=video"), ["Téléconsultation"]);
    assert_eq!(headings("/search?mode=practice"), ["Consultation", "Vaccin"]);
    assert_eq!(headings("/search?length=15"), ["Vaccin"]);
    assert_eq!(headings("/search?care=1&practitioner=2"), ["Consultation"]);
    assert!(headings("/search?length=5").is_empty());
    let nothing = site.browser().get("/search?practitioner=1&after=14:00");
    nothing.assert(200, &["Aucun horaire libre ne correspond", "04 72 00 00 00"]);
}

#[test]
fn a_time_found_is_held_with_whom_it_was_looked_for() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let page = browser.get("/search?care=1&practitioner=2&d4=1&after=15:00&from=2026-03-09");
    let starts = page.starts();
    assert_eq!(starts[0], "2026-03-12T14:00:00Z", "Thursday at three");
    let picked = send(&mut browser, &page, "/hold", &[("start", &starts[0])]);
    browser
        .follow(picked)
        .assert(200, &["Qui vient ?", "jeudi 12 mars 2026", "Dr Paul Petit"]);
}

#[test]
fn wishes_that_cannot_be_read_are_told_at_their_field() {
    let site = Site::with(Settings::default());
    for query in [
        "after=25:99",
        "before=midi",
        "from=demain",
        "after=12:00&before=9:00",
        "length=x",
    ] {
        let page = site.browser().get(&format!("/search?{query}"));
        page.assert(422, &["class=\"error\"", "Chercher"]);
        assert!(page.starts().is_empty());
    }
}

#[test]
fn several_people_find_a_time_for_each_and_pick_it_in_one_go() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    browser.get("/search").assert(200, &["Pour combien de personnes"]);
    let page = browser.get("/search?care=1&practitioner=1&people=2&d2=1");
    page.assert(
        200,
        &[
            "Chaque choix réserve un horaire par personne",
            "9 h et 9 h 30",
            "value=\"2\" selected",
        ],
    );
    let starts = page.starts();
    assert_eq!(starts[0], "2026-03-03T08:00:00Z,2026-03-03T08:30:00Z");
    let picked = send(&mut browser, &page, "/hold", &[("start", &starts[0])]);
    browser.follow(picked).assert(200, &["Personne 2"]);
    let frame = site.browser().get("/embed?care=1&practitioner=1&people=2");
    frame.assert(200, &["Chaque choix réserve un horaire par personne", "people=2"]);
    assert!(
        frame.starts().iter().all(|start| start.contains(',')),
        "{:?}",
        frame.starts()
    );
}
