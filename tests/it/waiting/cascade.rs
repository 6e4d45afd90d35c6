//! An accepted offer gives up a booking, which is offered again (booking-rules §9: three steps at most).

use grappe::app::{JoinRequest, MoveRequest};
use grappe::domain::booking::Status;
use grappe::domain::care_type::CareTerms;
use grappe::domain::resource::ResourceKind;
use grappe::domain::slot::Audience;
use grappe::domain::waiting_list::{EntryState, LastDay};
use grappe::store::WaitingOfferState;

use super::scene::{Scene, TUESDAY_9, booked};
use crate::support::house::{at_the_desk, instant, person, secretary};

#[tokio::test]
async fn accepting_moves_the_old_booking_and_cascades_three_times() {
    let scene = Scene::new().await;
    let first = scene.books("Petit", TUESDAY_9).await;
    let mut bookings = Vec::new();
    let names = ["Alpha", "Bravo", "Charlie", "Delta", "Echo"];
    for (name, hour) in names.iter().zip(10..) {
        let booking = scene.books(name, &format!("2026-03-05T{hour}:00:00Z")).await;
        scene.waits_with(&booking).await;
        bookings.push(booking);
    }
    scene.cancels(&first).await;
    for name in names.iter().take(4) {
        booked(scene.accepts(name).await);
        scene.is_sound().await;
    }
    let told: Vec<String> = scene.story().await.into_iter().map(|(name, _)| name).collect();
    assert_eq!(told, names[..4], "the first offer and three more");
    assert!(
        scene.is_public("2026-03-05T13:00:00Z"),
        "what Delta gave up is everybody's"
    );
    let moved = scene
        .practice
        .app
        .appointment(bookings[0].id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(moved.status, Status::Moved);
}

#[tokio::test]
async fn only_earlier_times_are_offered_to_who_has_a_booking() {
    let scene = Scene::new().await;
    let later = scene.books("Petit", "2026-03-05T10:00:00Z").await;
    let booking = scene.books("Roux", TUESDAY_9).await;
    scene.waits_with(&booking).await;
    scene.cancels(&later).await;
    assert!(scene.story().await.is_empty());
}

#[tokio::test]
async fn an_entry_follows_its_booking_and_leaves_with_it() {
    let scene = Scene::new().await;
    let booking = scene.books("Roux", "2026-03-05T10:00:00Z").await;
    let entry = scene.waits_with(&booking).await;
    let request = MoveRequest {
        appointment: booking.id,
        expected_version: None,
        practitioner: None,
        start: instant("2026-03-06T10:00:00Z"),
        audience: Audience::Staff,
        placing: None,
        overbooking: None,
        actor: secretary(),
    };
    let moved = scene
        .practice
        .app
        .move_appointment(request, None)
        .await
        .unwrap()
        .booking
        .appointment;
    let followed = scene.entry(entry).await;
    assert_eq!(
        (followed.replaces, followed.expires),
        (Some(moved.id), moved.interval.start)
    );
    assert!(
        scene.story().await.is_empty(),
        "what one gives up is not offered to oneself"
    );
    scene.cancels(&moved).await;
    assert_eq!(scene.state(entry).await, EntryState::Left);
}

#[tokio::test]
async fn the_day_that_staff_chose_stays_when_the_booking_is_moved() {
    let scene = Scene::new().await;
    let booking = scene.books("Roux", "2026-03-10T10:00:00Z").await;
    let today = "2026-03-02".parse().unwrap();
    let chosen = LastDay::of("2026-03-05".parse().unwrap(), today);
    let entry = scene
        .joins(JoinRequest {
            replaces: Some(booking.id),
            until: chosen,
            ..scene.request(booking.patient)
        })
        .await;
    let mut old = booking.id;
    for (start, expires) in [
        ("2026-03-11T10:00:00Z", "2026-03-05T23:00:00Z"),
        ("2026-03-04T10:00:00Z", "2026-03-04T10:00:00Z"),
    ] {
        let request = MoveRequest {
            appointment: old,
            expected_version: None,
            practitioner: None,
            start: instant(start),
            audience: Audience::Staff,
            placing: None,
            overbooking: None,
            actor: secretary(),
        };
        let moved = scene.practice.app.move_appointment(request, None).await.unwrap();
        old = moved.booking.appointment.id;
        assert_eq!(scene.entry(entry).await.expires, instant(expires));
    }
}

#[tokio::test]
async fn what_is_left_of_a_long_time_goes_on_to_the_next() {
    left_of_a_long_time(CareTerms::default()).await;
}

#[tokio::test]
async fn what_is_left_of_a_long_time_goes_on_with_the_room_it_was_in() {
    let in_a_room = CareTerms {
        requires: vec![ResourceKind("salle".to_owned())],
        ..CareTerms::default()
    };
    left_of_a_long_time(in_a_room).await;
}

/// Ninety minutes are given up; two wait for the half hour of a consultation of these terms.
async fn left_of_a_long_time(terms: CareTerms) {
    let scene = Scene::selling(terms.clone()).await;
    for kind in &terms.requires {
        scene.practice.with_resource(&kind.0, 1).await;
    }
    let long = CareTerms {
        duration: chrono::TimeDelta::minutes(90),
        ..terms
    };
    let surgery = scene.practice.sells("Chirurgie", long).await;
    let request = at_the_desk(surgery, TUESDAY_9, person("Petit", "Léo"));
    let taken = scene.practice.app.book(request, None).await.unwrap().appointment;
    scene.waits("Roux").await;
    scene.waits("Le Gall").await;
    scene.cancels(&taken).await;
    for start in [TUESDAY_9, "2026-03-03T08:30:00Z", "2026-03-03T09:00:00Z"] {
        assert!(!scene.is_public(start), "all of it is kept: {start}");
    }
    booked(scene.accepts("Roux").await);
    assert_eq!(
        scene.story().await,
        [
            ("Roux".to_owned(), WaitingOfferState::Accepted),
            ("Le Gall".to_owned(), WaitingOfferState::Open)
        ]
    );
    let made = booked(scene.accepts("Le Gall").await);
    assert_eq!(made.interval.start, instant("2026-03-03T08:30:00Z"));
    assert!(scene.is_public("2026-03-03T09:00:00Z"), "nobody is left to ask");
    scene.is_sound().await;
}

#[tokio::test]
async fn undoing_a_cancellation_comes_before_an_offer_that_nobody_accepted() {
    let scene = Scene::new().await;
    let first = scene.books("Petit", TUESDAY_9).await;
    let second = scene.books("Blanc", "2026-03-03T10:00:00Z").await;
    scene.waits("Roux").await;
    scene.waits("Noir").await;
    scene.cancels(&first).await;
    let undone = scene
        .practice
        .app
        .undo(Some(first.id), secretary())
        .await
        .unwrap();
    assert_eq!(undone.appointment.status, Status::Confirmed);
    assert_eq!(
        scene.story().await,
        [("Roux".to_owned(), WaitingOfferState::Withdrawn)]
    );
    scene.cancels(&second).await;
    booked(scene.accepts("Roux").await);
    assert!(
        scene
            .practice
            .app
            .undo(Some(second.id), secretary())
            .await
            .is_err()
    );
    scene.is_sound().await;
}
