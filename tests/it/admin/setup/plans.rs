//! What is shown to who plans: school holidays in the month and in the forms, and the other week of an alternation.

use grappe::domain::schedule::{SchoolHolidays, SchoolPeriod, SchoolZone, Weeks};
use grappe::domain::staff::Actor;

use super::{Crew, filled, saved};

fn shown(site: &Crew, zone: SchoolZone, own: Vec<SchoolPeriod>) {
    let school = SchoolHolidays {
        zone: Some(zone),
        own,
    };
    site.run(site.app.save_school_holidays(school, Actor::System))
        .unwrap();
}

#[test]
fn the_month_tells_school_holidays_from_public_ones_by_words() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let easter = "<p class=\"remark holiday\">Jour férié : Lundi de Pâques</p>";
    let month = "/admin?view=month&day=2026-04-01&all=1";
    let before = alice.get(month);
    assert_eq!(before.text().matches(easter).count(), 1, "{}", before.text());
    assert!(!before.text().contains("remark school"));
    shown(&site, SchoolZone::B, Vec::new());
    let page = alice.get(month);
    // From Saturday 11 to Sunday 26 April, the days of the practice's own zone only.
    let spring = "<p class=\"remark school\">Vacances de printemps (zone B)</p>";
    assert_eq!(page.text().matches(spring).count(), 16);
    assert_eq!(page.text().matches(easter).count(), 1);
}

#[test]
fn the_forms_list_the_periods_to_come_and_mark_a_typed_date() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    for kind in ["absences", "exceptions", "schedules"] {
        let page = alice.get(&format!("/admin/setup/{kind}/new"));
        assert!(
            !page.text().contains("Vacances scolaires à venir"),
            "{kind}: no zone"
        );
    }
    let feast = SchoolPeriod {
        from: "2026-05-20".parse().unwrap(),
        to: "2026-05-21".parse().unwrap(),
        name: "custom:Fête du collège".to_owned(),
    };
    shown(&site, SchoolZone::B, vec![feast]);
    for kind in ["absences", "exceptions", "schedules"] {
        let page = alice.get(&format!("/admin/setup/{kind}/new"));
        let next = "Vacances scolaires à venir – Vacances de printemps (zone B) : du samedi 11 avril 2026 au dimanche 26 avril 2026";
        page.assert(200, &[next, "Fête du collège : du mercredi 20 mai 2026"]);
        assert!(
            !page.text().contains("Fête du collège (zone"),
            "{kind}: no zone of its own"
        );
    }
    let absent = [
        ("practitioner", "2"),
        ("from_date", "2026-04-06"),
        ("to_date", "2026-04-14"),
        ("part", "morning"),
    ];
    let page = saved(&mut alice, "/admin/setup/absences/new", &absent);
    page.assert(
        422,
        &[
            "Jour férié : Lundi de Pâques",
            "Pendant : Vacances de printemps (zone B).",
        ],
    );
    let fixed = [("part", "whole")];
    let done = filled(&page, "/admin/setup/absences/new")
        .with(&fixed)
        .post(&mut alice, "/admin/setup/absences/new");
    assert_eq!(done.status, 303, "{}", done.text());
    alice
        .get("/admin/setup/absences")
        .assert(200, &["<span class=\"tag\">Vacances de printemps</span>"]);
}

#[test]
fn the_other_week_of_an_alternation_is_proposed_filled_in() {
    let site = Crew::beginning();
    let mut alice = site.signed_in("alice");
    let doctor = [("name", "Dr Anne Muller"), ("speciality", "Médecine générale")];
    saved(&mut alice, "/admin/setup/practitioners/new", &doctor);
    let new = "/admin/setup/schedules/new";
    alice.get(new).assert(200, &["demandent deux horaires"]);
    let odd = [("d1", "9h-12h"), ("valid_to", "2027-06-30"), ("weeks", "odd")];
    assert_eq!(saved(&mut alice, new, &odd).status, 303);
    let id = site.app.agenda().set_up().schedules[0].id;
    let other = format!("{new}?other_than={id}");
    let list = alice.get("/admin/setup/schedules");
    list.assert(
        200,
        &["Préparer les semaines paires", &other, "n'ont aucune heure"],
    );
    alice
        .get(&format!("/admin/setup/schedules/{id}"))
        .assert(200, &["Préparer les semaines paires", &other]);
    let form = filled(&alice.get(&other), new);
    let answer = |name: &str| form.0[name].as_str();
    assert_eq!(
        [answer("weeks"), answer("d1"), answer("valid_to")],
        ["even", "09:00-12:00", "2027-06-30"]
    );
    let done = form.with(&[("d1", "14h-17h")]).post(&mut alice, new);
    assert_eq!(done.status, 303, "{}", done.text());
    let weeks: Vec<Weeks> = site
        .app
        .agenda()
        .set_up()
        .schedules
        .iter()
        .map(|s| s.weeks)
        .collect();
    assert_eq!(weeks, [Weeks::Odd, Weeks::Even]);
    let list = alice.get("/admin/setup/schedules");
    assert!(!list.text().contains("other_than"), "the pair is there");
    // An address that is out of date opens an empty form.
    let form = filled(&alice.get(&other), new);
    assert_eq!((form.0["weeks"].as_str(), form.0["d1"].as_str()), ("all", ""));
}

#[test]
fn the_numbers_of_the_waiting_list_are_refused_at_their_field_or_kept() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let path = "/admin/setup/waiting";
    alice.get("/admin/setup").assert(200, &[path]);
    let usual = filled(&alice.get(path), path);
    let number = |name: &str| usual.0[name].as_str();
    assert_eq!(
        [
            "notice",
            "near",
            "near_life",
            "far_life",
            "rush",
            "at_once",
            "ignored",
            "cascade",
            "life_days"
        ]
        .map(number),
        ["45", "24", "15", "120", "3", "3", "3", "3", "60"],
        "booking-rules §9"
    );
    let before = site.run(site.app.offer_rules()).unwrap();
    for (answers, words) in [
        (vec![("at_once", "0")], "id=\"at_once-error\""),
        (vec![("life_days", "")], "id=\"life_days-error\""),
        (vec![("notice", "dix")], "value=\"dix\""),
        (vec![("far_life", "10")], "au moins aussi longtemps"),
        (vec![("rush", "1"), ("notice", "90")], "Ce moment n'arrive jamais"),
    ] {
        saved(&mut alice, path, &answers).assert(422, &[words]);
    }
    assert_eq!(site.run(site.app.offer_rules()).unwrap(), before);
    let done = saved(&mut alice, path, &[("rush", "0"), ("notice", "90")]);
    assert_eq!(
        done.location().as_deref(),
        Some("/admin/setup/waiting?done=saved")
    );
    let page = alice.get(path);
    assert_eq!(filled(&page, path).0["notice"], "90");
}

#[test]
fn the_usual_numbers_of_an_offer_mode_are_those_of_the_rules() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let path = "/admin/setup/care-types/1";
    let written = saved(&mut alice, path, &[("offer", "morning")]);
    assert_eq!(written.status, 303, "{}", written.text());
    let form = filled(&alice.get(path), path);
    assert_eq!(
        ["min_fill", "relaxed", "reach"].map(|name| form.0[name].as_str()),
        ["60", "48", "10"],
        "booking-rules §12"
    );
}
