//! When an entry leaves the list by itself (booking-rules §9).

use chrono::TimeDelta;
use grappe::domain::waiting_list::EntryState;

use super::scene::{Scene, TUESDAY_9};
use crate::support::house::instant;

const DAY: i64 = 24 * 60;

#[tokio::test]
async fn an_entry_that_replaces_nothing_stays_sixty_days() {
    let scene = Scene::new().await;
    let id = scene.waits("Roux").await;
    let entry = scene.entry(id).await;
    assert_eq!(entry.expires, entry.created + TimeDelta::days(60));
    scene.after(60 * DAY - 1).await;
    assert_eq!(scene.state(id).await, EntryState::Waiting);
    scene.after(1).await;
    assert_eq!(scene.state(id).await, EntryState::Expired);
    scene.is_sound().await;
}

#[tokio::test]
async fn nothing_is_offered_to_an_entry_whose_time_is_over_even_if_nobody_has_noticed() {
    let scene = Scene::new().await;
    let id = scene.waits("Roux").await;
    scene.practice.clock.advance(TimeDelta::days(60));
    // Friday 1 May is a holiday; the Monday after, at nine.
    let taken = scene.books("Petit", "2026-05-04T07:00:00Z").await;
    scene.cancels(&taken).await;
    assert!(scene.story().await.is_empty());
    assert!(scene.is_public("2026-05-04T07:00:00Z"));
    assert_eq!(
        scene.state(id).await,
        EntryState::Waiting,
        "until the next minute"
    );
}

#[tokio::test]
async fn no_offer_is_for_a_time_after_the_entry_ends() {
    let scene = Scene::new().await;
    scene.waits("Roux").await;
    let last_day = scene.books("Petit", "2026-05-04T07:00:00Z").await;
    scene.cancels(&last_day).await;
    assert!(scene.story().await.is_empty(), "63 days ahead");
}

#[tokio::test]
async fn an_entry_ends_with_the_booking_it_would_replace() {
    let scene = Scene::new().await;
    let near = scene.books("Roux", TUESDAY_9).await;
    let far = scene.books("Brun", "2026-06-08T07:00:00Z").await;
    let (soon, late) = (scene.waits_with(&near).await, scene.waits_with(&far).await);
    assert_eq!(scene.entry(soon).await.expires, instant(TUESDAY_9));
    assert_eq!(
        scene.entry(late).await.expires,
        far.interval.start,
        "98 days, not 60"
    );
    let until = instant(TUESDAY_9) - scene.practice.app.now();
    scene.after(until.num_minutes() - 1).await;
    assert_eq!(scene.state(soon).await, EntryState::Waiting);
    scene.after(2).await;
    assert_eq!(scene.state(soon).await, EntryState::Expired);
    scene.after(61 * DAY).await;
    assert_eq!(scene.state(late).await, EntryState::Waiting);
    scene.is_sound().await;
}
