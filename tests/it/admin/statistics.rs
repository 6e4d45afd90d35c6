//! Statistics, measures and the gap doctor over HTTP.

use grappe::app::{BookingRequest, ForWhom};

use super::Crew;
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
