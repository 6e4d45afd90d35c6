//! A first visit that needs a next one (booking-rules §8): both or none; what becomes of the next one is told and asked.

use grappe::domain::care_type::Series;
use grappe::domain::id::CareTypeId;
use grappe::web::Settings;

use super::{LEA, book, pick, send};
use crate::support::practice::CONSULTATION;
use crate::support::{Browser, Page, Site};

/// The first visit; the next one is due from 25 March to 1 April.
const FIRST: &str = "2026-03-04T08:00:00Z";
/// A Thursday in that time.
const NEXT: &str = "2026-03-26T08:00:00Z";
/// The day after.
const OTHER_NEXT: &str = "2026-03-27T08:00:00Z";

/// A site with such a care, and its number.
fn site() -> (Site, String) {
    let site = Site::with(Settings::default());
    let care = site.sells(|care| {
        "Premier vaccin".clone_into(&mut care.name);
        care.terms.series = Some(Series {
            next: CONSULTATION,
            min_days: 21,
            max_days: 28,
            same_practitioner: true,
            require_next: true,
        });
    });
    (site, care)
}

/// Fills in the form with a next visit; the page that asks for the code.
fn to_the_code(browser: &mut Browser, care: &str) -> Page {
    let picked = pick(browser, care, FIRST);
    let form = browser.follow(picked);
    form.assert(
        200,
        &[
            "La visite suivante : Consultation",
            "en même temps que la première",
            NEXT,
        ],
    );
    for wrong in ["", "2026-03-20T08:00:00Z", "2026-03-26T08:07:00Z"] {
        let mut typed: Vec<(&str, &str)> = LEA.into();
        typed.push(("next_start", wrong));
        let page = send(browser, &form, "/book", &typed);
        page.assert(422, &["Choisissez l'horaire de la visite suivante"]);
    }
    let mut typed: Vec<(&str, &str)> = LEA.into();
    typed.push(("next_start", NEXT));
    let sent = send(browser, &form, "/book", &typed);
    browser.follow(sent)
}

/// Both visits booked; the browser of the patient.
fn booked(site: &Site, care: &str) -> Browser {
    let mut browser = site.browser();
    let page = to_the_code(&mut browser, care);
    let sent = send(&mut browser, &page, "/book/code", &[("code", &site.code())]);
    let shown = [
        "rendez-vous est pris",
        "mercredi 4 mars 2026",
        "Visite suivante",
        "jeudi 26 mars",
    ];
    browser.follow(sent).assert(200, &shown);
    assert_eq!(site.booked(), 2);
    browser
}

#[test]
fn both_visits_are_booked_or_none() {
    let (site, care) = site();
    let mut browser = site.browser();
    let page = to_the_code(&mut browser, &care);
    let code = site.code();
    let other: Vec<_> = LEA
        .map(|(n, v)| (n, if n == "email" { "zoe@example.org" } else { v }))
        .into();
    book(&site, &mut site.browser(), NEXT, &other).assert(200, &["rendez-vous est pris"]);
    let revision = site.revision();
    let page = send(&mut browser, &page, "/book/code", &[("code", &code)]);
    page.assert(
        409,
        &[
            "visite suivante vient d'être pris",
            "votre code reste valable",
            OTHER_NEXT,
        ],
    );
    assert_eq!(site.revision(), revision, "the first visit alone is not booked");
    assert_eq!(site.booked(), 1);
    let choice = [("code", code.as_str()), ("next_start", OTHER_NEXT)];
    let sent = send(&mut browser, &page, "/book/code", &choice);
    browser
        .follow(sent)
        .assert(200, &["rendez-vous est pris", "vendredi 27 mars"]);
    assert_eq!(site.booked(), 3);
}

/// A series of three: each visit is due three to four weeks after the one before.
fn site_of_three() -> (Site, String) {
    let site = Site::with(Settings::default());
    let then = |next| Series {
        next,
        min_days: 21,
        max_days: 28,
        same_practitioner: true,
        require_next: true,
    };
    let second = site.sells(move |care| {
        "Deuxième vaccin".clone_into(&mut care.name);
        care.terms.series = Some(then(CONSULTATION));
    });
    let second = CareTypeId(second.parse().unwrap());
    let first = site.sells(move |care| {
        "Premier vaccin".clone_into(&mut care.name);
        care.terms.series = Some(then(second));
    });
    (site, first)
}

#[test]
fn all_visits_of_a_series_are_chosen_and_booked_in_one_go() {
    let (site, care) = site_of_three();
    let mut browser = site.browser();
    let picked = pick(&mut browser, &care, FIRST);
    let form = browser.follow(picked);
    let proposed = "value=\"2026-03-25T08:00:00Z\" selected";
    let after_it = "value=\"2026-04-15T07:00:00Z\" selected";
    form.assert(
        200,
        &[
            "Visite 2 : Deuxième vaccin",
            "Visite 3 : Consultation",
            proposed,
            after_it,
        ],
    );
    // The third visit keeps its distance from the second one as it was chosen.
    let mut typed: Vec<(&str, &str)> = LEA.into();
    typed.extend([
        ("next_start", "2026-04-01T07:00:00Z"),
        ("next_start_2", "2026-04-15T07:00:00Z"),
    ]);
    let page = send(&mut browser, &form, "/book", &typed);
    let wrong = [
        "Choisissez l'horaire",
        "href=\"#next_start_2\"",
        "value=\"2026-04-22T07:00:00Z\" selected",
    ];
    page.assert(422, &wrong);
    assert!(
        !page.text().contains("href=\"#next_start\""),
        "the second one is right"
    );
    typed.pop();
    typed.push(("next_start_2", "2026-04-22T07:00:00Z"));
    let sent = send(&mut browser, &page, "/book", &typed);
    let code_page = browser.follow(sent);
    let code = site.code();
    let zoe: Vec<_> = LEA
        .map(|(n, v)| (n, if n == "email" { "zoe@example.org" } else { v }))
        .into();
    book(&site, &mut site.browser(), "2026-04-22T07:00:00Z", &zoe).assert(200, &["rendez-vous est pris"]);
    let lost = send(&mut browser, &code_page, "/book/code", &[("code", &code)]);
    lost.assert(409, &["votre code reste valable", "Visite 3 : Consultation"]);
    assert_eq!(site.booked(), 1, "nothing of the series");
    let again = [
        ("code", code.as_str()),
        ("next_start", "2026-04-01T07:00:00Z"),
        ("next_start_2", "2026-04-23T07:00:00Z"),
    ];
    let sent = send(&mut browser, &lost, "/book/code", &again);
    let done = browser.follow(sent);
    done.assert(200, &["mercredi 4 mars", "mercredi 1er avril", "jeudi 23 avril"]);
    assert_eq!(site.booked(), 4);
    let newest = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    assert_eq!(newest.with.len(), 2, "one message tells of all three");
    assert_eq!(
        site.run(site.app.recent_notices(10)).unwrap().len(),
        4,
        "two codes, two confirmations"
    );
}

#[test]
fn moving_the_first_visit_tells_what_becomes_of_the_next() {
    let (site, care) = site();
    let mut browser = booked(&site, &care);
    let page = browser.get("/appointment");
    page.assert(200, &["Visite suivante", "jeudi 26 mars"]);
    assert!(!page.text().contains("n'est plus respecté"));
    let to = [("practitioner", "1"), ("start", "2026-03-12T08:00:00Z")];
    let moved = browser.post("/appointment/move", &to);
    let page = browser.follow(moved);
    page.assert(
        200,
        &[
            "est déplacé",
            "jeudi 12 mars 2026",
            "L'intervalle avec cette visite n'est plus respecté",
        ],
    );
    // On to the next one, which is offered only where it keeps its distance.
    let mut next = browser.clone();
    let opened = send(&mut next, &page, "/appointment/next", &[]);
    next.follow(opened).assert(200, &["jeudi 26 mars 2026"]);
    let times = next.get("/appointment/move").starts();
    assert_eq!(
        times.first().map(String::as_str),
        Some("2026-04-02T07:00:00Z"),
        "{times:?}"
    );
    let too_soon = next.post(
        "/appointment/move",
        &[("practitioner", "1"), ("start", OTHER_NEXT)],
    );
    too_soon.assert(409, &["n'a pas changé"]);
    let moved = next.post(
        "/appointment/move",
        &[("practitioner", "1"), ("start", &times[0])],
    );
    next.follow(moved)
        .assert(200, &["est déplacé", "jeudi 2 avril 2026"]);
    let page = browser.get("/appointment");
    page.assert(200, &["jeudi 2 avril"]);
    assert!(!page.text().contains("n'est plus respecté"), "{}", page.text());
}

#[test]
fn cancelling_the_first_visit_asks_about_the_rest() {
    for (answer, left, words) in [
        ("", 1, "La visite suivante est toujours réservée"),
        ("1", 0, "servira à quelqu'un"),
    ] {
        let (site, care) = site();
        let mut browser = booked(&site, &care);
        browser
            .get("/appointment")
            .assert(200, &["Annuler aussi la visite suivante"]);
        let sent = browser.post("/appointment/cancel", &[("next", answer)]);
        let page = browser.follow(sent);
        page.assert(200, &["est annulé", words]);
        assert_eq!(page.text().contains("toujours réservée"), left == 1);
        assert_eq!(site.booked(), left, "{answer}");
    }
}
