//! booking-rules §6, security §5: who may hold what, and for how long.

use chrono::TimeDelta;
use grappe::app::BookingRequest;
use grappe::domain::booking::Refusal;
use grappe::domain::care_type::CareTerms;

use crate::support::house::{Practice, at_the_desk, instant, person};

#[tokio::test]
async fn a_hold_takes_the_time_for_five_minutes_and_is_swept() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let held = practice.holds(care, "2026-03-02T09:00:00Z", "one").await;
    assert_eq!(held.hold.expires - held.hold.created, TimeDelta::minutes(5));

    let refused = practice
        .app
        .hold_slot(Practice::hold_request(care, "2026-03-02T09:00:00Z", "two"))
        .await
        .unwrap_err();
    let Some(Refusal::SlotTaken { alternatives }) = refused.refusal() else {
        panic!("{refused:?}");
    };
    assert_eq!(
        alternatives.iter().map(|a| a.start).collect::<Vec<_>>(),
        [
            "2026-03-02T08:30:00Z",
            "2026-03-02T09:30:00Z",
            "2026-03-02T08:00:00Z"
        ]
        .map(instant)
    );

    practice.clock.advance(TimeDelta::minutes(5));
    practice.app.sweep().await.unwrap();
    assert!(practice.app.held(&held.token).await.is_err());
    practice.holds(care, "2026-03-02T09:00:00Z", "two").await;
    assert_eq!(practice.problems().await, []);
}

#[tokio::test]
async fn a_browser_has_one_hold_and_an_address_three() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let first = practice.holds(care, "2026-03-02T09:00:00Z", "one").await;
    practice.holds(care, "2026-03-02T10:00:00Z", "one").await;
    assert!(practice.app.held(&first.token).await.is_err(), "replaced");

    for (hour, browser) in [(11, "a"), (12, "b"), (13, "c")] {
        let mut request = Practice::hold_request(care, &format!("2026-03-03T{hour}:00:00Z"), browser);
        request.address.own = "shared".to_owned();
        practice.app.hold_slot(request).await.unwrap();
    }
    let mut fourth = Practice::hold_request(care, "2026-03-04T14:00:00Z", "d");
    fourth.address.own = "shared".to_owned();
    let refused = practice.app.hold_slot(fourth).await.unwrap_err();
    assert_eq!(refused.refusal(), Some(&Refusal::TooManyHolds));
}

#[tokio::test]
async fn a_refused_hold_leaves_the_browsers_earlier_one() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let kept = practice.holds(care, "2026-03-02T09:00:00Z", "one").await;
    let off_grid = Practice::hold_request(care, "2026-03-02T10:05:00Z", "one");
    assert!(matches!(
        practice.app.hold_slot(off_grid).await.unwrap_err().refusal(),
        Some(Refusal::NotOffered { .. })
    ));
    assert_eq!(practice.app.held(&kept.token).await.unwrap().hold, kept.hold);
}

#[tokio::test]
async fn a_fifth_of_a_day_may_be_held_at_most() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    // Sixteen starts: a fourth hold would be a quarter of them.
    for (hour, browser) in [(9, "a"), (10, "b"), (11, "c")] {
        practice
            .holds(care, &format!("2026-03-03T{hour:02}:00:00Z"), browser)
            .await;
    }
    let fourth = Practice::hold_request(care, "2026-03-03T13:00:00Z", "d");
    let refused = practice.app.hold_slot(fourth).await.unwrap_err();
    assert_eq!(refused.refusal(), Some(&Refusal::DayHeld));
    practice.holds(care, "2026-03-04T13:00:00Z", "d").await;
}

#[tokio::test]
async fn anybody_is_somebody_whose_day_may_still_be_held() {
    let practice = Practice::new();
    let (first, care) = practice.usual().await;
    let second = practice.with_practitioner("Dr Paul Petit").await;
    practice.open(second, "09:00", "17:00").await;
    // The second one has more booked, so that "anybody" would be the first one.
    for (time, family) in [
        ("08:00", "Aubry"),
        ("08:30", "Blanc"),
        ("14:00", "Colin"),
        ("14:30", "Durand"),
    ] {
        let start = format!("2026-03-03T{time}:00Z");
        let request = BookingRequest {
            practitioner: Some(second),
            ..at_the_desk(care, &start, person(family, "Léo"))
        };
        practice.app.book(request, None).await.unwrap();
    }
    for (hour, browser) in [(9, "a"), (10, "b"), (11, "c")] {
        let mut request = Practice::hold_request(care, &format!("2026-03-03T{hour:02}:00:00Z"), browser);
        request.query.practitioner = Some(first);
        practice.app.hold_slot(request).await.unwrap();
    }
    let mut own = Practice::hold_request(care, "2026-03-03T13:00:00Z", "d");
    own.query.practitioner = Some(first);
    let refused = practice.app.hold_slot(own).await.unwrap_err();
    assert_eq!(refused.refusal(), Some(&Refusal::DayHeld));
    let held = practice.holds(care, "2026-03-03T13:00:00Z", "d").await;
    assert_eq!(held.hold.booked.practitioner, second);
}

#[tokio::test]
async fn a_hold_is_renewed_once_and_given_back_at_will() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let held = practice.holds(care, "2026-03-02T09:00:00Z", "one").await;
    practice.clock.advance(TimeDelta::minutes(4));
    let renewed = practice.app.renew_hold(&held.token).await.unwrap();
    assert_eq!(renewed.expires, held.hold.created + TimeDelta::minutes(9));
    let again = practice.app.renew_hold(&held.token).await.unwrap_err();
    assert_eq!(again.refusal(), Some(&Refusal::AlreadyRenewed));

    practice.app.drop_hold(&held.token).await.unwrap();
    practice.app.drop_hold(&held.token).await.unwrap();
    let request = at_the_desk(care, "2026-03-02T09:00:00Z", person("Le Gall", "Nora"));
    practice.app.book(request, None).await.unwrap();
}

#[tokio::test]
async fn a_hold_keeps_the_room_it_was_given() {
    let practice = Practice::new();
    let (_, _) = practice.usual().await;
    let colleague = practice.with_practitioner("Dr Karim Benali").await;
    practice.open(colleague, "09:00", "17:00").await;
    let kind = grappe::domain::resource::ResourceKind("salle".to_owned());
    practice.with_resource("salle", 1).await;
    let care = practice
        .sells(
            "Échographie",
            CareTerms {
                requires: vec![kind],
                ..CareTerms::default()
            },
        )
        .await;
    practice.holds(care, "2026-03-02T09:00:00Z", "one").await;
    let refused = practice
        .app
        .hold_slot(Practice::hold_request(care, "2026-03-02T09:00:00Z", "two"))
        .await
        .unwrap_err();
    assert!(
        matches!(refused.refusal(), Some(Refusal::SlotTaken { .. })),
        "{refused:?}"
    );
}
