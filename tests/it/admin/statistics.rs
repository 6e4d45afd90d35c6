//! Statistics, measures and the gap doctor over HTTP.

use grappe::app::{BookingRequest, ForWhom, MoveRequest};
use grappe::domain::booking::{Appointment, Status};
use grappe::domain::slot::Audience;

use super::Crew;
use super::desk::{MARTIN, PETIT};
use crate::support::house::{instant, person, secretary};
use crate::support::practice::CONSULTATION;

fn booked() -> Crew {
    let site = Crew::demo();
    let request = BookingRequest::new(
        CONSULTATION,
        None,
        instant("2026-03-03T08:00:00Z"),
        ForWhom::Declared(Box::new(person("Inconnu-Visible", "Léo"))),
        secretary(),
    );
    site.run(site.app.book(request, None)).unwrap();
    site
}

const WEEK: &str = "from=2026-03-02&to=2026-03-08";

#[test]
fn pictures_have_words_and_numbers_and_no_patient() {
    let site = booked();
    let mut alice = site.signed_in("alice");
    let page = alice.get(&format!("/admin/statistics?{WEEK}"));
    page.assert(
        200,
        &["role=\"img\"", "Occupation", "Secrétariat", "Télécharger en CSV"],
    );
    let text = page.text();
    assert!(!text.contains("Inconnu") && !text.contains("style="), "{text}");
    for title in text.split("<svg class=\"plot\"").skip(1) {
        assert!(
            title.contains("<title id=") && title.contains("<desc id="),
            "{title}"
        );
    }
    alice
        .get("/admin/statistics/measures")
        .assert(200, &["Praticien"]);
    alice
        .get("/admin/statistics/gaps")
        .assert(200, &["Trous de l'agenda"]);
}

#[test]
fn every_figure_is_a_sheet_that_french_spreadsheets_open() {
    let site = booked();
    let mut paul = site.signed_in("paul");
    for table in [
        "occupancy",
        "outcomes",
        "leads",
        "origins",
        "practitioners",
        "cares",
    ] {
        let page = paul.get(&format!("/admin/statistics/csv?{WEEK}&table={table}"));
        assert_eq!(page.status, 200, "{table}");
        assert!(page.body.starts_with("\u{feff}".as_bytes()), "{table}");
        assert!(
            page.text().lines().next().unwrap().contains(';'),
            "{table}: {}",
            page.text()
        );
        assert_eq!(page.header("content-type"), Some("text/csv; charset=utf-8"));
    }
    let sheet = paul
        .get(&format!("/admin/statistics/csv?{WEEK}&table=origins"))
        .text();
    assert!(sheet.contains("Secrétariat;1;100,0"), "{sheet}");
    assert_eq!(
        paul.get(&format!("/admin/statistics/csv?{WEEK}&table=nothing"))
            .status,
        404
    );
    assert_eq!(
        paul.get(&format!("/admin/statistics/measures/csv?{WEEK}")).status,
        200
    );
}

#[test]
fn a_period_that_is_none_is_refused_at_its_field_and_kept() {
    let site = booked();
    let mut alice = site.signed_in("alice");
    let page = alice.get("/admin/statistics?from=hier&to=2026-03-08");
    page.assert(422, &["value=\"hier\"", "id=\"from-e\""]);
    alice
        .get("/admin/statistics?from=2026-03-08&to=2026-03-01")
        .assert(422, &["La fin est avant le début"]);
    alice
        .get("/admin/statistics?from=2000-01-01&to=2026-03-01")
        .assert(422, &["Trois ans au plus"]);
    alice
        .get("/admin/statistics?practitioner=999&care=x")
        .assert(200, &["Aucun rendez-vous"]);
}

#[test]
fn the_desk_sees_no_statistics_and_no_way_to_them() {
    let site = booked();
    for login in ["marie", "rose"] {
        let mut person = site.signed_in(login);
        assert!(
            !person.get("/admin").text().contains("/admin/statistics"),
            "{login}"
        );
        assert_eq!(person.get("/admin/statistics/gaps").status, 403, "{login}");
    }
}

#[test]
fn a_setting_is_proposed_in_the_form_and_nothing_is_saved() {
    let site = booked();
    let mut alice = site.signed_in("alice");
    let before = site.revision();
    let form = alice.get(&format!("/admin/setup/care-types/{CONSULTATION}?offer=best-fit"));
    form.assert(200, &["value=\"best\" selected"]);
    assert_eq!(site.revision(), before);
    alice
        .get(&format!("/admin/setup/care-types/{CONSULTATION}?offer=nonsense"))
        .assert(200, &["value=\"grid\" selected"]);
}

#[test]
fn how_soon_patients_get_a_time_is_drawn_listed_and_downloaded() {
    let site = booked();
    let mut alice = site.signed_in("alice");
    let page = alice.get(&format!("/admin/statistics/measures?{WEEK}"));
    page.assert(
        200,
        &[
            "Troisième heure libre",
            "Servis en 7 jours",
            "Consultation – Dr Hélène Martin",
            "aujourd'hui",
            "table=access",
        ],
    );
    let text = page.text();
    assert!(!text.contains("Inconnu") && !text.contains("style="), "{text}");
    let sheet = alice.get(&format!("/admin/statistics/measures/csv?{WEEK}&table=access"));
    assert_eq!(sheet.header("content-type"), Some("text/csv; charset=utf-8"));
    let lines = sheet.text();
    assert!(
        lines.contains(
            "Motif;Praticien;Troisième heure libre;Rendez-vous pris;Sous 7 jours;Servis en 7 jours"
        ),
        "{lines}"
    );
    assert!(
        lines.contains("Consultation;Dr Hélène Martin;0;1;1;100,0"),
        "{lines}"
    );
    let other = alice.get(&format!(
        "/admin/statistics/measures/csv?{WEEK}&table=access&practitioner=2"
    ));
    assert!(!other.text().contains("Martin"), "{}", other.text());
    let of_one = alice.get(&format!(
        "/admin/statistics/measures?{WEEK}&practitioner=1&care=1"
    ));
    assert!(!of_one.text().contains("Consultation – Dr"), "one name is enough");
}

/// A week with one visit of each outcome at Dr Martin, all booked on Monday: seen, missed, excused, called off in time, late and by the
/// practice, moved from Thursday to Friday; and one at Dr Petit of which nobody has said how it ended. Half an hour each.
fn known_week() -> Crew {
    let site = Crew::demo();
    let booked = |given: &str, start: &str| site.booked("Inconnu", given, start);
    let seen = booked("Ana", "2026-03-04T08:00:00Z");
    let [missed, excused] = ["08:30", "09:00"].map(|at| booked(at_name(at), &tuesday(at)));
    let [cancelled, late, by_practice] =
        ["09:30", "10:00", "10:30"].map(|at| booked(at_name(at), &tuesday(at)));
    let moved = booked("Max", "2026-03-05T08:00:00Z");
    site.booked_with(PETIT, person("Inconnu", "Guy"), "2026-03-04T13:00:00Z", |_| {});
    let app = &site.app;
    site.run(app.move_appointment(to_friday(&moved), None)).unwrap();
    site.run(app.cancel_for_patient(cancelled.id, secretary()))
        .unwrap();
    site.run(app.cancel(by_practice.id, None, secretary())).unwrap();
    site.clock.set(instant("2026-03-02T15:00:00Z"));
    site.run(app.cancel_for_patient(late.id, secretary())).unwrap();
    site.clock.set(instant("2026-03-04T17:00:00Z"));
    for (visit, status) in [
        (seen, Status::Done),
        (missed, Status::NoShow),
        (excused, Status::Excused),
    ] {
        let marked = app.mark_attendance(visit.id, status, None, secretary());
        site.run(marked).unwrap();
    }
    site
}

fn tuesday(at: &str) -> String {
    format!("2026-03-03T{at}:00Z")
}

/// Somebody else at each time.
fn at_name(at: &str) -> &'static str {
    match at {
        "08:30" => "Bob",
        "09:00" => "Cléo",
        "09:30" => "Dan",
        "10:00" => "Eli",
        _ => "Flo",
    }
}

fn to_friday(moved: &Appointment) -> MoveRequest {
    MoveRequest {
        appointment: moved.id,
        expected_version: None,
        practitioner: Some(MARTIN),
        start: instant("2026-03-06T08:00:00Z"),
        audience: Audience::Staff,
        placing: None,
        overbooking: None,
        actor: secretary(),
    }
}

#[test]
fn what_is_asked_late_in_the_evening_for_the_next_morning_is_not_the_same_day() {
    let site = Crew::demo();
    // Half past eleven in the evening, in Paris; then past midnight for the same day.
    site.clock.set(instant("2026-03-02T22:30:00Z"));
    let first = site.booked("Inconnu", "Ana", "2026-03-03T08:00:00Z");
    site.clock.set(instant("2026-03-02T23:30:00Z"));
    site.booked("Inconnu", "Bob", "2026-03-03T15:30:00Z");
    site.clock.set(instant("2026-03-09T08:00:00Z"));
    let leads = |site: &Crew| {
        let mut alice = site.signed_in("alice");
        alice
            .get(&format!("/admin/statistics/csv?{WEEK}&table=leads"))
            .text()
    };
    let before = leads(&site);
    assert!(before.contains("Le jour même;1;50,0"), "{before}");
    assert!(before.contains("1 à 2 jours;1;50,0"), "{before}");
    let done = site
        .app
        .mark_attendance(first.id, Status::Done, None, secretary());
    site.run(done).unwrap();
    site.run(site.app.erase_patient(first.patient, secretary()))
        .unwrap();
    assert_eq!(leads(&site), before, "an erasure changes no figure");
}

#[test]
fn each_sheet_has_the_figures_of_a_known_week() {
    let site = known_week();
    let mut alice = site.signed_in("alice");
    // Open: five mornings of three hours and five afternoons of four. Kept: five half hours, four of them with Dr Martin.
    for (table, head, rows) in [
        (
            "occupancy",
            "Semaine du;Heures ouvertes;Heures de rendez-vous;Occupation",
            &["2 mars;35,0;2,5;7,1"][..],
        ),
        (
            "outcomes",
            "Semaine du;Rendez-vous pris;Venus;Absents;Excusés;Annulés tard;Annulés par le patient;\
             Annulés par le cabinet;Déplacés;À venir ou sans état;Taux d'absence",
            &["2 mars;8;1;1;1;1;1;1;1;2;33,3"],
        ),
        (
            "leads",
            "Délai;Rendez-vous pris;Part",
            &["1 à 2 jours;7;87,5", "3 à 6 jours;1;12,5", "Le jour même;0;0,0"],
        ),
        (
            "origins",
            "Origine;Rendez-vous pris;Part",
            &["Secrétariat;8;100,0"],
        ),
        (
            "practitioners",
            "Praticien;Heures de rendez-vous;Occupation;Rendez-vous pris;Venus;Absents;Excusés;Annulés tard;\
             Annulés par le patient;Annulés par le cabinet;Déplacés;À venir ou sans état;Taux d'absence",
            &[
                "Dr Hélène Martin;2,0;13,3;7;1;1;1;1;1;1;1;1;33,3",
                "Dr Paul Petit;0,5;2,5;1;0;0;0;0;0;0;0;1;",
            ],
        ),
        (
            "cares",
            "Motif;Heures de rendez-vous;Part;Rendez-vous pris;Venus;Absents;Excusés;Annulés tard;\
             Annulés par le patient;Annulés par le cabinet;Déplacés;À venir ou sans état;Taux d'absence",
            &["Consultation;2,5;100,0;8;1;1;1;1;1;1;1;2;33,3"],
        ),
    ] {
        let sheet = alice.get(&format!("/admin/statistics/csv?{WEEK}&table={table}"));
        let text = sheet.text();
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[0], head, "{table}");
        for row in rows {
            assert!(lines.contains(row), "{table}: no {row} in {lines:#?}");
        }
    }
}
