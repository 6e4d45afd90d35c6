//! Reminders off and on again behind a link, and by the one click of a mail program (RFC 8058).

use super::links::{booked, opened};
use crate::support::Site;

/// Reminders that wait.
fn waiting(site: &Site) -> i64 {
    let count = "SELECT count(*) FROM outbox WHERE kind LIKE 'reminder%' AND state = 'pending'";
    site.database().query_row(count, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_patient_switches_reminders_off_and_on_and_the_appointment_stays() {
    let (site, link) = booked();
    assert!(waiting(&site) > 0);
    let mut browser = opened(&site, &link);
    let page = browser.get("/appointment");
    page.assert(200, &["id=\"own-reminders\"", "Par courriel : vous les recevez."]);
    let sent = browser.post("/appointment/reminders", &[("channel", "email"), ("on", "0")]);
    assert_eq!(sent.location().as_deref(), Some("/appointment#own-reminders"));
    let page = browser.get("/appointment");
    page.assert(200, &["vous n'en voulez plus", "Choisir un autre horaire"]);
    assert_eq!(waiting(&site), 0);
    assert!(site.recorded("reminders.off"));
    browser.post("/appointment/reminders", &[("channel", "email"), ("on", "1")]);
    assert!(waiting(&site) > 0);
    // Nobody without the second fact does.
    let mut stranger = site.browser();
    let page = stranger.get(&format!("/m/{link}"));
    stranger.follow(page);
    let refused = stranger.post("/appointment/reminders", &[("channel", "email"), ("on", "0")]);
    assert_eq!(refused.status, 410);
    assert!(waiting(&site) > 0);
}

#[test]
fn one_click_of_a_mail_program_ends_reminders_and_looking_does_not() {
    let (site, _) = booked();
    let patient: i64 = site
        .database()
        .query_row("SELECT patient FROM appointments", [], |row| row.get(0))
        .unwrap();
    let path = site
        .app
        .reminders_off_path(grappe::domain::id::PatientId(patient));
    let mut program = site.browser();
    let before = site.revision();
    program
        .get(&path)
        .assert(200, &["Ne plus recevoir de rappels", "Ils restent pris"]);
    assert_eq!(site.revision(), before, "scanners follow links");
    let wrong = format!("{path}x");
    program.get(&wrong).assert(404, &["n'est pas valable"]);
    program
        .post_raw(&wrong, "List-Unsubscribe=One-Click")
        .assert(404, &["n'est pas valable"]);
    assert!(waiting(&site) > 0);
    program
        .post_raw(&path, "List-Unsubscribe=One-Click")
        .assert(200, &["C'est fait"]);
    assert_eq!(waiting(&site), 0);
    assert!(site.recorded("reminders.off"));
}
