//! Questions before the free times, the video room, reminders: set up in forms, met by patients.

use grappe::app::ToDoAsked;
use grappe::domain::booking::Status;
use grappe::domain::question::{Declared, Effect};
use grappe::domain::reminder::{ReminderChannel, ReminderOffset};
use grappe::store::Db;

use super::{Crew, saved};
use crate::support::Browser;

const CARE: &str = "/admin/setup/care-types/1";
const ANSWERS: [(&str, &str); 12] = [
    ("q1-text", "Avez-vous une douleur dans la poitrine ?"),
    ("q1-a1-text", "Oui"),
    ("q1-a1-effect", "stop"),
    ("q1-a1-say", "Appelez le 15 tout de suite."),
    ("q1-a2-text", "Non"),
    ("q1-a2-effect", "go"),
    ("q1-a3-text", "Je ne sais pas"),
    ("q1-a3-effect", "approve"),
    ("q1-a4-text", "Plutôt à distance"),
    ("q1-a4-effect", "redirect"),
    ("q1-a4-care", "2"),
    ("public_text", "Venez à jeun."),
];

fn asking() -> (Crew, Browser) {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let page = saved(&mut alice, CARE, &ANSWERS);
    assert_eq!(page.status, 303, "{}", page.text());
    (site, alice)
}

fn answered(browser: &mut Browser, answer: &str) -> crate::support::Page {
    browser.post("/answers", &[("care", "1"), ("wishes", "care=1"), ("q0", answer)])
}

#[test]
fn patients_answer_before_they_see_times() {
    let (site, _) = asking();
    let mut patient = site.browser();
    let page = patient.get("/times?care=1");
    page.assert(
        200,
        &[
            "douleur dans la poitrine",
            "Plutôt à distance",
            "Voir les horaires libres",
        ],
    );
    assert_eq!(page.starts().len(), 0, "no time before an answer");
    answered(&mut patient, "").assert(422, &["Il manque une réponse"]);
    answered(&mut patient, "9").assert(422, &["Il manque une réponse"]);
    answered(&mut patient, "0").assert(200, &["Appelez le 15 tout de suite.", "04 72 00 00 00"]);
    answered(&mut patient, "3").assert(200, &["Téléconsultation", "/times?care=2"]);
    assert_eq!(
        patient.get("/times?care=1").starts().len(),
        0,
        "nothing was let through"
    );

    // A time that is taken without an answer leads back to the question.
    let held = [("care", "1"), ("start", "2026-03-03T08:30:00Z")];
    assert_eq!(
        patient.post("/hold", &held).location().as_deref(),
        Some("/times?care=1")
    );
    let to_times = answered(&mut patient, "1");
    assert_eq!(to_times.location().as_deref(), Some("/times?care=1"));
    assert!(!patient.get("/times?care=1").starts().is_empty());
    assert_eq!(
        patient.post("/hold", &held).location().as_deref(),
        Some("/book?anybody")
    );
}

#[test]
fn answers_are_kept_for_the_staff_and_may_ask_for_approval() {
    let (site, mut alice) = asking();
    let mut patient = site.browser();
    answered(&mut patient, "2");
    patient.post("/hold", &[("care", "1"), ("start", "2026-03-03T08:30:00Z")]);
    let typed = [
        ("given", "Léa"),
        ("family", "Moreau"),
        ("born", "17/05/1980"),
        ("email", "lea@example.org"),
        ("consent", "1"),
        ("for", "me"),
    ];
    let sent = patient.post("/book", &typed);
    assert_eq!(sent.status, 303, "{}", sent.text());
    let newest = site.run(site.app.recent_notices(1)).unwrap();
    let code = newest[0].message.code.clone().unwrap();
    patient.post("/book/code", &[("code", &code)]);
    let asked = ToDoAsked {
        today: "2026-03-02".parse().unwrap(),
        reach: None,
        page: 0,
    };
    let rows = site.run(site.app.to_do(asked)).unwrap();
    let id = rows.requested.first().expect("a request to answer").id;
    let found = site.run(site.app.store().read(move |db: &Db<'_>| db.answers_of(id)));
    let expected = Declared {
        question: ANSWERS[0].1.to_owned(),
        answer: "Je ne sais pas".to_owned(),
    };
    assert_eq!(found.unwrap(), [expected]);
    alice
        .get(&format!("/admin/appointments/{id}"))
        .assert(200, &["douleur dans la poitrine", "Je ne sais pas"]);
}

#[test]
fn what_is_wrong_with_a_question_is_said_at_its_field() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let before = site.revision();
    for (answers, field) in [
        (
            vec![("q1-text", "Seule ?"), ("q1-a1-text", "Oui")],
            "q1-a2-text-error",
        ),
        (
            vec![
                ("q1-text", "?"),
                ("q1-a1-text", "a"),
                ("q1-a1-effect", "stop"),
                ("q1-a2-text", "b"),
            ],
            "q1-a1-say-error",
        ),
        (
            vec![
                ("q1-text", "?"),
                ("q1-a1-text", "a"),
                ("q1-a1-effect", "redirect"),
                ("q1-a2-text", "b"),
            ],
            "q1-a1-care-error",
        ),
        (vec![("q1-a1-text", "a"), ("q1-a2-text", "b")], "q1-text-error"),
        (vec![("video", "http://visio.exemple.fr")], "video-error"),
        (
            vec![
                ("m1-channel", "sms"),
                ("m1-before", "1"),
                ("m1-before_unit", "d"),
                ("m1-at", "23h"),
            ],
            "m1-at-error",
        ),
    ] {
        let refused = saved(&mut alice, CARE, &answers);
        let text = String::from_utf8_lossy(&refused.body).into_owned();
        assert_eq!(refused.status, 422, "{field}");
        assert!(text.contains(field), "{field}: {}", refused.text());
    }
    assert_eq!(site.revision(), before, "nothing was written");
}

#[test]
fn what_was_set_up_comes_back_and_a_practitioner_has_a_room_of_their_own() {
    let (site, mut alice) = asking();
    let more = [
        ("venue", "video"),
        ("video", "https://visio.exemple.fr/cabinet-{code}"),
        ("m1-channel", "sms"),
        ("m1-before", "3"),
        ("m1-before_unit", "d"),
        ("m1-at", "9h30"),
        ("m2-channel", ""),
    ];
    assert_eq!(saved(&mut alice, CARE, &more).status, 303);
    let own = [("video", "https://visio.exemple.fr/dr-martin")];
    assert_eq!(saved(&mut alice, &format!("{CARE}/with/1"), &own).status, 303);
    let set_up = site.app.agenda().set_up().clone();
    let care = set_up.care_types.values().next().unwrap();
    assert_eq!(
        care.terms.questions[0].answers[0].effect,
        Effect::Stop("Appelez le 15 tout de suite.".to_owned())
    );
    let reminders = &care.terms.reminders.0;
    assert_eq!(reminders.len(), 1);
    assert_eq!(reminders[0].channel, ReminderChannel::Sms);
    assert_eq!(
        reminders[0].before,
        ReminderOffset::Days(3, "09:30".parse().unwrap())
    );
    let of = |id| {
        care.terms_for(grappe::domain::id::PractitionerId(id))
            .unwrap()
            .video
            .clone()
    };
    assert_eq!(of(1).unwrap().as_str(), "https://visio.exemple.fr/dr-martin");
    assert_eq!(of(2).unwrap().as_str(), "https://visio.exemple.fr/cabinet-{code}");
}

#[test]
fn the_video_room_is_told_once_the_appointment_is_agreed() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let path = "/admin/setup/care-types/2";
    let room = [
        ("video", "https://visio.exemple.fr/{code}"),
        ("needs_approval", "1"),
    ];
    assert_eq!(saved(&mut alice, path, &room).status, 303);
    let request = crate::support::house::at_the_desk(
        grappe::domain::id::CareTypeId(2),
        "2026-03-03T08:30:00Z",
        crate::support::house::person("Loin", "Ève"),
    );
    let request = grappe::app::BookingRequest {
        practitioner: Some(grappe::domain::id::PractitionerId(1)),
        ..request
    };
    let booked = site.run(site.app.book(request, None)).unwrap().appointment;
    let about = |site: &Crew| site.run(site.app.about(&booked)).unwrap().video;
    if booked.status == Status::Requested {
        assert_eq!(about(&site), None, "not before it is agreed");
        site.run(
            site.app
                .approve(booked.id, None, grappe::domain::staff::Actor::System),
        )
        .unwrap();
    }
    let told = about(&site).expect("a room");
    assert!(
        told.starts_with("https://visio.exemple.fr/") && told.len() > 35,
        "{told}"
    );
    alice
        .get(&format!("/admin/appointments/{}", booked.id))
        .assert(200, &["Lien de la visioconférence", &told]);
    site.run(
        site.app
            .cancel(booked.id, None, grappe::domain::staff::Actor::System),
    )
    .unwrap();
    assert_eq!(about(&site), None, "nor once it is off");
}

#[test]
fn months_and_contacts_are_limited_as_the_form_says() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let limits = [
        ("patients", "known"),
        ("known_months", "24"),
        ("max_per_contact", "1"),
    ];
    assert_eq!(saved(&mut alice, CARE, &limits).status, 303);
    let care = site
        .app
        .agenda()
        .set_up()
        .care_types
        .values()
        .next()
        .unwrap()
        .clone();
    assert_eq!(care.terms.eligibility.known_within_months, Some(24));
    assert_eq!(care.terms.limits.max_per_contact, Some(1));
    saved(&mut alice, CARE, &[("known_months", "0")]).assert(422, &["120"]);
}
