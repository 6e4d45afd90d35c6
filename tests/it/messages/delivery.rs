//! Delivery to a real mail server: each kind, each kind of refusal, and nothing twice.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use grappe::app::Notice;
use grappe::config::Smtp;
use grappe::domain::patient::{Language, Patient};
use grappe::messages::{Pace, Patience, Postman};
use grappe::store::{Fault, Tx};
use tokio::sync::watch;

use super::scenes::{NINE, happens, practice};
use super::server::MailServer;
use crate::support::house::{Practice, at_the_desk, instant, person};

const SHORT: Patience = Patience {
    connect: Duration::from_secs(10),
    step: Duration::from_secs(10),
    verdict: Duration::from_secs(2),
};

fn postman(practice: &Practice, account: Smtp) -> Postman {
    Postman::new(
        practice.app.clone(),
        account,
        "https://rdv.example.org",
        Arc::new(Pace::default()),
    )
    .with_patience(SHORT)
}

/// Tries until nothing is due any more; how many tries it took.
async fn emptied(postman: &mut Postman) -> usize {
    let (_stop, go_on) = watch::channel(false);
    let mut tries = 0;
    loop {
        match postman.round(&go_on).await.unwrap() {
            0 => return tries,
            some => tries += some,
        }
    }
}

/// The message of a desk booking with somebody of this given name, which decides how the server behaves.
async fn booked_for(given: &str) -> Practice {
    let (practice, care, _) = practice().await;
    practice
        .app
        .book(at_the_desk(care, NINE, person("Petit", given)), None)
        .await
        .unwrap();
    practice
}

async fn newest(practice: &Practice) -> Notice {
    practice.app.recent_notices(1).await.unwrap().remove(0)
}

#[tokio::test]
async fn each_kind_arrives_once_with_its_headers() {
    let server = MailServer::start("none");
    for kind in [
        "code",
        "requested",
        "refused",
        "confirmed",
        "moved",
        "cancelled by practice",
    ] {
        let (practice, care, asked) = practice().await;
        happens(&practice, (care, asked), kind, Language::Fr).await;
        practice.clock.advance(TimeDelta::seconds(30));
        let mut postman = postman(&practice, server.account());
        let sent = emptied(&mut postman).await;
        assert_eq!(emptied(&mut postman).await, 0);
        let Notice {
            message, mail: facts, ..
        } = newest(&practice).await;
        assert_eq!((message.state.as_str(), message.attempts), ("sent", 1), "{kind}");
        // Each is waited for: the server tells of a mail a little after it has accepted it. They come side by side.
        let id = format!("<{}@cabinet.example.org>", facts.id);
        let arrived: Vec<_> = (0..sent).map(|_| server.next()).collect();
        assert!(server.rest().is_empty(), "{kind}: something came twice");
        let (mut own, earlier): (Vec<_>, Vec<_>) = arrived
            .into_iter()
            .partition(|mail| mail.header("Message-ID") == id);
        let mail = own.pop().expect(kind);
        // A request is preceded by its code; nothing else is sent of what a later act replaced.
        assert!(own.is_empty() && earlier.len() <= 1, "{kind}: {earlier:?}");
        assert_eq!(mail.to, "zoe.daubigne@example.org", "{kind}");
        assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
        assert!(mail.header("From").ends_with("<rdv@cabinet.example.org>"));
        let has_calendar = mail
            .data
            .contains("Content-Type: text/calendar; charset=utf-8; method=");
        let wants_calendar = ["confirmed", "moved", "cancelled by practice"].contains(&kind);
        assert_eq!(has_calendar, wants_calendar, "{kind}: {}", mail.data);
        assert_eq!(message.code, None, "the digits are forgotten once they were sent");
    }
}

#[tokio::test]
async fn what_is_refused_for_now_comes_later_under_the_same_message_id() {
    let server = MailServer::start("none");
    for (given, pauses) in [("Later", 300..=300), ("Full", 48..=72)] {
        let practice = booked_for(given).await;
        let mut postman = postman(&practice, server.account());
        assert_eq!(emptied(&mut postman).await, 1);
        let waiting = newest(&practice).await.message;
        assert_eq!(waiting.state, "pending");
        assert!(waiting.last_error.unwrap().contains("45"));
        let pause = waiting.due - practice.clock.now();
        assert!(pauses.contains(&pause.num_seconds()), "{given}: {pause}");
        practice.clock.advance(pause);
        assert_eq!(emptied(&mut postman).await, 1);
        let Notice {
            message: sent,
            mail: facts,
            ..
        } = newest(&practice).await;
        assert_eq!((sent.state.as_str(), sent.attempts), ("sent", 2));
        let mail = server.next();
        assert_eq!(
            mail.header("Message-ID"),
            format!("<{}@cabinet.example.org>", facts.id)
        );
        assert!(server.rest().is_empty());
    }
}

#[tokio::test]
async fn what_is_refused_for_good_is_recorded_and_left() {
    let server = MailServer::start("none");
    for (given, words) in [("Never", "no such mailbox"), ("Virus", "refused after reading")] {
        let practice = booked_for(given).await;
        let mut postman = postman(&practice, server.account());
        assert_eq!(emptied(&mut postman).await, 1);
        practice.clock.advance(TimeDelta::hours(5));
        assert_eq!(emptied(&mut postman).await, 0);
        let message = newest(&practice).await.message;
        assert_eq!(message.state, "failed_permanent");
        assert!(message.last_error.unwrap().contains(words));
    }
    assert!(server.rest().is_empty());
}

#[tokio::test]
async fn silence_after_the_content_is_repeated_once_under_the_same_message_id() {
    let server = MailServer::start("none");
    let practice = booked_for("Silent").await;
    let mut postman = postman(&practice, server.account());
    assert_eq!(emptied(&mut postman).await, 1);
    assert_eq!(newest(&practice).await.message.state, "unknown");
    let first = server.next();
    practice.clock.advance(TimeDelta::minutes(4));
    assert_eq!(emptied(&mut postman).await, 0, "its fate may still become known");
    practice.clock.advance(TimeDelta::minutes(2));
    assert_eq!(emptied(&mut postman).await, 1);
    let second = server.next();
    assert_eq!(first.header("Message-ID"), second.header("Message-ID"));
    assert_eq!(newest(&practice).await.message.state, "sent");
    assert!(server.rest().is_empty());
}

#[tokio::test]
async fn a_cut_between_claim_and_record_leads_to_one_repeat_and_no_more() {
    let server = MailServer::start("none");
    let practice = booked_for("Marie").await;
    for (cut, expected) in [(1, "pending"), (2, "unknown")] {
        let notice = newest(&practice).await;
        let claimed = practice.app.claim_notice(&notice.message).await.unwrap();
        assert!(claimed.is_some(), "cut {cut}");
        // The program ends here: what follows is a new start.
        assert_eq!(practice.app.doubt_attempts().await.unwrap(), 1);
        assert_eq!(newest(&practice).await.message.state, expected, "cut {cut}");
    }
    practice.clock.advance(TimeDelta::hours(1));
    assert_eq!(emptied(&mut postman(&practice, server.account())).await, 0);
    assert!(server.rest().is_empty());
}

#[tokio::test]
async fn a_cut_is_made_good_by_the_next_start() {
    let server = MailServer::start("none");
    let practice = booked_for("Marie").await;
    let notice = newest(&practice).await;
    practice.app.claim_notice(&notice.message).await.unwrap().unwrap();
    let practice = practice.reopened();
    practice.app.doubt_attempts().await.unwrap();
    assert_eq!(emptied(&mut postman(&practice, server.account())).await, 1);
    let mail = server.next();
    assert_eq!(
        mail.header("Message-ID"),
        format!("<{}@cabinet.example.org>", notice.mail.id)
    );
    assert_eq!(newest(&practice).await.message.state, "sent");
}

#[tokio::test]
async fn what_is_late_by_hours_after_a_cut_is_left_to_the_desk() {
    let practice = booked_for("Marie").await;
    let notice = newest(&practice).await;
    practice.app.claim_notice(&notice.message).await.unwrap().unwrap();
    practice.clock.advance(TimeDelta::hours(4));
    practice.app.doubt_attempts().await.unwrap();
    assert_eq!(newest(&practice).await.message.state, "unknown");
    practice.clock.advance(TimeDelta::minutes(5));
    practice.app.reconsider_notices().await.unwrap();
    assert_eq!(newest(&practice).await.message.state, "given_up");
}

#[tokio::test]
async fn without_a_server_messages_wait_and_the_line_is_left_alone_after_five_tries() {
    let (practice, care, _) = practice().await;
    for (hour, given) in (8..).zip(["Marie", "Paul", "Jeanne", "Awa", "Luc"]) {
        let start = format!("2026-03-03T{hour:02}:00:00Z");
        let request = at_the_desk(care, &start, person("Petit", given));
        practice.app.book(request, None).await.unwrap();
    }
    let account = {
        let server = MailServer::start("none");
        server.account()
    };
    let mut postman = postman(&practice, account);
    assert_eq!(emptied(&mut postman).await, 5);
    practice.clock.advance(TimeDelta::minutes(2));
    assert_eq!(emptied(&mut postman).await, 0, "left alone");
    practice.clock.advance(TimeDelta::minutes(8));
    assert_eq!(emptied(&mut postman).await, 1, "one probe");
    assert_eq!(newest(&practice).await.message.state, "pending");
    practice.clock.advance(TimeDelta::days(2));
    practice.app.sweep().await.unwrap();
    assert_eq!(emptied(&mut postman).await, 0);
    assert_eq!(
        newest(&practice).await.message.state,
        "expired",
        "the visit is over"
    );
}

#[tokio::test]
async fn a_commit_wakes_the_worker_and_stopping_ends_it() {
    let server = MailServer::start("none");
    let (practice, care, _) = practice().await;
    let (stop, told) = watch::channel(false);
    let work = grappe::sys::task::spawn("test postman", postman(&practice, server.account()).work(told));
    practice
        .app
        .book(at_the_desk(care, NINE, person("Petit", "Marie")), None)
        .await
        .unwrap();
    // The server tells of a message before it answers: it must live on.
    let waited = tokio::task::spawn_blocking(move || (server.next(), server));
    let (mail, _server) = waited.await.unwrap();
    assert_eq!(mail.to, "marie.petit@example.org");
    stop.send(true).unwrap();
    work.await.unwrap();
    assert_eq!(
        newest(&practice).await.message.state,
        "sent",
        "recorded before the end"
    );
}

#[tokio::test]
async fn names_and_addresses_cannot_add_headers() {
    let server = MailServer::start("none");
    let (practice, care, _) = practice().await;
    practice
        .set_up(|tx: &mut Tx<'_>| -> Result<(), Fault> {
            let mut hostile = tx.agenda().set_up().practice.clone();
            hostile.neutral_name = "Cabinet\r\nBcc: voisin@example.org\r\n\r\nGagnez".to_owned();
            hostile.address = "12, rue X\n\nhttp://evil.example".to_owned();
            tx.save_practice(&hostile)
        })
        .await;
    let patient = Patient {
        language: Language::En,
        ..person("Petit", "Marie")
    };
    practice
        .app
        .book(at_the_desk(care, NINE, patient), None)
        .await
        .unwrap();
    emptied(&mut postman(&practice, server.account())).await;
    let mail = server.next();
    let head = mail.data.split("\r\n\r\n").next().unwrap();
    assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
    assert_eq!(mail.to, "marie.petit@example.org");
}

#[tokio::test]
async fn while_the_clock_is_not_trusted_codes_go_and_nothing_else() {
    let server = MailServer::start("none");
    let (practice, care, asked) = practice().await;
    practice
        .app
        .book(at_the_desk(care, NINE, person("Petit", "Marie")), None)
        .await
        .unwrap();
    happens_at_ten(&practice, care).await;
    let _ = asked;
    practice.clock.set(instant("1970-01-01T00:00:00Z"));
    let practice = practice.reopened();
    assert!(!practice.app.is_clock_trusted());
    let mut postman = postman(&practice, server.account());
    assert_eq!(emptied(&mut postman).await, 1);
    assert_eq!(server.next().to, "nora.roux@example.org");
    practice.clock.set(instant("2026-03-02T07:10:00Z"));
    assert_eq!(emptied(&mut postman).await, 1);
    assert_eq!(server.next().to, "marie.petit@example.org");
}

async fn happens_at_ten(practice: &Practice, care: grappe::domain::id::CareTypeId) {
    let held = practice.holds(care, "2026-03-03T09:00:00Z", "one").await;
    let draft = crate::support::house::draft(person("Roux", "Nora"));
    practice.app.request_code(&held.token, draft).await.unwrap();
}
