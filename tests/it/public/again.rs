//! « Reprendre rendez-vous »: from a known link or device in three clicks and no field; nothing of the record but the given name.

use chrono::TimeDelta;
use grappe::domain::care_type::CareType;
use grappe::domain::id::CareTypeId;
use grappe::domain::patient::Patient;
use grappe::domain::question::{Answer, Effect, Question};
use grappe::store::{Fault, Tx};

use super::links::{booked, opened};
use crate::support::practice::{CONSULTATION, published};
use crate::support::{Browser, Page, Site};

/// What of the record no page of another booking may show.
const PRIVATE: [&str; 5] = [
    "Aubigné",
    "lea@example.org",
    "06 12 34 56 78",
    "1980",
    "+33612345678",
];

fn nothing_told(page: &Page) {
    for word in PRIVATE {
        assert!(!page.text().contains(word), "{word}:\n{}", page.text());
    }
}

/// What somebody would have to fill in.
fn fields(page: &Page) -> usize {
    let text = page.text();
    let inputs = text.matches("<input").count() - text.matches("<input type=\"hidden\"").count();
    inputs + text.matches("<textarea").count() + text.matches("<select").count()
}

/// The three clicks, from a page that offers them; the page of the confirmation.
fn again(browser: &mut Browser, from: &Page) -> Page {
    assert!(from.text().contains("href=\"/again\""), "{}", from.text());
    let times = browser.get("/again");
    times.assert(200, &["Reprendre rendez-vous, Léa", "rien à remplir"]);
    let start = times.starts().remove(0);
    let chosen = browser.post(
        "/again",
        &[("care", "1"), ("practitioner", "1"), ("start", &start)],
    );
    assert_eq!(chosen.location().as_deref(), Some("/again/confirm"));
    let confirm = browser.follow(chosen);
    confirm.assert(200, &["Léa, est-ce bien cela", "action=\"/again/confirm\""]);
    let sent = browser.post("/again/confirm", &[]);
    assert_eq!(sent.location().as_deref(), Some("/again/done"), "{}", sent.text());
    let done = browser.follow(sent);
    for page in [&times, &confirm, &done] {
        assert_eq!(fields(page), 0, "{}", page.text());
        nothing_told(page);
    }
    done
}

fn changed(site: &Site, change: impl FnOnce(&mut Patient) + Send + 'static) {
    let written = site
        .app
        .store()
        .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            let mut lea = tx.patient(grappe::domain::id::PatientId(1))?.unwrap();
            change(&mut lea);
            tx.save_patient(&lea)?;
            Ok(())
        });
    site.run(written).unwrap();
}

#[test]
fn a_known_link_books_again_in_three_clicks_and_no_field() {
    let (site, link) = booked();
    let mut browser = opened(&site, &link);
    let from = browser.get("/appointment");
    again(&mut browser, &from).assert(200, &["C'est noté, Léa", "Dr Hélène Martin"]);
    assert_eq!(site.booked(), 2);
    let newest = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    assert_eq!(newest.about.unwrap().patient.given_name.as_str(), "Léa");
    // The same click again is the same booking.
    let sent = browser.post("/again/confirm", &[]);
    assert_eq!(sent.location().as_deref(), Some("/again/done"));
    assert_eq!(site.booked(), 2);
}

#[test]
fn who_cancels_books_again_without_another_link() {
    let (site, link) = booked();
    let mut browser = opened(&site, &link);
    let page = browser.post("/appointment/cancel", &[]);
    let from = browser.follow(page);
    from.assert(200, &["est annulé"]);
    again(&mut browser, &from).assert(200, &["C'est noté, Léa"]);
    assert_eq!(site.booked(), 1);
    // Somebody else's browser was told nothing.
    assert_eq!(site.browser().get("/again").location().as_deref(), Some("/"));
}

#[test]
fn a_device_is_remembered_on_demand_only_and_opens_nothing_else() {
    let (site, link) = booked();
    let mut browser = opened(&site, &link);
    assert_eq!(browser.cookie("device"), None, "never by itself");
    browser.get("/mine").assert(
        200,
        &["Jamais sur un appareil partagé", "Se souvenir de cet appareil"],
    );
    let sent = browser.post("/device/remember", &[]);
    assert_eq!(sent.location().as_deref(), Some("/mine?device"));
    browser
        .follow(sent)
        .assert(200, &["Cet appareil se souvient de vous"]);
    let token = browser.cookie("device").unwrap().to_owned();

    let mut later = site.browser();
    later.set_cookie("device", &token);
    let home = later.get("/");
    home.assert(200, &["Bonjour Léa"]);
    nothing_told(&home);
    again(&mut later, &home);
    assert_eq!(later.get("/appointment").status, 404, "no appointment is shown");
    for path in ["/mine", "/book/done", "/appointment/move"] {
        assert_eq!(later.get(path).status, 303, "{path}");
    }
    later.post("/mine/feed", &[("do", "make")]).assert(410, &[]);

    // Half a year is its life; and it can be ended before.
    site.clock.advance(TimeDelta::days(181));
    assert!(!later.get("/").text().contains("Bonjour"));
    site.clock.advance(TimeDelta::days(-181));
    let sent = later.post("/device/forget", &[]);
    assert!(!later.follow(sent).text().contains("Bonjour"));
    let mut thief = site.browser();
    thief.set_cookie("device", &token);
    assert!(!thief.get("/").text().contains("Bonjour"));
    assert_eq!(thief.get("/again").location().as_deref(), Some("/"));
    for forged in ["AAAA", "x", &"A".repeat(43)] {
        thief.set_cookie("device", forged);
        assert!(!thief.get("/").text().contains("Bonjour"), "{forged}");
    }
}

#[test]
fn ceilings_blocks_and_taken_times_count_as_for_anybody() {
    let (site, link) = booked();
    let mut browser = opened(&site, &link);
    let from = browser.get("/appointment");
    again(&mut browser, &from);
    again(&mut browser, &from);
    let times = browser.get("/again");
    let start = times.starts().remove(0);
    let asked = [("care", "1"), ("practitioner", "1"), ("start", start.as_str())];
    browser.post("/again", &asked);
    browser.post("/again/confirm", &[]).assert(
        409,
        &["Le nombre de rendez-vous possibles", "Reprendre rendez-vous, Léa"],
    );
    assert_eq!(site.booked(), 3, "three open ones of one contact");
    let taken = [
        ("care", "1"),
        ("practitioner", "1"),
        ("start", "2026-03-04T08:00:00Z"),
    ];
    let page = browser.post("/again", &taken);
    page.assert(409, &["Les plus proches"]);
    assert_eq!(page.values("name=\"other=").len(), 3);

    changed(&site, |lea| lea.is_blocked_online = true);
    let page = browser.get("/again");
    page.assert(409, &["ne peut pas être pris en ligne", "04 72 00 00 00"]);
    let before = site.booked();
    browser.post("/again/confirm", &[]).assert(409, &[]);
    assert_eq!(site.booked(), before);
}

#[test]
fn another_care_is_booked_as_easily() {
    let (site, link) = booked();
    let other = site.sells(|care| care.name = "Suivi".to_owned());
    let mut browser = opened(&site, &link);
    let way = format!("/again?care={other}");
    browser.get("/again").assert(
        200,
        &["Pour un autre motif", &format!("href=\"{way}\"><bdi>Suivi</bdi>")],
    );
    let times = browser.get(&way);
    times.assert(200, &["<strong><bdi>Suivi</bdi></strong>", "Pour un autre motif"]);
    nothing_told(&times);
    let start = times.starts().remove(0);
    let asked = [("care", other.as_str()), ("practitioner", "1"), ("start", &start)];
    let chosen = browser.post("/again", &asked);
    browser.follow(chosen).assert(200, &["Suivi", "est-ce bien cela"]);
    let sent = browser.post("/again/confirm", &[]);
    browser.follow(sent).assert(200, &["C'est noté, Léa", "Suivi"]);
    let gone = browser.get("/again?care=999");
    assert_eq!(gone.location().as_deref(), Some("/"));
}

#[test]
fn a_care_with_questions_goes_the_way_that_asks_them() {
    let (site, link) = booked();
    let written = site
        .app
        .store()
        .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            let mut care: CareType = tx.agenda().set_up().care_types[&CONSULTATION].clone();
            care.terms.questions = vec![Question {
                text: "Avez-vous de la fièvre ?".to_owned(),
                answers: vec![Answer {
                    text: "non".to_owned(),
                    effect: Effect::Go,
                }],
            }];
            tx.save_care_type(&care)?;
            published(tx)
        });
    site.run(written).unwrap();
    let mut browser = opened(&site, &link);
    let page = browser.get("/again");
    assert_eq!(page.location().as_deref(), Some("/times?care=1&practitioner=1"));
    browser.follow(page).assert(200, &["Avez-vous de la fièvre"]);
    assert_eq!(CONSULTATION, CareTypeId(1));
}
