//! « J'ai du retard »: told by the patient's link, seen by the desk, over HTTP on both sides.

use grappe::domain::booking::Status;
use grappe::domain::staff::Actor;

use super::Crew;
use super::desk::{TUESDAY_9, page_of};
use crate::support::Browser;
use crate::support::house::instant;

const DAY: &str = "/admin?day=2026-03-03";

fn told(patient: &mut Browser, minutes: &str) {
    let sent = patient.post("/appointment/late", &[("minutes", minutes)]);
    assert_eq!(
        sent.location().as_deref(),
        Some("/appointment#delay"),
        "{minutes}"
    );
}

#[test]
fn a_delay_is_told_on_the_day_and_the_desk_sees_it_at_once() {
    let site = Crew::demo();
    let appointment = site.booked("Roux", "Zoé", TUESDAY_9);
    let mut patient = site.patient_of(&appointment, "rou");
    let page = patient.get("/appointment");
    assert!(!page.text().contains("/appointment/late"), "the day before");
    patient
        .post("/appointment/late", &[("minutes", "10")])
        .assert(409, &[]);

    site.clock.set(instant("2026-03-03T06:00:00Z"));
    let mut marie = site.signed_in("marie");
    let mut patient = site.patient_of(&appointment, "rou");
    let page = patient.get("/appointment");
    page.assert(200, &["Vous serez en retard", "action=\"/appointment/late\""]);
    let offered = page.values("name=\"minutes=");
    assert_eq!(offered, ["5", "10", "15", "20", "30"], "one button each");
    assert!(!site.recorded("appointment.delay"), "looking never acts");
    told(&mut patient, "10");
    patient.get("/appointment").assert(
        200,
        &[
            "10 minutes de retard. Le cabinet le sait et vous attend vers 9 h 10",
            "Venez : vous serez reçu",
            "href=\"tel:",
        ],
    );
    assert!(site.recorded("appointment.delay"));
    marie.get(DAY).assert(200, &["Annonce 10 min de retard"]);
    marie
        .get(&page_of(&appointment))
        .assert(200, &["A annoncé 10 minutes de retard par son lien"]);
}

#[test]
fn the_last_delay_counts_and_beyond_half_of_the_time_the_phone_helps() {
    let site = Crew::demo();
    let appointment = site.booked("Roux", "Zoé", TUESDAY_9);
    site.clock.set(instant("2026-03-03T07:30:00Z"));
    let mut patient = site.patient_of(&appointment, "rou");
    for minutes in ["10", "30", "30"] {
        told(&mut patient, minutes);
    }
    patient.get("/appointment").assert(
        200,
        &["30 minutes de retard", "appelez le cabinet avant de venir"],
    );
    let mut marie = site.signed_in("marie");
    let day = marie.get(DAY);
    day.assert(200, &["Annonce 30 min de retard"]);
    assert!(!day.text().contains("Annonce 10 min"));
    let changes = site.written_since(0);
    let told = changes.iter().filter(|row| row[1] == "appointment.delay").count();
    assert_eq!(told, 2, "the same again is no news");
    // What the clock has overtaken is not offered, nor taken.
    site.clock.set(instant("2026-03-03T08:12:00Z"));
    let mut patient = site.patient_of(&appointment, "rou");
    let page = patient.get("/appointment");
    assert_eq!(page.values("name=\"minutes="), ["15", "20", "30"]);
    for wrong in ["10", "0", "45", "-5", "dix", ""] {
        patient
            .post("/appointment/late", &[("minutes", wrong)])
            .assert(409, &[]);
    }
}

#[test]
fn a_state_that_was_set_ends_it() {
    let site = Crew::demo();
    let appointment = site.booked("Roux", "Zoé", TUESDAY_9);
    site.clock.set(instant("2026-03-03T07:30:00Z"));
    let mut patient = site.patient_of(&appointment, "rou");
    told(&mut patient, "15");
    let arrived = site
        .app
        .mark_attendance(appointment.id, Status::Arrived, None, Actor::System);
    site.run(arrived).unwrap();
    let page = patient.get("/appointment");
    assert!(!page.text().contains("/appointment/late"));
    patient
        .post("/appointment/late", &[("minutes", "20")])
        .assert(409, &[]);
    let mut marie = site.signed_in("marie");
    assert!(!marie.get(DAY).text().contains("Annonce 15 min"));
}

#[test]
fn nobody_tells_a_delay_without_the_second_fact() {
    let site = Crew::demo();
    let appointment = site.booked("Roux", "Zoé", TUESDAY_9);
    site.clock.set(instant("2026-03-03T07:30:00Z"));
    let link = site.run(site.app.about(&appointment)).unwrap().link;
    let mut browser = site.browser();
    let page = browser.get(&format!("/m/{link}"));
    browser.follow(page);
    browser
        .post("/appointment/late", &[("minutes", "10")])
        .assert(410, &["04 72 00 00 00"]);
    assert!(!site.recorded("appointment.delay"));
}
