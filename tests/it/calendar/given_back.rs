//! Time that an event of the practitioner's own no longer takes is offered to the waiting list, as any time that is freed (caldav §6.2).

use chrono::TimeDelta;
use grappe::app::{Applied, JoinRequest};
use grappe::domain::slot::{SlotQuery, search};
use grappe::domain::time::Interval;
use grappe::domain::waiting_list::{Channel, Urgency, Wishes};
use grappe::store::WaitingOfferState;

use super::scene::{Scene, TEN, TWO, foreign, half};
use crate::support::house::{instant, person, secretary};

async fn waits(scene: &Scene, family: &str) {
    let patient = scene.practice.knows(person(family, "Nora")).await;
    scene.practice.clock.advance(TimeDelta::seconds(1));
    let request = JoinRequest {
        patient,
        care: scene.care,
        wishes: Wishes::default(),
        channel: Channel::Email,
        replaces: None,
        urgency: Urgency::Normal,
        until: None,
    };
    scene
        .practice
        .app
        .join_waiting_list(request, secretary())
        .await
        .unwrap();
}

/// To whom, for when, and what came of it.
async fn story(scene: &Scene) -> Vec<(String, String, WaitingOfferState)> {
    let mut rows = scene.practice.app.offer_rows(100).await.unwrap();
    rows.sort_by_key(|row| row.offer.id);
    let told = rows.iter().map(|row| {
        let name = row.patient.family_name.as_str().to_owned();
        (name, row.offer.start.to_rfc3339(), row.offer.state)
    });
    told.collect()
}

fn told(name: &str, start: &str, state: WaitingOfferState) -> (String, String, WaitingOfferState) {
    (name.to_owned(), instant(start).to_rfc3339(), state)
}

fn is_public(scene: &Scene, start: &str) -> bool {
    let date = instant(start).date_naive();
    let query = SlotQuery::new(scene.care, Some(scene.practitioner), date, date);
    let found = search(&scene.practice.app.agenda(), &query, scene.practice.app.now());
    found.iter().any(|slot| slot.start == instant(start))
}

#[tokio::test]
async fn the_time_of_an_event_that_is_deleted_is_offered_to_the_list_first() {
    let scene = Scene::new().await;
    scene.sees(vec![foreign("a.ics", &[half(TEN)])], &[]).await;
    waits(&scene, "Roux").await;
    scene.sees(Vec::new(), &["a.ics"]).await;
    assert_eq!(story(&scene).await, [told("Roux", TEN, WaitingOfferState::Open)]);
    assert!(!is_public(&scene, TEN) && is_public(&scene, TWO));
    assert_eq!(scene.practice.problems().await, []);
}

#[tokio::test]
async fn an_event_that_moves_gives_back_what_it_leaves_and_ends_the_offer_of_what_it_takes() {
    let scene = Scene::new().await;
    scene.sees(vec![foreign("a.ics", &[half(TEN)])], &[]).await;
    waits(&scene, "Roux").await;
    scene.sees(vec![foreign("a.ics", &[half(TWO)])], &[]).await;
    assert_eq!(story(&scene).await, [told("Roux", TEN, WaitingOfferState::Open)]);
    scene.sees(vec![foreign("a.ics", &[half(TEN)])], &[]).await;
    let told = [
        told("Roux", TEN, WaitingOfferState::Withdrawn),
        told("Roux", TWO, WaitingOfferState::Open),
    ];
    assert_eq!(story(&scene).await, told, "it is the practitioner's again");
}

#[tokio::test]
async fn what_is_near_past_or_closed_is_offered_to_nobody() {
    let scene = Scene::new().await;
    let at = |text: &str| Interval::lasting(instant(text), TimeDelta::minutes(30));
    // Past, within the notice of an offer, outside the hours.
    let times = [
        at("2026-03-01T09:00:00Z"),
        at("2026-03-02T08:00:00Z"),
        at("2026-03-04T20:00:00Z"),
    ];
    scene.sees(vec![foreign("a.ics", &times)], &[]).await;
    waits(&scene, "Roux").await;
    // Who is offered a time has to come in time.
    scene.practice.clock.set(instant("2026-03-02T07:30:00Z"));
    scene.sees(Vec::new(), &["a.ics"]).await;
    assert_eq!((story(&scene).await, scene.busy()), (Vec::new(), Vec::new()));
}

#[tokio::test]
async fn a_whole_holiday_that_is_given_up_brings_one_offer_to_each_who_waits() {
    let scene = Scene::new().await;
    let weeks: Vec<Interval> = (0..14)
        .map(|n| {
            Interval::lasting(
                instant("2026-03-09T00:00:00Z") + TimeDelta::days(n),
                TimeDelta::days(1),
            )
        })
        .collect();
    scene.sees(vec![foreign("conges.ics", &weeks)], &[]).await;
    waits(&scene, "Roux").await;
    waits(&scene, "Blanc").await;
    let applied = scene.lists(Vec::new(), &[]).await;
    assert!(
        matches!(applied, Applied::Suspended(_)),
        "an empty calendar is an accident"
    );
    let app = &scene.practice.app;
    app.resume_calendar(scene.link, grappe::app::ResumeHow::AsItWas, secretary())
        .await
        .unwrap();
    scene.sees(Vec::new(), &["conges.ics"]).await;
    let story = story(&scene).await;
    let people: Vec<&str> = story.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(people, ["Roux", "Blanc"]);
    assert_ne!(story[0].1, story[1].1, "each another time");
    assert_eq!(scene.practice.problems().await, []);
}
