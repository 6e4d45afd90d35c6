//! Several people in one go (booking-rules §8, relatives): one hold, one code, one transaction, an appointment each.

use grappe::domain::care_type::{CareTerms, CareType};
use grappe::domain::id::AppointmentId;
use grappe::domain::time::Instant;
use grappe::store::{Fault, Tx};
use grappe::web::Settings;

use super::{LEA, book, filled, send};
use crate::support::practice::{CONSULTATION, published};
use crate::support::{Browser, Page, Site};

/// Tuesday with Dr Martin: half-hours from nine to twelve.
const NINE: &str = "2026-03-03T08:00:00Z";
const HALF_PAST_NINE: &str = "2026-03-03T08:30:00Z";
const TEN: &str = "2026-03-03T09:00:00Z";
const TWO_AT_NINE: &str = "2026-03-03T08:00:00Z,2026-03-03T08:30:00Z";

/// The second child.
const TOM: [(&str, &str); 3] = [("given_2", "Tom"), ("family_2", ""), ("born_2", "04/09/2015")];

fn pick(browser: &mut Browser, care: &str, starts: &str) -> Page {
    let fields = [
        ("care", care),
        ("practitioner", ""),
        ("seats", "1"),
        ("start", starts),
    ];
    browser.post("/hold", &fields)
}

fn typed<'a>(further: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    LEA.into_iter().chain(further.iter().copied()).collect()
}

/// The page of the code.
fn to_the_code(browser: &mut Browser, starts: &str, further: &[(&str, &str)]) -> Page {
    let picked = pick(browser, "1", starts);
    let form = browser.follow(picked);
    let sent = send(browser, &form, "/book", &typed(further));
    let page = browser.follow(sent);
    page.assert(200, &["Code à six chiffres"]);
    page
}

fn starts(site: &Site) -> Vec<String> {
    let agenda = site.app.agenda();
    let live = agenda.bookings().filter(|b| b.expires.is_none());
    let mut all: Vec<Instant> = live.map(|b| b.interval.start).collect();
    all.sort();
    all.iter()
        .map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string())
        .collect()
}

impl Site {
    /// Changes the consultation.
    pub(super) fn consultation(&self, change: impl FnOnce(&mut CareTerms) + Send + 'static) {
        let written = self
            .app
            .store()
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let mut care: CareType = tx.agenda().set_up().care_types[&CONSULTATION].clone();
                change(&mut care.terms);
                tx.save_care_type(&care)?;
                published(tx)
            });
        self.run(written).unwrap();
    }
}

#[test]
fn two_children_are_booked_with_one_code_and_one_message() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    browser
        .get("/times?care=1")
        .assert(200, &["Pour combien de personnes", "4 personnes"]);
    let times = browser.get("/times?care=1&people=2");
    times.assert(
        200,
        &[
            "9 h et 9 h 30",
            "Chaque choix réserve un horaire par personne",
            TWO_AT_NINE,
        ],
    );
    assert!(
        !times.text().contains("value=\"2026-03-03T10:30:00Z\""),
        "nobody alone"
    );
    let picked = pick(&mut browser, "1", TWO_AT_NINE);
    let form = browser.follow(picked);
    form.assert(
        200,
        &[
            "2 personnes",
            "Personne 1 · 9 h",
            "Personne 2 · 9 h 30",
            "name=\"born_2\"",
        ],
    );
    assert!(!form.text().contains("given_3"));
    let sent = send(&mut browser, &form, "/book", &typed(&TOM));
    let code = browser.follow(sent);
    let sent = send(&mut browser, &code, "/book/code", &[("code", &site.code())]);
    let done = browser.follow(sent);
    done.assert(
        200,
        &[
            "vos rendez-vous sont pris",
            "9 h",
            "Pris en même temps",
            "Tom",
            "9 h 30",
        ],
    );
    assert_eq!(starts(&site), [NINE, HALF_PAST_NINE]);
    let file = browser.get("/appointment/calendar.ics").text();
    assert_eq!(file.matches("BEGIN:VEVENT").count(), 2, "{file}");
    // Each has a link and an appointment of the own: one is cancelled and the other one stays.
    let opened = send(&mut browser, &done, "/appointment/next", &[]);
    browser.follow(opened).assert(200, &["9 h 30", "Tom"]);
    let sent = browser.post("/appointment/cancel", &[]);
    browser.follow(sent).assert(200, &["est annulé"]);
    assert_eq!(starts(&site), [NINE]);
}

#[test]
fn one_message_tells_of_all_with_a_link_and_an_entry_each() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let page = to_the_code(&mut browser, TWO_AT_NINE, &TOM);
    send(&mut browser, &page, "/book/code", &[("code", &site.code())]);
    let notices = site.run(site.app.recent_notices(5)).unwrap();
    assert_eq!(notices.len(), 2, "the code and one confirmation");
    let practice = site.app.agenda().set_up().practice.clone();
    let letter = grappe::messages::letter(&notices[0], &practice, "https://rdv.example").unwrap();
    let text = letter.text.replace(['\u{a0}', '\u{202f}'], " ");
    for part in [
        "Vos rendez-vous sont confirmés.",
        "9 h",
        "9 h 30",
        "le rendez-vous du mardi 3 mars 2026 à 9 h (ce lien",
        "le rendez-vous du mardi 3 mars 2026 à 9 h 30 (ce lien",
    ] {
        assert!(text.contains(part), "{part}\n{}", letter.text);
    }
    assert_eq!(
        letter.text.matches("https://rdv.example/m/").count(),
        2,
        "{}",
        letter.text
    );
    assert!(
        !letter.text.contains("Tom") && !letter.text.contains("Léa"),
        "no names"
    );
    let calendar = letter.calendar.unwrap();
    assert_eq!(calendar.text.matches("BEGIN:VEVENT").count(), 2);
}

#[test]
fn each_field_of_each_person_is_judged_and_kept() {
    let site = Site::with(Settings::default());
    site.consultation(|terms| terms.eligibility.max_age = Some(50));
    let mut browser = site.browser();
    let picked = pick(&mut browser, "1", TWO_AT_NINE);
    let form = browser.follow(picked);
    let wrong = [
        ("given_2", "T0m"),
        ("family_2", "Petit"),
        ("born_2", "04/09/1950"),
    ];
    let page = send(&mut browser, &form, "/book", &typed(&wrong));
    page.assert(
        422,
        &[
            "id=\"given_2-error\"",
            "id=\"born_2-error\"",
            "value=\"T0m\"",
            "href=\"#born_2\"",
            "Personne 2 · 9 h 30 · Date de naissance",
        ],
    );
    assert!(
        !page.text().contains("id=\"born-error\""),
        "the first one is right"
    );
    let twin = [("given_2", "lea"), ("family_2", ""), ("born_2", "17/05/1980")];
    send(&mut browser, &form, "/book", &typed(&twin)).assert(422, &["déjà inscrite plus haut"]);
    let sent = send(&mut browser, &form, "/book", &typed(&TOM));
    browser.follow(sent).assert(200, &["Code à six chiffres"]);
    browser
        .get("/book")
        .assert(200, &["value=\"Tom\"", "value=\"04/09/2015\""]);
}

#[test]
fn nothing_is_booked_where_one_time_is_lost_and_what_was_typed_stays() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let page = to_the_code(&mut browser, TWO_AT_NINE, &TOM);
    let code = site.code();
    site.run(
        site.app
            .drop_hold(browser.cookie("grappe-hold").or(browser.cookie("hold")).unwrap()),
    )
    .unwrap();
    let zoe: Vec<_> = LEA
        .map(|(n, v)| (n, if n == "email" { "zoe@example.org" } else { v }))
        .into();
    book(&site, &mut site.browser(), HALF_PAST_NINE, &zoe).assert(200, &["rendez-vous est pris"]);
    let lost = send(&mut browser, &page, "/book/code", &[("code", &code)]);
    lost.assert(409, &["value=\"Tom\"", "name=\"other=", "10 h et 10 h 30"]);
    assert_eq!(lost.text().matches("name=\"other=").count(), 3);
    assert_eq!(starts(&site), [HALF_PAST_NINE], "not half of it");
    // One of the offered pairs, with everything typed.
    let other = "2026-03-03T09:00:00Z,2026-03-03T09:30:00Z~";
    let mut fields = filled(&lost, &typed(&TOM));
    fields.push(("other".to_owned(), other.to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let sent = browser.post("/book", &fields);
    assert_eq!(sent.status, 429, "one code a minute to one mailbox");
    sent.assert(429, &["value=\"Tom\"", "10 h et 10 h 30"]);
}

#[test]
fn of_two_families_for_overlapping_times_one_wins_whole() {
    let site = Site::with(Settings::default());
    let pairs = [TWO_AT_NINE, "2026-03-03T08:30:00Z,2026-03-03T09:00:00Z"];
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|n| {
                let address = format!("198.51.100.{n}");
                let mut browser = site.browser().with_header("X-Forwarded-For", &address);
                scope.spawn(move || pick(&mut browser, "1", pairs[n % 2]).status)
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|s| **s == 303).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|s| **s == 409).count(), 7, "{statuses:?}");
    let agenda = site.app.agenda();
    assert_eq!(agenda.bookings().count(), 2, "both times of one family");
}

#[test]
fn scattered_or_forged_times_are_not_held() {
    let site = Site::with(Settings::default());
    for forged in [
        "2026-03-03T08:00:00Z,2026-03-03T10:00:00Z",
        "2026-03-03T08:30:00Z,2026-03-03T08:00:00Z",
        "2026-03-03T08:00:00Z,2026-03-03T08:00:00Z",
    ] {
        let page = pick(&mut site.browser(), "1", forged);
        assert_eq!(page.status, 409, "{forged}");
    }
    let five = [NINE; 5].join(",");
    assert_eq!(pick(&mut site.browser(), "1", &five).status, 422);
    assert_eq!(site.app.agenda().bookings().count(), 0);
    // Another choice of the same browser lets go of all the times of the one before.
    let mut browser = site.browser();
    pick(&mut browser, "1", TWO_AT_NINE);
    assert_eq!(site.app.agenda().bookings().count(), 2);
    pick(&mut browser, "1", TEN);
    assert_eq!(site.app.agenda().bookings().count(), 1);
}

#[test]
fn a_family_of_four_counts_as_four_and_keeps_to_the_ceiling_of_the_practice() {
    let four = "2026-03-03T08:00:00Z,2026-03-03T08:30:00Z,2026-03-03T09:00:00Z,2026-03-03T09:30:00Z";
    let children = [
        ("given_2", "Tom"),
        ("born_2", "04/09/2015"),
        ("given_3", "Ana"),
        ("born_3", "05/09/2016"),
        ("given_4", "Max"),
        ("born_4", "06/09/2017"),
    ];
    for (ceiling, booked) in [(None, 4), (Some(4), 4), (Some(3), 0)] {
        let site = Site::with(Settings::default());
        site.consultation(move |terms| terms.limits.max_per_contact = ceiling);
        let offers_four = site.browser().get("/times?care=1").text().contains("4 personnes");
        assert_eq!(offers_four, booked == 4);
        let mut browser = site.browser();
        let page = to_the_code(&mut browser, four, &children);
        let sent = send(&mut browser, &page, "/book/code", &[("code", &site.code())]);
        assert_eq!(sent.status, if booked == 4 { 303 } else { 409 }, "{ceiling:?}");
        assert_eq!(site.booked(), booked, "{ceiling:?}");
        let agenda = site.app.agenda();
        let patients: std::collections::BTreeSet<_> = agenda.bookings().filter_map(|b| b.patient).collect();
        assert_eq!(patients.len(), booked, "a record each");
        assert!(
            site.run(site.app.store().read(|db| db.appointment(AppointmentId(1))))
                .unwrap()
                .is_some()
                == (booked > 0)
        );
    }
}

#[test]
fn who_comes_alone_sees_the_way_as_it_was() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let picked = super::pick(&mut browser, "1", NINE);
    let form = browser.follow(picked);
    for absent in ["Personne 1", "given_2", "personnes"] {
        assert!(!form.text().contains(absent), "{absent}");
    }
    // Each one's own questions and next visits: such a care is for one at a time.
    let asks = site.sells(|care| {
        care.terms.series = Some(grappe::domain::care_type::Series {
            next: CONSULTATION,
            min_days: 21,
            max_days: 28,
            same_practitioner: true,
            require_next: true,
        });
    });
    let times = site.browser().get(&format!("/times?care={asks}"));
    assert!(!times.text().contains("Pour combien"));
    assert_eq!(pick(&mut site.browser(), &asks, TWO_AT_NINE).status, 409);
}

#[test]
fn a_message_that_waits_still_tells_of_the_others_when_the_first_is_cancelled() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let page = to_the_code(&mut browser, TWO_AT_NINE, &TOM);
    send(&mut browser, &page, "/book/code", &[("code", &site.code())]);
    let sent = browser.post("/appointment/cancel", &[]);
    browser.follow(sent).assert(200, &["est annulé"]);
    let pending: Vec<_> = (site.run(site.app.due_notices(10)).unwrap().into_iter())
        .filter_map(|notice| {
            Some((
                notice.message.kind.key(),
                notice.about?.appointment.interval.start,
            ))
        })
        .map(|(kind, start)| (kind, start.format("%H:%M").to_string()))
        .collect();
    let expected = [("cancelled", "08:00"), ("confirmed", "08:30")].map(|(kind, at)| (kind, at.to_owned()));
    let mut pending = pending;
    pending.sort();
    assert_eq!(pending, expected);
}

#[test]
fn a_known_device_books_again_for_the_same_family_in_three_clicks() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let page = to_the_code(&mut browser, TWO_AT_NINE, &TOM);
    let sent = send(&mut browser, &page, "/book/code", &[("code", &site.code())]);
    browser.follow(sent).assert(200, &["rendez-vous sont pris"]);
    browser.post("/device/remember", &[]);
    // The visits are over, and so is the pass of their link.
    site.clock.advance(chrono::TimeDelta::hours(2 * 24 + 9));
    browser.get("/").assert(200, &["Bonjour Léa", "href=\"/again\""]);
    let times = browser.get("/again");
    times.assert(
        200,
        &[
            "Pour les mêmes personnes (2)",
            "Pour moi seulement",
            "9 h et 9 h 30",
        ],
    );
    let start = times.starts().remove(0);
    assert_eq!(start, "2026-03-05T08:00:00Z,2026-03-05T08:30:00Z");
    let fields = [("care", "1"), ("practitioner", "1"), ("start", start.as_str())];
    let chosen = browser.post("/again", &fields);
    let confirm = browser.follow(chosen);
    confirm.assert(200, &["Léa, est-ce bien cela", "2 personnes"]);
    let sent = browser.post("/again/confirm", &[]);
    assert_eq!(sent.location().as_deref(), Some("/again/done"), "{}", sent.text());
    let done = browser.follow(sent);
    done.assert(200, &["C'est noté, Léa", "2 personnes"]);
    for page in [&times, &confirm, &done] {
        for word in ["Tom", "Aubigné", "04/09"] {
            assert!(!page.text().contains(word), "{word}:\n{}", page.text());
        }
    }
    let starts = starts(&site);
    assert_eq!(starts[2..], ["2026-03-05T08:00:00Z", "2026-03-05T08:30:00Z"]);
    let newest = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    assert_eq!(newest.with.len(), 1, "one message for both");
    // Alone as well; and three times for two people are nobody's.
    let alone = browser.get("/again?care=1&people=1");
    alone.assert(200, &["Pour les mêmes personnes (2)"]);
    assert!(alone.starts().iter().all(|start| !start.contains(',')));
    let three = "2026-03-06T08:00:00Z,2026-03-06T08:30:00Z,2026-03-06T09:00:00Z";
    let fields = [("care", "1"), ("practitioner", "1"), ("start", three)];
    let held = browser.post("/again", &fields);
    browser.follow(held);
    assert_eq!(browser.post("/again/confirm", &[]).status, 409);
    assert_eq!(self::starts(&site).len(), 4);
}
