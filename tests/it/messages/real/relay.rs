//! Through postfix with STARTTLS and AUTH into mailboxes, and back by IMAP.

use std::sync::Arc;

use grappe::app::{MailNotice, NewMailServer};
use grappe::config::{Secret, TlsMode};
use grappe::domain::mail::CalendarMode;
use grappe::domain::patient::Language;
use grappe::domain::staff::Actor;
use grappe::messages::{Mailbox, MailboxTrouble, Postman, ReturnsReader, TrialLetter, TrialOutcome, trial};
use grappe::sys::tls::ExtraRoots;
use tokio::sync::watch;

use super::servers::Servers;
use crate::messages::mails::when_due;
use crate::messages::scenes::{NINE, happens, practice};
use crate::support::house::{Practice, at_the_desk, person};

const PRACTICE: &str = "rdv@cabinet.example.org";
const ZOE: &str = "zoe.daubigne@example.org";

async fn sent(practice: &Practice, servers: &Servers) {
    when_due(practice).await;
    let base = "https://rdv.example.org";
    let mut postman = Postman::new(practice.app.clone(), servers.account(), base, Arc::default());
    let (_stop, go_on) = watch::channel(false);
    while postman.round(&go_on).await.unwrap() > 0 {}
}

async fn linked(practice: &Practice, servers: &Servers) -> ReturnsReader {
    let returns = Some(servers.returns());
    practice.app.save_returns(returns, Actor::System).await.unwrap();
    ReturnsReader::new(practice.app.clone())
}

/// Passes until something is news.
async fn read(reader: &ReturnsReader, practice: &Practice) -> Vec<MailNotice> {
    let returns = practice.app.mail_setup().returns.unwrap();
    for _ in 0..100 {
        if reader.pass(&returns).await.unwrap() > 0 {
            return practice.app.mail_notices().await.unwrap();
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    unreachable!("something comes back within twenty seconds");
}

#[tokio::test]
async fn each_kind_of_message_arrives_through_a_relay_on_this_machine() {
    let servers = Servers::start();
    let mut count = 0;
    for kind in [
        "code",
        "confirmed",
        "moved",
        "cancelled by practice",
        "offered",
        "waiting",
        "no show",
        "presence asked",
        "erased",
    ] {
        let (practice, care, asked) = practice().await;
        happens(&practice, (care, asked), kind, Language::Fr).await;
        let newest = practice.app.recent_notices(1).await.unwrap().remove(0);
        sent(&practice, &servers).await;
        let after = practice.app.notice(newest.message.id).await.unwrap().unwrap();
        assert_eq!(after.message.state, "sent", "{kind}");
        let id = format!("<{}@cabinet.example.org>", newest.mail.id);
        count += 1;
        let mails = servers.mails(ZOE, count);
        let mail = mails.iter().find(|mail| mail.contains(&id)).expect(kind);
        assert!(mail.contains("ESMTPSA"), "encrypted and signed in: {mail}");
        count = mails.len();
    }
}

#[tokio::test]
async fn a_report_of_the_relay_itself_marks_the_message_and_is_told_once() {
    let servers = Servers::start();
    let (practice, care, _) = practice().await;
    let reader = linked(&practice, &servers).await;
    let booked = at_the_desk(care, NINE, person("Perdu", "Paul"));
    practice.app.book(booked, None).await.unwrap();
    sent(&practice, &servers).await;
    let notices = read(&reader, &practice).await;
    let [notice] = notices.as_slice() else {
        panic!("{notices:?}");
    };
    assert!(notice.is_returned);
    assert_eq!(
        (notice.status.as_str(), notice.recipient.as_deref()),
        ("5.1.1", Some("paul.perdu@example.org"))
    );
    assert_eq!(notice.patient.as_ref().unwrap().1, "PERDU Paul");
    let message = practice.app.recent_notices(1).await.unwrap().remove(0).message;
    assert_eq!(message.state, "undelivered");
    assert!(message.last_error.unwrap().contains("unknown user"));

    let returns = practice.app.mail_setup().returns.unwrap();
    assert_eq!(reader.pass(&returns).await.unwrap(), 0, "no news the second time");
    let mails = servers.mails(PRACTICE, 1);
    assert_eq!(
        mails.len(),
        1,
        "the report is still in the mailbox, for whoever reads it"
    );
    assert!(
        practice
            .app
            .settle_mail_notice(notice.id, Actor::System)
            .await
            .unwrap()
    );
    assert!(practice.app.mail_notices().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_invitation_that_is_declined_is_told_and_cancels_nothing() {
    let servers = Servers::start();
    let (practice, care, asked) = practice().await;
    let reader = linked(&practice, &servers).await;
    practice
        .app
        .save_mail_calendar(CalendarMode::Request, Actor::System)
        .await
        .unwrap();
    happens(&practice, (care, asked), "confirmed", Language::Fr).await;
    sent(&practice, &servers).await;
    let notice = practice.app.recent_notices(1).await.unwrap().remove(0);
    let uid = notice.about.unwrap().event.uid;
    servers.deliver(
        PRACTICE,
        &format!(
            "From: {ZOE}\r\nTo: {PRACTICE}\r\nSubject: Declined\r\nMIME-Version: 1.0\r\n\
            Content-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n\
            UID:{uid}\r\nATTENDEE;PARTSTAT=DECLINED:mailto:{ZOE}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        ),
    );
    let notices = read(&reader, &practice).await;
    assert!(!notices[0].is_returned && notices.len() == 1);
    let appointment = notices[0].appointment.unwrap();
    let still = practice
        .app
        .open_appointment(appointment, Actor::System)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        still.appointment.status,
        grappe::domain::booking::Status::Confirmed
    );
}

#[tokio::test]
async fn a_mailbox_is_read_over_a_connection_that_is_encrypted_after_the_greeting() {
    let servers = Servers::start();
    let (practice, ..) = practice().await;
    let app = &practice.app;
    app.save_returns(Some(servers.returns_upgraded()), Actor::System)
        .await
        .unwrap();
    let returns = app.mail_setup().returns.unwrap();
    let roots = ExtraRoots::default();
    servers.deliver(
        "rdv@cabinet.example.org",
        "Message-ID: <one@example.org>\r\n\r\nBonjour\r\n",
    );
    let mut mailbox = Mailbox::open(&returns, &roots).await.unwrap();
    assert_eq!(mailbox.messages, 1);
    let head = mailbox.head_of("one@example.org").await.unwrap();
    assert!(head.is_some_and(|head| head.starts_with(b"Message-ID")));
    mailbox.close().await;
    // The port that is encrypted from the first byte on.
    let mut wrong = returns;
    wrong.port = servers.returns().port;
    assert!(matches!(
        Mailbox::open(&wrong, &roots).await,
        Err(MailboxTrouble::Unreachable(_))
    ));
}

#[tokio::test]
async fn wrong_passwords_and_folders_are_told_apart() {
    let servers = Servers::start();
    let (practice, ..) = practice().await;
    linked(&practice, &servers).await;
    let right = practice.app.mail_setup().returns.unwrap();
    let roots = ExtraRoots::default();
    let mailbox = Mailbox::open(&right, &roots).await.unwrap();
    assert_eq!(mailbox.messages, 0);
    mailbox.close().await;
    let mut wrong = right.clone();
    wrong.password = Secret::new("autre");
    assert!(matches!(
        Mailbox::open(&wrong, &roots).await,
        Err(MailboxTrouble::Refused(_))
    ));
    let mut wrong = right.clone();
    "Ailleurs".clone_into(&mut wrong.folder);
    assert!(matches!(
        Mailbox::open(&wrong, &roots).await,
        Err(MailboxTrouble::NoFolder(_))
    ));
    let mut wrong = right;
    wrong.port = 9;
    assert!(matches!(
        Mailbox::open(&wrong, &roots).await,
        Err(MailboxTrouble::Unreachable(_))
    ));
}

#[tokio::test]
async fn a_trial_says_what_is_wrong_and_is_found_in_the_mailbox() {
    let servers = Servers::start();
    let (practice, ..) = practice().await;
    linked(&practice, &servers).await;
    let app = &practice.app;
    let account = servers.account();
    let new = NewMailServer {
        host: account.host.clone(),
        port: account.port,
        tls: account.tls,
        user: account.user.clone(),
        password: account.password.clone(),
        from: account.from.clone(),
    };
    app.save_mail_server(Some(new), Actor::System).await.unwrap();
    let server = app.mail_setup().server.unwrap();
    assert_eq!(server, account, "what was typed is what is used");
    let roots = &ExtraRoots::default();
    let letter = TrialLetter {
        to: account.from.clone(),
        language: Language::Fr,
        subject: "Essai d'envoi".to_owned(),
        lead: "Ce message d'essai est arrivé.".to_owned(),
    };
    let good = trial(app, &server, &letter, roots).await;
    assert_eq!(good.outcome, TrialOutcome::Sent, "{}", good.words);
    let mails = servers.mails(PRACTICE, 1);
    assert!(mails[0].contains("Subject: Essai d'envoi"), "{}", mails[0]);

    let mut wrong = server.clone();
    wrong.password = Some(Secret::new("autre"));
    let refused = trial(app, &wrong, &letter, roots).await;
    assert_eq!(refused.outcome, TrialOutcome::Login, "{}", refused.words);
    let mut wrong = server.clone();
    wrong.tls = TlsMode::Tls;
    let refused = trial(app, &wrong, &letter, roots).await;
    assert_eq!(refused.outcome, TrialOutcome::Protection, "{}", refused.words);
    let mut wrong = server;
    wrong.port = 9;
    let refused = trial(app, &wrong, &letter, roots).await;
    assert_eq!(refused.outcome, TrialOutcome::Unreachable, "{}", refused.words);
}
