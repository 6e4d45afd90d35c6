//! Double booking is impossible, not unlikely (booking-rules §5): 64 at once, exactly as many winners as there is room.

use std::sync::Arc;

use grappe::app::{BookingRequest, Failure, MoveRequest};
use grappe::domain::booking::Refusal;
use grappe::domain::care_type::CareTerms;
use grappe::domain::resource::ResourceKind;
use grappe::domain::slot::Audience;
use grappe::sys::task;
use tokio::sync::Barrier;

use crate::support::house::{Practice, at_the_desk, draft, instant, person, secretary};

const CLIENTS: usize = 64;
const NINE: &str = "2026-03-03T08:00:00Z";

/// Names of letters only.
fn client(n: usize) -> grappe::domain::patient::Patient {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n).unwrap());
    person(&format!("Course{}{}", letter(n / 26), letter(n % 26)), "Noé")
}

/// Runs one act per client at the same moment; how many won. Every other one was told that the slot is taken, with alternatives.
async fn race<T, F>(acts: Vec<F>) -> usize
where
    T: Send + 'static,
    F: Future<Output = Result<T, Failure>> + Send + 'static,
{
    let start = Arc::new(Barrier::new(acts.len()));
    let running: Vec<_> = acts
        .into_iter()
        .map(|act| {
            let start = Arc::clone(&start);
            task::spawn("client", async move {
                start.wait().await;
                act.await
            })
        })
        .collect();
    let mut winners = 0;
    for client in running {
        match client.await.unwrap() {
            Ok(_) => winners += 1,
            Err(failure) => {
                let alternatives = match failure.refusal() {
                    Some(Refusal::SlotTaken { alternatives }) => Some(alternatives.len()),
                    _ => None,
                };
                assert_eq!(alternatives, Some(3), "{failure:?}");
            }
        }
    }
    winners
}

/// Every client books at once; how many won.
async fn winners(practice: &Practice, request: impl Fn(usize) -> BookingRequest) -> usize {
    let acts = (0..CLIENTS).map(|n| {
        let (app, request) = (practice.app.clone(), request(n));
        async move { app.book(request, Some(&format!("client {n}"))).await }
    });
    race(acts.collect()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_slot_has_one_winner() {
    let practice = Practice::new();
    let (practitioner, care) = practice.usual().await;
    let won = winners(&practice, |n| BookingRequest {
        practitioner: Some(practitioner),
        ..at_the_desk(care, NINE, client(n))
    })
    .await;
    assert_eq!(won, 1);
    assert_eq!(practice.problems().await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn anybody_of_three_has_three_winners() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    for name in ["Dr Karim Benali", "Dr Ana Silva"] {
        let colleague = practice.with_practitioner(name).await;
        practice.open(colleague, "09:00", "17:00").await;
    }
    let won = winners(&practice, |n| at_the_desk(care, NINE, client(n))).await;
    assert_eq!(won, 3);
    assert_eq!(practice.problems().await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_rooms_for_three_practitioners_have_two_winners() {
    let practice = Practice::new();
    practice.usual().await;
    for name in ["Dr Karim Benali", "Dr Ana Silva"] {
        let colleague = practice.with_practitioner(name).await;
        practice.open(colleague, "09:00", "17:00").await;
    }
    practice.with_resource("salle", 1).await;
    practice.with_resource("salle", 1).await;
    let terms = CareTerms {
        requires: vec![ResourceKind("salle".to_owned())],
        ..CareTerms::default()
    };
    let care = practice.sells("Échographie", terms).await;
    let won = winners(&practice, |n| at_the_desk(care, NINE, client(n))).await;
    assert_eq!(won, 2);
    assert_eq!(practice.problems().await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_session_of_ten_seats_has_ten_winners() {
    let practice = Practice::new();
    practice.usual().await;
    let terms = CareTerms {
        capacity: 10,
        ..CareTerms::default()
    };
    let care = practice.sells("École du dos", terms).await;
    let won = winners(&practice, |n| at_the_desk(care, NINE, client(n))).await;
    assert_eq!(won, 10);
    assert_eq!(practice.problems().await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_hold_and_one_confirmation_win() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let acts = (0..CLIENTS)
        .map(|n| {
            let app = practice.app.clone();
            let request = Practice::hold_request(care, NINE, &format!("browser {n}"));
            async move { app.hold_slot(request).await }
        })
        .collect();
    assert_eq!(race(acts).await, 1);

    let held = practice.holds(care, "2026-03-04T08:00:00Z", "one").await;
    practice
        .app
        .request_code(&held.token, draft(client(0)))
        .await
        .unwrap();
    let code = practice.newest_code().await;
    let acts = (0..CLIENTS)
        .map(|_| {
            let (app, token, code) = (practice.app.clone(), held.token.clone(), code.clone());
            async move {
                app.confirm_hold(&token, &code, None)
                    .await
                    .map(|made| made.appointment.id)
            }
        })
        .collect();
    assert_eq!(
        race(acts).await,
        CLIENTS,
        "a repeated request has the first answer"
    );
    let agenda = practice.app.agenda();
    assert_eq!(agenda.bookings().filter(|b| b.patient.is_some()).count(), 1);
    assert_eq!(practice.problems().await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_moves_onto_one_slot_have_one_winner() {
    let practice = Practice::new();
    let (practitioner, care) = practice.usual().await;
    let mut acts = Vec::new();
    for n in 0..CLIENTS {
        // Sixteen starts a day, from Wednesday on.
        let day = [4, 5, 6, 9][n / 16];
        let (hour, minute) = (8 + n % 16 / 2, n % 2 * 30);
        let start = format!("2026-03-{day:02}T{hour:02}:{minute:02}:00Z");
        let booked = practice
            .app
            .book(at_the_desk(care, &start, client(n)), None)
            .await
            .unwrap();
        let request = MoveRequest {
            appointment: booked.appointment.id,
            expected_version: None,
            practitioner: Some(practitioner),
            start: instant(NINE),
            audience: Audience::Staff,
            placing: None,
            overbooking: None,
            actor: secretary(),
        };
        let app = practice.app.clone();
        acts.push(async move { app.move_appointment(request, None).await });
    }
    assert_eq!(race(acts).await, 1);
    assert_eq!(
        practice.app.agenda().bookings().count(),
        CLIENTS,
        "nobody lost the old time"
    );
    assert_eq!(practice.problems().await, []);
}
