//! What people should not type, and what nobody types: answered at the field, everything kept, nothing written.

use super::{Crew, filled, saved};
use crate::support::Browser;

/// Sends one answer and expects words at the field, the answer shown again, nothing written.
#[track_caller]
fn refused(site: &Crew, browser: &mut Browser, path: &str, answers: &[(&str, &str)], words: &str) {
    let before = site.revision();
    let page = saved(browser, path, answers);
    page.assert(422, &[words, "Rien n'a été enregistré"]);
    let action = path.split('?').next().unwrap();
    let again = filled(&page, action);
    for (name, value) in answers.iter().filter(|(_, value)| !value.is_empty()) {
        let shown = again.0.get(*name).map(String::as_str);
        // A choice that is none cannot be shown as chosen.
        if ![
            "zone",
            "region",
            "weeks",
            "practitioner",
            "venue",
            "offer",
            "next",
            "patients",
        ]
        .contains(name)
        {
            assert_eq!(shown, Some(value.trim()), "{name}");
        }
    }
    assert_eq!(site.revision(), before, "{path} {answers:?}");
}

#[test]
fn the_practice_is_checked_field_by_field() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let long = "x".repeat(101);
    for (name, value, words) in [
        ("name", "", "À remplir"),
        ("name", long.as_str(), "100 caractères au plus"),
        ("name", "Cabinet\u{7}", "n'est pas accepté"),
        ("name", "Cabinet \u{202e}gnikcah", "n'est pas accepté"),
        ("directions", "1 55 08 75 056 001 79", "sécurité sociale"),
        ("phone", "appelez-moi", "n'est pas accepté"),
        ("phone", "1", "La forme ne convient pas"),
        ("email", "pas une adresse", "La forme ne convient pas"),
        ("zone", "Mars/Olympus", "une des possibilités"),
        ("region", "XX", "une des possibilités"),
        ("accent", "red}body{", "La forme ne convient pas"),
    ] {
        refused(
            &site,
            &mut alice,
            "/admin/setup/practice",
            &[(name, value)],
            words,
        );
    }
}

#[test]
fn a_care_type_is_checked_field_by_field() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let between = "une valeur entre";
    for (answers, words) in [
        (vec![("duration", "")], "À remplir"),
        (vec![("duration", "0")], between),
        (vec![("duration", "-5")], between),
        (vec![("duration", "721")], between),
        (vec![("duration", "99999999999999999999")], between),
        (vec![("duration", "30 min")], between),
        (vec![("step", "0")], between),
        (vec![("buffer_before", "1e3")], between),
        (vec![("min_notice", "3000"), ("min_notice_unit", "h")], between),
        (vec![("deadline", "73"), ("deadline_unit", "h")], between),
        (vec![("horizon_days", "4000")], between),
        (vec![("capacity", "0")], between),
        (vec![("release_at", "25h")], "n'est pas une heure"),
        (vec![("min_age", "18"), ("max_age", "15")], "plus petit que"),
        (vec![("offer", "magic")], "une des possibilités"),
        (vec![("offer", "compact")], "À remplir"),
        (vec![("next", "999")], "une des possibilités"),
        (
            vec![("next", "1"), ("min_days", "9"), ("max_days", "3")],
            "vient avant",
        ),
        (vec![("who", "some")], "À remplir"),
        (vec![("color", "#12345")], "La forme ne convient pas"),
    ] {
        refused(&site, &mut alice, "/admin/setup/care-types/1", &answers, words);
    }
}

#[test]
fn hours_and_dates_are_checked_and_the_whole_week_is_kept() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let path = "/admin/setup/schedules/1";
    for (answers, words) in [
        (vec![("d1", "9h-12h"), ("d2", "matin")], "« matin » ne se lit pas"),
        (
            vec![("d1", "12h-9h"), ("d7", "10h-11h")],
            "finit avant de commencer",
        ),
        (vec![("d1", "9h-9h")], "finit avant de commencer"),
        (vec![("d1", "9h-24h30")], "ne se lit pas"),
        (vec![("weeks", "sometimes")], "une des possibilités"),
        (
            vec![("weeks", "every"), ("n", "1"), ("anchor", "2026-03-02")],
            "entre 2 et 12",
        ),
        (vec![("weeks", "every"), ("n", "2")], "À remplir"),
        (
            vec![("valid_from", "2026-05-02"), ("valid_to", "2026-05-01")],
            "après le début",
        ),
        (vec![("valid_from", "9999-01-01")], "La forme ne convient pas"),
        (vec![("valid_from", "31/02/2026")], "La forme ne convient pas"),
        (vec![("r1-d:1", "1"), ("r1-hours", "9h-10h")], "À remplir"),
        (vec![("r1-d:1", "1"), ("r1-care:1", "1")], "À remplir"),
    ] {
        refused(&site, &mut alice, path, &answers, words);
    }
    let nobody = [("practitioner", "77"), ("d1", "9h-12h")];
    refused(
        &site,
        &mut alice,
        "/admin/setup/schedules/new",
        &nobody,
        "une des possibilités",
    );
    let empty = [("practitioner", "1")];
    refused(
        &site,
        &mut alice,
        "/admin/setup/schedules/new",
        &empty,
        "au moins un jour",
    );
}

type Wrong = (&'static str, Vec<(&'static str, &'static str)>, &'static str);

fn dated() -> [Wrong; 11] {
    let who = ("practitioner", "1");
    [
        ("exceptions/new", vec![who], "À remplir"),
        (
            "exceptions/new",
            vec![who, ("from", "2026-04-02"), ("to", "2026-04-01")],
            "après le début",
        ),
        (
            "exceptions/new",
            vec![who, ("from", "2026-04-02"), ("day", "open")],
            "À remplir",
        ),
        (
            "exceptions/new",
            vec![who, ("from", "2026-04-02"), ("hours", "9h-12h")],
            "Fermé, ou des heures",
        ),
        ("absences/new", vec![("from_date", "2026-04-02")], "À remplir"),
        (
            "absences/new",
            vec![who, ("from_date", "2026-04-02"), ("from", "9h")],
            "pour que cette heure compte",
        ),
        (
            "absences/new",
            vec![
                who,
                ("from_date", "2026-04-02"),
                ("to_date", "2026-04-03"),
                ("part", "morning"),
            ],
            "un seul jour",
        ),
        (
            "absences/new",
            vec![
                who,
                ("from_date", "2026-04-02"),
                ("part", "hours"),
                ("from", "12h"),
                ("to", "9h"),
            ],
            "après le début",
        ),
        (
            "resources/new",
            vec![("name", "Salle"), ("kind", "")],
            "À remplir",
        ),
        (
            "resources/new",
            vec![("name", "Salle"), ("kind", "salle"), ("c1-to_date", "2026-04-02")],
            "À remplir",
        ),
        ("practitioners/new", vec![("name", " ")], "À remplir"),
    ]
}

#[test]
fn exceptions_absences_and_rooms_are_checked() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    for (path, answers, words) in dated() {
        refused(
            &site,
            &mut alice,
            &format!("/admin/setup/{path}"),
            &answers,
            words,
        );
    }
}

#[test]
fn closing_days_are_checked() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let before = site.revision();
    for (answers, words) in [
        (vec![("act", "add"), ("date", ""), ("name", "Pont")], "À remplir"),
        (
            vec![("act", "add"), ("date", "2026-12-25"), ("name", "Noël bis")],
            "déjà un jour de fermeture",
        ),
        (
            vec![("act", "region"), ("region", "Atlantide")],
            "une des possibilités",
        ),
        (vec![("act", "destroy")], "une des possibilités"),
    ] {
        saved(&mut alice, "/admin/setup/holidays", &answers).assert(422, &[words]);
    }
    assert_eq!(site.revision(), before);
}

const BOMB: &str = "\"'><script>x</script>{{7*7}}&lt;";

#[test]
fn nothing_typed_becomes_part_of_a_page() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    for (path, answers) in [
        (
            "practice",
            vec![
                ("name", BOMB),
                ("neutral_name", BOMB),
                ("address", BOMB),
                ("directions", BOMB),
            ],
        ),
        ("practitioners/1", vec![("name", BOMB), ("speciality", BOMB)]),
        (
            "resources/new",
            vec![("name", BOMB), ("kind", BOMB), ("capacity", "1")],
        ),
        (
            "care-types/1",
            vec![("name", BOMB), ("public_text", BOMB), ("professions", BOMB)],
        ),
        (
            "exceptions/new",
            vec![("practitioner", "1"), ("from", "2026-06-02"), ("label", BOMB)],
        ),
        (
            "absences/new",
            vec![
                ("practitioner", "1"),
                ("from_date", "2026-06-03"),
                ("label", BOMB),
            ],
        ),
    ] {
        let page = saved(&mut alice, &format!("/admin/setup/{path}"), &answers);
        assert_eq!(page.status, 303, "{path}: {}", page.text());
    }
    let add = [("act", "add"), ("date", "2026-06-04"), ("name", BOMB)];
    assert_eq!(saved(&mut alice, "/admin/setup/holidays", &add).status, 303);
    // A refused form shows it again as well.
    let wrong = saved(&mut alice, "/admin/setup/schedules/1", &[("d1", BOMB)]);
    wrong.assert(422, &[]);
    let mut pages = vec![wrong];
    for path in super::pages::PAGES {
        pages.push(alice.get(path));
    }
    for page in pages {
        let text = String::from_utf8_lossy(&page.body).into_owned();
        assert!(!text.contains("<script>x"), "{text}");
        assert!(!text.contains("'><s"), "{text}");
    }
    any_name_of_a_kind_is_kept(&mut alice);
}

fn any_name_of_a_kind_is_kept(alice: &mut Browser) {
    // What is required of a resource has any name, and is kept as a box.
    let kept = filled(
        &alice.get("/admin/setup/care-types/1"),
        "/admin/setup/care-types/1",
    );
    assert_eq!(kept.0["name"], BOMB);
    let needs = kept.with(&[(&format!("kind:{BOMB}"), "1")]);
    assert_eq!(needs.post(alice, "/admin/setup/care-types/1").status, 303);
    let again = filled(
        &alice.get("/admin/setup/care-types/1"),
        "/admin/setup/care-types/1",
    );
    assert_eq!(again.0[&format!("kind:{BOMB}")], "1");
}

#[test]
fn unknown_numbers_are_not_found() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    for path in ["0", "-1", "999", "abc", "9223372036854775808", "1%00"] {
        for area in [
            "practitioners",
            "care-types",
            "resources",
            "schedules",
            "exceptions",
            "absences",
            "drafts",
        ] {
            let page = alice.get(&format!("/admin/setup/{area}/{path}"));
            assert!(
                (400..500).contains(&page.status),
                "{area}/{path}: {}",
                page.status
            );
        }
    }
    alice.get("/admin/setup/care-types/1/with/99").assert(404, &[]);
}
