//! Booking at the desk and by phone.

use chrono::TimeDelta;
use grappe::domain::id::CareTypeId;
use grappe::domain::patient::Patient;
use grappe::domain::schedule::Window;

use super::Crew;
use super::agenda::written;
use super::desk::{TUESDAY_9, again, send};
use crate::support::Page;
use crate::support::house::person;

const AT_NINE: &str = "/admin/book?with=1&start=2026-03-03T08:00:00Z";
/// What the form carries once the time is chosen.
const CHOSEN: [(&str, &str); 4] = [
    ("with", "1"),
    ("start", "2026-03-03T08:00:00Z"),
    ("day", "2026-03-03"),
    ("care", "1"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    CHOSEN.iter().copied().chain(more.iter().copied()).collect()
}

fn patient_of(page: &Page) -> String {
    page.values("name=\"patient\" value=\"")
        .into_iter()
        .next()
        .expect("a patient is chosen")
}

#[test]
fn a_known_patient_is_found_by_a_few_letters_and_booked() {
    let site = Crew::demo();
    site.run(site.app.save_patient(
        person("Dupont-Éluard", "Zoé"),
        None,
        grappe::domain::staff::Actor::System,
    ))
    .unwrap();
    let mut marie = site.signed_in("marie");
    marie
        .get(AT_NINE)
        .assert(200, &["mardi 3 mars à 9 h", "Dr Hélène Martin"]);
    for typed in ["dup zo", "eluard", "17/05/1980"] {
        let found = send(
            &mut marie,
            AT_NINE,
            "/admin/book",
            &with(&[("do", "search"), ("q", typed)]),
        );
        found.assert(200, &["DUPONT-ÉLUARD Zoé", "17/05/1980 (45 ans)"]);
    }
    let found = send(
        &mut marie,
        AT_NINE,
        "/admin/book",
        &with(&[("do", "search"), ("q", "dup")]),
    );
    let patient = patient_of(&found);
    let done = again(
        &mut marie,
        &found,
        "/admin/book",
        &with(&[("do", "book"), ("patient", &patient)]),
    );
    assert_eq!(done.status, 303, "{}", done.text());
    marie.follow(done).assert(
        200,
        &[
            "Le rendez-vous est enregistré",
            "DUPONT-ÉLUARD Zoé",
            "mardi 3 mars 2026",
        ],
    );
}

#[test]
fn several_are_offered_and_nobody_opens_a_new_record() {
    let site = Crew::demo();
    for given in ["Léo", "Léa"] {
        site.run(site.app.save_patient(
            person("Martin", given),
            None,
            grappe::domain::staff::Actor::System,
        ))
        .unwrap();
    }
    let mut marie = site.signed_in("marie");
    let found = send(
        &mut marie,
        AT_NINE,
        "/admin/book",
        &with(&[("do", "search"), ("q", "martin")]),
    );
    found.assert(200, &["2 fiches correspondent", "MARTIN Léa", "MARTIN Léo"]);
    let pick = found.values("name=\"pick\" value=\"").into_iter().next().unwrap();
    again(&mut marie, &found, "/admin/book", &with(&[("pick", &pick)]))
        .assert(200, &["MARTIN Léa", "Changer de patient"]);
    let nobody = send(
        &mut marie,
        AT_NINE,
        "/admin/book",
        &with(&[("do", "search"), ("q", "Roux Zoé 06 12 34 56 78")]),
    );
    nobody.assert(
        200,
        &[
            "Personne ne correspond",
            "value=\"Roux\"",
            "value=\"Zoé\"",
            "value=\"0612345678\"",
        ],
    );
    let fields = [
        ("do", "book"),
        ("new", "1"),
        ("family", "Roux"),
        ("given", "Zoé"),
        ("phone", "06 12 34 56 78"),
    ];
    let done = again(&mut marie, &nobody, "/admin/book", &with(&fields));
    marie.follow(done).assert(200, &["ROUX Zoé"]);
}

#[test]
fn mistakes_are_told_at_their_fields_and_nothing_is_lost_or_written() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let before = site.revision();
    let fields = [
        ("do", "book"),
        ("new", "1"),
        ("family", "R0ux"),
        ("given", ""),
        ("born", "31/02/1980"),
        ("phone", "12"),
        ("email", "zoe@"),
        ("note", "Vitale 1 55 08 75 056 001 79"),
    ];
    let page = send(&mut marie, AT_NINE, "/admin/book", &with(&fields));
    page.assert(
        422,
        &[
            "R0ux",
            "31/02/1980",
            "zoe@",
            "Vitale 1 55 08",
            "numéro de sécurité sociale",
            "Le caractère « 0 »",
        ],
    );
    for name in ["family", "given", "born", "phone", "email", "note"] {
        assert!(page.text().contains(&format!("id=\"{name}-error\"")), "{name}");
    }
    let nobody = send(&mut marie, AT_NINE, "/admin/book", &with(&[("do", "book")]));
    nobody.assert(422, &["Cherchez et choisissez le patient"]);
    let never = send(
        &mut marie,
        "/admin/book",
        "/admin/book",
        &[
            ("do", "book"),
            ("care", "1"),
            ("new", "1"),
            ("family", "A"),
            ("given", "B"),
        ],
    );
    never.assert(422, &["Choisissez une heure"]);
    assert_eq!(site.revision(), before);
}

#[test]
fn a_time_that_was_taken_keeps_everything_and_proposes_three_others() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let open = marie.get(AT_NINE);
    site.booked("Petit", "Léo", TUESDAY_9);
    let fields = [
        ("do", "book"),
        ("new", "1"),
        ("family", "Roux"),
        ("given", "Zoé"),
        ("note", "Interprète"),
    ];
    let late = again(&mut marie, &open, "/admin/book", &with(&fields));
    late.assert(409, &["vient d'être prise", "value=\"Roux\"", "Interprète"]);
    let near = late.values("name=\"at\" value=\"");
    assert_eq!(near.len(), 3, "{near:?}");
    assert_eq!(near[0], "1|2026-03-03T08:30:00Z");
    let chosen = [
        ("at", near[0].as_str()),
        ("new", "1"),
        ("family", "Roux"),
        ("given", "Zoé"),
        ("note", "Interprète"),
    ];
    let page = again(&mut marie, &late, "/admin/book", &with(&chosen));
    page.assert(200, &["mardi 3 mars à 9 h 30", "value=\"Roux\"", "Interprète"]);
    let start = page.values("name=\"start\" value=\"").remove(0);
    let fields = [
        ("do", "book"),
        ("with", "1"),
        ("start", &start),
        ("care", "1"),
        ("new", "1"),
        ("family", "Roux"),
        ("given", "Zoé"),
    ];
    let done = again(&mut marie, &page, "/admin/book", &fields);
    marie.follow(done).assert(200, &["ROUX Zoé"]);
}

#[test]
fn overbooking_asks_for_a_reason_and_shows() {
    let site = Crew::demo();
    site.booked("Petit", "Léo", TUESDAY_9);
    let mut marie = site.signed_in("marie");
    let fields = [
        ("do", "book"),
        ("new", "1"),
        ("family", "Roux"),
        ("given", "Zoé"),
        ("over", "1"),
        ("reason", " "),
    ];
    let page = send(&mut marie, AT_NINE, "/admin/book", &with(&fields));
    page.assert(422, &["id=\"reason-error\""]);
    let fields = [
        ("do", "book"),
        ("new", "1"),
        ("family", "Roux"),
        ("given", "Zoé"),
        ("over", "1"),
        ("reason", "Douleur"),
    ];
    let done = again(&mut marie, &page, "/admin/book", &with(&fields));
    let sheet = marie.follow(done);
    sheet.assert(200, &["ROUX Zoé", "Surnombre", "is-over"]);
    let link = sheet.values("href=\"/admin/appointments/").pop().unwrap();
    let appointment = format!("/admin/appointments/{}", link.trim_end_matches('"'));
    assert!(marie.get(&appointment).text().contains("Douleur") || sheet.text().contains("Surnombre"));
    let mut rose = site.signed_in("rose");
    let csrf = super::field(&rose.get("/admin"), "csrf");
    assert_eq!(
        rose.post("/admin/book", &[("csrf", &csrf), ("do", "book"), ("over", "1")])
            .status,
        403
    );
}

#[test]
fn any_minute_of_the_opening_is_possible_and_others_on_purpose_only() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let who = [
        ("do", "book"),
        ("new", "1"),
        ("family", "Roux"),
        ("given", "Zoé"),
        ("care", "1"),
        ("day", "2026-03-03"),
    ];
    let typed = |more: &[(&'static str, &'static str)]| -> Vec<(&'static str, &'static str)> {
        who.iter().copied().chain(more.iter().copied()).collect()
    };
    let early = send(
        &mut marie,
        "/admin/book",
        "/admin/book",
        &typed(&[("with", "1"), ("time", "7h10")]),
    );
    early.assert(409, &["n'est pas ouvert à cette heure", "value=\"7h10\""]);
    let anybody = send(
        &mut marie,
        "/admin/book",
        "/admin/book",
        &typed(&[("time", "9h10")]),
    );
    anybody.assert(422, &["id=\"with-error\""]);
    let odd = send(
        &mut marie,
        "/admin/book",
        "/admin/book",
        &typed(&[("with", "1"), ("time", "9h10")]),
    );
    marie.follow(odd).assert(200, &["<b>9 h 10</b> ROUX Zoé"]);
    let purpose = [
        ("with", "1"),
        ("time", "7h10"),
        ("outside", "1"),
        ("family", "Gris"),
    ];
    let mut fields = typed(&purpose[..3]);
    fields
        .iter_mut()
        .filter(|(name, _)| *name == "family")
        .for_each(|field| field.1 = "Gris");
    let done = send(&mut marie, "/admin/book", "/admin/book", &fields);
    marie.follow(done).assert(200, &["<b>7 h 10</b> GRIS Zoé"]);
}

#[test]
fn the_same_form_sent_twice_books_once() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let open = marie.get(AT_NINE);
    let fields = [("do", "book"), ("new", "1"), ("family", "Roux"), ("given", "Zoé")];
    let first = again(&mut marie, &open, "/admin/book", &with(&fields));
    let second = again(&mut marie, &open, "/admin/book", &with(&fields));
    assert_eq!(first.location(), second.location());
    let other = [("do", "book"), ("new", "1"), ("family", "Gris"), ("given", "Ana")];
    again(&mut marie, &open, "/admin/book", &with(&other)).assert(409, &["déjà été enregistré"]);
    let day = site.app.agenda();
    assert_eq!(day.bookings().count(), 1);
}

#[test]
fn free_times_are_listed_for_anybody_and_jump_on() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let page = marie.get("/admin/book?day=2026-03-06");
    page.assert(200, &["vendredi 6 mars", "lundi 9 mars", "9 h", "14 h"]);
    assert!(
        page.values("name=\"at\" value=\"")
            .contains(&"|2026-03-06T08:00:00Z".to_owned())
    );
    let later = page.values("name=\"jump\" value=\"").remove(0);
    let on = again(
        &mut marie,
        &page,
        "/admin/book",
        &[("jump", &later), ("care", "1"), ("day", "2026-03-06")],
    );
    assert!(on.text().contains("jeudi 12 mars") && !on.text().contains("vendredi 6 mars"));
    let blocked = Patient {
        is_blocked_online: true,
        ..person("Noir", "Max")
    };
    let id = site
        .run(
            site.app
                .save_patient(blocked, None, grappe::domain::staff::Actor::System),
        )
        .unwrap();
    let page = marie.get(&format!("/admin/book?patient={id}"));
    page.assert(200, &["NOIR Max"]);
    assert!(
        !page.values("name=\"at\" value=\"").is_empty(),
        "the phone is always possible"
    );
}

#[test]
fn the_care_proposed_is_one_that_the_window_accepts_and_that_fits() {
    let site = Crew::demo();
    written(&site, |tx| {
        // Quarters of an hour for the third care; 9 to 9:30 is for it alone, until 10 for it and the second, from 10:30 for all.
        let mut brief = tx.agenda().set_up().care_types[&CareTypeId(3)].clone();
        brief.terms.duration = TimeDelta::minutes(15);
        tx.save_care_type(&brief)?;
        let mut hours = tx.agenda().set_up().schedules[0].clone();
        let window = |from: &str, to: &str, cares: Option<Vec<i64>>| {
            let cares = cares.map(|ids| ids.into_iter().map(CareTypeId).collect());
            Window::new(from.parse().unwrap(), to.parse().unwrap(), cares).unwrap()
        };
        hours.days[1] = vec![
            window("09:00", "09:30", Some(vec![3])),
            window("09:30", "10:00", Some(vec![2, 3])),
            window("10:30", "12:00", None),
        ];
        tx.save_schedule(&hours)
    });
    let mut marie = site.signed_in("marie");
    for (start, proposed) in [
        ("2026-03-03T08:00:00Z", 3),
        ("2026-03-03T08:30:00Z", 2),
        // A quarter is left for those two.
        ("2026-03-03T08:45:00Z", 3),
        ("2026-03-03T09:30:00Z", 1),
        // Closed: nothing fits better than another.
        ("2026-03-03T12:00:00Z", 1),
    ] {
        let at = format!("/admin/book?with=1&start={start}");
        let option = format!("<option value=\"{proposed}\" selected>");
        marie.get(&at).assert(200, &[&option]);
        marie
            .get(&format!("{at}&care=2"))
            .assert(200, &["<option value=\"2\" selected>"]);
    }
}
