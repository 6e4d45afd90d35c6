//! A move in a calendar that breaks the rule of a series of visits is the practitioner's decision, and is told (booking-rules §8).

use grappe::app::DecisionAnswer;
use grappe::domain::booking::Appointment;
use grappe::domain::calendar::{DecisionKind, LinkOptions};
use grappe::domain::care_type::{CareTerms, CareType, Series};
use grappe::store::OwnEvent;
use grappe::store::Tx;

use super::scene::{Scene, TEN, TWO, half};
use crate::support::house::{care_type, secretary};

const NEXT_WEEK: &str = "2026-03-11T09:00:00Z";

/// Two visits, the second five to nine days after the first.
async fn visits(options: LinkOptions) -> (Scene, Appointment, (Appointment, OwnEvent)) {
    let scene = Scene::with(options).await;
    let terms = CareTerms {
        series: Some(Series {
            next: scene.care,
            min_days: 5,
            max_days: 9,
            same_practitioner: false,
            require_next: false,
        }),
        ..CareTerms::default()
    };
    let care = CareType {
        id: scene.care,
        ..care_type("Consultation", terms)
    };
    scene
        .practice
        .set_up(move |tx: &mut Tx<'_>| tx.save_care_type(&care))
        .await;
    let first = scene.books(TEN, "Petit").await;
    let second = scene.stands(NEXT_WEEK, "Petit").await;
    let follows = format!(
        "UPDATE appointments SET follows = {} WHERE id = {}",
        first.id, second.0.id
    );
    scene.practice.database().execute_batch(&follows).unwrap();
    (scene, first, second)
}

#[tokio::test]
async fn a_visit_too_near_to_the_one_before_is_moved_and_told() {
    let (scene, _, (second, event)) = visits(LinkOptions::default()).await;
    let early = half("2026-03-06T09:00:00Z");
    scene.sees(vec![Scene::own(&event, early)], &[]).await;
    let moved = scene.replacement(&second).await.unwrap();
    assert_eq!(moved.interval, early);
    let open = scene.open().await;
    assert_eq!(
        (open.len(), open[0].kind, open[0].appointment),
        (1, DecisionKind::OutOfSeries, Some(moved.id))
    );
}

#[tokio::test]
async fn so_is_one_that_leaves_the_next_behind_and_not_one_that_keeps_the_distance() {
    let (scene, first, _) = visits(LinkOptions::default()).await;
    let event = scene.event(&first).await;
    scene.sees(vec![Scene::own(&event, half(TWO))], &[]).await;
    let moved = scene.replacement(&first).await.unwrap();
    assert_eq!(scene.kinds().await, [], "the same day");
    scene.served(scene.link).await;
    let event = scene.event(&moved).await;
    scene
        .sees(vec![Scene::own(&event, half("2026-03-10T13:00:00Z"))], &[])
        .await;
    assert_eq!(scene.kinds().await, [DecisionKind::OutOfSeries]);
}

#[tokio::test]
async fn a_move_that_was_asked_about_tells_it_as_well() {
    let options = LinkOptions {
        asks_before_moving: true,
        ..LinkOptions::default()
    };
    let (scene, _, (_, event)) = visits(options).await;
    scene
        .sees(vec![Scene::own(&event, half("2026-03-06T09:00:00Z"))], &[])
        .await;
    let question = scene.open().await.remove(0);
    let app = &scene.practice.app;
    app.answer_calendar_decision(question.id, DecisionAnswer::Move, secretary())
        .await
        .unwrap();
    assert_eq!(scene.kinds().await, [DecisionKind::OutOfSeries]);
}
