//! What the head of a message says, its calendar part, its signature.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;

use grappe::domain::mail::CalendarMode;
use grappe::domain::patient::Language;
use grappe::domain::staff::Actor;
use grappe::messages::Postman;
use tokio::sync::watch;

use super::scenes::{happens, practice};
use super::server::{Accepted, MailServer};
use crate::support::house::Practice;

/// Some messages wait for the morning: it is then.
pub(super) async fn when_due(practice: &Practice) {
    let newest = practice.app.recent_notices(1).await.unwrap().remove(0);
    if newest.message.due > practice.clock.now() {
        practice.clock.set(newest.message.due);
    }
}

/// Sends what is due; the messages in the order in which the server took them.
pub(super) async fn sent(practice: &Practice, server: &MailServer) -> Vec<Accepted> {
    when_due(practice).await;
    let base = "https://rdv.example.org";
    let mut postman = Postman::new(practice.app.clone(), server.account(), base, Arc::default());
    let (_stop, go_on) = watch::channel(false);
    let mut count = 0;
    loop {
        match postman.round(&go_on).await.unwrap() {
            0 => break,
            some => count += some,
        }
    }
    (0..count).map(|_| server.next()).collect()
}

async fn one(kind: &str, mode: CalendarMode) -> (Practice, MailServer, Accepted) {
    let server = MailServer::start("none");
    let (practice, care, asked) = practice().await;
    practice
        .app
        .save_mail_calendar(mode, Actor::System)
        .await
        .unwrap();
    happens(&practice, (care, asked), kind, Language::Fr).await;
    let mail = sent(&practice, &server).await.pop().unwrap();
    (practice, server, mail)
}

/// The text of each part of that type, decoded by Python's own reader of mail.
fn parts(mail: &str, kind: &str) -> Vec<String> {
    let script = "import email, email.policy, json, sys\n\
        mail = email.message_from_string(sys.stdin.read(), policy=email.policy.default)\n\
        print(json.dumps([part.get_payload(decode=True).decode() for part in mail.walk() if part.get_content_type() == sys.argv[1]]))";
    serde_json::from_str(&python(script, &[kind], mail)).unwrap()
}

/// What a script says of a message.
pub(super) fn python(script: &str, arguments: &[&str], mail: &str) -> String {
    let mut child = Command::new("/usr/bin/python3")
        .args(["-c", script])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(mail.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn a_confirmation_says_whose_it_is_in_which_language_and_where_answers_go() {
    let (_, _server, mail) = one("confirmed", CalendarMode::Publish).await;
    let id = mail.header("Message-ID");
    let digits = id.trim_start_matches('<').split('@').next().unwrap();
    assert!(
        digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit()),
        "{id}"
    );
    assert_eq!(mail.header("Content-Language"), "fr");
    assert!(
        mail.header("Reply-To")
            .ends_with("<contact@oncologie.example.org>")
    );
    assert!(mail.header("Date").starts_with("Mon, 02 Mar 2026"));
    assert!(!mail.data.contains("In-Reply-To") && !mail.data.contains("List-Unsubscribe"));
}

#[tokio::test]
async fn what_follows_a_confirmation_is_in_its_thread() {
    let server = MailServer::start("none");
    let (practice, care, asked) = practice().await;
    happens(&practice, (care, asked), "confirmed", Language::Fr).await;
    let confirmation = sent(&practice, &server).await.pop().unwrap();
    let made = practice.app.recent_notices(1).await.unwrap().remove(0);
    let id = made.message.appointment.unwrap();
    practice.app.cancel(id, None, Actor::System).await.unwrap();
    let cancellation = sent(&practice, &server).await.pop().unwrap();
    let thread = confirmation.header("Message-ID");
    assert_eq!(cancellation.header("In-Reply-To"), thread);
    assert_eq!(cancellation.header("References"), thread);
    assert_ne!(cancellation.header("Message-ID"), thread);
}

#[tokio::test]
async fn the_message_id_of_a_row_is_that_of_its_booking_and_random_by_installation() {
    let (first, second) = (practice().await, practice().await);
    let mut ids = Vec::new();
    for (practice, care, asked) in [first, second] {
        happens(&practice, (care, asked), "confirmed", Language::Fr).await;
        let notice = practice.app.recent_notices(1).await.unwrap().remove(0);
        let again = practice.app.recent_notices(1).await.unwrap().remove(0);
        assert_eq!(notice.mail.id, again.mail.id);
        ids.push(notice.mail.id);
    }
    assert_ne!(ids[0], ids[1]);
}

/// reminders §5: both methods, both parts, for the first, the moved and the cancelled appointment.
#[tokio::test]
async fn an_invitation_is_among_the_alternatives_and_a_file_and_both_agree() {
    for (kind, method, sequence, status) in [
        ("confirmed", "REQUEST", 0, "CONFIRMED"),
        ("moved", "REQUEST", 1, "CONFIRMED"),
        ("cancelled by practice", "CANCEL", 1, "CANCELLED"),
    ] {
        let (_, _server, mail) = one(kind, CalendarMode::Request).await;
        let inline = parts(&mail.data, "text/calendar");
        let file = parts(&mail.data, "application/ics");
        assert_eq!(inline.len(), 1, "{kind}");
        assert_eq!(inline, file, "{kind}");
        assert!(
            mail.data
                .contains(&format!("text/calendar; charset=utf-8; method={method}"))
        );
        let outline = python(
            "import email, sys\nprint(' '.join(p.get_content_type() for p in email.message_from_string(sys.stdin.read()).walk()))",
            &[],
            &mail.data,
        );
        assert_eq!(
            outline.trim(),
            "multipart/mixed multipart/alternative text/plain text/html text/calendar application/ics"
        );
        let text = inline[0].replace("\r\n ", "");
        for line in [
            format!("METHOD:{method}"),
            format!("SEQUENCE:{sequence}"),
            format!("STATUS:{status}"),
        ] {
            assert!(
                text.lines().any(|found| found == line),
                "{kind}: {line} in {text}"
            );
        }
        assert!(
            text.contains("mailto:zoe.daubigne@example.org") && text.contains("ORGANIZER"),
            "{text}"
        );
        assert!(!text.contains("VALARM") && text.contains("CLASS:PRIVATE"));
        let read = calcard::icalendar::ICalendar::parse(&inline[0]).unwrap();
        assert!(format!("{read:?}").contains("Uid"), "{read:?}");
    }
}

#[tokio::test]
async fn a_published_file_asks_for_no_answer() {
    let (_, _server, mail) = one("confirmed", CalendarMode::Publish).await;
    let file = parts(&mail.data, "text/calendar").pop().unwrap();
    assert!(
        file.contains("METHOD:PUBLISH") && file.contains("SEQUENCE:0"),
        "{file}"
    );
    assert!(!file.contains("ATTENDEE") && !file.contains("ORGANIZER"));
    assert!(parts(&mail.data, "application/ics").is_empty());
}

#[tokio::test]
async fn a_key_signs_for_its_own_domain_only_and_only_once_it_is_turned_on() {
    let server = MailServer::start("none");
    let (practice, care, asked) = practice().await;
    let app = &practice.app;
    assert!(
        !app.turn_dkim(true, Actor::System).await.unwrap(),
        "there is no key"
    );
    app.make_dkim_key("cabinet.example.org".to_owned(), Actor::System)
        .await
        .unwrap();
    happens(&practice, (care, asked), "confirmed", Language::Fr).await;
    let unsigned = sent(&practice, &server).await.pop().unwrap();
    assert!(!unsigned.data.contains("DKIM-Signature"), "not turned on");
    let made = practice.app.recent_notices(1).await.unwrap().remove(0);
    assert!(app.turn_dkim(true, Actor::System).await.unwrap());
    app.cancel(made.message.appointment.unwrap(), None, Actor::System)
        .await
        .unwrap();
    let signed = sent(&practice, &server).await.pop().unwrap();
    let signature = signed.header("DKIM-Signature");
    assert!(
        signature.contains("d=cabinet.example.org; s=grappe20260302"),
        "{signature}"
    );
    let sealed: String = practice
        .database()
        .query_row("SELECT value FROM settings WHERE key = 'mail.dkim'", [], |row| {
            row.get(0)
        })
        .unwrap();
    let public = app.mail_setup().dkim.unwrap().public();
    assert!(
        !sealed.contains(&public[40..80]),
        "the private half is sealed: {sealed}"
    );

    app.make_dkim_key("autre.example.org".to_owned(), Actor::System)
        .await
        .unwrap();
    app.turn_dkim(true, Actor::System).await.unwrap();
    happens(&practice, (care, asked), "code", Language::Fr).await;
    let astray = sent(&practice, &server).await.pop().unwrap();
    assert!(!astray.data.contains("DKIM-Signature"), "of another domain");
}
