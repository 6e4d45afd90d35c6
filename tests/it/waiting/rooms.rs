//! A room that comes free: whoever waits for a colleague is offered what only that room kept from being bookable (booking-rules §9).

use chrono::TimeDelta;
use grappe::app::JoinRequest;
use grappe::domain::care_type::CareTerms;
use grappe::domain::id::{PractitionerId, ResourceId, WaitingEntryId};
use grappe::domain::resource::ResourceKind;
use grappe::domain::waiting_list::{Urgency, Wishes};
use grappe::store::WaitingOfferState;

use super::scene::{Scene, TUESDAY_9, booked};
use crate::support::house::{at_the_desk, instant, person};

const HALF_PAST_9: &str = "2026-03-03T08:30:00Z";

/// Dr d'Aubigné of the scene, her colleague, and one room for both.
struct Shared {
    scene: Scene,
    colleague: PractitionerId,
    room: ResourceId,
}

impl Shared {
    async fn new() -> Self {
        let scene = Scene::selling(in_the_room(30)).await;
        let room = scene.practice.with_resource("salle", 1).await;
        let colleague = scene.practice.with_practitioner("Dr Yann Kervella").await;
        scene.practice.open(colleague, "09:00", "17:00").await;
        Self {
            scene,
            colleague,
            room,
        }
    }

    async fn books_with_aubigne(&self, name: &str, start: &str) -> grappe::domain::booking::Appointment {
        let request = grappe::app::BookingRequest {
            practitioner: Some(self.scene.practitioner),
            ..at_the_desk(self.scene.care, start, person(name, "Léo"))
        };
        let app = &self.scene.practice.app;
        app.book(request, None).await.unwrap().appointment
    }

    async fn waits_for(&self, who: PractitionerId, name: &str, urgency: Urgency) -> WaitingEntryId {
        let patient = self.scene.practice.knows(person(name, "Nora")).await;
        let wishes = Wishes {
            practitioners: vec![who],
            ..Wishes::default()
        };
        let request = self.scene.request(patient);
        self.scene
            .joins(JoinRequest {
                wishes,
                urgency,
                ..request
            })
            .await
    }
}

fn in_the_room(minutes: i64) -> CareTerms {
    CareTerms {
        duration: TimeDelta::minutes(minutes),
        requires: vec![ResourceKind("salle".to_owned())],
        ..CareTerms::default()
    }
}

#[tokio::test]
async fn who_waits_for_a_colleague_is_offered_the_time_that_lacked_the_room() {
    let house = Shared::new().await;
    let taken = house.books_with_aubigne("Petit", TUESDAY_9).await;
    house.waits_for(house.colleague, "Roux", Urgency::Normal).await;
    house.scene.cancels(&taken).await;
    let offers = house.scene.offers().await;
    assert_eq!(offers.len(), 1, "{offers:?}");
    let offer = &offers[0].offer;
    assert_eq!(
        (offer.practitioner, offer.start, offer.state),
        (house.colleague, instant(TUESDAY_9), WaitingOfferState::Open)
    );
    assert!(!house.scene.is_public(TUESDAY_9), "the room is kept with it");
    let made = booked(house.scene.accepts("Roux").await);
    assert_eq!(
        (made.practitioner, made.resources.clone()),
        (house.colleague, vec![house.room])
    );
    house.scene.is_sound().await;
}

#[tokio::test]
async fn the_order_of_the_list_goes_across_the_colleagues() {
    let house = Shared::new().await;
    let taken = house.books_with_aubigne("Petit", TUESDAY_9).await;
    let own = house.scene.practitioner;
    house.waits_for(own, "Le Gall", Urgency::Normal).await;
    house.waits_for(house.colleague, "Roux", Urgency::Urgent).await;
    house.waits_for(house.colleague, "Brun", Urgency::Normal).await;
    house.scene.cancels(&taken).await;
    for (name, with) in [
        ("Roux", house.colleague),
        ("Le Gall", own),
        ("Brun", house.colleague),
    ] {
        let offers = house.scene.offers().await;
        let last = offers.last().unwrap();
        assert_eq!(
            (last.patient.family_name.as_str(), last.offer.practitioner),
            (name, with)
        );
        assert!(!house.scene.is_public(TUESDAY_9), "{name}");
        house.scene.is_sound().await;
        let pass = house.scene.opens(name).await;
        house
            .scene
            .practice
            .app
            .decline_offer(&pass, false)
            .await
            .unwrap();
    }
    assert_eq!(house.scene.story().await.len(), 3, "nobody is asked twice");
    assert!(house.scene.is_public(TUESDAY_9));
    house.scene.is_sound().await;
}

#[tokio::test]
async fn a_care_that_begins_before_the_room_came_free_is_offered_too() {
    let house = Shared::new().await;
    let long = house.scene.practice.sells("Bilan", in_the_room(60)).await;
    let taken = house.books_with_aubigne("Petit", HALF_PAST_9).await;
    let patient = house.scene.practice.knows(person("Roux", "Nora")).await;
    let wishes = Wishes {
        practitioners: vec![house.colleague],
        to: "10:00".parse().unwrap(),
        ..Wishes::default()
    };
    let request = house.scene.request(patient);
    house
        .scene
        .joins(JoinRequest {
            care: long,
            wishes,
            ..request
        })
        .await;
    house.scene.cancels(&taken).await;
    let offers = house.scene.offers().await;
    assert_eq!(offers[0].offer.start, instant(TUESDAY_9));
    house.scene.is_sound().await;
}

#[tokio::test]
async fn what_was_bookable_before_is_not_taken_from_the_public() {
    let house = Shared::new().await;
    house.scene.practice.with_resource("salle", 1).await;
    let taken = house.books_with_aubigne("Petit", TUESDAY_9).await;
    house.waits_for(house.colleague, "Roux", Urgency::Normal).await;
    assert!(house.scene.is_public(TUESDAY_9), "the second room is free");
    house.scene.cancels(&taken).await;
    assert!(house.scene.story().await.is_empty());
    assert!(house.scene.is_public(TUESDAY_9));
}
