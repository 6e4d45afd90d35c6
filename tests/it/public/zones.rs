//! Hours on the page when the clock changes, and far from Paris (booking-rules §1).

use grappe::domain::id::{PractitionerId, ScheduleId};
use grappe::domain::practice::Practice;
use grappe::domain::schedule::{WeeklySchedule, Weeks, Window};
use grappe::domain::time::Zone;
use grappe::messages::letter;
use grappe::store::{Fault, Tx};
use grappe::web::Settings;

use super::{LEA, book, pick, send};
use crate::support::Site;
use crate::support::practice::published;

/// Opens Dr Martin on Sundays, in another zone.
fn with_sundays(site: &Site, zone: &str, from: &str, to: &str) {
    let practice = Practice {
        zone: Zone::named(zone).unwrap(),
        ..site.app.agenda().set_up().practice.clone()
    };
    let window = Window::new(from.parse().unwrap(), to.parse().unwrap(), None).unwrap();
    let mut days: [Vec<Window>; 7] = std::array::from_fn(|_| Vec::new());
    days[6].push(window);
    let schedule = WeeklySchedule {
        id: ScheduleId(0),
        practitioner: PractitionerId(1),
        valid_from: None,
        valid_to: None,
        weeks: Weeks::All,
        days,
    };
    site.run(
        site.app
            .store()
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.save_practice(&practice)?;
                tx.save_schedule(&schedule)?;
                published(tx)
            }),
    )
    .unwrap();
}

#[test]
fn the_repeated_hour_is_offered_twice_and_booked_as_chosen() {
    let site = Site::with(Settings::default());
    with_sundays(&site, "Europe/Paris", "01:00", "04:00");
    site.clock.set("2026-10-23T10:00:00Z".parse().unwrap());
    let mut browser = site.browser();
    let page = browser.get("/times?care=1&d7=1");
    page.assert(
        200,
        &[
            "2 h (heure d'été)",
            "2 h 30 (heure d'été)",
            "2 h (heure d'hiver)",
            "2 h 30 (heure d'hiver)",
            "3 h 30",
        ],
    );
    assert_eq!(
        page.starts()
            .iter()
            .filter(|s| s.starts_with("2026-10-2"))
            .count(),
        8,
        "a night of four hours"
    );
    let picked = pick(&mut browser, "1", "2026-10-25T01:30:00Z");
    let form = browser.follow(picked);
    form.assert(200, &["dimanche 25 octobre 2026", "2 h 30 (heure d'hiver)"]);
    let sent = send(&mut browser, &form, "/book", &LEA);
    let page = browser.follow(sent);
    let sent = send(&mut browser, &page, "/book/code", &[("code", &site.code())]);
    browser.follow(sent).assert(200, &["2 h 30 (heure d'hiver)"]);
    browser
        .get("/appointment")
        .assert(200, &["2 h 30 (heure d'hiver)"]);
    // The message says which one, and its calendar entry cannot be mistaken.
    let notice = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    let practice = site.app.agenda().set_up().practice.clone();
    let written = letter(&notice, &practice, "https://rdv.example.org").unwrap();
    for text in [&written.text, &written.html] {
        let text = text.replace('\u{a0}', " ").replace("&#39;", "'");
        assert!(text.contains("2 h 30 (heure d'hiver)"), "{text}");
    }
    let file = browser.get("/appointment/calendar.ics");
    file.assert(200, &["DTSTART:20261025T013000Z", "DTEND:20261025T020000Z"]);
    assert!(
        written
            .calendar
            .unwrap()
            .text
            .contains("DTSTART:20261025T013000Z")
    );
    let page = browser.get("/times?care=1&d7=1");
    page.assert(200, &["2 h 30 (heure d'été)"]);
    assert!(!page.text().contains("2 h 30 (heure d'hiver)"));
}

#[test]
fn the_spring_gap_has_no_hour() {
    let site = Site::with(Settings::default());
    with_sundays(&site, "Europe/Paris", "01:00", "04:00");
    site.clock.set("2026-03-27T10:00:00Z".parse().unwrap());
    let page = site.browser().get("/times?care=1&d7=1");
    page.assert(200, &["dimanche 29 mars", "1 h 30", "3 h"]);
    let first: Vec<String> = page
        .starts()
        .into_iter()
        .filter(|s| s.starts_with("2026-03-29"))
        .collect();
    assert_eq!(
        first,
        [
            "2026-03-29T00:00:00Z",
            "2026-03-29T00:30:00Z",
            "2026-03-29T01:00:00Z",
            "2026-03-29T01:30:00Z"
        ]
    );
}

#[test]
fn the_other_of_the_two_hours_is_reached_by_a_move_and_by_another_booking() {
    let site = Site::with(Settings::default());
    with_sundays(&site, "Europe/Paris", "01:00", "04:00");
    site.clock.set("2026-10-20T10:00:00Z".parse().unwrap());
    let mut browser = site.browser();
    let winter = "2026-10-25T01:30:00Z";
    let summer = "2026-10-25T00:30:00Z";
    book(&site, &mut browser, winter, &LEA).assert(200, &["2 h 30 (heure d'hiver)"]);
    browser
        .get("/appointment/move?from=2026-10-25")
        .assert(200, &["2 h 30 (heure d'été)"]);
    let moved = browser.post("/appointment/move", &[("practitioner", "1"), ("start", summer)]);
    browser
        .follow(moved)
        .assert(200, &["est déplacé", "2 h 30 (heure d'été)"]);
    let again = browser.get("/again?care=1&from=2026-10-25");
    again.assert(200, &["2 h 30 (heure d'hiver)"]);
    assert!(!again.text().contains("2 h 30 (heure d'été)"));
    let asked = [("care", "1"), ("practitioner", "1"), ("start", winter)];
    let chosen = browser.post("/again", &asked);
    browser.follow(chosen).assert(200, &["2 h 30 (heure d'hiver)"]);
    let sent = browser.post("/again/confirm", &[]);
    browser
        .follow(sent)
        .assert(200, &["C'est noté, Léa", "2 h 30 (heure d'hiver)"]);
}

/// What a browser in another zone is told, without asking it: the words are in the page and a script shows them there only.
#[test]
fn every_page_with_hours_can_name_the_zone_of_the_practice() {
    let site = Site::with(Settings::default());
    with_sundays(&site, "Indian/Reunion", "09:00", "11:00");
    let mut browser = site.browser();
    let words = "heure de La Réunion";
    for path in ["/", "/times?care=1", "/search?care=1", "/embed?care=1"] {
        let page = browser.get(path);
        page.assert(200, &[words, "+04:00\"", "/assets/booking."]);
        assert!(
            page.text().contains("hidden data-zone=\"Horaires à l'heure"),
            "{path}"
        );
    }
    book(&site, &mut browser, "2026-03-04T05:00:00Z", &LEA).assert(200, &[words, "9 h"]);
    for path in ["/appointment", "/appointment/move", "/again"] {
        browser.get(path).assert(200, &[words, "/assets/booking."]);
    }
}

#[test]
fn a_practice_in_miquelon_shows_its_own_hours() {
    let site = Site::with(Settings::default());
    with_sundays(&site, "America/Miquelon", "09:00", "10:00");
    // Summer time began there on 8 March.
    let mut browser = site.browser();
    let page = browser.get("/times?care=1&from=2026-03-08&d7=1");
    page.assert(200, &["dimanche 8 mars", "9 h 30"]);
    assert!(
        page.starts().contains(&"2026-03-08T11:00:00Z".to_owned()),
        "{:?}",
        page.starts()
    );
    browser.get("/times?care=2").assert(200, &["heure de Miquelon"]);
    let picked = pick(&mut browser, "1", "2026-03-08T11:00:00Z");
    browser.follow(picked).assert(
        200,
        &[
            "dimanche 8 mars 2026",
            "9 h",
            "datetime=\"2026-03-08T09:00:00-02:00\"",
        ],
    );
}
