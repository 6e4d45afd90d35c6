//! From a freed time to an answer.

use chrono::TimeDelta;
use grappe::app::{BookingRequest, JoinRequest, OfferAnswer};
use grappe::domain::booking::{Refusal, Status};
use grappe::domain::care_type::{CareTerms, Series};
use grappe::domain::waiting_list::{Channel, EntryState, OfferRules};
use grappe::store::{MessageKind, WaitingOfferState};

use super::scene::{Scene, TUESDAY_9, booked};
use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

#[tokio::test]
async fn a_freed_time_is_offered_before_anybody_sees_it() {
    let scene = Scene::new().await;
    let taken = scene.books("Petit", TUESDAY_9).await;
    let first = scene.waits("Roux").await;
    scene.waits("Le Gall").await;
    scene.cancels(&taken).await;

    assert_eq!(
        scene.story().await,
        [("Roux".to_owned(), WaitingOfferState::Open)]
    );
    assert!(!scene.is_public(TUESDAY_9));
    let staff = at_the_desk(scene.care, TUESDAY_9, person("Brun", "Zoé"));
    let refused = scene.practice.app.book(staff, None).await.unwrap_err();
    assert!(
        matches!(refused.refusal(), Some(Refusal::SlotTaken { .. })),
        "{refused:?}"
    );
    let message = &scene.practice.app.recent_notices(1).await.unwrap()[0];
    assert_eq!(message.message.kind, MessageKind::Freed);
    scene.is_sound().await;

    let made = booked(scene.accepts("Roux").await);
    assert_eq!(
        (made.interval.start, made.status),
        (instant(TUESDAY_9), Status::Confirmed)
    );
    assert_eq!(scene.state(first).await, EntryState::Served);
    // The answer was lost and is given again.
    assert_eq!(booked(scene.accepts("Roux").await).id, made.id);
    assert_eq!(
        scene.story().await,
        [("Roux".to_owned(), WaitingOfferState::Accepted)]
    );
    scene.is_sound().await;
}

#[tokio::test]
async fn an_offer_without_answer_goes_to_the_next_and_at_last_to_everybody() {
    let scene = Scene::new().await;
    let taken = scene.books("Petit", TUESDAY_9).await;
    let ignoring = scene.waits("Roux").await;
    let calling = scene.waits("Le Gall").await;
    let by_phone = scene.practice.knows(person("Brun", "Zoé")).await;
    let by_phone = JoinRequest {
        channel: Channel::Phone,
        ..scene.request(by_phone)
    };
    let phoned = scene.joins(by_phone).await;
    scene.cancels(&taken).await;

    // 25 hours ahead: two hours to answer.
    scene.after(119).await;
    assert_eq!(scene.story().await.len(), 1);
    scene.after(2).await;
    assert_eq!(scene.story().await[0].1, WaitingOfferState::Ignored);
    let pass = scene.opens("Le Gall").await;
    scene.practice.app.decline_offer(&pass, false).await.unwrap();
    assert_eq!(scene.story().await[1].1, WaitingOfferState::Declined);
    assert_eq!(
        scene.story().await[2],
        ("Brun".to_owned(), WaitingOfferState::Open)
    );
    assert!(!scene.is_public(TUESDAY_9));
    // By now the time is within a day: a quarter of an hour.
    scene.after(16).await;
    assert_eq!(scene.story().await[2].1, WaitingOfferState::Unanswered);
    assert!(scene.is_public(TUESDAY_9));
    scene.is_sound().await;

    let ignored = [ignoring, calling, phoned];
    let mut counts = Vec::new();
    for entry in ignored {
        counts.push(scene.entry(entry).await.ignored);
    }
    assert_eq!(counts, [1, 0, 0], "nobody is blamed for a call that was not made");
    // Nobody is offered the same time twice.
    let again = scene.books("Petit", TUESDAY_9).await;
    scene.cancels(&again).await;
    assert_eq!(scene.story().await.len(), 3);
    assert!(scene.is_public(TUESDAY_9));
}

#[tokio::test]
async fn an_offer_that_is_over_is_refused_whether_or_not_anybody_noticed() {
    let scene = Scene::new().await;
    let taken = scene.books("Petit", TUESDAY_9).await;
    scene.waits("Roux").await;
    scene.cancels(&taken).await;
    scene.practice.clock.advance(TimeDelta::minutes(121));
    let answer = scene.accepts("Roux").await;
    assert!(
        matches!(answer, OfferAnswer::Over(WaitingOfferState::Ignored)),
        "{answer:?}"
    );
    scene.is_sound().await;
}

#[tokio::test]
async fn three_offers_without_answer_pause_the_entry() {
    let scene = Scene::new().await;
    let mut taken = Vec::new();
    for start in [
        "2026-03-05T09:00:00Z",
        "2026-03-05T10:00:00Z",
        "2026-03-05T11:00:00Z",
    ] {
        taken.push(
            scene
                .books(
                    &format!("Petit{}", taken.len()).replace(char::is_numeric, "x"),
                    start,
                )
                .await,
        );
    }
    let entry = scene.waits("Roux").await;
    for appointment in &taken {
        assert_eq!(scene.state(entry).await, EntryState::Waiting);
        scene.cancels(appointment).await;
        scene.after(121).await;
    }
    assert_eq!(scene.state(entry).await, EntryState::Paused);
    assert_eq!(scene.story().await.len(), 3);
    let back = scene
        .practice
        .app
        .set_waiting_state(entry, EntryState::Waiting, secretary());
    back.await.unwrap();
    assert_eq!(scene.entry(entry).await.ignored, 0);
}

#[tokio::test]
async fn under_three_hours_several_are_asked_and_the_first_has_it() {
    let scene = Scene::new().await;
    // It is 8 in Paris.
    let taken = scene.books("Petit", "2026-03-02T09:30:00Z").await;
    let mut entries = Vec::new();
    for name in ["Roux", "Le Gall", "Brun", "Noir"] {
        entries.push(scene.waits(name).await);
    }
    scene.cancels(&taken).await;
    assert_eq!(scene.story().await.len(), 3, "so many at once");
    let loser = scene.opens("Roux").await;
    let made = booked(scene.accepts("Le Gall").await);
    assert_eq!(made.interval.start, instant("2026-03-02T09:30:00Z"));
    let answer = scene.practice.app.accept_offer(&loser).await.unwrap();
    assert!(
        matches!(answer, OfferAnswer::Over(WaitingOfferState::Lost)),
        "{answer:?}"
    );
    assert_eq!(scene.state(entries[0]).await, EntryState::Waiting);
    assert_eq!(scene.entry(entries[0]).await.ignored, 0);
    let pending = scene.practice.app.recent_notices(10).await.unwrap();
    let offers = pending
        .iter()
        .filter(|n| n.message.kind == MessageKind::Freed && n.message.state == "pending");
    assert_eq!(offers.count(), 0, "what the losers were to be told is called off");
    scene.is_sound().await;
}

#[tokio::test]
async fn the_last_45_minutes_are_everybodys() {
    let scene = Scene::new().await;
    let soon = scene.books("Petit", "2026-03-02T09:00:00Z").await;
    let sooner = scene.books("Blanc", "2026-03-02T08:00:00Z").await;
    scene.waits("Roux").await;
    scene.practice.clock.advance(TimeDelta::minutes(16));
    scene.cancels(&sooner).await;
    assert!(scene.story().await.is_empty(), "44 minutes ahead");
    assert!(scene.is_public("2026-03-02T08:00:00Z"));
    scene.practice.clock.advance(TimeDelta::minutes(54));
    // Fifty minutes ahead: five to answer, and no second longer.
    scene.cancels(&soon).await;
    assert_eq!(scene.story().await.len(), 1);
    assert!(!scene.is_public("2026-03-02T09:00:00Z"));
    scene.practice.clock.advance(TimeDelta::minutes(5));
    assert!(scene.is_public("2026-03-02T09:00:00Z"), "without anybody's doing");
    scene.after(0).await;
    assert_eq!(
        scene.story().await,
        [("Roux".to_owned(), WaitingOfferState::Ignored)]
    );
    scene.is_sound().await;
}

#[tokio::test]
async fn staff_offer_out_of_turn_and_take_back() {
    let scene = Scene::new().await;
    let entry = scene.waits("Roux").await;
    let offered =
        scene
            .practice
            .app
            .offer_by_hand(entry, scene.practitioner, instant(TUESDAY_9), secretary());
    let offer = offered.await.unwrap();
    assert!(!scene.is_public(TUESDAY_9));
    let twice = scene.practice.app.offer_by_hand(
        entry,
        scene.practitioner,
        instant("2026-03-03T10:00:00Z"),
        secretary(),
    );
    assert_eq!(
        twice.await.unwrap_err().refusal(),
        Some(&Refusal::WrongState),
        "one at a time"
    );
    scene
        .practice
        .app
        .withdraw_offer(offer, secretary())
        .await
        .unwrap();
    assert!(scene.is_public(TUESDAY_9));
    let answer = scene.accepts("Roux").await;
    assert!(
        matches!(answer, OfferAnswer::Over(WaitingOfferState::Withdrawn)),
        "{answer:?}"
    );
    scene.is_sound().await;
}

#[tokio::test]
async fn an_offer_survives_a_restart() {
    let mut scene = Scene::new().await;
    let taken = scene.books("Petit", TUESDAY_9).await;
    scene.waits("Roux").await;
    scene.cancels(&taken).await;
    scene.practice = Practice::reopened(scene.practice);
    assert!(!scene.is_public(TUESDAY_9));
    booked(scene.accepts("Roux").await);
    scene.is_sound().await;
}

#[tokio::test]
async fn a_person_who_leaves_the_practice_leaves_nothing_behind() {
    let scene = Scene::new().await;
    let taken = scene.books("Petit", TUESDAY_9).await;
    let entry = scene.waits("Roux").await;
    scene.cancels(&taken).await;
    scene
        .practice
        .app
        .set_waiting_state(entry, EntryState::Left, secretary())
        .await
        .unwrap();
    assert!(scene.is_public(TUESDAY_9), "the only one who was asked has left");
    assert_eq!(
        scene.story().await,
        [("Roux".to_owned(), WaitingOfferState::Withdrawn)]
    );
    scene.is_sound().await;
}

#[tokio::test]
async fn the_next_visit_of_a_series_is_not_offered_before_its_interval() {
    let scene = Scene::new().await;
    let series = Series {
        next: scene.care,
        min_days: 7,
        max_days: 60,
        same_practitioner: false,
        require_next: true,
    };
    let terms = CareTerms {
        series: Some(series),
        ..CareTerms::default()
    };
    let first = scene.practice.sells("Première dose", terms).await;
    let request = BookingRequest {
        next: vec![grappe::app::NextVisit::at(instant("2026-04-07T07:00:00Z"))],
        ..at_the_desk(first, TUESDAY_9, person("Roux", "Nora"))
    };
    let made = scene.practice.app.book(request, None).await.unwrap();
    scene.waits_with(&made.next.unwrap()).await;
    let (early, due) = ("2026-03-05T08:00:00Z", "2026-03-11T08:00:00Z");
    for start in [early, due] {
        let taken = scene.books("Petit", start).await;
        scene.cancels(&taken).await;
    }
    let offered: Vec<_> = scene.offers().await.iter().map(|row| row.offer.start).collect();
    assert_eq!(offered, [instant(due)], "the first dose is on 3 March");
}

#[tokio::test]
async fn the_practice_sets_the_numbers() {
    let scene = Scene::new().await;
    let app = &scene.practice.app;
    let own = OfferRules {
        notice: TimeDelta::minutes(20),
        near_life: TimeDelta::minutes(30),
        at_once: 2,
        ignored_at_most: 1,
        life_days: 10,
        ..OfferRules::default()
    };
    app.save_offer_rules(own, secretary()).await.unwrap();
    assert_eq!(app.offer_rules().await.unwrap(), own);
    let sooner = scene.books("Blanc", "2026-03-02T08:00:00Z").await;
    let mut entries = Vec::new();
    for name in ["Roux", "Le Gall", "Brun"] {
        entries.push(scene.waits(name).await);
    }
    let entry = scene.entry(entries[0]).await;
    assert_eq!(entry.expires, entry.created + TimeDelta::days(10));
    scene.practice.clock.advance(TimeDelta::minutes(16));
    scene.cancels(&sooner).await;
    assert_eq!(scene.story().await.len(), 2, "44 minutes ahead, two at once");
    scene.after(24).await;
    assert_eq!(scene.state(entries[0]).await, EntryState::Paused);
    assert!(scene.is_public("2026-03-02T08:00:00Z"));
    scene.is_sound().await;
}
