//! Repeated absences, bridge days, school holidays.

use grappe::domain::time::Instant;

use super::{Crew, filled, saved};
use crate::support::house::{at_the_desk, person};

const ABSENCE: &str = "/admin/setup/absences/new";
const HOLIDAYS: &str = "/admin/setup/holidays";

#[test]
fn every_wednesday_afternoon_until_a_date_over_the_change_of_time() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let answers = [
        ("practitioner", "2"),
        ("from_date", "2026-03-18"),
        ("part", "afternoon"),
        ("repeat", "1"),
        ("repeat_until", "2026-04-08"),
        ("label", "Fac"),
    ];
    let done = saved(&mut marie, ABSENCE, &answers);
    assert_eq!(
        done.location().as_deref(),
        Some("/admin/setup/absences?done=saved"),
        "{}",
        done.text()
    );
    let set_up = site.app.agenda().set_up().clone();
    let starts: Vec<Instant> = set_up.absences.iter().map(|a| a.interval.start).collect();
    // One in the afternoon, whatever the clock's distance to universal time.
    let expected = [
        "2026-03-18T12:00:00Z",
        "2026-03-25T12:00:00Z",
        "2026-04-01T11:00:00Z",
        "2026-04-08T11:00:00Z",
    ];
    assert_eq!(starts, expected.map(|at| at.parse::<Instant>().unwrap()));

    // The second and those that follow are dropped together.
    let path = format!("/admin/setup/absences/{}", set_up.absences[1].id);
    let page = marie.get(&path);
    page.assert(200, &["Supprimer celle-ci et les suivantes (3)"]);
    let action = format!("{path}/following");
    assert_eq!(filled(&page, &action).post(&mut marie, &action).status, 303);
    assert_eq!(site.app.agenda().set_up().absences.len(), 1);
}

#[test]
fn a_repetition_that_makes_no_sense_is_refused_at_its_field() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let before = site.revision();
    let first = [
        ("practitioner", "2"),
        ("from_date", "2026-03-18"),
        ("part", "whole"),
    ];
    for (more, words) in [
        (
            vec![("repeat", "1"), ("repeat_until", "2026-03-20")],
            "avant la deuxième fois",
        ),
        (
            vec![("repeat", "1"), ("repeat_until", "2032-12-31")],
            "Au plus 260 fois : ici jusqu'au mercredi 5 mars 2031",
        ),
        (
            vec![("repeat", "0"), ("repeat_until", "2026-05-20")],
            "choisissez aussi un rythme",
        ),
        (
            vec![("repeat", "9"), ("repeat_until", "2026-05-20")],
            "Choisissez une des possibilités",
        ),
        (
            vec![
                ("to_date", "2026-03-20"),
                ("repeat", "1"),
                ("repeat_until", "2026-05-20"),
            ],
            "une seule journée",
        ),
    ] {
        let answers: Vec<_> = first.into_iter().chain(more).collect();
        saved(&mut marie, ABSENCE, &answers).assert(422, &[words]);
    }
    assert_eq!(site.revision(), before, "nothing was written");
}

#[test]
fn a_bridge_day_is_closed_by_one_click_or_becomes_a_draft() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let page = alice.get(HOLIDAYS);
    page.assert(200, &["Ponts", "vendredi 15 mai 2026", "Faire le pont"]);
    let action = format!("{HOLIDAYS}/bridge");
    let click = |alice: &mut crate::support::Browser, day: &str| {
        let csrf = filled(&alice.get(HOLIDAYS), &action).0["csrf"].clone();
        alice.post(&action, &[("csrf", &csrf), ("day", day)])
    };
    assert_eq!(
        click(&mut alice, "2026-05-15").location().as_deref(),
        Some("/admin/setup/holidays?done=saved")
    );
    let absences = site.app.agenda().set_up().absences.clone();
    assert_eq!((absences.len(), absences[0].practitioner), (1, None));
    assert_eq!(click(&mut alice, "2026-05-15").status, 303, "closed already");
    assert_eq!(site.app.agenda().set_up().absences.len(), 1);
    click(&mut alice, "2026-05-20").assert(422, &["pas un pont"]);
    // Before a Tuesday 1 January: a day of the year before.
    assert_eq!(click(&mut alice, "2029-12-31").status, 303);
    assert_eq!(site.app.agenda().set_up().absences.len(), 2);

    let booked = at_the_desk(
        grappe::domain::id::CareTypeId(1),
        "2026-07-13T12:30:00Z",
        person("Petit", "Léo"),
    );
    site.run(site.app.book(booked, None)).unwrap();
    let path = click(&mut alice, "2026-07-13").location().unwrap();
    assert!(path.starts_with("/admin/setup/drafts/"), "{path}");
}

#[test]
fn school_holidays_are_shown_and_the_practice_adds_its_own() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let action = format!("{HOLIDAYS}/school");
    let csrf = filled(&alice.get(HOLIDAYS), &action).0["csrf"].clone();
    let mut post = |fields: &[(&str, &str)]| {
        let all: Vec<_> = [("csrf", csrf.as_str())]
            .into_iter()
            .chain(fields.iter().copied())
            .collect();
        alice.post(&action, &all)
    };
    assert_eq!(post(&[("act", "zone"), ("zone", "B")]).status, 303);
    let add = [
        ("act", "add"),
        ("school_from", "2026-05-14"),
        ("school_to", "2026-05-17"),
        ("school_name", "Pont de l'Ascension"),
    ];
    assert_eq!(post(&add).status, 303);
    post(&[
        ("act", "add"),
        ("school_from", "2026-05-14"),
        ("school_to", "2026-05-01"),
        ("school_name", "x"),
    ])
    .assert(422, &["value=\"x\""]);
    post(&[("act", "zone"), ("zone", "Z")]).assert(422, &["Choisissez une des possibilités"]);
    let page = alice.get(HOLIDAYS);
    page.assert(
        200,
        &[
            "Vacances de printemps",
            "samedi 11 avril 2026",
            "Pont de l'Ascension",
            "pas encore publiée",
        ],
    );
    alice
        .get("/admin/setup/absences")
        .assert(200, &["Vacances scolaires", "Vacances de printemps"]);
    let drop = [
        ("csrf", csrf.as_str()),
        ("act", "drop"),
        ("from", "2026-05-14"),
        ("name", "custom:Pont de l'Ascension"),
    ];
    assert_eq!(alice.post(&action, &drop).status, 303);
    let left = site.run(site.app.school_holidays()).unwrap();
    assert_eq!(left.own, []);
    let corse = [("csrf", csrf.as_str()), ("act", "zone"), ("zone", "corse")];
    alice.post(&action, &corse);
    alice.get(HOLIDAYS).assert(200, &["fixé sur place"]);
}
