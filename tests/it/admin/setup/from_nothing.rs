//! A practice in Moselle, made in an empty folder by the forms alone, and what its patients can then book.

use chrono::NaiveDate;
use grappe::domain::agenda::SetUp;
use grappe::domain::id::{CareTypeId, PractitionerId};
use grappe::domain::schedule::{HolidayRegion, Weeks};
use grappe::domain::slot::SlotQuery;
use grappe::store::Db;

use super::{Crew, saved};
use crate::support::Browser;

/// Local starts of the consultation on a date, `HH:MM`.
fn starts(site: &Crew, date: &str) -> Vec<String> {
    let date: NaiveDate = date.parse().unwrap();
    let query = SlotQuery::new(CareTypeId(1), None, date, date);
    let agenda = site.app.agenda();
    let slots = site.app.find_slots(&query);
    let reading = |start| agenda.zone().wall(start).reading.format("%H:%M").to_string();
    slots.iter().map(|slot| reading(slot.start)).collect()
}

fn set_up(site: &Crew) -> SetUp {
    site.app.agenda().set_up().as_ref().clone()
}

#[track_caller]
fn makes(browser: &mut Browser, path: &str, answers: &[(&str, &str)]) {
    let page = saved(browser, path, answers);
    assert_eq!(page.status, 303, "{path}: {}", page.text());
    let to = page.location().unwrap();
    assert!(to.ends_with("?done=saved"), "{path}: {to}");
    browser.get(&to).assert(200, &["C'est enregistré."]);
}

fn practice_and_people(alice: &mut Browser) {
    let practice = [
        ("name", "Cabinet des Remparts"),
        ("neutral_name", ""),
        ("address", "3, rue des Remparts, 57000 Metz"),
        ("directions", "2e étage\nCode 12A3"),
        ("phone", "03 87 00 00 00"),
        ("email", "contact@remparts.example"),
        ("zone", "Europe/Paris"),
        ("region", "FR-AM"),
        ("accent", "#8A4B08"),
    ];
    makes(alice, "/admin/setup/practice", &practice);
    let doctor = [
        ("name", "Dr Anne Muller"),
        ("speciality", "Médecine générale"),
        ("speaks:gsw", "1"),
        ("step_free", "yes"),
    ];
    makes(alice, "/admin/setup/practitioners/new", &doctor);
    let room = [("name", "Salle 1"), ("kind", "salle")];
    makes(alice, "/admin/setup/resources/new", &room);
    let care = [
        ("name", "Consultation"),
        ("duration", "30"),
        ("buffer_after", "15"),
        ("min_notice", "0"),
        ("horizon_days", "365"),
        ("kind:salle", "1"),
    ];
    makes(alice, "/admin/setup/care-types/new", &care);
}

/// Odd weeks in the morning, even weeks in the afternoon.
fn hours(alice: &mut Browser) {
    let odd = [("d1", "9h-12h"), ("d5", "9h-12h"), ("weeks", "odd")];
    makes(alice, "/admin/setup/schedules/new", &odd);
    let even = [("d1", "14:00 - 17:00"), ("d5", "de 14h à 17h"), ("weeks", "even")];
    makes(alice, "/admin/setup/schedules/new", &even);
}

#[test]
fn a_practice_in_moselle_is_made_by_forms_and_offers_what_its_rules_say() {
    let site = Crew::beginning();
    let mut alice = site.signed_in("alice");
    alice
        .get("/admin/setup")
        .assert(200, &["Premiers pas", "Ajouter un praticien"]);
    practice_and_people(&mut alice);
    hours(&mut alice);
    let hub = alice.get("/admin/setup");
    assert!(!hub.text().contains("Premiers pas"), "all steps are done");

    // Monday 9 March 2026 is in week 11, the Monday after in week 12. A start every 30 minutes, 15 minutes kept free after.
    assert_eq!(
        starts(&site, "2026-03-09"),
        ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]
    );
    assert_eq!(
        starts(&site, "2026-03-16"),
        ["14:00", "14:30", "15:00", "15:30", "16:00", "16:30"]
    );
    // 3 April is Good Friday, a holiday in this region only; the Friday before is not.
    assert!(starts(&site, "2026-04-03").is_empty());
    assert_eq!(starts(&site, "2026-03-27").len(), 6);
    // The practice works on it after all, and bridges another day.
    let open = [("act", "open"), ("day", "2026-04-03")];
    makes(&mut alice, "/admin/setup/holidays", &open);
    assert_eq!(starts(&site, "2026-04-03").len(), 6);
    let bridge = [("act", "add"), ("date", "2026-03-27"), ("name", "Pont")];
    makes(&mut alice, "/admin/setup/holidays", &bridge);
    assert!(starts(&site, "2026-03-27").is_empty());
    let page = alice.get("/admin/setup/holidays");
    page.assert(
        200,
        &[
            "Vendredi saint",
            "Pont",
            "Travailler ce jour",
            "Fermer de nouveau",
            "2028",
        ],
    );
    dated(&site, &mut alice);
}

/// Other hours, absences, a closed room, on single dates.
fn dated(site: &Crew, alice: &mut Browser) {
    // Other hours on one date beat the week, until midnight; an absence takes an hour out of them.
    let exception = [
        ("from", "2026-03-12"),
        ("day", "open"),
        ("hours", "20h-22h, 22h-24h"),
    ];
    makes(alice, "/admin/setup/exceptions/new", &exception);
    assert_eq!(starts(site, "2026-03-12").last().unwrap(), "23:30");
    let absence = [
        ("from_date", "2026-03-12"),
        ("part", "hours"),
        ("from", "21h"),
        ("to", "23h"),
        ("label", "garde"),
    ];
    makes(alice, "/admin/setup/absences/new", &absence);
    assert_eq!(starts(site, "2026-03-12"), ["20:00", "20:30", "23:00", "23:30"]);
    let whole = [
        ("practitioner", "all"),
        ("from_date", "2026-03-16"),
        ("to_date", "2026-03-20"),
    ];
    makes(alice, "/admin/setup/absences/new", &whole);
    assert!(starts(site, "2026-03-16").is_empty());

    // The room is closed one day, so nothing can be booked on it.
    let closed = [("c1-from_date", "2026-03-23")];
    makes(alice, "/admin/setup/resources/1", &closed);
    assert!(starts(site, "2026-03-23").is_empty());
    let problems = site.run(site.app.store().read(|db: &Db<'_>| db.problems()));
    assert_eq!(problems.unwrap(), []);
}

/// An answer to every question about a care type.
const EVERYTHING: [(&str, &str); 31] = [
    ("public_text", "Carte Vitale"),
    ("price", "30 €"),
    ("preparation", "À jeun"),
    ("keywords", "mal de dos, lumbago"),
    ("is_online", ""),
    ("needs_approval", "1"),
    ("venue", "video"),
    ("who", "some"),
    ("p:1", "1"),
    ("step", "10"),
    ("buffer_before", "5"),
    ("min_notice", "36"),
    ("min_notice_unit", "h"),
    ("deadline", "48"),
    ("release_at", "7h30"),
    ("capacity", "6"),
    ("offer", "compact"),
    ("min_useful", "15"),
    ("min_age", "16"),
    ("max_age", "75"),
    ("patients", "new"),
    ("professions", "infirmier, sage-femme"),
    ("needs_referral", "1"),
    ("max_future", "1"),
    ("min_days_between", "6"),
    ("max_per_day", "4"),
    ("next", "1"),
    ("min_days", "21"),
    ("max_days", "28"),
    ("same_practitioner", "1"),
    ("require_next", "1"),
];

#[test]
fn every_answer_of_every_form_is_written_and_shown_again() {
    let site = Crew::beginning();
    let mut alice = site.signed_in("alice");
    practice_and_people(&mut alice);
    hours(&mut alice);
    let written = set_up(&site);
    let practice = &written.practice;
    assert_eq!(
        practice.neutral_name, "Cabinet des Remparts",
        "empty means the same"
    );
    assert_eq!(practice.directions, "2e étage\nCode 12A3");
    assert_eq!(practice.accent, "#8a4b08");
    assert_eq!(practice.holidays.region, HolidayRegion::AlsaceMoselle);
    assert_eq!(written.schedules[0].weeks, Weeks::Odd);
    makes(&mut alice, "/admin/setup/care-types/1", &EVERYTHING);
    let first = set_up(&site).care_types[&CareTypeId(1)].clone();
    assert!(!first.is_online && first.needs_approval);
    assert_eq!(first.practitioners, [PractitionerId(1)]);
    assert_eq!(first.terms.eligibility.professions, ["infirmier", "sage-femme"]);
    assert_eq!(first.terms.series.as_ref().unwrap().max_days, 28);
    // Saving what is shown changes nothing, whatever the form.
    let before = format!("{:?}", set_up(&site));
    for path in [
        "/admin/setup/practice",
        "/admin/setup/practitioners/1",
        "/admin/setup/resources/1",
        "/admin/setup/care-types/1",
        "/admin/setup/schedules/1",
        "/admin/setup/schedules/2",
    ] {
        makes(&mut alice, path, &[]);
        assert_eq!(format!("{:?}", set_up(&site)), before, "{path}");
    }
}

#[test]
fn one_practitioner_may_differ_in_every_term() {
    let site = Crew::beginning();
    let mut alice = site.signed_in("alice");
    practice_and_people(&mut alice);
    let path = "/admin/setup/care-types/1/with/1";
    let own = [
        ("duration", "45"),
        ("buffer_after", "0"),
        ("own_release", "1"),
        ("own_requires", "1"),
        ("kind:salle", ""),
        ("own_limits", "1"),
        ("max_per_day", "2"),
    ];
    makes(&mut alice, path, &own);
    let care = set_up(&site).care_types[&CareTypeId(1)].clone();
    let terms = care.terms_for(PractitionerId(1)).unwrap().into_owned();
    assert_eq!(
        (terms.duration.num_minutes(), terms.buffer_after.num_minutes()),
        (45, 0)
    );
    assert!(terms.requires.is_empty(), "needs no room");
    assert_eq!(terms.limits.max_per_day, Some(2));
    assert_eq!(terms.horizon_days, 365, "not said: as the care type");
    makes(&mut alice, path, &[]);
    assert_eq!(set_up(&site).care_types[&CareTypeId(1)], care);
    // The care type's own form keeps what its practitioners do differently.
    makes(&mut alice, "/admin/setup/care-types/1", &[("name", "Visite")]);
    let renamed = set_up(&site).care_types[&CareTypeId(1)].clone();
    assert_eq!(renamed.overrides, care.overrides);
    let unticked = saved(&mut alice, path, &[("own_limits", ""), ("max_per_day", "3")]);
    unticked.assert(422, &["Cochez cette case", "value=\"3\""]);
    makes(&mut alice, path, &[("is_not_offered", "1")]);
    assert!(
        set_up(&site).care_types[&CareTypeId(1)]
            .terms_for(PractitionerId(1))
            .is_none()
    );
}

#[test]
fn the_week_is_copied_reserved_and_counted_from_a_date() {
    let site = Crew::beginning();
    let mut alice = site.signed_in("alice");
    practice_and_people(&mut alice);
    let path = "/admin/setup/schedules/new";
    let page = saved(
        &mut alice,
        path,
        &[
            ("d2", "9h-12h"),
            ("weeks", "odd"),
            ("copy_from", "2"),
            ("copy:4", "1"),
            ("act", "copy"),
        ],
    );
    page.assert(200, &["2026 a 53 semaines"]);
    let copied = super::filled(&page, path);
    assert_eq!(
        (copied.0["d4"].as_str(), copied.0["d2"].as_str()),
        ("9h-12h", "9h-12h")
    );
    let anchored = copied.with(&[("act", "anchor")]).post(&mut alice, path);
    let anchored = super::filled(&anchored, path);
    // 2 March 2026 is in week 10: the next odd week begins on the 9th.
    assert_eq!(
        (anchored.0["n"].as_str(), anchored.0["anchor"].as_str()),
        ("2", "2026-03-09")
    );
    assert!(
        set_up(&site).schedules.is_empty(),
        "nothing is written by these buttons"
    );
    let reserved = [
        ("r1-d:4", "1"),
        ("r1-hours", "11h-12h, 14h-15h"),
        ("r1-care:1", "1"),
    ];
    let page = anchored.with(&reserved).post(&mut alice, path);
    assert_eq!(page.status, 303, "{}", page.text());
    let hours = set_up(&site).schedules[0].clone();
    assert!(matches!(hours.weeks, Weeks::Every { n: 2, .. }));
    assert_eq!(hours.days[3].len(), 3);
    assert_eq!(hours.days[3][2].cares(), Some([CareTypeId(1)].as_slice()));
    let path = "/admin/setup/schedules/1";
    let folded = alice.get(path);
    let title = "<summary>Plage réservée : 11:00-12:00, 14:00-15:00 · jeudi · ";
    folded.assert(200, &[&format!("<details class=\"card\">{title}")]);
    // What is wrong is not hidden in a fold.
    let wrong = super::filled(&folded, path).with(&[("r1-hours", "12h-11h")]);
    let wrong = wrong.post(&mut alice, path);
    wrong.assert(
        422,
        &["<details class=\"card\" open><summary>Plage réservée : 12h-11h"],
    );
    makes(&mut alice, path, &[]);
    assert_eq!(set_up(&site).schedules[0], hours);
    makes_gone(&mut alice, "/admin/setup/schedules/1");
    assert!(set_up(&site).schedules.is_empty());
}

fn makes_gone(browser: &mut Browser, path: &str) {
    let page = browser.get(path);
    let action = format!("{path}/remove");
    let page = super::filled(&page, &action).post(browser, &action);
    assert_eq!(page.status, 303, "{}", page.text());
}

#[test]
fn people_care_types_and_rooms_are_archived_and_come_back() {
    let site = Crew::beginning();
    let mut alice = site.signed_in("alice");
    practice_and_people(&mut alice);
    hours(&mut alice);
    for path in [
        "/admin/setup/practitioners/1",
        "/admin/setup/care-types/1",
        "/admin/setup/resources/1",
    ] {
        makes_gone(&mut alice, path);
        assert!(starts(&site, "2026-03-09").is_empty(), "{path}");
        let list = path.trim_end_matches("/1");
        alice.get(list).assert(200, &["Archives"]);
        makes(&mut alice, path, &[]);
        assert!(
            starts(&site, "2026-03-09").is_empty(),
            "{path}: saving does not bring back"
        );
        makes_gone(&mut alice, path);
        assert_eq!(starts(&site, "2026-03-09").len(), 6, "{path}");
    }
}
