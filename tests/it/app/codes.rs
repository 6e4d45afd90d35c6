//! Codes that nobody used leave nothing (security §11), and the ceilings above them (security §5).

use chrono::TimeDelta;
use grappe::domain::booking::Refusal;
use grappe::domain::contact::{Contact, Email};
use grappe::domain::id::CareTypeId;
use grappe::domain::patient::{Language, Patient};
use grappe::store::{DATABASE_FILE, Fault, MessageKind, NewMessage};
use rusqlite::Connection;

use crate::support::house::{Practice, draft, person, secretary};

const NINE: &str = "2026-03-20T08:00:00Z";

/// Recipient and payload of each row.
fn outbox(practice: &Practice) -> Vec<(String, String)> {
    let conn = Connection::open(practice.folder.path().join(DATABASE_FILE)).unwrap();
    let mut statement = conn.prepare("SELECT recipient, payload FROM outbox").unwrap();
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

async fn asked(practice: &Practice, care: CareTypeId, start: &str, who: Patient) -> Result<String, Refusal> {
    let held = practice.holds(care, start, &who.sort_name()).await;
    match practice.app.request_code(&held.token, draft(who)).await {
        Ok(_) => Ok(held.token),
        Err(failure) => Err(failure.refusal().cloned().unwrap()),
    }
}

#[tokio::test]
async fn a_code_of_unknown_fate_loses_its_digits_and_goes_within_a_day() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let app = &practice.app;
    asked(&practice, care, NINE, person("Petit", "Léo"))
        .await
        .unwrap();
    let code = practice.newest_code().await;
    let message = app.recent_notices(1).await.unwrap()[0].message.clone();
    app.claim_notice(&message).await.unwrap().unwrap();
    app.doubt_attempts().await.unwrap();
    practice.clock.advance(TimeDelta::minutes(9));
    app.sweep().await.unwrap();
    assert!(
        outbox(&practice)[0].1.contains(&code),
        "it may still be sent once more"
    );

    practice.clock.advance(TimeDelta::minutes(2));
    app.sweep().await.unwrap();
    let left = outbox(&practice);
    assert_eq!(left.len(), 1);
    assert!(!left[0].1.contains(&code), "{left:?}");
    practice.clock.advance(TimeDelta::hours(25));
    app.sweep().await.unwrap();
    assert_eq!(outbox(&practice), []);
}

#[tokio::test]
async fn a_code_that_was_never_sent_goes_within_a_day() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    asked(&practice, care, NINE, person("Petit", "Léo"))
        .await
        .unwrap();
    practice.clock.advance(TimeDelta::minutes(11));
    practice.app.sweep().await.unwrap();
    assert_eq!(outbox(&practice).len(), 1);
    practice.clock.advance(TimeDelta::hours(25));
    practice.app.sweep().await.unwrap();
    assert_eq!(outbox(&practice), []);
}

#[tokio::test]
async fn erasing_somebody_leaves_the_codes_and_invitations_of_others_with_that_mailbox() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let child = person("Roux", "Luc");
    let mailbox = child.email.clone().unwrap();
    let id = practice.knows(child.clone()).await;
    let mother = Patient {
        email: Some(mailbox.clone()),
        ..person("Roux", "Anne")
    };
    asked(&practice, care, NINE, mother).await.unwrap();
    let to = Contact::Email(mailbox);
    let message = move |kind, key: &str, until| NewMessage {
        kind,
        about: None,
        with: Vec::new(),
        to: to.clone(),
        language: Language::Fr,
        code: None,
        key: key.to_owned(),
        useful_until: until,
    };
    practice
        .set_up(move |tx| -> Result<i64, Fault> {
            let until = tx.now() + TimeDelta::days(2);
            tx.post(&message(MessageKind::Freed, "a", until))?;
            tx.post(&message(MessageKind::Invitation, "b", until))
        })
        .await;
    let child = Patient { id, ..child };
    let copy = practice
        .app
        .store()
        .read(move |db| db.messages_to(&child))
        .await
        .unwrap();
    let kinds: Vec<_> = copy.iter().map(|sent| sent.kind.as_str()).collect();
    assert_eq!(kinds, ["freed"], "nobody else's messages are in the copy");

    practice.app.erase_patient(id, secretary()).await.unwrap();
    let left = practice.app.recent_notices(9).await.unwrap();
    let kinds: Vec<_> = left.iter().map(|notice| notice.message.kind).collect();
    assert_eq!(kinds, [MessageKind::Invitation, MessageKind::Code]);
    assert!(left[1].message.code.is_some());
}

#[tokio::test]
async fn the_practice_sends_so_many_codes_a_day() {
    let mut practice = Practice::new();
    practice.app = practice.app.with_code_mails_a_day(2);
    let (_, care) = practice.usual().await;
    for (start, family) in [("2026-03-20T08:00:00Z", "Un"), ("2026-03-20T09:00:00Z", "Deux")] {
        asked(&practice, care, start, person(family, "Ana"))
            .await
            .unwrap();
    }
    let third = || asked(&practice, care, "2026-03-20T10:00:00Z", person("Trois", "Ana"));
    assert_eq!(third().await.unwrap_err(), Refusal::TooManyCodes);
    practice.clock.advance(TimeDelta::days(1));
    practice.clock.advance(TimeDelta::seconds(1));
    third().await.unwrap();
}

/// Books online.
async fn booked(practice: &Practice, care: CareTypeId, start: &str) -> Result<(), Refusal> {
    let token = asked(practice, care, start, person("Petit", "Léo"))
        .await
        .unwrap();
    let code = practice.newest_code().await;
    match practice.app.confirm_hold(&token, &code, None).await {
        Ok(made) => {
            practice
                .app
                .cancel(made.appointment.id, None, secretary())
                .await
                .unwrap();
            Ok(())
        }
        Err(failure) => Err(failure.refusal().cloned().unwrap()),
    }
}

#[tokio::test]
async fn booking_and_cancelling_ends_after_five_in_a_week() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    for _ in 0..5 {
        booked(&practice, care, NINE).await.unwrap();
        practice.clock.advance(TimeDelta::hours(12));
    }
    assert_eq!(booked(&practice, care, NINE).await, Err(Refusal::LimitReached));
    practice.clock.advance(TimeDelta::days(5));
    booked(&practice, care, NINE).await.unwrap();
}

/// Messages are erased by their own rule each night; patients only where the practice ticked that.
#[tokio::test]
async fn old_messages_go_each_night_whatever_was_ticked() {
    let practice = Practice::new();
    let to = Contact::Email(Email::parse("a@example.org").unwrap());
    practice
        .set_up(move |tx| -> Result<i64, Fault> {
            tx.post(&NewMessage {
                kind: MessageKind::Freed,
                about: None,
                with: Vec::new(),
                to,
                language: Language::Fr,
                code: None,
                key: "a".to_owned(),
                useful_until: tx.now() + TimeDelta::days(1),
            })
        })
        .await;
    let who = practice.knows(person("Roux", "Zoé")).await;
    practice.clock.advance(TimeDelta::days(2));
    practice.app.sweep().await.unwrap();
    practice.app.night().await.unwrap();
    assert_eq!(outbox(&practice).len(), 1, "thirty days are not over");
    practice.clock.advance(TimeDelta::days(1000));
    practice.app.night().await.unwrap();
    assert_eq!(outbox(&practice), []);
    let file = practice.app.open_patient(who, secretary()).await.unwrap();
    assert!(file.is_some(), "nobody ticked it");
}
