//! Reminders at the desk: the list to phone, a patient's choice, the hours without reminders.

use super::desk::{TUESDAY_9, page_of, send};
use super::{Crew, field};
use crate::support::house::instant;

#[test]
fn whose_reminder_did_not_go_out_is_phoned_and_ticked_off() {
    let site = Crew::demo();
    let appointment = site.booked("Roux", "Zoé", TUESDAY_9);
    // Nobody sends anything: on the day before, the reminder is of no use two hours before the visit.
    site.clock.set(instant("2026-03-03T06:05:00Z"));
    site.run(site.app.sweep()).unwrap();
    let mut marie = site.signed_in("marie");
    marie
        .get("/admin/to-do")
        .assert(200, &["Rappels à faire par téléphone", "/admin/reminders"]);
    let list = marie.get("/admin/reminders");
    list.assert(
        200,
        &["ROUX Zoé", "n'a pas pu partir à temps", &page_of(&appointment)],
    );
    let id = appointment.id.to_string();
    let ticked = send(
        &mut marie,
        "/admin/reminders",
        "/admin/reminders",
        &[("appointment", &id), ("reached", "1")],
    );
    let page = marie.follow(ticked);
    page.assert(200, &["C'est noté", "Personne à rappeler", "Prévenus"]);
    assert!(site.recorded("patient.call"));
    assert!(!marie.get("/admin/to-do").text().contains("/admin/reminders"));
    let other = send(
        &mut marie,
        "/admin/reminders",
        "/admin/reminders",
        &[("appointment", "999"), ("reached", "1")],
    );
    assert_eq!(other.status, 404);
}

#[test]
fn the_desk_switches_reminders_on_the_record() {
    let site = Crew::demo();
    let appointment = site.booked("Roux", "Zoé", "2026-03-17T08:00:00Z");
    let mut marie = site.signed_in("marie");
    let record = format!("/admin/patients/{}", appointment.patient);
    marie.get(&record).assert(200, &["Courriel : envoyés"]);
    let to = format!("{record}/reminders");
    let sent = send(&mut marie, &record, &to, &[("channel", "email"), ("on", "0")]);
    let page = marie.follow(sent);
    page.assert(200, &["Courriel : refusés", "C'est noté"]);
    let choices = site.run(site.app.reminder_choices(appointment.patient)).unwrap();
    assert!(choices.iter().all(|choice| !choice.is_on));
}

#[test]
fn quiet_hours_are_set_by_who_manages_the_practice() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let path = "/admin/setup/reminders";
    let page = alice.get(path);
    page.assert(200, &["value=\"20:00\"", "value=\"08:00\""]);
    for (from, to, status) in [("9h", "8h", 422), ("x", "8h", 422), ("19 h", "8 h 30", 303)] {
        let csrf = field(&alice.get(path), "csrf");
        let form = [
            ("csrf", csrf.as_str()),
            ("from", from),
            ("to", to),
            ("sundays", "1"),
        ];
        assert_eq!(alice.post(path, &form).status, status, "{from}");
    }
    let hours = site.run(site.app.quiet_hours()).unwrap();
    assert_eq!(
        (hours.closes().to_string(), hours.opens().to_string()),
        ("19:00".to_owned(), "08:30".to_owned())
    );
    assert_eq!(hours.quiet_days(), (true, false));
}
