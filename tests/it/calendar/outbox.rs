//! What is wished in a calendar, in the transaction of the act (caldav §4.2).

use chrono::TimeDelta;
use grappe::domain::booking::Status;
use grappe::domain::calendar::LinkOptions;
use grappe::store::{Wish, WriteOutcome};

use super::scene::{Scene, TEN, TWO, half, written};
use crate::support::filled::names;
use crate::support::house::{at_the_desk, instant, person, secretary};

#[tokio::test]
async fn an_event_keeps_its_name_over_moves_and_a_later_wish_replaces_an_earlier_one() {
    let scene = Scene::new().await;
    let booked = scene.books(TEN, "Petit").await;
    let first = scene.waits(scene.link).await;
    assert_eq!((first.len(), first[0].write.wish), (1, Wish::Present));
    assert_eq!(first[0].appointment.as_ref().map(|row| row.id), Some(booked.id));
    let moved = scene.moves(&booked, scene.practitioner, TWO).await;
    let second = scene.waits(scene.link).await;
    assert_eq!(second.len(), 1, "one row for one event: {second:?}");
    assert_eq!(second[0].write.event.id, first[0].write.event.id);
    assert!(second[0].write.revision > first[0].write.revision);
    assert_eq!(second[0].appointment.as_ref().map(|row| row.id), Some(moved.id));
    assert!(second[0].sequence > first[0].sequence);
    assert_eq!(scene.served(scene.link).await, 1);
    assert_eq!(scene.waits(scene.link).await.len(), 0);

    scene
        .practice
        .app
        .cancel(moved.id, None, secretary())
        .await
        .unwrap();
    let gone = scene.waits(scene.link).await;
    assert_eq!((gone.len(), gone[0].write.wish), (1, Wish::Absent));
    scene.served(scene.link).await;
    assert_eq!(
        names(&scene.practice.database(), "SELECT id FROM calendar_events"),
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn what_was_never_tried_needs_no_deletion() {
    let scene = Scene::new().await;
    let booked = scene.books(TEN, "Petit").await;
    scene
        .practice
        .app
        .cancel(booked.id, None, secretary())
        .await
        .unwrap();
    assert_eq!(scene.waits(scene.link).await.len(), 0);
    let tried = scene.books(TWO, "Blanc").await;
    let task = scene.waits(scene.link).await.remove(0);
    assert!(
        scene
            .practice
            .app
            .claim_calendar_write(&task.write)
            .await
            .unwrap()
    );
    assert!(
        !scene
            .practice
            .app
            .claim_calendar_write(&task.write)
            .await
            .unwrap(),
        "once"
    );
    scene
        .practice
        .app
        .cancel(tried.id, None, secretary())
        .await
        .unwrap();
    let left = scene.waits(scene.link).await;
    assert_eq!(left[0].write.wish, Wish::Absent, "it may have got there");
}

#[tokio::test]
async fn an_event_goes_with_its_appointment_to_the_calendar_of_a_colleague_and_back() {
    let scene = Scene::new().await;
    let other = scene.practice.with_practitioner("Dr Paul Martin").await;
    scene.practice.open(other, "09:00", "17:00").await;
    let mut request = written(other, LinkOptions::default());
    request.link.url = "https://nas.example.org/martin/".to_owned();
    let others = scene
        .practice
        .app
        .link_calendar(request, secretary())
        .await
        .unwrap();
    let (booked, event) = scene.stands(TEN, "Petit").await;
    let there = scene.moves(&booked, other, TWO).await;
    let leaves = scene.waits(scene.link).await;
    assert_eq!((leaves.len(), leaves[0].write.wish), (1, Wish::Absent));
    let comes = scene.waits(others).await;
    assert_eq!((comes.len(), comes[0].write.wish), (1, Wish::Present));
    assert_ne!(
        comes[0].write.event.id, event.id,
        "another calendar, another name"
    );
    // Back before anything was written: the same event as ever.
    scene.moves(&there, scene.practitioner, TEN).await;
    let back = scene.waits(scene.link).await;
    assert_eq!((back.len(), back[0].write.wish), (1, Wish::Present));
    assert_eq!(back[0].write.event.id, event.id);
    assert_eq!(scene.waits(others).await.len(), 0);
}

#[tokio::test]
async fn only_the_revision_that_was_written_is_settled() {
    let scene = Scene::new().await;
    let booked = scene.books(TEN, "Petit").await;
    let first = scene.waits(scene.link).await.remove(0);
    let moved = scene.moves(&booked, scene.practitioner, TWO).await;
    let stale = first.clone();
    assert!(
        !scene
            .practice
            .app
            .claim_calendar_write(&stale.write)
            .await
            .unwrap()
    );
    // The answer to what had left before comes after the move.
    let outcome = WriteOutcome::Stands(grappe::store::Written {
        href: "grappe-x.ics".to_owned(),
        interval: half(TEN),
        etag: None,
        body: String::new(),
    });
    let settled = (first.write.event.id.clone(), first.write.revision, Wish::Present);
    scene
        .practice
        .app
        .settle_calendar_write(scene.link, settled, outcome)
        .await
        .unwrap();
    let left = scene.waits(scene.link).await;
    assert_eq!(left.len(), 1, "the move is still to be written");
    assert_eq!(left[0].appointment.as_ref().map(|row| row.id), Some(moved.id));
    let known = left[0].write.event.confirmed;
    assert_eq!(
        known,
        Some((first.write.revision.0, half(TEN))),
        "and what is there is known"
    );
}

#[tokio::test]
async fn a_booking_and_its_wish_are_one_transaction() {
    let scene = Scene::new().await;
    let conn = scene.practice.database();
    conn.execute_batch(
        "CREATE TRIGGER no_wish BEFORE INSERT ON calendar_outbox BEGIN SELECT RAISE(ABORT, 'no'); END",
    )
    .unwrap();
    let before = scene.practice.app.agenda().revision();
    let request = at_the_desk(scene.care, TEN, person("Petit", "Zoé"));
    assert!(scene.practice.app.book(request, None).await.is_err());
    assert_eq!(names(&conn, "SELECT uid FROM appointments"), Vec::<String>::new());
    assert_eq!(
        names(&conn, "SELECT id FROM calendar_events"),
        Vec::<String>::new()
    );
    assert_eq!(scene.practice.app.agenda().revision(), before);
    conn.execute_batch("DROP TRIGGER no_wish").unwrap();
    scene.books(TEN, "Petit").await;
    assert_eq!(scene.waits(scene.link).await.len(), 1);
}

#[tokio::test]
async fn states_of_the_day_are_no_news_for_a_calendar() {
    let scene = Scene::new().await;
    let (booked, _) = scene.stands("2026-03-02T09:00:00Z", "Petit").await;
    let app = &scene.practice.app;
    app.mark_attendance(booked.id, Status::Arrived, None, secretary())
        .await
        .unwrap();
    assert_eq!(scene.waits(scene.link).await.len(), 0);
}

#[tokio::test]
async fn an_appointment_that_ended_a_day_ago_is_not_written_any_more() {
    let scene = Scene::new().await;
    scene.stands(TEN, "Blanc").await;
    scene.books(TWO, "Petit").await;
    scene.practice.clock.set(instant("2026-03-05T13:29:00Z"));
    scene.practice.app.sweep_calendars().await.unwrap();
    assert_eq!(scene.waits(scene.link).await.len(), 1, "not a day yet");
    let bodies = "SELECT body FROM calendar_events WHERE body IS NOT NULL";
    assert_eq!(
        names(&scene.practice.database(), bodies),
        Vec::<String>::new(),
        "what it said is not needed"
    );
    scene.practice.clock.advance(TimeDelta::minutes(2));
    scene.practice.app.sweep_calendars().await.unwrap();
    assert_eq!(scene.waits(scene.link).await.len(), 0);
}

#[tokio::test]
async fn of_an_erased_patient_a_calendar_keeps_no_name() {
    let scene = Scene::new().await;
    let (booked, event) = scene.stands(TEN, "Zyxwvutska").await;
    assert!(event.body.unwrap().contains("Zyxwvutska"));
    scene.practice.clock.set(instant("2026-03-09T09:00:00Z"));
    let app = &scene.practice.app;
    app.erase_patient(booked.patient, secretary()).await.unwrap();
    let tasks = scene.waits(scene.link).await;
    assert_eq!(
        (tasks.len(), tasks[0].write.wish),
        (1, Wish::Nameless),
        "however old it is"
    );
    let task = &tasks[0];
    assert!(task.appointment.is_none() && task.patient.is_none() && task.write.event.body.is_none());
    assert_eq!(
        task.write.event.confirmed.map(|(_, stood)| stood),
        Some(half(TEN))
    );
    let rows = names(
        &scene.practice.database(),
        "SELECT concat_ws('|', id = identity, appointment, body) FROM calendar_events",
    );
    assert_eq!(rows, ["1"]);
    scene.practice.app.sweep_calendars().await.unwrap();
    assert_eq!(scene.served(scene.link).await, 1);
    assert_eq!(scene.practice.problems().await, []);
}
