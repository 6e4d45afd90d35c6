//! A care that is not the same with everybody who offers it (booking-rules §4): what "anybody" asks, shows and grants.

use grappe::domain::booking::Status;
use grappe::domain::care_type::{CareOverride, CareType, Eligibility, PatientKind, SeenBy, Venue};
use grappe::domain::id::PractitionerId;
use grappe::domain::question::{Answer, Declared, Effect, Question};
use grappe::store::Db;
use grappe::web::Settings;

use super::{LEA, TUESDAY_9, book_care, pick};
use crate::support::{Browser, Page, Site};

/// Later in the week, with Dr Martin: it may still be moved.
const THURSDAY_9: &str = "2026-03-05T08:00:00Z";
/// Tuesday at three, free with Dr Petit.
const TUESDAY_15: &str = "2026-03-03T14:00:00Z";

fn asks(text: &str, effects: [Effect; 2]) -> Question {
    let answers = ["oui", "non"].into_iter().zip(effects);
    Question {
        text: text.to_owned(),
        answers: answers
            .map(|(text, effect)| Answer {
                text: text.to_owned(),
                effect,
            })
            .collect(),
    }
}

fn differs(care: &mut CareType, practitioner: i64, own: CareOverride) {
    care.overrides.insert(PractitionerId(practitioner), own);
}

/// Dr Martin turns allergic people away; Dr Petit asks something else, and accepts smokers himself.
fn asking() -> (Site, String) {
    let site = Site::with(Settings::default());
    let care = site.sells(|care| {
        let stop = Effect::Stop("Appelez le cabinet.".to_owned());
        let allergy = asks("Avez-vous une allergie ?", [stop, Effect::Go]);
        let smoke = asks("Fumez-vous ?", [Effect::Approve, Effect::Go]);
        for (practitioner, question) in [(1, allergy), (2, smoke)] {
            let own = CareOverride {
                questions: Some(vec![question]),
                ..CareOverride::default()
            };
            differs(care, practitioner, own);
        }
    });
    (site, care)
}

fn answers(browser: &mut Browser, care: &str, wishes: &str, given: &[(&str, &str)]) -> Page {
    let wishes = format!("care={care}{wishes}");
    let fields: Vec<(&str, &str)> = [("care", care), ("wishes", wishes.as_str())]
        .into_iter()
        .chain(given.iter().copied())
        .collect();
    browser.post("/answers", &fields)
}

/// The hours of the day, in UTC, of the times on a page.
fn hours(page: &Page) -> Vec<u32> {
    page.starts()
        .iter()
        .map(|start| start[11..13].parse().unwrap())
        .collect()
}

#[test]
fn each_practitioner_asks_their_own_and_anybody_asks_all() {
    let (site, care) = asking();
    let mut patient = site.browser();
    let asked = |patient: &mut Browser, with: &str| {
        let text = patient.get(&format!("/times?care={care}{with}")).text();
        [
            text.contains("Avez-vous une allergie"),
            text.contains("Fumez-vous"),
        ]
    };
    assert_eq!(asked(&mut patient, ""), [true, true]);
    assert_eq!(asked(&mut patient, "&practitioner=1"), [true, false]);
    assert_eq!(asked(&mut patient, "&practitioner=2"), [false, true]);
    answers(&mut patient, &care, "", &[("q0", "1")]).assert(422, &["Il manque une réponse"]);
    answers(&mut patient, &care, "&practitioner=1", &[("q0", "0")]).assert(200, &["Appelez le cabinet."]);
    // Answers to one of them are not answers to the other.
    let sent = answers(&mut patient, &care, "&practitioner=1", &[("q0", "1")]);
    assert_eq!(sent.status, 303);
    assert!(
        hours(&patient.get(&format!("/times?care={care}&practitioner=1")))
            .iter()
            .all(|h| *h < 12)
    );
    assert_eq!(asked(&mut patient, "&practitioner=2"), [false, true]);
}

#[test]
fn an_answer_that_one_refuses_leaves_the_times_of_the_others() {
    let (site, care) = asking();
    let mut patient = site.browser();
    // Allergic, and a smoker.
    let sent = answers(&mut patient, &care, "", &[("q0", "0"), ("q1", "0")]);
    assert_eq!(sent.status, 303, "{}", sent.text());
    let times = patient.get(&format!("/times?care={care}"));
    assert!(
        !hours(&times).is_empty() && hours(&times).iter().all(|hour| *hour >= 13),
        "{:?}",
        hours(&times)
    );
    let refused = pick(&mut patient, &care, TUESDAY_9);
    refused.assert(422, &["ne peut pas être réservé en ligne"]);
    let done = book_care(&site, &mut patient, (&care, TUESDAY_15), &LEA);
    done.assert(200, &["Votre demande est envoyée"]);
    let newest = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    let booked = newest.about.unwrap().appointment;
    assert_eq!(
        (booked.practitioner, booked.status),
        (PractitionerId(2), Status::Requested)
    );
    let kept = site
        .run(site.app.store().read(move |db: &Db<'_>| db.answers_of(booked.id)))
        .unwrap();
    let smokes = Declared {
        question: "Fumez-vous ?".to_owned(),
        answer: "oui".to_owned(),
    };
    assert_eq!(kept, [smokes], "what the colleague asked is nothing to keep");
}

/// Dr Petit sees people by video, after he has accepted them, and tells them so.
fn differing() -> (Site, String) {
    let site = Site::with(Settings::default());
    let care = site.sells(|care| {
        "Suivi".clone_into(&mut care.name);
        let own = CareOverride {
            venue: Some(Venue::Video),
            needs_approval: Some(true),
            public_text: Some("Prévoyez un endroit calme.".to_owned()),
            ..CareOverride::default()
        };
        differs(care, 2, own);
    });
    (site, care)
}

#[test]
fn what_depends_on_the_practitioner_is_said_so() {
    let (site, care) = differing();
    let get = |path: &str| site.browser().get(path);
    let depends = "Au cabinet ou en vidéo, selon le praticien";
    get("/").assert(200, &[depends]);
    let page = get(&format!("/times?care={care}"));
    let petit = "Prévoyez un endroit calme.";
    page.assert(
        200,
        &[
            depends,
            "Selon le praticien, le cabinet confirme",
            "<small>En vidéo</small> <small>Avec l'accord du cabinet</small>",
            "Apportez votre dernière ordonnance.",
        ],
    );
    let page = get(&format!("/times?care={care}&practitioner=2"));
    page.assert(
        200,
        &[
            "En vidéo · heure de Paris",
            "Le cabinet confirme chaque demande",
            petit,
        ],
    );
    let page = get(&format!("/times?care={care}&practitioner=1"));
    page.assert(200, &["30 minutes · Au cabinet</p>"]);
    // Whoever looks for video finds the one, and at his times only.
    let found = get(&format!("/search?mode=video&care={care}"));
    found.assert(200, &["En vidéo · <bdi>Dr Paul Petit</bdi>"]);
    assert!(!hours(&found).is_empty() && hours(&found).iter().all(|hour| *hour >= 13));
    let found = get(&format!("/search?mode=practice&care={care}"));
    found.assert(200, &["Au cabinet · <bdi>Dr Hélène Martin</bdi>"]);
}

#[test]
fn the_form_asks_about_the_visits_that_count() {
    let site = Site::with(Settings::default());
    let care = site.sells(|care| {
        let own = CareOverride {
            eligibility: Some(Eligibility {
                patients: Some(PatientKind::New),
                seen_by: SeenBy::Practitioner,
                known_within_months: Some(24),
                ..Eligibility::default()
            }),
            ..CareOverride::default()
        };
        differs(care, 2, own);
    });
    let mut patient = site.browser();
    let condition = "a pas consulté ce praticien depuis 24 mois.";
    let anybody = patient.get(&format!("/times?care={care}"));
    anybody.assert(200, &["Les conditions dépendent du praticien."]);
    let named = patient.get(&format!("/times?care={care}&practitioner=2"));
    named.assert(200, &[condition]);
    let picked = pick(&mut patient, &care, TUESDAY_15);
    let page = patient.follow(picked);
    page.assert(200, &["Avez-vous consulté Dr Paul Petit il y a moins de 24 mois"]);
    let typed: Vec<(&str, &str)> = LEA.into_iter().chain([("kind", "known")]).collect();
    let refused = super::send(&mut patient, &page, "/book", &typed);
    refused.assert(422, &[condition]);
    let typed: Vec<(&str, &str)> = LEA.into_iter().chain([("kind", "new")]).collect();
    assert_eq!(super::send(&mut patient, &refused, "/book", &typed).status, 303);
}

#[test]
fn anybody_waits_for_approval_where_the_one_who_takes_it_asks_so() {
    let (site, care) = differing();
    for (start, expected, said) in [
        (TUESDAY_9, Status::Confirmed, "Au cabinet"),
        (TUESDAY_15, Status::Requested, "En vidéo"),
    ] {
        let mut patient = site.browser();
        let picked = pick(&mut patient, &care, start);
        patient.follow(picked).assert(
            200,
            &[if expected == Status::Confirmed {
                "12, rue des Tilleuls"
            } else {
                said
            }],
        );
        book_care(&site, &mut patient, (&care, start), &LEA);
        let newest = site.run(site.app.recent_notices(1)).unwrap().remove(0);
        let about = newest.about.unwrap();
        assert_eq!(about.appointment.status, expected, "{start}");
        assert_eq!(about.venue == Venue::Video, expected == Status::Requested);
        site.clock.advance(chrono::TimeDelta::minutes(2));
    }
}

#[test]
fn a_sure_appointment_is_not_moved_to_one_that_has_to_be_accepted() {
    let (site, care) = differing();
    let mut patient = site.browser();
    book_care(&site, &mut patient, (&care, THURSDAY_9), &LEA);
    let times = patient.get("/appointment/move?anybody");
    assert!(
        !hours(&times).is_empty() && hours(&times).iter().all(|hour| *hour < 12),
        "{:?}",
        hours(&times)
    );
    let moved = patient.post(
        "/appointment/move",
        &[("start", "2026-03-05T14:00:00Z"), ("practitioner", "2")],
    );
    moved.assert(409, &[]);
    let moved = patient.post(
        "/appointment/move",
        &[("start", "2026-03-04T08:00:00Z"), ("practitioner", "")],
    );
    assert_eq!(moved.location().as_deref(), Some("/appointment?moved"));
}

#[test]
fn a_move_to_a_colleague_who_asks_more_is_not_offered() {
    let site = Site::with(Settings::default());
    let care = site.sells(|care| {
        let own = CareOverride {
            questions: Some(vec![asks("Fumez-vous ?", [Effect::Go, Effect::Go])]),
            ..CareOverride::default()
        };
        differs(care, 2, own);
    });
    let mut patient = site.browser();
    book_care_of(&site, &mut patient, &care, &[]);
    let times = patient.get("/appointment/move?anybody");
    assert!(
        !hours(&times).is_empty() && hours(&times).iter().all(|hour| *hour < 12),
        "{:?}",
        hours(&times)
    );
    let moved = patient.post(
        "/appointment/move",
        &[("start", "2026-03-05T14:00:00Z"), ("practitioner", "2")],
    );
    assert!([409, 422].contains(&moved.status), "{}", moved.status);
}

#[test]
fn a_letter_that_was_shown_is_not_asked_for_again_by_a_colleague() {
    let site = Site::with(Settings::default());
    let care = site.sells(|care| {
        care.terms.eligibility.needs_referral = true;
        let own = CareOverride {
            eligibility: Some(Eligibility {
                min_age: Some(10),
                ..care.terms.eligibility.clone()
            }),
            ..CareOverride::default()
        };
        differs(care, 2, own);
    });
    let mut patient = site.browser();
    book_care_of(&site, &mut patient, &care, &[("referral", "1")]);
    let times = patient.get("/appointment/move?anybody");
    assert!(
        hours(&times).iter().any(|hour| *hour >= 13),
        "{:?}",
        hours(&times)
    );
    let to = [("start", "2026-03-05T14:00:00Z"), ("practitioner", "2")];
    let moved = patient.post("/appointment/move", &to);
    assert_eq!(moved.location().as_deref(), Some("/appointment?moved"));
}

/// With Dr Martin, who asks nothing before the times.
fn book_care_of(site: &Site, patient: &mut Browser, care: &str, more: &[(&str, &str)]) {
    let fields = [
        ("care", care),
        ("practitioner", "1"),
        ("seats", "1"),
        ("start", THURSDAY_9),
    ];
    let picked = patient.post("/hold", &fields);
    let page = patient.follow(picked);
    let typed: Vec<(&str, &str)> = LEA.into_iter().chain(more.iter().copied()).collect();
    let sent = super::send(patient, &page, "/book", &typed);
    let page = patient.follow(sent);
    let sent = super::send(patient, &page, "/book/code", &[("code", &site.code())]);
    patient.follow(sent).assert(200, &["rendez-vous est pris"]);
}
