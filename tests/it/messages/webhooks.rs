//! Programs that are told of appointments, over a real socket: signature, repetition, silence.

use chrono::TimeDelta;
use grappe::app::MoveRequest;
use grappe::domain::booking::{Refusal, Status};
use grappe::domain::id::CareTypeId;
use grappe::domain::slot::Audience;
use grappe::domain::webhook::{DeliveryTrouble, WebhookEvent};
use grappe::messages::Herald;
use grappe::store::{Delivery, NewWebhook};
use grappe::sys::clock::Trust;
use grappe::sys::hash::hex;
use serde_json::Value;
use tokio::sync::watch;

use super::receiver::Receiver;
use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

const NINE: &str = "2026-03-03T08:00:00Z";
const TEN: &str = "2026-03-03T09:00:00Z";

pub(super) async fn told(practice: &Practice, url: String, events: &[WebhookEvent], private: bool) -> String {
    let new = NewWebhook {
        name: "Téléphonie".to_owned(),
        url,
        events: events.to_vec(),
        may_reach_private: private,
    };
    practice.app.create_webhook(secretary(), new).await.unwrap()
}

/// Sends until nothing is due, to receivers that may be there; how many attempts that took.
async fn sent(practice: &Practice, receiver: &Receiver) -> usize {
    let mut herald = Herald::new(practice.app.clone()).with_client(Receiver::world(&[receiver]));
    let (_stop, go_on) = watch::channel(false);
    let mut tries = 0;
    loop {
        match herald.round(&go_on).await.unwrap() {
            0 => return tries,
            some => tries += some,
        }
    }
}

pub(super) async fn scene() -> (Practice, CareTypeId, Receiver, String) {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let receiver = Receiver::start();
    let secret = told(&practice, receiver.url(), &WebhookEvent::ALL, true).await;
    (practice, care, receiver, secret)
}

pub(super) async fn newest(practice: &Practice) -> Delivery {
    practice.app.recent_deliveries(1).await.unwrap().remove(0)
}

#[tokio::test]
async fn each_act_is_told_once_signed_and_without_a_name() {
    let (practice, care, receiver, secret) = scene().await;
    let app = &practice.app;
    let booked = app.book(at_the_desk(care, NINE, person("Canari", "Zoé")), None);
    let booked = booked.await.unwrap().appointment;
    let to = MoveRequest {
        appointment: booked.id,
        expected_version: None,
        practitioner: None,
        start: instant(TEN),
        audience: Audience::Staff,
        placing: None,
        overbooking: None,
        actor: secretary(),
    };
    let moved = app.move_appointment(to, None).await.unwrap().booking.appointment;
    app.cancel(moved.id, None, secretary()).await.unwrap();
    assert_eq!(sent(&practice, &receiver).await, 3);
    assert_eq!(sent(&practice, &receiver).await, 0, "nothing twice");
    let heard = receiver.heard();
    let events: Vec<_> = heard.iter().map(|h| h.headers["grappe-event"].as_str()).collect();
    let expected = ["appointment.booked", "appointment.moved", "appointment.cancelled"];
    assert_eq!(events, expected);
    for (request, event) in heard.iter().zip(expected) {
        assert_eq!(request.line, "POST /hook?k=1 HTTP/1.1");
        assert_eq!(request.headers["content-type"], "application/json");
        let at = &request.headers["grappe-timestamp"];
        assert_eq!(*at, practice.clock.now().timestamp().to_string());
        let signed = format!("{at}.{}", request.body);
        // Another implementation than the program's.
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret.as_bytes());
        let signature = hex(ring::hmac::sign(&key, signed.as_bytes()).as_ref());
        assert_eq!(request.headers["grappe-signature"], format!("v1={signature}"));
        let body: Value = serde_json::from_str(&request.body).unwrap();
        assert_eq!(body["event"], event);
        assert_eq!(body["appointment"]["patient"], booked.patient.0);
        for secret in ["Canari", "Zoé", "example.org", "Consultation"] {
            assert!(!request.body.contains(secret), "{}", request.body);
        }
    }
    let last: Value = serde_json::from_str(&heard[1].body).unwrap();
    assert_eq!(last["appointment"]["moved_from"], booked.id.0);
    assert_eq!(last["appointment"]["start"], TEN);
    assert_eq!(
        (
            newest(&practice).await.state.as_str(),
            newest(&practice).await.last_status
        ),
        ("sent", Some(204))
    );
}

#[tokio::test]
async fn what_is_not_accepted_comes_again_under_the_same_identity() {
    let (practice, care, receiver, _) = scene().await;
    receiver.will_answer("500 Internal Server Error\r\n");
    receiver.will_answer("302 Found\r\nLocation: /elsewhere\r\n");
    let request = at_the_desk(care, NINE, person("Petit", "Léo"));
    practice.app.book(request, None).await.unwrap();
    assert_eq!(sent(&practice, &receiver).await, 1);
    let waiting = newest(&practice).await;
    assert_eq!(
        (waiting.state.as_str(), waiting.last_status),
        ("pending", Some(500))
    );
    assert_eq!(waiting.last_error, Some(DeliveryTrouble::Status));
    practice.clock.advance(TimeDelta::minutes(2));
    assert_eq!(sent(&practice, &receiver).await, 1);
    assert_eq!(newest(&practice).await.last_status, Some(302), "not followed");
    practice.clock.advance(TimeDelta::minutes(7));
    assert_eq!(sent(&practice, &receiver).await, 1);
    assert_eq!(newest(&practice).await.state, "sent");
    let heard = receiver.heard();
    assert!(heard.iter().all(|request| request.line.contains("/hook")));
    let mut keys: Vec<_> = heard
        .iter()
        .map(|h| h.headers["grappe-delivery"].clone())
        .collect();
    assert_eq!(keys.len(), 3);
    keys.dedup();
    assert_eq!(keys.len(), 1);
}

#[tokio::test]
async fn after_a_day_it_waits_for_somebody_to_send_it_again() {
    let (practice, care, receiver, _) = scene().await;
    let request = at_the_desk(care, NINE, person("Petit", "Léo"));
    practice.app.book(request, None).await.unwrap();
    let start = practice.clock.now();
    let mut waited = TimeDelta::zero();
    for _ in 0..60 {
        receiver.will_answer("503 Service Unavailable\r\n");
    }
    while newest(&practice).await.state == "pending" {
        if sent(&practice, &receiver).await > 0 {
            waited = practice.clock.now() - start;
        }
        practice.clock.advance(TimeDelta::minutes(30));
    }
    assert!((20..=36).contains(&waited.num_hours()), "{waited}");
    let failed = newest(&practice).await;
    assert_eq!((failed.state.as_str(), failed.attempts), ("failed", 25));
    assert!(
        practice
            .app
            .resend_delivery(secretary(), failed.id)
            .await
            .unwrap()
    );
    assert_eq!(sent(&practice, &receiver).await, 1);
    assert_eq!(newest(&practice).await.attempts, 1);
    assert!(
        !practice
            .app
            .resend_delivery(secretary(), failed.id)
            .await
            .unwrap(),
        "it waits by itself"
    );
}

#[tokio::test]
async fn nobody_is_told_of_what_did_not_happen_or_was_not_asked_for() {
    let (practice, care, receiver, _) = scene().await;
    let request = || at_the_desk(care, NINE, person("Petit", "Léo"));
    let booked = practice.app.book(request(), None).await.unwrap().appointment;
    let refused = practice
        .app
        .book(at_the_desk(care, NINE, person("Autre", "Eva")), None)
        .await;
    assert!(matches!(
        refused.unwrap_err().refusal(),
        Some(Refusal::SlotTaken { .. })
    ));
    assert_eq!(sent(&practice, &receiver).await, 1);
    assert_eq!(
        receiver.heard().len(),
        1,
        "the transaction that failed left nothing"
    );
    let id = practice.app.webhooks().await.unwrap()[0].id;
    practice.clock.set(instant(NINE));
    let arrived = practice
        .app
        .mark_attendance(booked.id, Status::Arrived, None, secretary());
    arrived.await.unwrap();
    assert!(practice.app.disable_webhook(secretary(), id).await.unwrap());
    assert_eq!(
        sent(&practice, &receiver).await,
        0,
        "ended webhooks are told nothing"
    );
    let over = newest(&practice).await;
    assert_eq!(
        (over.state.as_str(), over.last_error),
        ("failed", Some(DeliveryTrouble::Disabled))
    );
    told(&practice, receiver.url(), &[WebhookEvent::Booked], true).await;
    let done = practice
        .app
        .mark_attendance(booked.id, Status::Done, None, secretary());
    done.await.unwrap();
    assert_eq!(sent(&practice, &receiver).await, 0, "it asked for bookings only");
}

/// What the log of deliveries says of the only one.
async fn judged(url: String, receiver: &Receiver, private: bool) -> (String, Option<DeliveryTrouble>) {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    told(&practice, url, &WebhookEvent::ALL, private).await;
    let request = at_the_desk(care, NINE, person("Petit", "Léo"));
    practice.app.book(request, None).await.unwrap();
    assert_eq!(sent(&practice, receiver).await, 1);
    let delivery = newest(&practice).await;
    (delivery.state, delivery.last_error)
}

#[tokio::test]
async fn addresses_of_the_own_network_are_called_only_when_that_was_ticked() {
    let forbidden = ("pending".to_owned(), Some(DeliveryTrouble::Forbidden));
    let received = ("sent".to_owned(), None);
    let near = Receiver::start();
    assert_eq!(judged(near.url(), &near, false).await, forbidden);
    assert!(near.heard().is_empty());
    assert_eq!(judged(near.url(), &near, true).await, received);
    // A name is judged by what it leads to, whatever it is called; this machine and metadata services are never called.
    for (plays, ticked, expected) in [
        ("192.168.1.10", false, &forbidden),
        ("192.168.1.10", true, &received),
        ("127.0.0.1", false, &forbidden),
        ("127.0.0.1", true, &forbidden),
        ("::1", true, &forbidden),
        ("169.254.169.254", true, &forbidden),
    ] {
        let named = Receiver::https_at("hooks.example.org", plays);
        let judged = judged(named.url(), &named, ticked).await;
        assert_eq!((&judged, plays), (expected, plays), "{ticked}");
        assert_eq!(named.heard().len(), usize::from(*expected == received), "{plays}");
    }
}

#[tokio::test]
async fn this_machine_is_not_called_by_the_client_that_is_shipped() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    listener.set_nonblocking(true).unwrap();
    for host in ["127.0.0.1", "localhost", "[::1]", "2130706433"] {
        told(
            &practice,
            format!("http://{host}:{port}/"),
            &WebhookEvent::ALL,
            true,
        )
        .await;
    }
    let request = at_the_desk(care, NINE, person("Petit", "Léo"));
    practice.app.book(request, None).await.unwrap();
    let (_stop, go_on) = watch::channel(false);
    let tried = Herald::new(practice.app.clone()).round(&go_on).await.unwrap();
    assert_eq!(tried, 4);
    for delivery in practice.app.recent_deliveries(4).await.unwrap() {
        assert_eq!(delivery.last_error, Some(DeliveryTrouble::Forbidden));
    }
    assert!(listener.accept().is_err(), "somebody called");
}

#[tokio::test]
async fn a_clock_that_may_be_wrong_sends_nothing_and_loses_nothing() {
    let (practice, care, receiver, _) = scene().await;
    let request = at_the_desk(care, NINE, person("Petit", "Léo"));
    practice.app.book(request, None).await.unwrap();
    practice.clock.set(instant("1970-01-01T00:00:00Z"));
    let practice = practice.reopened();
    assert_eq!(practice.app.clock().trust(), Trust::Untrusted);
    assert_eq!(sent(&practice, &receiver).await, 0);
    assert!(receiver.heard().is_empty());
    practice.clock.set(instant("2026-03-02T08:00:00Z"));
    let practice = practice.reopened();
    assert_eq!(sent(&practice, &receiver).await, 1, "no wake-up was needed");
    assert_eq!(receiver.heard().len(), 1);
}
