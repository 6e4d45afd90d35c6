//! Who is only phoned: without an address, marked so, blocked or suspended online (booking-rules §9, §10).

use chrono::TimeDelta;
use grappe::app::{BookingRequest, ForWhom, JoinRequest, OfferAnswer};
use grappe::domain::booking::{Refusal, Status};
use grappe::domain::id::OfferId;
use grappe::domain::patient::Patient;
use grappe::domain::waiting_list::{Channel, EntryState};
use grappe::store::{MessageKind, PatientMarks, Tx, WaitingOfferState};

use super::scene::{Scene, TUESDAY_9, booked};
use crate::support::house::{at_the_desk, instant, person, secretary};

impl Scene {
    /// Somebody whose entry says e-mail, whatever may be sent.
    async fn waits_as(&self, patient: Patient) -> grappe::domain::id::WaitingEntryId {
        let patient = self.practice.knows(patient).await;
        self.joins(self.request(patient)).await
    }

    async fn is_only_phoned(&self, patient: grappe::domain::id::PatientId) {
        let marks = PatientMarks {
            is_phone_only: true,
            ..PatientMarks::default()
        };
        let mark = move |tx: &mut Tx<'_>| tx.save_patient_marks(patient, &marks);
        self.practice.app.store().write(mark).await.unwrap();
    }

    async fn newest_offer(&self) -> (OfferId, Channel) {
        let offers = self.offers().await;
        let newest = &offers.last().unwrap().offer;
        (newest.id, newest.channel)
    }

    async fn offers_mailed(&self) -> usize {
        let notices = self.practice.app.recent_notices(100).await.unwrap();
        notices
            .iter()
            .filter(|notice| notice.message.kind == MessageKind::Freed)
            .count()
    }

    async fn does_not_answer(&self) {
        let (offer, _) = self.newest_offer().await;
        let app = &self.practice.app;
        app.note_no_answer(offer, secretary()).await.unwrap();
    }
}

#[tokio::test]
async fn whoever_is_closed_online_is_offered_by_phone_in_turn_and_accepts() {
    let scene = Scene::new().await;
    let taken = scene.books("Petit", TUESDAY_9).await;
    let blocked = scene
        .waits_as(Patient {
            is_blocked_online: true,
            ..person("Bloque", "Nora")
        })
        .await;
    let marked = scene.waits("Marque").await;
    scene.is_only_phoned(scene.entry(marked).await.patient).await;
    let mute = scene
        .waits_as(Patient {
            email: None,
            ..person("Muet", "Nora")
        })
        .await;
    scene.cancels(&taken).await;

    for entry in [blocked, marked] {
        let (offer, channel) = scene.newest_offer().await;
        assert_eq!(channel, Channel::Phone);
        assert_eq!(scene.offers().await.last().unwrap().offer.entry, entry);
        assert!(!scene.is_public(TUESDAY_9), "kept for the one who is phoned");
        assert_eq!(scene.practice.app.offers_to_phone().await.unwrap(), 1);
        let declined = scene.practice.app.decline_offer_for(offer, secretary());
        declined.await.unwrap();
    }
    let (offer, _) = scene.newest_offer().await;
    let answer = scene.practice.app.accept_offer_for(offer, secretary()).await;
    let made = booked(answer.unwrap());
    assert_eq!(
        (made.interval.start, made.status),
        (instant(TUESDAY_9), Status::Confirmed)
    );
    assert_eq!(scene.state(mute).await, EntryState::Served);
    assert_eq!(
        scene.offers_mailed().await,
        0,
        "nothing was written to any of them"
    );
    scene.is_sound().await;
}

#[tokio::test]
async fn a_blocked_person_takes_an_earlier_time_by_phone_which_moves_the_old_one_and_cascades() {
    let scene = Scene::new().await;
    let taken = scene.books("Petit", TUESDAY_9).await;
    let blocked = Patient {
        is_blocked_online: true,
        ..person("Bloque", "Nora")
    };
    let blocked = scene.practice.knows(blocked).await;
    let request = BookingRequest {
        for_whom: ForWhom::Known(blocked),
        ..at_the_desk(scene.care, "2026-03-05T10:00:00Z", person("Bloque", "Nora"))
    };
    let old = scene.practice.app.book(request, None).await.unwrap().appointment;
    scene.waits_with(&old).await;
    let after = scene.waits("Roux").await;
    scene.cancels(&taken).await;
    let (offer, channel) = scene.newest_offer().await;
    assert_eq!(channel, Channel::Phone);
    let answer = scene.practice.app.accept_offer_for(offer, secretary()).await;
    assert_eq!(booked(answer.unwrap()).interval.start, instant(TUESDAY_9));
    let moved = scene.practice.app.appointment(old.id).await.unwrap().unwrap();
    assert_eq!(moved.status, Status::Moved);
    let offers = scene.offers().await;
    let cascaded = &offers.last().unwrap().offer;
    assert_eq!(
        (cascaded.entry, cascaded.start, cascaded.channel),
        (after, old.interval.start, Channel::Email)
    );
    scene.is_sound().await;
}

#[tokio::test]
async fn who_is_blocked_after_an_offer_by_message_can_only_accept_by_phone() {
    let scene = Scene::new().await;
    let taken = scene.books("Petit", TUESDAY_9).await;
    let entry = scene.waits("Roux").await;
    scene.cancels(&taken).await;
    let pass = scene.opens("Roux").await;
    scene.is_only_phoned(scene.entry(entry).await.patient).await;
    let refused = scene.practice.app.accept_offer(&pass).await.unwrap_err();
    assert_eq!(refused.refusal(), Some(&Refusal::BlockedOnline));
    let (offer, _) = scene.newest_offer().await;
    let answer = scene.practice.app.accept_offer_for(offer, secretary()).await;
    assert!(matches!(answer.unwrap(), OfferAnswer::Booked(_)));
    scene.is_sound().await;
}

#[tokio::test]
async fn a_call_without_answer_goes_to_the_next_and_three_pause_the_entry() {
    let scene = Scene::new().await;
    let mut taken = Vec::new();
    for (name, hour) in ["Petit", "Blanc", "Brun"].iter().zip(9..) {
        taken.push(scene.books(name, &format!("2026-03-05T{hour:02}:00:00Z")).await);
    }
    let mute = scene
        .waits_as(Patient {
            email: None,
            ..person("Muet", "Nora")
        })
        .await;
    for (count, appointment) in (1..).zip(&taken) {
        assert_eq!(scene.state(mute).await, EntryState::Waiting);
        scene.cancels(appointment).await;
        scene.does_not_answer().await;
        assert_eq!(scene.entry(mute).await.ignored, count);
        assert!(
            scene.is_public(&appointment.interval.start.to_rfc3339()),
            "nobody else waits"
        );
        // Pressed twice, or too late: it counts once.
        scene.does_not_answer().await;
        assert_eq!(scene.entry(mute).await.ignored, count);
    }
    assert_eq!(scene.state(mute).await, EntryState::Paused);
    let states: Vec<_> = scene.story().await.into_iter().map(|(_, state)| state).collect();
    assert_eq!(states, [WaitingOfferState::Ignored; 3]);
    scene.is_sound().await;
}

#[tokio::test]
async fn no_answer_is_a_word_for_calls_only() {
    let scene = Scene::new().await;
    let taken = scene.books("Petit", TUESDAY_9).await;
    scene.waits("Roux").await;
    scene.cancels(&taken).await;
    let (offer, _) = scene.newest_offer().await;
    let noted = scene.practice.app.note_no_answer(offer, secretary()).await;
    assert_eq!(noted.unwrap_err().refusal(), Some(&Refusal::WrongState));
    assert_eq!(scene.story().await[0].1, WaitingOfferState::Open);
}

#[tokio::test]
async fn no_call_is_due_in_the_quiet_hours() {
    let scene = Scene::new().await;
    let taken = scene.books("Petit", "2026-03-03T14:00:00Z").await;
    let patient = scene.practice.knows(person("Muet", "Nora")).await;
    scene
        .joins(JoinRequest {
            channel: Channel::Phone,
            ..scene.request(patient)
        })
        .await;
    let written = scene.waits("Roux").await;
    // Ten in the evening: the quarter of an hour begins at eight.
    scene.practice.clock.advance(TimeDelta::hours(14));
    scene.cancels(&taken).await;
    let app = &scene.practice.app;
    assert_eq!(scene.newest_offer().await.1, Channel::Phone);
    assert_eq!(app.offers_to_phone().await.unwrap(), 0, "nobody is phoned at ten");
    assert_eq!(app.phoned_from(), instant("2026-03-03T07:00:00Z"));
    scene.after(60 * 9).await;
    assert_eq!(
        scene.story().await[0].1,
        WaitingOfferState::Open,
        "it stands until morning"
    );
    assert_eq!(app.offers_to_phone().await.unwrap(), 0, "at seven neither");
    scene.after(60).await;
    assert_eq!(app.offers_to_phone().await.unwrap(), 1);
    scene.after(16).await;
    assert_eq!(scene.story().await[0].1, WaitingOfferState::Unanswered);
    assert_eq!(
        scene.offers().await.last().unwrap().offer.entry,
        written,
        "the next one"
    );
    scene.is_sound().await;
}

#[tokio::test]
async fn a_call_that_nobody_could_make_in_time_is_not_asked_for() {
    let scene = Scene::new().await;
    let taken = scene.books("Petit", TUESDAY_9).await;
    let patient = scene.practice.knows(person("Muet", "Nora")).await;
    scene
        .joins(JoinRequest {
            channel: Channel::Phone,
            ..scene.request(patient)
        })
        .await;
    let written = scene.waits("Roux").await;
    // The time at nine is everybody's from half past seven on, and nobody is phoned before eight.
    let rules = grappe::domain::waiting_list::OfferRules {
        notice: TimeDelta::minutes(90),
        ..grappe::domain::waiting_list::OfferRules::default()
    };
    let app = &scene.practice.app;
    app.save_offer_rules(rules, secretary()).await.unwrap();
    scene.practice.clock.advance(TimeDelta::hours(14));
    scene.cancels(&taken).await;
    let offers = scene.offers().await;
    assert_eq!(offers.len(), 1);
    assert_eq!(offers[0].offer.entry, written);
    scene.is_sound().await;
}

#[tokio::test]
async fn who_is_suspended_online_is_offered_by_phone() {
    let scene = Scene::new().await;
    let patient = scene.practice.knows(person("Roux", "Nora")).await;
    let app = &scene.practice.app;
    for day in 2..=5 {
        let start = format!("2026-03-0{day}T09:00:00Z");
        let request = BookingRequest {
            for_whom: ForWhom::Known(patient),
            ..at_the_desk(scene.care, &start, person("Roux", "Nora"))
        };
        let visit = app.book(request, None).await.unwrap().appointment;
        scene.practice.clock.set(visit.interval.end);
        let marked = app.mark_attendance(visit.id, Status::NoShow, None, secretary());
        marked.await.unwrap();
    }
    assert!(app.is_offered_by_phone_only(patient).await.unwrap());
    scene.joins(scene.request(patient)).await;
    let taken = scene.books("Petit", "2026-03-10T09:00:00Z").await;
    scene.cancels(&taken).await;
    let (offer, channel) = scene.newest_offer().await;
    assert_eq!((channel, scene.offers_mailed().await), (Channel::Phone, 0));
    let answer = app.accept_offer_for(offer, secretary()).await.unwrap();
    assert_eq!(booked(answer).patient, patient);
    scene.is_sound().await;
}
