//! Cancelling and moving while messages leave: the vectors of reminders §3, and how fast an outage is made up for (§4).

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use grappe::app::MoveRequest;
use grappe::domain::booking::Appointment;
use grappe::domain::contact::Contact;
use grappe::domain::id::CareTypeId;
use grappe::domain::patient::Language;
use grappe::domain::slot::{Audience, Placing};
use grappe::messages::{Pace, Patience, Postman};
use grappe::store::{Fault, Message, MessageKind, NewMessage, Outcome, Tx};
use tokio::sync::watch;

use super::scenes::{NINE, practice};
use super::server::MailServer;
use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

/// A booking that the patient was told of, a minute ago.
async fn told() -> (Practice, Appointment) {
    let (practice, care, _) = practice().await;
    let made = booked(&practice, care, NINE).await;
    sent(&practice).await;
    practice.clock.advance(TimeDelta::minutes(1));
    (practice, made)
}

async fn booked(practice: &Practice, care: CareTypeId, start: &str) -> Appointment {
    let request = at_the_desk(care, start, person("Petit", "Marie"));
    practice.app.book(request, None).await.unwrap().appointment
}

/// Writes a reminder of a visit, due now.
async fn reminded(practice: &Practice, of: &Appointment) -> i64 {
    let (id, version, start) = (of.id, of.version, of.interval.start);
    practice
        .app
        .store()
        .write(move |tx: &mut Tx<'_>| -> Result<i64, Fault> {
            let message = NewMessage {
                kind: MessageKind::Reminder(1),
                about: Some((id, version)),
                with: Vec::new(),
                to: Contact::Email(person("Petit", "Marie").email.unwrap()),
                language: Language::Fr,
                code: None,
                key: format!("reminder-{id}"),
                useful_until: start,
            };
            tx.post_quietly(&message, tx.now())
        })
        .await
        .unwrap()
}

async fn due(practice: &Practice) -> Vec<Message> {
    let notices = practice.app.due_notices(50).await.unwrap();
    notices.into_iter().map(|notice| notice.message).collect()
}

/// What a worker can claim now, by kind; all of it is sent.
async fn sent(practice: &Practice) -> Vec<MessageKind> {
    let mut kinds = Vec::new();
    for message in due(practice).await {
        if let Some(attempt) = practice.app.claim_notice(&message).await.unwrap() {
            kinds.push(message.kind);
            let settled = practice
                .app
                .settle_notice(message.id, attempt, Outcome::Sent(None));
            settled.await.unwrap();
        }
    }
    kinds
}

async fn to(practice: &Practice, old: &Appointment, start: &str) -> Appointment {
    let request = MoveRequest {
        appointment: old.id,
        expected_version: None,
        practitioner: Some(old.practitioner),
        start: instant(start),
        audience: Audience::Staff,
        placing: Some(Placing::InOpeningHours),
        overbooking: None,
        actor: secretary(),
    };
    let moved = practice.app.move_appointment(request, None).await;
    moved.unwrap().booking.appointment
}

#[tokio::test]
async fn cancelled_before_the_claim_there_is_no_reminder_and_one_cancellation() {
    let (practice, made) = told().await;
    reminded(&practice, &made).await;
    // A worker has read it already.
    let read = due(&practice).await.remove(0);
    practice.app.cancel(made.id, None, secretary()).await.unwrap();
    assert_eq!(practice.app.claim_notice(&read).await.unwrap(), None);
    assert_eq!(sent(&practice).await, [MessageKind::Cancelled]);
}

#[tokio::test]
async fn cancelled_after_the_claim_the_cancellation_follows_the_reminder() {
    let (practice, made) = told().await;
    reminded(&practice, &made).await;
    let read = due(&practice).await.remove(0);
    let attempt = practice.app.claim_notice(&read).await.unwrap().unwrap();
    practice.app.cancel(made.id, None, secretary()).await.unwrap();
    assert_eq!(sent(&practice).await, [], "the reminder may still be on its way");
    let settled = practice.app.settle_notice(read.id, attempt, Outcome::Sent(None));
    settled.await.unwrap();
    assert_eq!(sent(&practice).await, [MessageKind::Cancelled]);
}

#[tokio::test]
async fn a_reminder_of_unknown_fate_holds_the_cancellation_up_for_two_minutes() {
    let (practice, made) = told().await;
    reminded(&practice, &made).await;
    let read = due(&practice).await.remove(0);
    let attempt = practice.app.claim_notice(&read).await.unwrap().unwrap();
    let moved = to(&practice, &made, "2026-03-03T09:00:00Z").await;
    practice.app.cancel(moved.id, None, secretary()).await.unwrap();
    let settled = practice
        .app
        .settle_notice(read.id, attempt, Outcome::Unknown("silence".to_owned()));
    settled.await.unwrap();
    practice.clock.advance(TimeDelta::seconds(119));
    assert_eq!(sent(&practice).await, []);
    practice.clock.advance(TimeDelta::seconds(1));
    assert_eq!(sent(&practice).await, [MessageKind::Cancelled]);
}

#[tokio::test]
async fn moved_three_times_within_a_minute_the_patient_hears_the_last_time_once() {
    let (practice, made) = told().await;
    let mut now = made;
    for start in [
        "2026-03-03T09:00:00Z",
        "2026-03-03T10:00:00Z",
        "2026-03-03T11:00:00Z",
    ] {
        now = to(&practice, &now, start).await;
        practice.clock.advance(TimeDelta::seconds(20));
        assert_eq!(sent(&practice).await, []);
    }
    practice.clock.advance(TimeDelta::seconds(10));
    let messages = due(&practice).await;
    let about: Vec<_> = messages.iter().map(|m| (m.kind, m.appointment)).collect();
    assert_eq!(about, [(MessageKind::Moved, Some(now.id))]);
    assert_eq!(sent(&practice).await, [MessageKind::Moved]);
}

#[tokio::test]
async fn moved_back_soon_nothing_is_said_unless_something_was() {
    const TEN: &str = "2026-03-03T09:00:00Z";
    let half = TimeDelta::seconds(30);
    for (is_told, goes_between, after, expected) in [
        (true, false, TimeDelta::seconds(20), vec![]),
        // The line was down: the message waits, and is called off.
        (true, false, TimeDelta::minutes(5), vec![]),
        (true, false, TimeDelta::minutes(6), vec![MessageKind::Moved]),
        (true, true, TimeDelta::minutes(2), vec![MessageKind::Moved]),
        // The first word about it is still owed.
        (false, false, TimeDelta::seconds(20), vec![MessageKind::Confirmed]),
    ] {
        let (practice, care, _) = practice().await;
        let made = booked(&practice, care, NINE).await;
        if is_told {
            sent(&practice).await;
        }
        let away = to(&practice, &made, TEN).await;
        if goes_between {
            practice.clock.advance(half);
            assert_eq!(sent(&practice).await, [MessageKind::Moved]);
        }
        practice.clock.advance(after);
        to(&practice, &away, NINE).await;
        practice.clock.advance(half);
        assert_eq!(
            sent(&practice).await,
            expected,
            "told {is_told}, between {goes_between}, after {after}"
        );
    }
}

#[tokio::test]
async fn a_reminder_goes_only_while_its_visit_is_confirmed_and_as_it_was_read() {
    let (practice, made) = told().await;
    let id = reminded(&practice, &made).await;
    let read = due(&practice).await.remove(0);
    let noted = practice
        .app
        .write_note(made.id, "Radio".to_owned(), None, secretary());
    noted.await.unwrap();
    assert_eq!(practice.app.claim_notice(&read).await.unwrap(), None, "read anew");
    let read = due(&practice).await.remove(0);
    assert_eq!((read.id, read.version), (id, Some(made.version + 1)));
    assert!(practice.app.claim_notice(&read).await.unwrap().is_some());
}

#[tokio::test]
async fn after_an_outage_twenty_reminders_leave_a_minute_by_order_of_the_visits() {
    const LATE: u32 = 5_000;
    let mut server = MailServer::scripted();
    server.does("");
    let (practice, care, _) = practice().await;
    let first = booked(&practice, care, "2026-03-04T08:00:00Z").await;
    let second = booked(&practice, care, "2026-03-03T08:00:00Z").await;
    sent(&practice).await;
    left_over(&practice, &[first.clone(), second.clone()], LATE).await;
    practice.clock.advance(TimeDelta::minutes(20));
    let mut postman = Postman::new(
        practice.app.clone(),
        server.account(),
        "https://rdv.example.org",
        Arc::new(Pace::default()),
    )
    .with_patience(Patience {
        connect: Duration::from_secs(20),
        step: Duration::from_secs(20),
        verdict: Duration::from_secs(20),
    });
    let (_stop, go_on) = watch::channel(false);
    for minute in 0..3 {
        let mut gone = 0;
        for _ in 0..2 {
            gone += postman.round(&go_on).await.unwrap();
            practice.clock.advance(TimeDelta::seconds(30));
        }
        assert_eq!(gone, 20, "minute {minute}");
    }
    for _ in 0..60 {
        server.next();
    }
    let database = rusqlite::Connection::open(practice.app.store().file()).unwrap();
    let left =
        "SELECT count(*), sum(appointment = ?1) FROM outbox WHERE key LIKE 'late-%' AND state = 'sent'";
    let left: (i64, i64) = database
        .query_row(left, [second.id.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    assert_eq!(left, (60, 60), "those of the earlier visit");
    assert!(server.rest().is_empty());
    // What comes due by itself waits for none of them.
    let prompt = booked(&practice, care, "2026-03-05T08:00:00Z").await;
    assert!(postman.round(&go_on).await.unwrap() > 0);
    let told = practice.app.recent_notices(1).await.unwrap().remove(0).message;
    assert_eq!((told.appointment, told.state.as_str()), (Some(prompt.id), "sent"));
    // Past their use none of the others leaves.
    practice.clock.set(instant("2026-03-04T08:00:00Z"));
    assert_eq!(postman.round(&go_on).await.unwrap(), 0);
}

/// So many reminders, due now, of these visits in turn.
async fn left_over(practice: &Practice, of: &[Appointment], count: u32) {
    let of = of.to_vec();
    practice
        .app
        .store()
        .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            for nth in 0..count {
                let visit = &of[usize::try_from(nth).unwrap() % of.len()];
                let message = NewMessage {
                    kind: MessageKind::Reminder(1),
                    // One of each kind and version: only the first is about the visit's own version.
                    about: Some((visit.id, visit.version + i64::from(nth))),
                    with: Vec::new(),
                    to: Contact::Email(person("Petit", "Marie").email.unwrap()),
                    language: Language::Fr,
                    code: None,
                    key: format!("late-{}-{nth}", visit.id),
                    useful_until: visit.interval.start,
                };
                tx.post_quietly(&message, tx.now())?;
            }
            Ok(())
        })
        .await
        .unwrap();
}
