//! security §4: the code, and what follows from the right one.

use chrono::TimeDelta;
use grappe::domain::booking::{Refusal, Status};
use grappe::domain::care_type::CareType;
use grappe::domain::contact::Email;
use grappe::domain::id::CareTypeId;
use grappe::domain::patient::Patient;
use grappe::store::MessageKind;

use crate::support::house::{Practice, at_the_desk, draft, instant, person, secretary};

const NINE: &str = "2026-03-03T08:00:00Z";

fn wrong(right: &str) -> &'static str {
    if right == "000000" { "000001" } else { "000000" }
}

#[tokio::test]
async fn the_right_code_books_once_however_often_it_is_sent() {
    let practice = Practice::new();
    let (practitioner, care) = practice.usual().await;
    let held = practice.holds(care, NINE, "one").await;
    practice
        .app
        .request_code(&held.token, draft(person("d'Aubigné", "Zoé")))
        .await
        .unwrap();
    let code = practice.newest_code().await;

    let made = practice.app.confirm_hold(&held.token, &code, None).await.unwrap();
    assert_eq!(made.appointment.status, Status::Confirmed);
    assert_eq!(made.appointment.practitioner, practitioner);
    let again = practice.app.confirm_hold(&held.token, &code, None).await.unwrap();
    assert_eq!(
        (again.appointment.id, &again.link),
        (made.appointment.id, &made.link)
    );
    let forged = practice
        .app
        .confirm_hold(&held.token, wrong(&code), None)
        .await
        .unwrap_err();
    assert_eq!(forged.refusal(), Some(&Refusal::KeyReused));

    let notices = practice.app.recent_notices(10).await.unwrap();
    let kinds: Vec<_> = notices.iter().map(|n| n.message.kind).collect();
    assert_eq!(kinds, [MessageKind::Confirmed, MessageKind::Code]);
    let about = notices[0].about.as_ref().unwrap();
    assert_eq!(about.link, made.link);
    assert!(
        about.calendar.contains("DTSTART:20260303T080000Z"),
        "{}",
        about.calendar
    );
    assert!(
        !about.calendar.contains("Consultation"),
        "no care name in calendars"
    );
    assert_eq!(practice.problems().await, []);
}

#[tokio::test]
async fn five_wrong_codes_lose_the_hold() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let held = practice.holds(care, NINE, "one").await;
    practice
        .app
        .request_code(&held.token, draft(person("Petit", "Léo")))
        .await
        .unwrap();
    let code = practice.newest_code().await;
    for left in (0..5).rev() {
        let refused = practice
            .app
            .confirm_hold(&held.token, wrong(&code), None)
            .await
            .unwrap_err();
        assert_eq!(refused.refusal(), Some(&Refusal::WrongCode { tries_left: left }));
    }
    let late = practice
        .app
        .confirm_hold(&held.token, &code, None)
        .await
        .unwrap_err();
    assert_eq!(late.refusal(), Some(&Refusal::HoldExpired));
    practice.holds(care, NINE, "two").await;
}

#[tokio::test]
async fn one_contact_keeps_one_time_from_however_many_browsers() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let ask = async |token: &str, who: &str| {
        let asked = practice.app.request_code(token, draft(person(who, "Ida"))).await;
        asked.map_err(|failure| failure.refusal().cloned())
    };
    let one = practice.holds(care, NINE, "one").await;
    ask(&one.token, "Petit").await.unwrap();
    practice.clock.advance(TimeDelta::minutes(2));
    let two = practice.holds(care, "2026-03-03T10:00:00Z", "two").await;
    assert_eq!(
        ask(&two.token, "Petit").await.unwrap_err(),
        Some(Refusal::TooManyHolds)
    );
    ask(&two.token, "Legrand").await.unwrap();
    ask(&one.token, "Petit").await.unwrap();
    // Given up, or run out: the contact is free again, at once.
    practice.app.drop_hold(&one.token).await.unwrap();
    practice.clock.advance(TimeDelta::minutes(2));
    ask(&two.token, "Petit").await.unwrap();
    let three = practice.holds(care, "2026-03-03T11:00:00Z", "three").await;
    practice.clock.advance(TimeDelta::minutes(1));
    assert_eq!(
        ask(&three.token, "Legrand").await.unwrap_err(),
        Some(Refusal::TooManyHolds)
    );
    practice.app.drop_hold(&two.token).await.unwrap();
    ask(&three.token, "Legrand").await.unwrap();
}

#[tokio::test]
async fn codes_are_limited_per_contact_known_or_not() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    practice.knows(person("Connu", "Ida")).await;
    for family in ["Connu", "Inconnu"] {
        let mut sent = 0;
        for n in 0..5 {
            let held = practice.holds(care, NINE, "one").await;
            let asked = practice
                .app
                .request_code(&held.token, draft(person(family, "Ida")))
                .await;
            let at_once = practice
                .app
                .request_code(&held.token, draft(person(family, "Ida")))
                .await;
            assert_eq!(
                at_once.unwrap_err().refusal(),
                Some(&Refusal::TooManyCodes),
                "once a minute"
            );
            match asked {
                Ok(_) => sent += 1,
                Err(refused) => assert_eq!(refused.refusal(), Some(&Refusal::TooManyCodes), "{n}"),
            }
            practice.clock.advance(TimeDelta::minutes(2));
        }
        assert_eq!(sent, 3, "{family}");
    }
    practice.clock.advance(TimeDelta::days(1));
    let held = practice.holds(care, "2026-03-04T09:00:00Z", "one").await;
    practice
        .app
        .request_code(&held.token, draft(person("Connu", "Ida")))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_code_lives_ten_minutes_and_the_hold_with_it() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let held = practice.holds(care, NINE, "one").await;
    practice.clock.advance(TimeDelta::minutes(4));
    let sent = practice
        .app
        .request_code(&held.token, draft(person("Petit", "Léo")))
        .await
        .unwrap();
    assert_eq!(sent.hold_expires, held.hold.created + TimeDelta::minutes(14));
    let code = practice.newest_code().await;
    practice.clock.advance(TimeDelta::minutes(10));
    let late = practice
        .app
        .confirm_hold(&held.token, &code, None)
        .await
        .unwrap_err();
    assert_eq!(late.refusal(), Some(&Refusal::HoldExpired));
}

#[tokio::test]
async fn the_code_message_holds_nothing_that_was_typed() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let held = practice.holds(care, NINE, "one").await;
    practice
        .app
        .request_code(&held.token, draft(person("Gagnez", "Cent euros")))
        .await
        .unwrap();
    let notice = practice.app.recent_notices(1).await.unwrap().remove(0);
    assert!(notice.about.is_none());
    let shown = format!("{:?}", notice.message);
    assert!(!shown.contains("Gagnez") && !shown.contains("Cent"), "{shown}");
}

#[tokio::test]
async fn the_same_person_keeps_one_record_and_a_homonym_gets_another() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let known = practice.knows(person("Lefèvre", "Chloé")).await;
    let mut typed = person("LEFEVRE", "chloe");
    typed.email = person("Lefèvre", "Chloé").email;
    let stranger = Patient {
        email: Email::parse("autre@example.org").ok(),
        ..person("Lefèvre", "Chloé")
    };
    let mut patients = Vec::new();
    for (start, who) in [(NINE, typed), ("2026-03-03T09:00:00Z", stranger)] {
        let held = practice.holds(care, start, "one").await;
        practice.app.request_code(&held.token, draft(who)).await.unwrap();
        let code = practice.newest_code().await;
        let made = practice.app.confirm_hold(&held.token, &code, None).await.unwrap();
        patients.push(made.appointment.patient);
    }
    assert_eq!(patients[0], known);
    assert_ne!(patients[1], known);
}

#[tokio::test]
async fn typing_somebody_elses_number_does_not_open_their_record() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let victim = Patient {
        email: None,
        phone: grappe::domain::contact::Phone::parse("0612345678").ok(),
        ..person("Victime", "Ana")
    };
    let record = practice.knows(victim.clone()).await;
    let held = practice.holds(care, NINE, "one").await;
    let mut typed = draft(person("Victime", "Ana"));
    typed.patient.phone = victim.phone;
    practice.app.request_code(&held.token, typed).await.unwrap();
    let code = practice.newest_code().await;
    let made = practice.app.confirm_hold(&held.token, &code, None).await.unwrap();
    assert_ne!(made.appointment.patient, record);
}

#[tokio::test]
async fn a_contact_has_three_open_bookings_at_most() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    for day in 3..6 {
        let request = at_the_desk(care, &format!("2026-03-0{day}T09:00:00Z"), person("Petit", "Léo"));
        practice.app.book(request, None).await.unwrap();
    }
    let held = practice.holds(care, "2026-03-09T09:00:00Z", "one").await;
    practice
        .app
        .request_code(&held.token, draft(person("Petit", "Léo")))
        .await
        .unwrap();
    let code = practice.newest_code().await;
    let refused = practice
        .app
        .confirm_hold(&held.token, &code, None)
        .await
        .unwrap_err();
    assert_eq!(refused.refusal(), Some(&Refusal::LimitReached));
    assert!(
        practice.app.held(&held.token).await.is_ok(),
        "refused whole: the hold is still there"
    );
}

#[tokio::test]
async fn a_care_that_needs_approval_is_requested_and_answered() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let agenda = practice.app.agenda();
    let asked = CareType {
        id: CareTypeId(0),
        needs_approval: true,
        ..agenda.set_up().care_types[&care].clone()
    };
    let care = practice.sells_care(asked).await;
    let cases = [
        (NINE, "Léo", Status::Confirmed),
        ("2026-03-03T10:00:00Z", "Zoé", Status::Refused),
    ];
    for (start, given, expected) in cases {
        let held = practice.holds(care, start, "one").await;
        let typed = draft(person("Petit", given));
        practice.app.request_code(&held.token, typed).await.unwrap();
        let code = practice.newest_code().await;
        let made = practice.app.confirm_hold(&held.token, &code, None).await.unwrap();
        let made = made.appointment;
        assert_eq!(made.status, Status::Requested);
        let answered = if expected == Status::Confirmed {
            practice
                .app
                .approve(made.id, Some(made.version), secretary())
                .await
        } else {
            practice
                .app
                .refuse(made.id, Some(made.version), secretary())
                .await
        };
        assert_eq!(answered.unwrap().status, expected);
        let twice = practice
            .app
            .approve(made.id, None, secretary())
            .await
            .unwrap_err();
        assert_eq!(twice.refusal(), Some(&Refusal::WrongState));
    }
    // What was refused is free again.
    practice.holds(care, "2026-03-03T10:00:00Z", "two").await;
}

#[tokio::test]
async fn a_request_nobody_answers_is_refused_after_two_open_days() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let asked = CareType {
        id: CareTypeId(0),
        needs_approval: true,
        ..practice.app.agenda().set_up().care_types[&care].clone()
    };
    let care = practice.sells_care(asked).await;
    // Friday at 16:00; open until 17:00, then from Monday on: 1 + 8 + 7 hours end on Tuesday at 16:00.
    practice.clock.set(instant("2026-03-06T15:00:00Z"));
    let held = practice.holds(care, "2026-03-13T09:00:00Z", "one").await;
    let typed = draft(person("Petit", "Léo"));
    practice.app.request_code(&held.token, typed).await.unwrap();
    let code = practice.newest_code().await;
    let made = practice.app.confirm_hold(&held.token, &code, None).await.unwrap();
    let id = made.appointment.id;
    for (now, expected) in [
        ("2026-03-10T14:59:59Z", Status::Requested),
        ("2026-03-10T15:00:00Z", Status::Refused),
    ] {
        practice.clock.set(instant(now));
        practice.app.sweep().await.unwrap();
        let found = practice
            .app
            .store()
            .read(move |db| db.appointment(id))
            .await
            .unwrap();
        assert_eq!(found.unwrap().status, expected, "{now}");
    }
    let newest = practice.app.recent_notices(1).await.unwrap().remove(0);
    assert_eq!(newest.message.kind, MessageKind::Refused);
    practice.holds(care, "2026-03-13T09:00:00Z", "two").await;
    assert_eq!(practice.problems().await, []);
}
