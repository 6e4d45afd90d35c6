//! Records: looked up, made, edited by two at once.

use grappe::domain::patient::Patient;
use grappe::domain::staff::Actor;

use super::Crew;
use super::desk::{TUESDAY_9, again, send};
use crate::support::house::person;

fn known(site: &Crew, patient: Patient) -> String {
    let id = site
        .run(site.app.save_patient(patient, None, Actor::System))
        .unwrap();
    format!("/admin/patients/{id}")
}

#[test]
fn people_are_found_without_accents_and_no_name_gets_into_an_address() {
    let site = Crew::demo();
    let page = known(&site, person("d'Aubigné", "Éloïse"));
    let mut marie = site.signed_in("marie");
    for typed in ["aubigne", "elo", "AUB ÉLO", "17/05/1980"] {
        send(&mut marie, "/admin/patients", "/admin/patients", &[("q", typed)])
            .assert(200, &["D'AUBIGNÉ Éloïse", &page]);
    }
    send(
        &mut marie,
        "/admin/patients",
        "/admin/patients",
        &[("q", "personne")],
    )
    .assert(200, &["Personne ne correspond"]);
    let by_address = marie.get("/admin/patients?q=aubigne");
    assert!(!by_address.text().contains("AUBIGNÉ"), "a search is posted");
    let before = site.revision();
    marie.get(&page).assert(200, &["D'AUBIGNÉ Éloïse", "17/05/1980"]);
    assert_eq!(site.revision(), before + 1, "opening a record is recorded");
}

#[test]
fn a_record_is_made_and_edited_and_its_appointments_are_listed() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let wrong = [
        ("family", "Roux"),
        ("given", ""),
        ("born", "2030-01-01"),
        ("phone", "06"),
    ];
    send(&mut marie, "/admin/patients/new", "/admin/patients/new", &wrong).assert(
        422,
        &[
            "value=\"Roux\"",
            "id=\"given-error\"",
            "id=\"born-error\"",
            "id=\"phone-error\"",
        ],
    );
    let fields = [
        ("family", "Roux"),
        ("given", "Zoé"),
        ("born", "17/05/1980"),
        ("phone", "06 12 34 56 78"),
        ("blocked", "1"),
    ];
    let done = send(&mut marie, "/admin/patients/new", "/admin/patients/new", &fields);
    let path = done.location().unwrap().split('?').next().unwrap().to_owned();
    marie
        .get(&path)
        .assert(200, &["ROUX Zoé", "06 12 34 56 78", "checked"]);
    site.booked("Gris", "Ana", TUESDAY_9);
    let done = send(
        &mut marie,
        &path,
        &path,
        &[("family", "Roux"), ("given", "Zoé-Anne"), ("language", "en")],
    );
    marie
        .follow(done)
        .assert(200, &["ROUX Zoé-Anne", "La fiche est enregistrée"]);
    let appointment = site.booked("Noir", "Max", "2026-03-03T09:00:00Z");
    marie
        .get(&format!("/admin/patients/{}", appointment.patient))
        .assert(200, &["mardi 3 mars 2026 à 10 h", "Confirmé"]);
}

#[test]
fn the_second_of_two_editors_sees_the_first_ones_work_and_keeps_the_own() {
    let site = Crew::demo();
    let path = known(&site, person("Roux", "Zoé"));
    let (mut marie, mut alice) = (site.signed_in("marie"), site.signed_in("alice"));
    let open = alice.get(&path);
    send(
        &mut marie,
        &path,
        &path,
        &[("family", "Roux-Gris"), ("given", "Zoé")],
    );
    let late = again(
        &mut alice,
        &open,
        &path,
        &[("family", "Roux"), ("given", "Zoé"), ("phone", "06 12 34 56 78")],
    );
    late.assert(
        409,
        &["Quelqu'un a changé cette fiche", "Roux-Gris", "06 12 34 56 78"],
    );
    let done = again(
        &mut alice,
        &late,
        &path,
        &[
            ("family", "Roux-Gris"),
            ("given", "Zoé"),
            ("phone", "06 12 34 56 78"),
        ],
    );
    assert_eq!(done.status, 303);
    let bare = super::field(&alice.get(&path), "csrf");
    alice
        .post(&path, &[("csrf", &bare), ("family", "X"), ("given", "Y")])
        .assert(409, &[]);
}

#[test]
fn a_note_survives_those_who_may_not_read_it() {
    let site = Crew::demo();
    let path = known(
        &site,
        Patient {
            note: "Dette".to_owned(),
            ..person("Roux", "Zoé")
        },
    );
    let mut marie = site.signed_in("marie");
    assert!(!marie.get(&path).text().contains("Dette"));
    let done = send(
        &mut marie,
        &path,
        &path,
        &[("family", "Roux"), ("given", "Zoé"), ("note", "effacée")],
    );
    assert_eq!(done.status, 303);
    let mut alice = site.signed_in("alice");
    alice.get(&path).assert(200, &["Dette"]);
    let done = send(
        &mut alice,
        &path,
        &path,
        &[("family", "Roux"), ("given", "Zoé"), ("note", "Réglée")],
    );
    alice.follow(done).assert(200, &["Réglée"]);
}

#[test]
fn marks_close_online_booking_and_the_reason_stays_inside() {
    let site = Crew::demo();
    let path = known(&site, person("Roux", "Zoé"));
    let mut marie = site.signed_in("marie");
    let fields = [
        ("family", "Roux"),
        ("given", "Zoé"),
        ("phone_only", "1"),
        ("blocked", "1"),
        ("block_reason", "Trois plaintes"),
        ("desk_note", "Fauteuil roulant"),
    ];
    let done = send(&mut marie, &path, &path, &fields);
    marie.follow(done).assert(
        200,
        &[
            "Trois plaintes",
            "Fauteuil roulant",
            "Par téléphone seulement : aucun courriel",
        ],
    );
    let long = "x".repeat(201);
    send(
        &mut marie,
        &path,
        &path,
        &[("family", "Roux"), ("given", "Zoé"), ("block_reason", &long)],
    )
    .assert(422, &["id=\"block_reason-error\"", &long]);
}

#[test]
fn relatives_are_tied_both_ways_and_offered_on_the_phone() {
    let site = Crew::demo();
    let mother = known(&site, person("Roux", "Anne"));
    let child = known(&site, person("Roux", "Zoé"));
    let mut marie = site.signed_in("marie");
    let relatives = format!("{mother}/relatives");
    send(&mut marie, &relatives, &relatives, &[("q", "roux zoe")])
        .assert(200, &["ROUX Anne prend rendez-vous pour ROUX Zoé"]);
    let other = child.rsplit('/').next().unwrap();
    let done = send(
        &mut marie,
        &relatives,
        &relatives,
        &[("other", other), ("way", "for"), ("kind", "child")],
    );
    marie.follow(done).assert(
        200,
        &["ROUX Zoé", "On prend rendez-vous pour lui ou elle (enfant)"],
    );
    marie.get(&child).assert(
        200,
        &["ROUX Anne", "Prend rendez-vous pour cette personne (enfant)"],
    );
    let contact = mother.rsplit('/').next().unwrap();
    let page = marie.get(&format!("/admin/book?patient={contact}"));
    page.assert(200, &["Ou pour un proche", "ROUX Zoé"]);
    // From the child's page the tie is the same one.
    let of_child = format!("{child}/relatives");
    let done = send(
        &mut marie,
        &child,
        &of_child,
        &[("other", contact), ("way", "by"), ("kind", "none")],
    );
    assert_eq!(done.status, 303);
    marie.get(&mother).assert(200, &["Aucun proche n'est noté"]);
    for wrong in [("other", "999999"), ("other", contact)] {
        let page = send(
            &mut marie,
            &relatives,
            &relatives,
            &[wrong, ("way", "for"), ("kind", "child")],
        );
        assert_eq!(page.status, 404, "{wrong:?}");
    }
}

#[test]
fn consents_are_noted_with_their_text_and_taken_back() {
    let site = Crew::demo();
    let path = known(&site, person("Roux", "Zoé"));
    let mut marie = site.signed_in("marie");
    let consents = format!("{path}/consents");
    let done = send(&mut marie, &path, &consents, &[("kind", "reminders")]);
    let page = marie.follow(done);
    page.assert(200, &["Accepte les rappels", "Au cabinet", "texte 2026-"]);
    let number = super::field(&page, "withdraw");
    let done = send(&mut marie, &path, &consents, &[("withdraw", &number)]);
    marie.follow(done).assert(200, &["Accepte les rappels", "Retiré"]);
    send(&mut marie, &path, &consents, &[("withdraw", &number)]).assert(404, &[]);
    send(&mut marie, &path, &consents, &[("kind", "tout")]).assert(422, &[]);
}

#[test]
fn two_records_are_compared_merged_and_separated() {
    let site = Crew::demo();
    let one = known(&site, person("Roux", "Zoé"));
    let other = known(
        &site,
        Patient {
            phone: grappe::domain::contact::Phone::parse("06 12 34 56 78").ok(),
            email: None,
            ..person("Roux", "Zoé")
        },
    );
    let number = other.rsplit('/').next().unwrap();
    let mut marie = site.signed_in("marie");
    marie
        .get("/admin/patients/duplicates")
        .assert(200, &["ROUX Zoé", "Comparer"]);
    let compare = format!("{one}/merge?other={number}");
    marie
        .get(&compare)
        .assert(200, &["06 12 34 56 78", "Réunir les deux fiches", "Rien"]);
    let to = format!("{one}/merge");
    let page = marie.get(&compare);
    let other_version = super::field(&page, "other_version");
    let fields = [
        ("other", number),
        ("phone", "other"),
        ("other_version", other_version.as_str()),
    ];
    let stale = again(
        &mut marie,
        &page,
        &to,
        &[("other", number), ("other_version", "9")],
    );
    stale.assert(409, &["Quelqu'un vient de modifier"]);
    let done = again(&mut marie, &page, &to, &fields);
    marie
        .follow(done)
        .assert(200, &["n'en font plus qu'une", "Séparer de nouveau"]);
    let moved_on = marie.get(&other);
    assert_eq!(moved_on.location().as_deref(), Some(one.as_str()));
    marie
        .get(&one)
        .assert(200, &["06 12 34 56 78", "zoe.roux@example.org"]);
    let page = marie.get("/admin/patients/duplicates");
    let undo = page.values("action=\"/admin/patients/merges/");
    let path = format!("/admin/patients/merges/{}", undo[0]);
    let done = again(&mut marie, &page, &path, &[]);
    marie.follow(done).assert(200, &["de nouveau séparées"]);
    marie.get(&other).assert(200, &["06 12 34 56 78"]);
}
