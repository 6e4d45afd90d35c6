//! The command field: a few letters lead to a booking, and nobody is booked by mistake.

use super::desk::again;
use super::{Crew, field};
use crate::support::Browser;
use crate::support::Page;
use crate::support::house::person;

fn asked(marie: &mut Browser, text: &str) -> Page {
    let page = marie.get("/admin?day=2026-03-02&all=1");
    again(
        marie,
        &page,
        "/admin/command",
        &[("q", text), ("back", "/admin?day=2026-03-02")],
    )
}

#[test]
fn a_few_letters_propose_a_time_that_one_key_books() {
    let site = Crew::demo();
    site.booked("Dupont", "Jean", "2026-03-03T08:00:00Z");
    let mut marie = site.signed_in("marie");
    let page = asked(&mut marie, "dup 15 jeu");
    page.assert(
        200,
        &[
            "DUPONT Jean",
            "jeudi 5 mars",
            "15 minutes",
            "offer armed",
            "Déjà prévu",
        ],
    );
    let fields: Vec<(&str, String)> = ["patient", "care", "with", "start", "length", "key", "back"]
        .map(|name| (name, field(&page, name)))
        .into();
    let mut fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    fields.push(("do", "book"));
    let done = again(&mut marie, &page, "/admin/book", &fields);
    let to = done.location().unwrap();
    assert!(to.starts_with("/admin?day=2026-03-02&done=booked&a="), "{to}");
    marie
        .get("/admin?day=2026-03-05&all=1")
        .assert(200, &["DUPONT Jean"]);
}

#[test]
fn nobody_is_armed_where_several_fit_and_a_new_name_leads_to_a_new_record() {
    let site = Crew::demo();
    site.booked("Dupont", "Jean", "2026-03-03T08:00:00Z");
    site.booked("Dupuis", "Anne", "2026-03-03T08:30:00Z");
    let mut marie = site.signed_in("marie");
    let page = asked(&mut marie, "dup jeu");
    page.assert(200, &["DUPONT Jean", "DUPUIS Anne", "Plusieurs patients"]);
    assert!(!page.text().contains("offer armed"));
    asked(&mut marie, "dupo jeu").assert(200, &["offer armed"]);
    asked(&mut marie, "zzyzx jeu").assert(200, &["Personne ne correspond", "zzyzx", "Créer la fiche"]);
    asked(&mut marie, "12/3").assert(200, &["Aller au jeudi 12 mars", "/admin?day=2026-03-12"]);
    asked(&mut marie, "").assert(200, &["Chercher"]);
}

#[test]
fn an_hour_and_a_practitioner_are_kept_to() {
    let site = Crew::demo();
    site.booked("Dupont", "Jean", "2026-03-03T08:00:00Z");
    let mut marie = site.signed_in("marie");
    // Off the grid, but free.
    let page = asked(&mut marie, "dup petit jeu 14h10");
    page.assert(200, &["jeudi 5 mars à 14 h 10", "Dr Paul Petit", "offer armed"]);
    // Dr Martin does not work in the afternoon: other days are proposed, and none is taken by Enter.
    let page = asked(&mut marie, "dup martin sam");
    page.assert(200, &["Rien de libre ce jour-là"]);
    assert!(!page.text().contains("offer armed"));
}

#[test]
fn a_second_reading_finds_a_patient_who_is_called_like_a_practitioner() {
    let site = Crew::demo();
    site.booked_with(
        super::desk::MARTIN,
        person("Dupont", "Martin"),
        "2026-03-03T08:00:00Z",
        |_| {},
    );
    let mut marie = site.signed_in("marie");
    asked(&mut marie, "zoe petit jeu").assert(200, &["Personne ne correspond"]);
    site.booked_with(
        super::desk::MARTIN,
        person("Petit", "Zoé"),
        "2026-03-03T08:30:00Z",
        |_| {},
    );
    asked(&mut marie, "zoe petit jeu").assert(200, &["PETIT Zoé"]);
}

#[test]
fn a_day_is_gone_to_and_who_is_called_like_it_is_found_as_well() {
    let site = Crew::demo();
    site.booked("Marchand", "Léa", "2026-03-03T08:00:00Z");
    let mut marie = site.signed_in("marie");
    let page = asked(&mut marie, "mar");
    page.assert(200, &["Aller au mardi 3 mars", "MARCHAND Léa"]);
    assert!(!page.text().contains("offer armed"), "Enter goes to the day");
    asked(&mut marie, "mar 15").assert(200, &["MARCHAND Léa", "offer armed"]);
}
