//! Bookings that nobody gave a state: asked about until somebody does, however long ago (booking-rules §10).

use chrono::{Days, NaiveDate, TimeDelta};
use grappe::app::exchange::import::{Defaults, ImportFile, Kind, read};
use grappe::domain::id::PractitionerId;
use grappe::domain::staff::Actor;

use super::Crew;
use super::desk::{again, page_of};
use crate::support::house::person;

const LIST: &str = "/admin/to-do";

/// So many days in a row with Dr Martin, one visit each, and one of Dr Petit; then three months later.
fn forgotten(site: &Crew, visits: usize) {
    let mut date: NaiveDate = "2026-03-03".parse().unwrap();
    for number in 0..visits {
        let name = format!("Oubli{}", char::from(b'a' + u8::try_from(number % 26).unwrap()));
        site.booked(&name, "Zoé", &format!("{date}T09:00:00Z"));
        date = date + Days::new(1);
    }
    let other = person("Blanc", "Zoé");
    site.booked_with(PractitionerId(2), other, "2026-03-03T14:00:00Z", |_| {});
    site.clock.advance(TimeDelta::days(120));
}

#[test]
fn a_booking_without_a_state_is_asked_about_until_it_has_one() {
    let site = Crew::demo();
    let visit = site.booked("Dupont", "Jean", "2026-03-03T08:00:00Z");
    site.clock.advance(TimeDelta::days(400));
    let mut marie = site.signed_in("marie");
    let list = marie.get(LIST);
    list.assert(200, &["DUPONT Jean", "Un rendez-vous passé sans état"]);
    assert_eq!(site.run(site.app.count_waiting()).unwrap(), 1);
    let done = again(
        &mut marie,
        &list,
        &format!("{}/mark", page_of(&visit)),
        &[("status", "done"), ("back", "to-do")],
    );
    let list = marie.follow(done);
    list.assert(200, &["Tout est noté"]);
    assert!(!list.text().contains("DUPONT"));
    assert_eq!(site.run(site.app.count_waiting()).unwrap(), 0);
}

#[test]
fn many_are_paged_the_newest_first_and_counted_in_all() {
    let site = Crew::demo();
    forgotten(&site, 60);
    let mut marie = site.signed_in("marie");
    let list = marie.get(LIST);
    list.assert(
        200,
        &[
            "61 rendez-vous passés sans état",
            "vendredi 1er mai 2026",
            "Plus anciens",
            "/admin/to-do?page=2",
        ],
    );
    assert!(!list.text().contains("Plus récents") && !list.text().contains("BLANC Zoé"));
    let second = marie.get("/admin/to-do?page=2");
    second.assert(200, &["BLANC Zoé", "mardi 3 mars 2026", "Plus récents"]);
    assert!(!second.text().contains("Plus anciens"));
    let beyond = marie.get("/admin/to-do?page=99");
    beyond.assert(200, &["BLANC Zoé", "Plus récents"]);
    marie.get("/admin/to-do?page=x").assert(200, &["Plus anciens"]);
    assert_eq!(site.run(site.app.count_waiting()).unwrap(), 61);
    // Who answers for Dr Martin only is shown, and told the number of, those of Dr Martin only.
    let mut remi = site.signed_in("remi");
    remi.get("/admin/to-do?page=2")
        .assert(200, &["60 rendez-vous passés sans état", "mardi 3 mars 2026"]);
    assert!(!remi.get("/admin/to-do?page=2").text().contains("BLANC"));
}

#[test]
fn history_that_an_import_brought_without_states_is_listed_and_not_counted() {
    let site = Crew::demo();
    site.booked("Dupont", "Jean", "2026-03-03T08:00:00Z");
    site.clock.advance(TimeDelta::days(5));
    let history =
        "Date;Heure;Praticien;Patient;Motif\n03/03/2026;10h00;Dr Hélène Martin;ANCIEN Zoé;Consultation\n";
    let (zone, now) = (site.app.agenda().zone(), site.app.now());
    let defaults = Defaults {
        practitioner: String::new(),
        care: String::new(),
    };
    let file = ImportFile {
        kind: Kind::Appointments,
        name: "agenda.csv".to_owned(),
        draft: read(Kind::Appointments, history.as_bytes(), &defaults, zone, now),
    };
    let report = site.run(site.app.import(file, Actor::System)).unwrap();
    assert!(!report.has_losses(), "{report:?}");
    let mut marie = site.signed_in("marie");
    marie.get(LIST).assert(
        200,
        &["2 rendez-vous passés sans état", "DUPONT Jean", "ANCIEN Zoé"],
    );
    assert_eq!(site.run(site.app.count_waiting()).unwrap(), 1);
}
