//! What is done on the screen is undone there; lengths and copies by plain forms.

use chrono::TimeDelta;
use grappe::domain::booking::Status;

use super::desk::{TUESDAY_9, again, page_of, send};
use super::{Crew, field};
use crate::support::house::instant;

#[test]
fn an_act_leads_back_to_the_view_it_came_from_with_its_undo() {
    let site = Crew::demo();
    let booked = site.booked("Petit", "Léo", TUESDAY_9);
    let mut marie = site.signed_in("marie");
    let to = format!("{}/cancel", page_of(&booked));
    let view = "/admin?view=week&day=2026-03-03&all=1";
    let done = send(
        &mut marie,
        &page_of(&booked),
        &to,
        &[("by", "practice"), ("back", view)],
    );
    assert_eq!(
        done.location().as_deref(),
        Some(format!("{view}&done=cancelled&a={}", booked.id).as_str())
    );
    let sheet = marie.follow(done);
    sheet.assert(200, &["semaine 10", "l'heure est libre", "Défaire"]);
    let fields = [
        ("appointment", field(&sheet, "appointment")),
        ("back", field(&sheet, "back")),
    ];
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let undone = again(&mut marie, &sheet, "/admin/undo", &fields);
    let back = marie.follow(undone);
    back.assert(200, &["de nouveau comme avant", "PETIT Léo", "semaine 10"]);
    assert!(!back.text().contains("Défaire"), "an undo is not undone");

    // Once is enough, and it is said.
    let nothing = again(&mut marie, &sheet, "/admin/undo", &fields);
    nothing.assert(409, &["rien fait ces dernières minutes", "semaine 10"]);
}

#[test]
fn what_somebody_else_did_is_not_ours_to_undo() {
    let site = Crew::demo();
    let booked = site.booked("Petit", "Léo", TUESDAY_9);
    let mut paul = site.signed_in("paul");
    let mut marie = site.signed_in("marie");
    let to = format!("{}/cancel", page_of(&booked));
    send(&mut marie, &page_of(&booked), &to, &[("by", "practice")]);
    let number = booked.id.to_string();
    let page = paul.get("/admin/account");
    again(&mut paul, &page, "/admin/undo", &[("appointment", &number)]).assert(409, &["rien fait"]);
    let mut rose = site.signed_in("rose");
    let page = rose.get("/admin/account");
    assert_eq!(again(&mut rose, &page, "/admin/undo", &[]).status, 403);
}

#[test]
fn a_length_is_changed_by_a_form_that_keeps_what_was_typed() {
    let site = Crew::demo();
    let booked = site.booked("Petit", "Léo", TUESDAY_9);
    site.booked("Roux", "Zoé", "2026-03-03T08:30:00Z");
    let mut marie = site.signed_in("marie");
    let (page, to) = (page_of(&booked), format!("{}/length", page_of(&booked)));
    for (typed, words) in [
        ("", "À remplir"),
        ("3", "entre 5 et 720"),
        ("abc", "value=\"abc\""),
    ] {
        send(&mut marie, &page, &to, &[("length", typed)]).assert(422, &[words]);
    }
    let over = [("length", "45"), ("over", "1"), ("reason", "")];
    send(&mut marie, &page, &to, &over).assert(422, &["value=\"45\"", "reason-error"]);
    send(&mut marie, &page, &to, &[("length", "45")]).assert(409, &["vient d'être prise", "value=\"45\""]);
    let over = [("length", "45"), ("over", "1"), ("reason", "soin long")];
    let done = send(&mut marie, &page, &to, &over);
    marie
        .follow(done)
        .assert(200, &["La durée est changée", "Surnombre", "Défaire"]);
    let at_nine = site.run(site.app.day_rows(booked.interval)).unwrap();
    let now = at_nine
        .iter()
        .find(|row| row.status == Status::Confirmed)
        .unwrap();
    assert_eq!(now.interval.length(), TimeDelta::minutes(45));
}

#[test]
fn a_copy_is_the_same_visit_at_another_time() {
    let site = Crew::demo();
    let booked = site.booked("Petit", "Léo", TUESDAY_9);
    let mut marie = site.signed_in("marie");
    let to = format!("{}/copy", page_of(&booked));
    let form = marie.get(&to);
    form.assert(200, &["PETIT Léo", "Consultation"]);
    let taken = again(&mut marie, &form, &to, &[("start", TUESDAY_9)]);
    taken.assert(409, &["déjà un rendez-vous"]);
    let done = again(&mut marie, &form, &to, &[("start", "2026-03-04T08:00:00Z")]);
    marie
        .follow(done)
        .assert(200, &["Le rendez-vous est enregistré", "PETIT Léo", "Défaire"]);
    let wednesday =
        grappe::domain::time::Interval::lasting(instant("2026-03-04T08:00:00Z"), TimeDelta::hours(1));
    let rows = site.run(site.app.day_rows(wednesday)).unwrap();
    assert_eq!((rows[0].patient, rows[0].care), (booked.patient, booked.care));
}

#[test]
fn a_month_tells_how_full_its_days_are() {
    let site = Crew::demo();
    site.booked("Petit", "Léo", TUESDAY_9);
    let mut marie = site.signed_in("marie");
    let page = marie.get("/admin?view=month&day=2026-03-15&all=1");
    page.assert(
        200,
        &[
            "mars 2026",
            "1 rendez-vous",
            "% réservé",
            "libres",
            "/admin?view=day&#38;day=2026-03-03&#38;all=1",
            "Fermé",
            "data-revision",
        ],
    );
    // Easter Monday.
    marie
        .get("/admin?view=month&day=2026-04-01")
        .assert(200, &["Lundi de Pâques"]);
}
