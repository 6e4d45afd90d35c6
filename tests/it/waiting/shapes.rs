//! Visits that are not like the care's own: of another length, the first of a series, off the grid.

use chrono::TimeDelta;
use grappe::app::{BookingRequest, JoinRequest};
use grappe::domain::agenda::Edit;
use grappe::domain::booking::Status;
use grappe::domain::care_type::{CareTerms, OfferMode, Series};
use grappe::domain::id::{AbsenceId, CareTypeId};
use grappe::domain::schedule::Absence;
use grappe::domain::slot::Placing;
use grappe::domain::staff::Actor;
use grappe::domain::time::Interval;
use grappe::store::WaitingOfferState;

use super::scene::{Scene, TUESDAY_9, booked};
use crate::support::house::{at_the_desk, instant, person};

/// Half past nine on the same Tuesday, and ten.
const HALF_PAST: &str = "2026-03-03T08:30:00Z";
const TEN: &str = "2026-03-03T09:00:00Z";

#[tokio::test]
async fn who_needs_longer_is_offered_what_is_long_enough() {
    let scene = Scene::new().await;
    let longer = BookingRequest {
        length: Some(TimeDelta::minutes(45)),
        ..at_the_desk(scene.care, "2026-03-05T08:00:00Z", person("Roux", "Nora"))
    };
    let longer = scene.practice.app.book(longer, None).await.unwrap().appointment;
    scene.waits_with(&longer).await;
    let short = scene.books("Petit", TUESDAY_9).await;
    let next = scene.books("Blanc", HALF_PAST).await;
    scene.cancels(&short).await;
    assert_eq!(scene.story().await, [], "half an hour does not do");
    scene.cancels(&next).await;
    assert_eq!(scene.story().await.len(), 1);
    let made = booked(scene.accepts("Roux").await);
    assert_eq!(made.interval.length(), TimeDelta::minutes(45));
    scene.is_sound().await;
}

#[tokio::test]
async fn who_needs_less_is_offered_what_is_short() {
    let scene = Scene::new().await;
    let shorter = BookingRequest {
        length: Some(TimeDelta::minutes(20)),
        ..at_the_desk(scene.care, "2026-03-05T08:00:00Z", person("Roux", "Nora"))
    };
    let shorter = scene.practice.app.book(shorter, None).await.unwrap().appointment;
    scene.waits_with(&shorter).await;
    let gap = BookingRequest {
        length: Some(TimeDelta::minutes(20)),
        ..at_the_desk(scene.care, TUESDAY_9, person("Petit", "Léo"))
    };
    let gap = scene.practice.app.book(gap, None).await.unwrap().appointment;
    let after = BookingRequest {
        practitioner: Some(scene.practitioner),
        placing: Some(Placing::Anywhere),
        ..at_the_desk(scene.care, "2026-03-03T08:20:00Z", person("Blanc", "Luc"))
    };
    scene.practice.app.book(after, None).await.unwrap();
    scene.cancels(&gap).await;
    let made = booked(scene.accepts("Roux").await);
    assert_eq!(
        (made.interval.start, made.interval.length()),
        (instant(TUESDAY_9), TimeDelta::minutes(20))
    );
    scene.is_sound().await;
}

/// Nora Roux, for another care than the scene's own.
async fn waits_for(scene: &Scene, care: CareTypeId) {
    let patient = scene.practice.knows(person("Roux", "Nora")).await;
    let wish = JoinRequest {
        care,
        ..scene.request(patient)
    };
    scene.joins(wish).await;
}

/// A first dose that needs a second one in a week or two.
async fn first_dose(scene: &Scene) -> CareTypeId {
    let series = Series {
        next: scene.care,
        min_days: 7,
        max_days: 14,
        same_practitioner: true,
        require_next: true,
    };
    let terms = CareTerms {
        series: Some(series),
        ..CareTerms::default()
    };
    scene.practice.sells("Première dose", terms).await
}

#[tokio::test]
async fn a_first_visit_that_needs_the_next_one_is_accepted_with_it() {
    let scene = Scene::new().await;
    let first = first_dose(&scene).await;
    waits_for(&scene, first).await;
    let taken = scene.books("Petit", TUESDAY_9).await;
    scene.cancels(&taken).await;
    let made = booked(scene.accepts("Roux").await);
    let follows = scene.practice.app.rest_of_series(made.id).await.unwrap();
    let [next] = &follows[..] else {
        panic!("one visit follows: {follows:?}");
    };
    assert_eq!((next.care, next.status), (scene.care, Status::Confirmed));
    assert_eq!(
        next.interval.start,
        instant("2026-03-10T08:00:00Z"),
        "same hour, as soon as may be"
    );
    scene.is_sound().await;
}

#[tokio::test]
async fn a_first_visit_without_a_possible_next_one_is_not_offered() {
    let scene = Scene::new().await;
    let first = first_dose(&scene).await;
    waits_for(&scene, first).await;
    let away = Edit::Absence(Absence {
        id: AbsenceId(0),
        practitioner: Some(scene.practitioner),
        interval: Interval::new(instant("2026-03-09T00:00:00Z"), instant("2026-03-20T00:00:00Z")).unwrap(),
        label: String::new(),
    });
    let changed = scene.practice.app.change_set_up(vec![away], None, Actor::System);
    changed.await.unwrap();
    let taken = scene.books("Petit", TUESDAY_9).await;
    scene.cancels(&taken).await;
    assert_eq!(scene.story().await, []);
}

#[tokio::test]
async fn a_freed_time_off_the_grid_of_another_care_is_offered_before_anybody_sees_it() {
    let scene = Scene::new().await;
    let packed = CareTerms {
        offer: OfferMode::Packed,
        ..CareTerms::default()
    };
    let packed = scene.practice.sells("Suivi", packed).await;
    waits_for(&scene, packed).await;
    let anywhere = |start: &str, minutes: i64, name: &str| BookingRequest {
        practitioner: Some(scene.practitioner),
        placing: Some(Placing::Anywhere),
        length: Some(TimeDelta::minutes(minutes)),
        ..at_the_desk(scene.care, start, person(name, "Léo"))
    };
    let app = &scene.practice.app;
    app.book(anywhere(TUESDAY_9, 20, "Petit"), None).await.unwrap();
    let off = app
        .book(anywhere("2026-03-03T08:20:00Z", 30, "Blanc"), None)
        .await
        .unwrap();
    app.book(anywhere("2026-03-03T08:50:00Z", 10, "Brun"), None)
        .await
        .unwrap();
    app.book(anywhere(TEN, 420, "Noir"), None).await.unwrap();
    scene.cancels(&off.appointment).await;
    assert_eq!(
        scene.story().await,
        [("Roux".to_owned(), WaitingOfferState::Open)]
    );
    let made = booked(scene.accepts("Roux").await);
    assert_eq!(made.interval.start, instant("2026-03-03T08:20:00Z"));
    scene.is_sound().await;
}
