//! The waiting list for who has no appointment: joined with a code, seen and left by a link (booking-rules §9, security T2, T4, T15).

use chrono::TimeDelta;
use grappe::app::SecondFact;
use grappe::domain::booking::Status;
use grappe::domain::contact::Email;
use grappe::domain::id::{AppointmentId, PatientId};
use grappe::domain::patient::Patient;
use grappe::domain::question::{Answer, Effect, Question};
use grappe::domain::staff::Actor;
use grappe::domain::waiting_list::{EntryState, WaitingEntry};
use grappe::store::{Db, Fault, Tx};
use grappe::web::Settings;

use super::{LEA, TUESDAY_9, book, send};
use crate::support::house::person;
use crate::support::practice::published;
use crate::support::{Browser, Page, Site};

/// Tuesdays and Thursdays, in the morning, with Dr Martin.
const MORNINGS: [(&str, &str); 4] = [("with-1", "1"), ("day-1", "1"), ("day-3", "1"), ("to", "12:00")];

fn typed<'a>(further: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let replaced = |name: &str| further.iter().any(|(own, _)| *own == name);
    let lea = LEA.into_iter().filter(|(name, _)| !replaced(name));
    lea.chain(further.iter().copied()).collect()
}

/// The page of the code.
fn to_the_code(browser: &mut Browser, further: &[(&str, &str)]) -> Page {
    let form = browser.get("/waiting?care=1");
    let sent = send(browser, &form, "/waiting", &typed(further));
    assert_eq!(
        sent.location().as_deref(),
        Some("/waiting/code"),
        "{}",
        sent.text()
    );
    browser.follow(sent)
}

/// The page of the own place.
pub(super) fn joined(site: &Site, browser: &mut Browser, further: &[(&str, &str)]) -> Page {
    let page = to_the_code(browser, further);
    let sent = send(browser, &page, "/waiting/code", &[("code", &site.code())]);
    assert_eq!(
        sent.location().as_deref(),
        Some("/waiting/mine?joined"),
        "{}",
        sent.text()
    );
    browser.follow(sent)
}

fn entries(site: &Site) -> Vec<WaitingEntry> {
    let read = site.app.store().read(|db: &Db<'_>| db.all_waiting_entries());
    let all: Result<_, Fault> = site.run(read);
    all.unwrap()
}

/// Of the newest message to somebody who joined.
pub(super) fn link(site: &Site) -> String {
    let notices = site.run(site.app.recent_notices(20)).unwrap();
    let mut links = notices.iter().filter_map(|notice| notice.waiting.as_ref());
    links.next().unwrap().link.clone()
}

/// Nothing is open before a Monday in June, whose horizon is in April.
fn closed_until_june(site: &Site) {
    let write = |tx: &mut Tx<'_>| -> Result<(), Fault> {
        for mut schedule in tx.agenda().set_up().schedules.clone() {
            schedule.valid_from = "2026-06-01".parse().ok();
            tx.save_schedule(&schedule)?;
        }
        published(tx)
    };
    site.run(site.app.store().write(write)).unwrap();
}

#[test]
fn where_nothing_is_free_the_page_says_when_times_open_and_leads_to_the_list() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let free = browser.get("/times?care=1");
    assert!(!free.text().contains("/waiting?"), "there are times");
    // Saturdays: none is ever open, so that no time can be told.
    let narrow = browser.get("/times?care=1&d6=1&after=09%3A00");
    narrow.assert(
        200,
        &[
            "Aucun horaire libre ne convient",
            "M'inscrire sur la liste d'attente",
        ],
    );
    assert!(!narrow.text().contains("ouvrent le"), "{}", narrow.text());
    let links = narrow.values("href=\"");
    let link = links.iter().find(|link| link.starts_with("/waiting?")).unwrap();
    let form = browser.get(link);
    form.assert(200, &["name=\"day-5\" value=\"1\" checked", "value=\"09:00\""]);
    closed_until_june(&site);
    browser.get("/times?care=1").assert(
        200,
        &[
            "Aucun horaire n'est libre en ligne pour le moment",
            "De nouveaux horaires ouvrent le jeudi 2 avril 2026",
            "à partir du lundi 1er juin 2026",
            "/waiting?care=1",
            "04 72 00 00 00",
        ],
    );
    let tomorrow = browser.get("/times?care=1");
    assert!(!tomorrow.text().contains("un jour de plus"), "not before April");
}

#[test]
fn a_search_and_a_frame_that_find_nothing_lead_on_as_well() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let narrow = browser.get("/search?d6=1&after=09%3A00");
    narrow.assert(200, &["Aucun horaire libre ne correspond", "04 72 00 00 00"]);
    let waits = |page: &Page| {
        let links = page.values("href=\"").into_iter();
        links
            .filter(|link| link.starts_with("/waiting?"))
            .collect::<Vec<_>>()
    };
    let links = waits(&narrow);
    assert_eq!(links.len(), 2, "one of each care: {}", narrow.text());
    browser
        .get(&links[0])
        .assert(200, &["name=\"day-5\" value=\"1\" checked", "value=\"09:00\""]);
    for page in ["/search?d1=1", "/embed?care=1"] {
        assert!(waits(&browser.get(page)).is_empty(), "there are times: {page}");
    }
    closed_until_june(&site);
    for path in ["/search?care=1", "/search?q=consultation", "/embed?care=1"] {
        let page = browser.get(path);
        page.assert(
            200,
            &[
                "De nouveaux horaires ouvrent le jeudi 2 avril 2026",
                "à partir du lundi 1er juin 2026",
                "04 72 00 00 00",
            ],
        );
        assert_eq!(waits(&page).len(), 1, "{path}: {}", page.text());
        assert!(
            page.text().contains("M'inscrire sur la liste d'attente"),
            "{path}"
        );
    }
    let framed = browser.get("/embed?care=1").text();
    assert_eq!(
        framed.matches("<a ").count(),
        framed.matches("target=\"_top\">").count(),
        "{framed}"
    );
}

#[test]
fn a_full_practice_says_at_what_hour_each_day_opens() {
    let site = Site::with(Settings::default());
    site.consultation(|terms| {
        terms.horizon_days = 1;
        terms.release_at = "18:00".parse().ok();
        terms.min_notice = TimeDelta::hours(12);
    });
    // On Monday morning Tuesday is not released, and Monday is too near.
    site.browser().get("/times?care=1").assert(
        200,
        &[
            "De nouveaux horaires ouvrent le lundi 2 mars 2026 à 18",
            "à partir du mardi 3 mars 2026",
            "un jour de plus s'ouvre chaque jour à 18",
        ],
    );
    site.clock.advance(TimeDelta::hours(9));
    let page = site.browser().get("/times?care=1");
    assert!(!page.text().contains("ouvrent le"), "{}", page.text());
    assert!(!page.starts().is_empty());
}

#[test]
fn somebody_without_an_appointment_joins_sees_and_leaves() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let page = to_the_code(&mut browser, &MORNINGS);
    page.assert(200, &["lea@example.org", "Code à six chiffres", "Consultation"]);
    assert!(entries(&site).is_empty(), "nobody waits before the code");
    let wrong = send(&mut browser, &page, "/waiting/code", &[("code", "000000")]);
    wrong.assert(422, &["aria-invalid=\"true\""]);
    let sent = send(&mut browser, &page, "/waiting/code", &[("code", &site.code())]);
    let mine = browser.follow(sent);
    mine.assert(
        200,
        &[
            "Vous êtes sur la liste d'attente",
            "Consultation",
            "Dr Hélène Martin",
            "mardi, jeudi",
            "jusqu'au vendredi 1er mai 2026",
        ],
    );
    // Twice is once.
    let again = send(&mut browser, &page, "/waiting/code", &[("code", "123456")]);
    assert_eq!(again.location().as_deref(), Some("/waiting/mine"));
    let all = entries(&site);
    assert_eq!((all.len(), all[0].state), (1, EntryState::Waiting));
    assert!(site.recorded("waiting.join") && site.recorded("waiting.ask"));

    // By the link: nothing personal before the second fact, and looking changes nothing.
    let (link, revision) = (link(&site), site.revision());
    let mut later = site.browser();
    let door = later.get(&format!("/w/{link}"));
    assert_eq!(door.location().as_deref(), Some("/waiting/mine"));
    let door = later.follow(door);
    door.assert(200, &["trois premières lettres"]);
    for secret in ["Léa", "Aubigné", "Consultation", "Martin", "mardi"] {
        assert!(!door.text().contains(secret), "{secret}");
    }
    assert_eq!(site.revision(), revision);
    later
        .post("/waiting/mine/open", &[("fact", "xyz")])
        .assert(422, &["ne correspond pas"]);
    let opened = later.post("/waiting/mine/open", &[("fact", "dau")]);
    later.follow(opened).assert(200, &["Bonjour Léa", "mardi, jeudi"]);
    let left = later.post("/waiting/mine/leave", &[("sure", "1")]);
    later
        .follow(left)
        .assert(200, &["Vous n'êtes plus sur la liste d'attente"]);
    assert_eq!(entries(&site)[0].state, EntryState::Left);
    assert!(site.recorded("waiting.leave"));
}

#[test]
fn a_time_that_frees_is_offered_and_taken_by_the_link_of_its_message() {
    let site = Site::with(Settings::default());
    let mut other = site.browser();
    let tom = [
        ("given", "Tom"),
        ("family", "Petit"),
        ("email", "tom@example.org"),
    ];
    book(&site, &mut other, TUESDAY_9, &typed(&tom)).assert(200, &["rendez-vous est pris"]);
    joined(&site, &mut site.browser(), &MORNINGS);
    let taken = AppointmentId(1);
    site.run(site.app.cancel(taken, None, Actor::System)).unwrap();
    let notices = site.run(site.app.recent_notices(20)).unwrap();
    let offer = notices.iter().find_map(|notice| notice.offer.clone()).unwrap();
    assert_eq!(offer.patient.given_name.as_str(), "Léa");
    let fact = SecondFact::Letters("dau".to_owned());
    let pass = site.run(site.app.open_offer(&offer.link, fact)).unwrap();
    drop(site.run(site.app.accept_offer(&pass)).unwrap());
    let booked = site.app.agenda();
    let mine: Vec<_> = booked.bookings_of(entries(&site)[0].patient).to_vec();
    assert_eq!(mine.len(), 1);
    assert_eq!(entries(&site)[0].state, EntryState::Served);
    let made = site.run(
        site.app
            .store()
            .read(|db: &Db<'_>| -> Result<_, Fault> { db.appointment(AppointmentId(2)) }),
    );
    assert_eq!(made.unwrap().unwrap().status, Status::Confirmed);
}

#[test]
fn everything_that_is_wrong_is_told_at_once_and_what_was_typed_stays() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let form = browser.get("/waiting?care=1");
    let wrong = [
        ("given", ""),
        ("born", "31/02/1980"),
        ("email", "lea"),
        ("latest", "2030-01-01"),
        ("to", "08:00"),
        ("from", "09:00"),
        ("consent", ""),
    ];
    let page = send(&mut browser, &form, "/waiting", &typed(&wrong));
    page.assert(
        422,
        &[
            "href=\"#given\"",
            "href=\"#born\"",
            "href=\"#email\"",
            "href=\"#to\"",
            "href=\"#consent\"",
            "value=\"31/02/1980\"",
            "value=\"06 12 34 56 78\"",
        ],
    );
    let far = send(
        &mut browser,
        &form,
        "/waiting",
        &typed(&[("latest", "2030-01-01")]),
    );
    far.assert(422, &["366 prochains jours", "href=\"#latest\""]);
    assert!(
        site.run(site.app.recent_notices(1)).unwrap().is_empty(),
        "no code was sent"
    );
    for path in ["/waiting", "/waiting?care=77", "/waiting?care=3"] {
        browser.get(path).assert(404, &["04 72 00 00 00"]);
    }
}

#[test]
fn a_care_with_questions_and_a_practice_without_mail_are_served_by_phone() {
    let site = Site::with(Settings::default());
    site.consultation(|terms| {
        terms.questions = vec![Question {
            text: "Avez-vous de la fièvre ?".to_owned(),
            answers: vec![Answer {
                text: "Non".to_owned(),
                effect: Effect::Go,
            }],
        }];
    });
    let sent = site.browser().get("/waiting?care=1");
    assert_eq!(sent.location().as_deref(), Some("/times?care=1"));
    let off = Site::with(Settings {
        is_mail_off: true,
        ..Settings::default()
    });
    let sent = off.browser().get("/waiting?care=1");
    assert_eq!(sent.location().as_deref(), Some("/times?care=1"));
    closed_until_june(&off);
    let page = off.browser().get("/times?care=1");
    assert!(!page.text().contains("/waiting?"), "{}", page.text());
}

#[test]
fn a_contact_waits_once_for_a_care_and_saying_it_again_changes_it() {
    let site = Site::with(Settings::default());
    joined(&site, &mut site.browser(), &MORNINGS);
    site.clock.advance(TimeDelta::minutes(2));
    joined(
        &site,
        &mut site.browser(),
        &[("day-4", "1"), ("latest", "2026-03-31")],
    )
    .assert(200, &["vendredi", "jusqu'au mardi 31 mars 2026"]);
    let all = entries(&site);
    assert_eq!((all.len(), all[0].wishes.practitioners.len()), (1, 0));
    // Somebody else of the same mailbox.
    site.clock.advance(TimeDelta::minutes(2));
    let mut browser = site.browser();
    let page = to_the_code(&mut browser, &[("given", "Zoé"), ("born", "04/09/2015")]);
    let sent = send(&mut browser, &page, "/waiting/code", &[("code", &site.code())]);
    sent.assert(409, &["quelqu'un attend déjà", "04 72 00 00 00"]);
    assert_eq!(entries(&site).len(), 1);
    let people = site.run(site.app.store().read(|db: &Db<'_>| db.patient(PatientId(2))));
    let people: Result<_, Fault> = people;
    assert_eq!(people.unwrap(), None, "a refusal leaves no record behind");
}

#[test]
fn nobody_learns_who_is_known_and_who_is_blocked_joins_by_phone() {
    let site = Site::with(Settings::default());
    let blocked = Patient {
        email: Email::parse("lea@example.org").ok(),
        is_blocked_online: true,
        ..person("d'Aubigné", "Léa")
    };
    let write = move |tx: &mut Tx<'_>| tx.save_patient(&blocked);
    site.run(site.app.store().write(write)).unwrap();
    let mut answers = Vec::new();
    for email in ["leo@example.org", "lea@example.org"] {
        let mut browser = site.browser();
        let page = to_the_code(&mut browser, &[("email", email)]);
        answers.push((page.text().replace(email, "…"), browser, page));
    }
    assert_eq!(answers[0].0, answers[1].0);
    let (_, browser, page) = &mut answers[1];
    let sent = send(browser, page, "/waiting/code", &[("code", &site.code())]);
    sent.assert(409, &["ne peut pas se faire en ligne", "04 72 00 00 00"]);
    for telling in ["bloqu", "suspend"] {
        assert!(!sent.text().to_lowercase().contains(telling), "{telling}");
    }
    assert!(entries(&site).is_empty());
}

#[test]
fn codes_are_counted_tried_five_times_and_worth_ten_minutes() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let page = to_the_code(&mut browser, &[]);
    // Another one to the same mailbox within the minute; the same form again is no other one.
    let form = browser.get("/waiting?care=1");
    let same = send(&mut browser, &form, "/waiting", &typed(&[]));
    assert_eq!(same.location().as_deref(), Some("/waiting/code"));
    let mut second = site.browser();
    let form = second.get("/waiting?care=1");
    let soon = send(&mut second, &form, "/waiting", &typed(&[("given", "Zoé")]));
    soon.assert(429, &["Un code est déjà parti", "value=\"Zoé\""]);
    for _ in 1..5 {
        let wrong = send(&mut browser, &page, "/waiting/code", &[("code", "000000")]);
        wrong.assert(422, &["aria-invalid"]);
    }
    let lost = send(&mut browser, &page, "/waiting/code", &[("code", "000000")]);
    lost.assert(422, &["n'est plus valable", "value=\"Léa\"", "name=\"consent\""]);
    // Nobody's code counts after ten minutes, and the rows go.
    site.clock.advance(TimeDelta::minutes(2));
    let page = to_the_code(&mut browser, &[]);
    let code = site.code();
    site.clock.advance(TimeDelta::minutes(11));
    let late = send(&mut browser, &page, "/waiting/code", &[("code", &code)]);
    late.assert(422, &["n'est plus valable", "value=\"Léa\""]);
    site.run(site.app.sweep()).unwrap();
    let count = |table: &str| -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        site.database().query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!((count("waiting_requests"), count("patients")), (0, 0));
}

#[test]
fn an_address_that_asks_for_many_codes_works_for_them() {
    let site = Site::with(Settings::default());
    for number in 0..5 {
        let email = format!("lea{number}@example.org");
        to_the_code(&mut site.browser(), &[("email", email.as_str())]);
    }
    let mut browser = site.browser();
    let form = browser.get("/waiting?care=1");
    let held_up = send(
        &mut browser,
        &form,
        "/waiting",
        &typed(&[("email", "lea5@example.org")]),
    );
    held_up.assert(
        429,
        &[
            "action=\"/waiting\"",
            "value=\"lea5@example.org\"",
            "name=\"waited\"",
        ],
    );
    // Who waited goes on with the form as it was.
    site.clock.advance(TimeDelta::seconds(21));
    let sent = send(&mut browser, &held_up, "/waiting", &[]);
    assert_eq!(
        sent.location().as_deref(),
        Some("/waiting/code"),
        "{}",
        sent.text()
    );
}

#[test]
fn an_erased_person_leaves_nothing_of_the_list_behind() {
    let site = Site::with(Settings::default());
    joined(&site, &mut site.browser(), &[]);
    let who = entries(&site)[0].patient;
    let link = link(&site);
    let export = site.run(site.app.export_patient(who, Actor::System)).unwrap();
    assert_eq!(export.unwrap().waiting.len(), 1);
    let mut browser = site.browser();
    let door = browser.get(&format!("/w/{link}"));
    browser.follow(door);
    let opened = browser.post("/waiting/mine/open", &[("fact", "17/05/1980")]);
    browser.follow(opened).assert(200, &["Bonjour Léa"]);
    browser.post("/waiting/mine/leave", &[]);
    site.run(site.app.erase_patient(who, Actor::System)).unwrap();
    for table in [
        "waiting_entries",
        "waiting_links",
        "patients",
        "outbox WHERE kind <> 'code'",
    ] {
        let sql = format!("SELECT count(*) FROM {table}");
        let rows: i64 = site.database().query_row(&sql, [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 0, "{table}");
    }
    browser.get("/waiting/mine").assert(410, &["plus valable"]);
}
