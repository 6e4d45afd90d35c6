//! A mail server that does one thing wrong at one step: the table of reminders §5, row by row, over a real connection.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use grappe::config::{Secret, Smtp};
use grappe::domain::contact::Contact;
use grappe::messages::{Pace, Patience, Postman};
use grappe::store::{LineState, Medium, Message};
use tokio::sync::watch;

use super::scenes::{NINE, forget_reminders, practice};
use super::server::MailServer;
use crate::support::house::{Practice, at_the_desk, person};

/// What stands in the outbox afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    /// Tried again after so many seconds at the earliest and at the latest.
    Again(i64, i64),
    Failed,
    Unknown,
}

const USUAL: Then = Then::Again(48, 72);
const GREYLISTED: Then = Then::Again(300, 300);

/// Silence is found out soon.
const SHORT: Patience = Patience {
    connect: Duration::from_millis(500),
    step: Duration::from_millis(500),
    verdict: Duration::from_secs(1),
};
/// For everything that is said.
const LONG: Patience = Patience {
    connect: Duration::from_secs(20),
    step: Duration::from_secs(20),
    verdict: Duration::from_secs(20),
};

/// A practice with one message to Marie.
async fn booked() -> Practice {
    let (practice, care, _) = practice().await;
    let request = at_the_desk(care, NINE, person("Petit", "Marie"));
    practice.app.book(request, None).await.unwrap();
    practice
}

fn postman(practice: &Practice, account: Smtp, patience: Patience) -> Postman {
    Postman::new(
        practice.app.clone(),
        account,
        "https://rdv.example.org",
        Arc::new(Pace::default()),
    )
    .with_patience(patience)
}

async fn round(postman: &mut Postman) -> usize {
    let (_stop, go_on) = watch::channel(false);
    postman.round(&go_on).await.unwrap()
}

async fn message(practice: &Practice) -> Message {
    practice.app.recent_notices(1).await.unwrap().remove(0).message
}

/// How the line is, and whether it warns.
async fn line(practice: &Practice) -> (LineState, bool) {
    let lines = practice.app.message_lines(Medium::Email).await.unwrap();
    (lines[0].state, lines[0].warning.is_some())
}

/// One message against a server of that order.
async fn tried(server: &mut MailServer, order: &str) -> (Practice, Then) {
    server.does(order);
    let practice = booked().await;
    let mut account = server.account();
    if order.starts_with("AUTH") {
        account.user = Some("cabinet".to_owned());
        account.password = Some(Secret::new("secret"));
    }
    let patience = if order.ends_with("stall") { SHORT } else { LONG };
    assert_eq!(
        round(&mut postman(&practice, account, patience)).await,
        1,
        "{order}"
    );
    let message = message(&practice).await;
    let then = match message.state.as_str() {
        "pending" => {
            let pause = (message.due - practice.clock.now()).num_seconds();
            Then::Again(pause, pause)
        }
        "failed_permanent" => Then::Failed,
        state => {
            assert_eq!(state, "unknown", "{order}");
            Then::Unknown
        }
    };
    (practice, then)
}

async fn meets(order: &str, expected: Then, state: (LineState, bool), is_bad: bool, server: &mut MailServer) {
    let (practice, then) = tried(server, order).await;
    match (then, expected) {
        (Then::Again(pause, _), Then::Again(least, most)) => {
            assert!((least..=most).contains(&pause), "{order}: {pause} s");
        }
        (then, expected) => assert_eq!(then, expected, "{order}"),
    }
    assert_eq!(line(&practice).await, state, "{order}");
    let contact = Contact::Email(person("Petit", "Marie").email.unwrap());
    let bad = practice.app.bad_contact(contact).await.unwrap();
    assert_eq!(bad.is_some(), is_bad, "{order}");
}

#[tokio::test]
async fn silence_and_a_broken_line_before_the_dot_are_tried_again_and_after_it_nobody_knows() {
    let mut server = MailServer::scripted();
    for verb in [
        "GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "CONTENT", "DOT",
    ] {
        for action in ["stall", "drop"] {
            if (verb, action) == ("CONTENT", "drop") {
                // Whether the dot was written before the end came is chance; either is right.
                let (_, then) = tried(&mut server, "CONTENT drop").await;
                assert!(matches!(then, Then::Unknown | Then::Again(..)), "{then:?}");
                continue;
            }
            // Content that was written but not read may have been read for all that can be known.
            let expected = match verb {
                "CONTENT" | "DOT" => Then::Unknown,
                _ => USUAL,
            };
            let order = format!("{verb} {action}");
            meets(&order, expected, (LineState::Working, false), false, &mut server).await;
            let accepted = server.rest().len();
            assert_eq!(accepted, usize::from(verb == "DOT"), "{order}");
        }
    }
}

#[tokio::test]
async fn each_answer_has_its_class() {
    let mut server = MailServer::scripted();
    let well = (LineState::Working, false);
    let (stopped, warned) = ((LineState::Stopped, false), (LineState::Working, true));
    for (order, then, line, is_bad) in [
        ("GREETING 421 4.3.2 closing", USUAL, well, false),
        ("GREETING 554 no service", USUAL, stopped, false),
        ("EHLO 421 4.3.2 closing", USUAL, well, false),
        ("AUTH 454 4.7.0 later", USUAL, well, false),
        ("AUTH 535 5.7.8 wrong", USUAL, stopped, false),
        ("MAIL 421 4.3.2 closing", USUAL, well, false),
        ("MAIL 451 4.3.0 later", GREYLISTED, well, false),
        ("MAIL 550 5.7.1 not your address", USUAL, stopped, false),
        ("RCPT 421 4.3.2 closing", USUAL, well, false),
        ("RCPT 450 4.2.0 greylisted", GREYLISTED, well, false),
        ("RCPT 451 4.7.1 greylisted", GREYLISTED, well, false),
        ("RCPT 452 4.2.2 full", GREYLISTED, well, false),
        ("RCPT 550 5.1.1 nobody", Then::Failed, well, true),
        ("RCPT 553 not allowed", Then::Failed, well, true),
        ("RCPT 550 refused", Then::Failed, well, false),
        ("RCPT 550 5.7.1 on a list", Then::Failed, warned, false),
        ("RCPT 552 5.2.2 full", Then::Again(3600, 3600), well, false),
        ("DATA 421 4.3.2 closing", USUAL, well, false),
        ("DATA 451 4.3.0 later", GREYLISTED, well, false),
        ("DATA 554 5.5.1 no", Then::Failed, well, false),
        ("DOT 421 4.3.2 closing", USUAL, well, false),
        ("DOT 451 4.3.0 later", USUAL, well, false),
        ("DOT 452 4.3.1 no room", USUAL, well, false),
        ("DOT 550 5.1.1 nobody", Then::Failed, well, true),
        ("DOT 552 5.2.2 full", Then::Again(3600, 3600), well, false),
        ("DOT 554 5.7.26 DMARC", Then::Failed, warned, false),
    ] {
        meets(order, then, line, is_bad, &mut server).await;
    }
    assert!(server.rest().is_empty());
}

#[tokio::test]
async fn a_full_mailbox_is_tried_again_after_one_hour_then_six_then_never() {
    let mut server = MailServer::scripted();
    let (practice, then) = tried(&mut server, "RCPT 552 5.2.2 full").await;
    assert_eq!(then, Then::Again(3600, 3600));
    forget_reminders(&practice);
    let mut postman = postman(&practice, server.account(), LONG);
    practice.clock.advance(TimeDelta::minutes(59));
    assert_eq!(round(&mut postman).await, 0);
    practice.clock.advance(TimeDelta::minutes(1));
    assert_eq!(round(&mut postman).await, 1);
    practice.clock.advance(TimeDelta::minutes(359));
    assert_eq!(round(&mut postman).await, 0);
    practice.clock.advance(TimeDelta::minutes(1));
    assert_eq!(round(&mut postman).await, 1);
    let message = message(&practice).await;
    assert_eq!(
        (message.state.as_str(), message.attempts),
        ("failed_permanent", 3)
    );
}

#[tokio::test]
async fn a_stopped_line_sends_nothing_until_one_message_an_hour_later_shows_that_it_works() {
    let mut server = MailServer::scripted();
    server.does("MAIL 550 5.7.1 not your address");
    let practice = booked().await;
    let mut postman = postman(&practice, server.account(), LONG);
    assert_eq!(round(&mut postman).await, 1);
    server.does("");
    practice.clock.advance(TimeDelta::minutes(59));
    assert_eq!(round(&mut postman).await, 0);
    assert_eq!(line(&practice).await.0, LineState::Stopped);
    practice.clock.advance(TimeDelta::minutes(1));
    assert_eq!(round(&mut postman).await, 1);
    assert_eq!(line(&practice).await.0, LineState::Working);
    assert_eq!(server.next().to, "marie.petit@example.org");
}

#[tokio::test]
async fn four_connections_bring_all_and_a_refusal_ends_none() {
    let mut server = MailServer::scripted();
    server.does("RCPT odd 550 refused");
    let (practice, care, _) = practice().await;
    for nth in 0..24 {
        let (day, hour, half) = (3 + nth / 12, 8 + nth % 12 / 2, nth % 2 * 30);
        let start = format!("2026-03-{day:02}T{hour:02}:{half:02}:00Z");
        let request = at_the_desk(care, &start, person("Petit", "Marie"));
        practice.app.book(request, None).await.unwrap();
    }
    assert_eq!(round(&mut postman(&practice, server.account(), LONG)).await, 24);
    let brought: Vec<_> = (0..12).map(|_| server.next().connection).collect();
    assert!(server.rest().is_empty());
    assert!(brought.iter().all(|nth| (1..=4).contains(nth)), "{brought:?}");
}
