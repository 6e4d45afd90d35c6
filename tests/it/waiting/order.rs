//! Who is asked, and who is not.

use chrono::{TimeDelta, Weekday};
use grappe::app::JoinRequest;
use grappe::domain::care_type::{CareTerms, Eligibility, Limits};
use grappe::domain::patient::Patient;
use grappe::domain::waiting_list::{Urgency, Weekdays, Wishes};

use super::scene::{Scene, TUESDAY_9, booked};
use crate::support::house::{draft, person};

/// Names of those who were asked, one after the other, until the list is exhausted.
async fn asked(scene: &Scene) -> Vec<String> {
    let taken = scene.books("Petit", TUESDAY_9).await;
    scene.cancels(&taken).await;
    for _ in 0..8 {
        scene.after(130).await;
    }
    scene.is_sound().await;
    scene.story().await.into_iter().map(|(name, _)| name).collect()
}

#[tokio::test]
async fn urgency_comes_first_and_then_age() {
    let scene = Scene::new().await;
    for (name, urgency) in [
        ("Alpha", Urgency::Normal),
        ("Bravo", Urgency::Soon),
        ("Charlie", Urgency::Urgent),
        ("Delta", Urgency::Normal),
        ("Echo", Urgency::Soon),
    ] {
        let patient = scene.practice.knows(person(name, "Nora")).await;
        let request = JoinRequest {
            urgency,
            ..scene.request(patient)
        };
        scene.joins(request).await;
    }
    assert_eq!(
        asked(&scene).await,
        ["Charlie", "Bravo", "Echo", "Alpha", "Delta"]
    );
    assert!(scene.is_public(TUESDAY_9));
}

type Wish = (&'static str, fn(&mut Wishes));

const WISHES: [Wish; 9] = [
    ("Mercredi", |w| w.days = Weekdays::of([Weekday::Wed]).unwrap()),
    ("Mardi", |w| w.days = Weekdays::of([Weekday::Tue]).unwrap()),
    ("Tard", |w| w.from = "09:30".parse().unwrap()),
    ("Court", |w| w.to = "09:29".parse().unwrap()),
    ("Juste", |w| {
        (w.from, w.to) = ("09:00".parse().unwrap(), "09:30".parse().unwrap());
    }),
    ("Demain", |w| w.earliest = "2026-03-04".parse().ok()),
    ("Hier", |w| w.latest = "2026-03-02".parse().ok()),
    ("Aujourd", |w| {
        (w.earliest, w.latest) = ("2026-03-03".parse().ok(), "2026-03-03".parse().ok());
    }),
    ("Loin", |w| w.ready_minutes = 1600),
];

#[tokio::test]
async fn wishes_are_kept_to() {
    let scene = Scene::new().await;
    for (name, wish) in WISHES {
        let patient = scene.practice.knows(person(name, "Nora")).await;
        let mut request = scene.request(patient);
        wish(&mut request.wishes);
        scene.joins(request).await;
    }
    assert_eq!(asked(&scene).await, ["Mardi", "Juste", "Aujourd"]);
}

#[tokio::test]
async fn only_those_are_asked_who_may_have_it() {
    let adults = CareTerms {
        eligibility: Eligibility {
            min_age: Some(18),
            ..Eligibility::default()
        },
        limits: Limits {
            max_future: Some(1),
            ..Limits::default()
        },
        min_notice: TimeDelta::days(3),
        ..CareTerms::default()
    };
    let scene = Scene::selling(adults).await;
    let child = Patient {
        born: "2020-01-01".parse().ok(),
        ..person("Enfant", "Nora")
    };
    let blocked = Patient {
        is_blocked_online: true,
        ..person("Bloque", "Nora")
    };
    for patient in [child, blocked, person("Adulte", "Nora")] {
        let patient = scene.practice.knows(patient).await;
        scene.joins(scene.request(patient)).await;
    }
    // At the ceiling already; and somebody who is busy at that very time with somebody else's care.
    let far = scene.books("Plafond", "2026-03-20T09:00:00Z").await;
    scene.joins(scene.request(far.patient)).await;
    assert_eq!(
        asked(&scene).await,
        ["Bloque", "Adulte"],
        "the notice is a rule for those who look by themselves; who is blocked online is phoned"
    );
}

#[tokio::test]
async fn nobody_is_asked_to_take_back_what_they_gave_up() {
    let scene = Scene::new().await;
    let booking = scene.books("Roux", TUESDAY_9).await;
    scene.joins(scene.request(booking.patient)).await;
    scene.cancels(&booking).await;
    assert!(scene.story().await.is_empty());
    assert!(scene.is_public(TUESDAY_9));
}

#[tokio::test]
async fn a_form_that_is_given_up_is_news_only_to_who_came_meanwhile() {
    let scene = Scene::new().await;
    scene.waits("Avant").await;
    scene.practice.clock.advance(TimeDelta::hours(1));
    let held = scene.practice.holds(scene.care, TUESDAY_9, "one").await;
    scene.practice.app.drop_hold(&held.token).await.unwrap();
    assert!(scene.story().await.is_empty(), "everybody could have had it");
    // Long enough ago that nobody can have come while a form was open.
    scene.practice.clock.advance(TimeDelta::hours(1));
    let held = scene.practice.holds(scene.care, TUESDAY_9, "one").await;
    scene.waits("Pendant").await;
    scene.practice.clock.advance(TimeDelta::minutes(6));
    scene.practice.app.sweep().await.unwrap();
    assert!(scene.practice.app.held(&held.token).await.is_err());
    assert_eq!(scene.story().await.len(), 1);
    assert_eq!(scene.story().await[0].0, "Pendant");
    scene.is_sound().await;
}

#[tokio::test]
async fn a_form_that_is_sent_frees_nothing() {
    let scene = Scene::new().await;
    let held = scene.practice.holds(scene.care, TUESDAY_9, "one").await;
    scene.waits("Roux").await;
    let app = &scene.practice.app;
    app.request_code(&held.token, draft(person("Petit", "Léo")))
        .await
        .unwrap();
    let code = scene.practice.newest_code().await;
    app.confirm_hold(&held.token, &code, None).await.unwrap();
    assert!(scene.story().await.is_empty());
    scene.is_sound().await;
}

#[tokio::test]
async fn a_session_gives_its_seat_to_somebody_else() {
    let scene = Scene::selling(CareTerms {
        capacity: 3,
        ..CareTerms::default()
    })
    .await;
    let kept = scene.books("Petit", TUESDAY_9).await;
    let freed = scene.books("Blanc", TUESDAY_9).await;
    scene.books("Noir", TUESDAY_9).await;
    scene.waits("Roux").await;
    scene.cancels(&freed).await;
    assert!(!scene.is_public(TUESDAY_9));
    let made = booked(scene.accepts("Roux").await);
    assert_eq!(made.interval, kept.interval);
    scene.is_sound().await;
}
