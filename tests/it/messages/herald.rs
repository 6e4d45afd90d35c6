//! The worker that tells webhooks, at work: over https, woken by commits, side by side, stopped and killed in the middle.

use std::time::Duration;

use grappe::app::App;
use grappe::domain::id::CareTypeId;
use grappe::domain::webhook::{DeliveryTrouble, WebhookEvent};
use grappe::messages::Herald;
use grappe::store::Delivery;
use grappe::sys::hash::hex;
use grappe::sys::http::Client;
use grappe::sys::task;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::receiver::Receiver;
use super::webhooks::{newest, scene, told};
use crate::support::house::{Practice, at_the_desk, person};

/// Times of one day, a quarter of an hour apart or more.
const TIMES: [&str; 5] = [
    "2026-03-03T08:00:00Z",
    "2026-03-03T08:30:00Z",
    "2026-03-03T09:00:00Z",
    "2026-03-03T09:30:00Z",
    "2026-03-03T10:00:00Z",
];
/// Well below the half minute after which the worker looks by itself, and the ten seconds that a call may take.
const A_MOMENT: Duration = Duration::from_secs(5);
/// Longer than a call may take.
const A_WHILE: Duration = Duration::from_secs(30);

/// The worker, running as in the program; ends when told so or aborted.
fn working(app: &App, client: Client) -> (watch::Sender<bool>, JoinHandle<()>) {
    let (stop, told) = watch::channel(false);
    let herald = Herald::new(app.clone()).with_client(client);
    (stop, task::spawn("test herald", herald.work(told)))
}

async fn booked(practice: &Practice, care: CareTypeId, time: usize) {
    let request = at_the_desk(
        care,
        TIMES[time],
        person("Petit", &format!("Léo-{}", ["A", "B", "C", "D", "E"][time])),
    );
    practice.app.book(request, None).await.unwrap();
}

/// The newest deliveries once they all read like this.
async fn settled(practice: &Practice, count: u32, state: &str) -> Vec<Delivery> {
    let waiting = async {
        loop {
            let deliveries = practice.app.recent_deliveries(count).await.unwrap();
            if deliveries.iter().all(|delivery| delivery.state == state) {
                return deliveries;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(A_WHILE, waiting).await.expect(state)
}

#[tokio::test]
async fn a_delivery_over_https_is_signed_as_the_manual_says() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let receiver = Receiver::https("hooks.example.org");
    let secret = told(&practice, receiver.url(), &WebhookEvent::ALL, false).await;
    let (_stop, _worker) = working(&practice.app, Receiver::world(&[&receiver]));
    booked(&practice, care, 0).await;
    let heard = receiver.hears(1, A_MOMENT).await.remove(0);
    assert_eq!(heard.line, "POST /hook?k=1 HTTP/1.1");
    assert_eq!(heard.headers["host"], "hooks.example.org");
    let signed = [
        heard.headers["grappe-timestamp"].as_bytes(),
        b".",
        heard.body.as_bytes(),
    ]
    .concat();
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret.as_bytes());
    let signature = hex(ring::hmac::sign(&key, &signed).as_ref());
    assert_eq!(heard.headers["grappe-signature"], format!("v1={signature}"));
    let sent = settled(&practice, 1, "sent").await;
    assert_eq!((sent[0].last_status, sent[0].attempts), (Some(204), 1));
    assert_eq!(heard.headers["grappe-delivery"], sent[0].key);
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_or_for_another_name_is_told_nothing() {
    let stranger = Receiver::https("hooks.example.org");
    let other = Receiver::https("other.example.org");
    for (receiver, client) in [
        (&stranger, stranger.untrusted_world()),
        (&other, Receiver::world(&[&other])),
    ] {
        let practice = Practice::new();
        let (_, care) = practice.usual().await;
        told(&practice, receiver.url(), &WebhookEvent::ALL, false).await;
        booked(&practice, care, 0).await;
        let (_stop, go_on) = watch::channel(false);
        let mut herald = Herald::new(practice.app.clone()).with_client(client);
        assert_eq!(herald.round(&go_on).await.unwrap(), 1);
        assert!(receiver.heard().is_empty());
        let failed = newest(&practice).await;
        assert_eq!(failed.last_error, Some(DeliveryTrouble::Unreachable));
    }
}

#[tokio::test]
async fn a_commit_wakes_the_worker() {
    let (practice, care, receiver, _) = scene().await;
    let (_stop, _worker) = working(&practice.app, Receiver::world(&[&receiver]));
    // It has looked and found nothing: from here on it sleeps for half a minute unless it is woken.
    tokio::time::sleep(Duration::from_millis(200)).await;
    for time in 0..3 {
        booked(&practice, care, time).await;
        assert_eq!(receiver.hears(1, A_MOMENT).await.len(), 1);
    }
    settled(&practice, 3, "sent").await;
}

#[tokio::test]
async fn a_receiver_that_hangs_delays_no_other_and_hears_one_thing_at_a_time() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let (slow, quick) = (
        Receiver::https("slow.example.org"),
        Receiver::https("hooks.example.org"),
    );
    told(&practice, slow.url(), &WebhookEvent::ALL, false).await;
    told(&practice, quick.url(), &WebhookEvent::ALL, false).await;
    slow.will_hang();
    let (_stop, _worker) = working(&practice.app, Receiver::world(&[&slow, &quick]));
    booked(&practice, care, 0).await;
    let first = slow.hears(1, A_MOMENT).await.remove(0);
    for time in 1..TIMES.len() {
        booked(&practice, care, time).await;
    }
    let heard = quick.hears(TIMES.len(), A_MOMENT).await;
    let revisions: Vec<_> = heard
        .iter()
        .map(|h| h.headers["grappe-delivery"].clone())
        .collect();
    let mut sorted = revisions.clone();
    sorted.sort_by_key(|key| key.split('-').nth(1).unwrap().parse::<i64>().unwrap());
    assert_eq!(revisions, sorted, "in their order");
    assert!(slow.heard().is_empty(), "one at a time");
    slow.release();
    let rest = slow.hears(TIMES.len() - 1, A_MOMENT).await;
    assert!(
        rest.iter()
            .all(|h| h.headers["grappe-delivery"] != first.headers["grappe-delivery"])
    );
    settled(&practice, 10, "sent").await;
}

#[tokio::test]
async fn dead_receivers_with_much_to_hear_do_not_take_every_turn() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    // Nobody stands in for these names: each call ends at once without an answer.
    for nth in 0..6 {
        told(
            &practice,
            format!("https://dead{nth}.example.org/"),
            &WebhookEvent::ALL,
            false,
        )
        .await;
    }
    let quick = Receiver::https("hooks.example.org");
    told(&practice, quick.url(), &WebhookEvent::ALL, false).await;
    for time in 0..3 {
        booked(&practice, care, time).await;
    }
    let (_stop, go_on) = watch::channel(false);
    let mut herald = Herald::new(practice.app.clone()).with_client(Receiver::world(&[&quick]));
    for _ in 0..2 {
        assert_eq!(herald.round(&go_on).await.unwrap(), 4, "bounded");
    }
    assert_eq!(
        quick.heard().len(),
        1,
        "the last of seven had its turn among the first eight"
    );
}

#[tokio::test]
async fn a_stop_in_the_middle_of_a_delivery_waits_for_the_answer_and_begins_nothing_new() {
    let (practice, care, receiver, _) = scene().await;
    receiver.will_hang();
    let (stop, worker) = working(&practice.app, Receiver::world(&[&receiver]));
    booked(&practice, care, 0).await;
    let first = receiver.hears(1, A_MOMENT).await.remove(0);
    stop.send(true).unwrap();
    booked(&practice, care, 1).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(!worker.is_finished(), "it waits for the answer");
    receiver.release();
    tokio::time::timeout(A_MOMENT, worker).await.unwrap().unwrap();
    let deliveries = practice.app.recent_deliveries(2).await.unwrap();
    let states: Vec<_> = deliveries
        .iter()
        .map(|d| (d.state.as_str(), d.attempts))
        .collect();
    assert_eq!(states, [("pending", 0), ("sent", 1)]);
    assert_eq!(deliveries[1].key, first.headers["grappe-delivery"]);
    // The next start tells the rest, and nothing twice.
    let practice = practice.reopened();
    let (_stop, _worker) = working(&practice.app, Receiver::world(&[&receiver]));
    let rest = receiver.hears(1, A_MOMENT).await;
    assert_eq!(rest[0].headers["grappe-delivery"], deliveries[0].key);
    settled(&practice, 2, "sent").await;
    assert!(receiver.heard().is_empty());
}

#[tokio::test]
async fn a_death_between_sending_and_recording_repeats_the_delivery_under_its_identity() {
    let (practice, care, receiver, _) = scene().await;
    receiver.will_hang();
    let (_stop, worker) = working(&practice.app, Receiver::world(&[&receiver]));
    booked(&practice, care, 0).await;
    let before = receiver.hears(1, A_MOMENT).await.remove(0);
    // As kill -9: what the receiver heard is nowhere on record, and nobody gets to write it.
    worker.abort();
    assert!(worker.await.unwrap_err().is_cancelled());
    assert_eq!(newest(&practice).await.state, "attempting");
    let practice = practice.reopened();
    let (_stop, _worker) = working(&practice.app, Receiver::world(&[&receiver]));
    let after = receiver.hears(1, A_MOMENT).await.remove(0);
    assert_eq!(
        after.headers["grappe-delivery"],
        before.headers["grappe-delivery"]
    );
    assert_eq!(after.body, before.body);
    let sent = settled(&practice, 1, "sent").await;
    assert_eq!(sent[0].attempts, 2);
}
