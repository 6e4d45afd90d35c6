//! What the practice answers to what was seen (caldav §6.1).

use chrono::TimeDelta;
use grappe::app::DecisionAnswer;
use grappe::domain::booking::{Appointment, Refusal, Status};
use grappe::domain::calendar::{DecisionKind, LinkOptions};
use grappe::store::{MessageKind, Wish};

use super::scene::{Scene, TEN, TWO, half};
use crate::support::house::secretary;

/// Booked, written, and deleted in the calendar.
async fn deleted(scene: &Scene) -> Appointment {
    let (booked, event) = scene.stands(TEN, "Petit").await;
    let href = event.href.clone().unwrap();
    scene.sees(vec![Scene::own(&event, half(TEN))], &[]).await;
    scene.sees(Vec::new(), &[&href]).await;
    booked
}

/// Booked at ten and moved to two in a calendar that asks before it moves.
async fn asked_about() -> (Scene, Appointment) {
    let options = LinkOptions {
        asks_before_moving: true,
        ..LinkOptions::default()
    };
    let scene = Scene::with(options).await;
    let (booked, event) = scene.stands(TEN, "Petit").await;
    scene.sees(vec![Scene::own(&event, half(TWO))], &[]).await;
    (scene, booked)
}

#[tokio::test]
async fn a_deletion_is_a_question_and_the_time_stays_taken() {
    let scene = Scene::new().await;
    let booked = deleted(&scene).await;
    assert_eq!(scene.row(&booked).await.status, Status::Confirmed);
    let open = scene.open().await;
    assert_eq!(
        (open.len(), open[0].kind, open[0].appointment),
        (1, DecisionKind::Deleted, Some(booked.id))
    );
    assert_eq!(
        scene.waits(scene.link).await.len(),
        0,
        "it is not put back unasked"
    );
    let app = &scene.practice.app;
    app.answer_calendar_decision(open[0].id, DecisionAnswer::Cancel, secretary())
        .await
        .unwrap();
    assert_eq!(scene.row(&booked).await.status, Status::CancelledByPractice);
    let notices = app.recent_notices(1).await.unwrap();
    assert_eq!(notices[0].message.kind, MessageKind::Cancelled);
    assert_eq!(scene.kinds().await, []);
    let again = app
        .answer_calendar_decision(open[0].id, DecisionAnswer::PutBack, secretary())
        .await;
    assert_eq!(
        again.unwrap_err().refusal(),
        Some(&Refusal::WrongState),
        "answered once"
    );
    assert_eq!(scene.practice.problems().await, []);
}

#[tokio::test]
async fn what_was_deleted_may_be_put_back() {
    let scene = Scene::new().await;
    let booked = deleted(&scene).await;
    let open = scene.open().await;
    let app = &scene.practice.app;
    let move_it = app
        .answer_calendar_decision(open[0].id, DecisionAnswer::Move, secretary())
        .await;
    assert_eq!(
        move_it.unwrap_err().refusal(),
        Some(&Refusal::WrongState),
        "no answer to this"
    );
    app.answer_calendar_decision(open[0].id, DecisionAnswer::PutBack, secretary())
        .await
        .unwrap();
    let task = scene.waits(scene.link).await.remove(0);
    assert_eq!(
        (task.write.wish, task.appointment.map(|row| row.id)),
        (Wish::Present, Some(booked.id))
    );
}

#[tokio::test]
async fn a_change_here_ends_the_question_and_creates_the_event_again() {
    let scene = Scene::new().await;
    let booked = deleted(&scene).await;
    scene.moves(&booked, scene.practitioner, TWO).await;
    assert_eq!(scene.kinds().await, []);
    let task = scene.waits(scene.link).await.remove(0);
    assert_eq!((task.write.wish, task.write.event.href), (Wish::Present, None));
}

#[tokio::test]
async fn where_deleting_cancels_it_does_after_a_grace() {
    let options = LinkOptions {
        deleting_cancels: true,
        ..LinkOptions::default()
    };
    let scene = Scene::with(options).await;
    let booked = deleted(&scene).await;
    let app = &scene.practice.app;
    scene.practice.clock.advance(TimeDelta::minutes(9));
    assert_eq!(app.cancel_deleted().await.unwrap(), 0);
    assert_eq!(scene.row(&booked).await.status, Status::Confirmed);
    scene.practice.clock.advance(TimeDelta::minutes(2));
    assert_eq!(app.cancel_deleted().await.unwrap(), 1);
    assert_eq!(scene.row(&booked).await.status, Status::CancelledByPractice);
    assert_eq!(scene.kinds().await, []);
}

#[tokio::test]
async fn marked_cancelled_by_hand_is_the_same_as_deleted() {
    let options = LinkOptions {
        deleting_cancels: true,
        ..LinkOptions::default()
    };
    let scene = Scene::with(options).await;
    let (booked, event) = scene.stands(TEN, "Petit").await;
    let marked = |is_cancelled| {
        let mut seen = Scene::own(&event, half(TEN));
        if let Some(own) = &mut seen.own {
            own.stand.is_cancelled = is_cancelled;
        }
        seen
    };
    scene.sees(vec![marked(true)], &[]).await;
    assert_eq!(scene.kinds().await, [DecisionKind::Deleted]);
    scene.sees(vec![marked(false)], &[]).await;
    assert_eq!(scene.kinds().await, [], "taken back");
    scene.sees(vec![marked(true)], &[]).await;
    scene.practice.clock.advance(TimeDelta::minutes(11));
    assert_eq!(scene.practice.app.cancel_deleted().await.unwrap(), 1);
    assert_eq!(scene.row(&booked).await.status, Status::CancelledByPractice);
    assert_eq!(scene.waits(scene.link).await[0].write.wish, Wish::Absent);
}

#[tokio::test]
async fn an_event_that_is_back_within_the_grace_cancels_nothing() {
    let options = LinkOptions {
        deleting_cancels: true,
        ..LinkOptions::default()
    };
    let scene = Scene::with(options).await;
    let booked = deleted(&scene).await;
    let event = scene.event(&booked).await;
    scene.sees(vec![Scene::own(&event, half(TEN))], &[]).await;
    assert_eq!(scene.kinds().await, []);
    scene.practice.clock.advance(TimeDelta::minutes(11));
    assert_eq!(scene.practice.app.cancel_deleted().await.unwrap(), 0);
    assert_eq!(scene.row(&booked).await.status, Status::Confirmed);
}

#[tokio::test]
async fn a_move_that_is_asked_about_waits_for_the_answer() {
    let (scene, booked) = asked_about().await;
    assert!(scene.replacement(&booked).await.is_none());
    let open = scene.open().await;
    assert_eq!((open.len(), open[0].kind), (1, DecisionKind::MoveAsked));
    let app = &scene.practice.app;
    app.answer_calendar_decision(open[0].id, DecisionAnswer::Move, secretary())
        .await
        .unwrap();
    let moved = scene.replacement(&booked).await.unwrap();
    assert_eq!(moved.interval, half(TWO));
    assert_eq!(
        scene.event(&moved).await.confirmed.map(|(_, stood)| stood),
        Some(half(TWO))
    );
}

#[tokio::test]
async fn a_move_whose_time_somebody_has_by_now_stays_a_question() {
    let (scene, booked) = asked_about().await;
    scene.books(TWO, "Blanc").await;
    let open = scene.open().await;
    let app = &scene.practice.app;
    let refused = app
        .answer_calendar_decision(open[0].id, DecisionAnswer::Move, secretary())
        .await;
    let refused = refused.unwrap_err();
    assert!(
        matches!(refused.refusal(), Some(Refusal::SlotTaken { .. })),
        "{refused:?}"
    );
    assert_eq!(scene.kinds().await, [DecisionKind::MoveAsked]);
    app.answer_calendar_decision(open[0].id, DecisionAnswer::PutBack, secretary())
        .await
        .unwrap();
    assert_eq!(scene.row(&booked).await.interval, half(TEN));
}
