//! Text messages over several carriers, doubts, and the other way to somebody: never twice, and never silently not at all (reminders §2).

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use grappe::app::Notice;
use grappe::domain::booking::Appointment;
use grappe::domain::contact::{Contact, Phone};
use grappe::domain::patient::{Language, Patient};
use grappe::domain::practice::Practice as House;
use grappe::domain::time::Instant;
use grappe::messages::{
    Carrier, Found, Pace, Patience, Postman, Receipt, TextLines, TextMessage, Texter, Verdict,
};
use grappe::store::{Fault, LineState, Medium, Message, MessageKind, NewMessage, Tx};
use tokio::sync::watch;

use super::scenes::{NINE, forget_reminders, practice};
use super::server::MailServer;
use crate::support::house::{Practice, at_the_desk, person};

const MOBILE: &str = "06 12 34 56 78";

/// A carrier that answers as it is told, and keeps what it was given.
#[derive(Clone, Default)]
struct Told {
    verdicts: Arc<Mutex<VecDeque<Verdict>>>,
    found: Arc<Mutex<VecDeque<Found>>>,
    heard: Arc<Mutex<Vec<TextMessage>>>,
    /// It does not answer before this opens.
    gate: Option<Arc<tokio::sync::Semaphore>>,
}

impl Told {
    /// These verdicts in turn; every one after them is that the message was sent.
    fn says(verdicts: impl IntoIterator<Item = Verdict>) -> Self {
        Self {
            verdicts: Arc::new(Mutex::new(verdicts.into_iter().collect())),
            ..Self::default()
        }
    }

    fn heard(&self) -> Vec<TextMessage> {
        std::mem::take(&mut *self.heard.lock().unwrap())
    }
}

impl Carrier for Told {
    async fn send(&self, message: &TextMessage) -> Verdict {
        self.heard.lock().unwrap().push(message.clone());
        if let Some(gate) = &self.gate {
            gate.acquire().await.unwrap().forget();
        }
        let next = self.verdicts.lock().unwrap().pop_front();
        next.unwrap_or_else(|| sent("ref-1"))
    }

    async fn find(&self, _: &TextMessage, _: Instant) -> Found {
        let next = self.found.lock().unwrap().pop_front();
        next.unwrap_or(Found::Unclear)
    }
}

fn sent(reference: &str) -> Verdict {
    Verdict::Sent(Receipt {
        reference: Some(reference.to_owned()),
        words: "queued".to_owned(),
        parts: Some(2),
    })
}

fn said(verdict: fn(String) -> Verdict) -> Verdict {
    verdict("said so".to_owned())
}

/// What a test message says.
fn words(notice: &Notice, house: &House, base: &str) -> Option<String> {
    let about = notice.about.as_ref()?;
    Some(format!("{} {base}/m/{}", house.message_name(), about.link))
}

fn texter(practice: &Practice, carriers: &[&Told]) -> Texter<Told> {
    let lines = TextLines::default();
    let named = carriers.iter().enumerate();
    lines.set(
        named
            .map(|(nth, carrier)| (format!("line{nth}"), (*carrier).clone()))
            .collect(),
    );
    let base = "https://rdv.example.org";
    Texter::new(
        practice.app.clone(),
        lines,
        (words, base),
        Arc::new(Pace::default()),
    )
}

async fn round(texter: &mut Texter<Told>) -> usize {
    let (_stop, go_on) = watch::channel(false);
    texter.round(&go_on).await.unwrap()
}

fn marie() -> Patient {
    Patient {
        phone: Phone::parse(MOBILE).ok(),
        ..person("Petit", "Marie")
    }
}

/// A visit that Marie was not told of yet by e-mail.
async fn booked(start: &str) -> (Practice, Appointment) {
    let (practice, care, _) = practice().await;
    let made = practice.app.book(at_the_desk(care, start, marie()), None).await;
    (practice, made.unwrap().appointment)
}

/// The same, and a reminder by text message, due now; the confirmation is over.
async fn texted() -> (Practice, i64) {
    let (practice, made) = booked(NINE).await;
    let id = practice
        .app
        .store()
        .write(move |tx: &mut Tx<'_>| -> Result<i64, Fault> {
            tx.call_off_messages(made.id)?;
            let message = NewMessage {
                kind: MessageKind::Reminder(1),
                about: Some((made.id, made.version)),
                with: Vec::new(),
                to: Contact::Phone(Phone::parse(MOBILE).unwrap()),
                language: Language::Fr,
                code: None,
                key: "text-1".to_owned(),
                useful_until: made.interval.start,
            };
            tx.post_quietly(&message, tx.now())
        })
        .await
        .unwrap();
    (practice, id)
}

async fn message(practice: &Practice, id: i64) -> Message {
    practice.app.notice(id).await.unwrap().unwrap().message
}

async fn newest(practice: &Practice) -> Message {
    practice.app.recent_notices(1).await.unwrap().remove(0).message
}

fn way(message: &Message) -> Medium {
    match message.to {
        Contact::Email(_) => Medium::Email,
        Contact::Phone(_) => Medium::Text,
    }
}

#[tokio::test]
async fn a_text_message_goes_once_over_the_first_line() {
    let (practice, id) = texted().await;
    let (first, second) = (Told::default(), Told::default());
    let mut texter = texter(&practice, &[&first, &second]);
    assert_eq!((round(&mut texter).await, round(&mut texter).await), (1, 0));
    let heard = first.heard();
    assert_eq!((heard.len(), second.heard().len()), (1, 0));
    assert_eq!(
        (heard[0].key.as_str(), heard[0].to.as_str()),
        ("text-1", "+33612345678")
    );
    assert!(
        heard[0]
            .text
            .starts_with("Cabinet d'Été https://rdv.example.org/m/")
    );
    let message = message(&practice, id).await;
    assert_eq!(
        (
            message.state.as_str(),
            message.carrier.as_deref(),
            message.attempts
        ),
        ("sent", Some("line0"), 1)
    );
}

#[tokio::test]
async fn what_was_surely_not_accepted_goes_over_the_next_line_at_once() {
    for verdict in [Verdict::NoLine, Verdict::Misconfigured, Verdict::NotNow] {
        let (practice, id) = texted().await;
        let (first, second) = (Told::says([said(verdict)]), Told::default());
        let mut texter = texter(&practice, &[&first, &second]);
        assert_eq!(round(&mut texter).await, 2);
        assert_eq!((first.heard().len(), second.heard().len()), (1, 1));
        let message = message(&practice, id).await;
        assert_eq!(
            (message.state.as_str(), message.carrier.as_deref()),
            ("sent", Some("line1"))
        );
    }
}

#[tokio::test]
async fn when_no_line_takes_it_it_waits_and_begins_with_the_first_again() {
    let (practice, id) = texted().await;
    let carriers = [
        Told::says([said(Verdict::NotNow)]),
        Told::says([said(Verdict::NotNow)]),
    ];
    let mut texter = texter(&practice, &[&carriers[0], &carriers[1]]);
    assert_eq!(round(&mut texter).await, 2);
    let waiting = message(&practice, id).await;
    assert_eq!((waiting.state.as_str(), waiting.passed.len()), ("pending", 0));
    let pause = (waiting.due - practice.clock.now()).num_seconds();
    assert!(
        (240..=360).contains(&pause),
        "the second try of this row: {pause} s"
    );
    practice.clock.advance(TimeDelta::minutes(6));
    assert_eq!(round(&mut texter).await, 1);
    assert_eq!((carriers[0].heard().len(), carriers[1].heard().len()), (2, 1));
}

#[tokio::test]
async fn what_may_have_been_accepted_goes_over_no_other_line() {
    let (practice, id) = texted().await;
    let (first, second) = (Told::says([said(Verdict::Unknown)]), Told::default());
    let mut texter = texter(&practice, &[&first, &second]);
    assert_eq!(round(&mut texter).await, 1);
    assert_eq!(message(&practice, id).await.state, "unknown");
    practice.clock.advance(TimeDelta::minutes(4));
    assert_eq!(round(&mut texter).await, 0, "it may still become known");
    practice.clock.advance(TimeDelta::minutes(1));
    assert_eq!(round(&mut texter).await, 1, "asked");
    assert_eq!(message(&practice, id).await.state, "given_up", "nobody can know");
    practice.clock.advance(TimeDelta::hours(5));
    assert_eq!(round(&mut texter).await, 0);
    assert_eq!((first.heard().len(), second.heard().len()), (1, 0));
}

#[tokio::test]
async fn a_doubt_ends_with_what_the_carrier_knows() {
    for (found, state, heard) in [
        (Found::Accepted(Receipt::default()), "sent", 1),
        (Found::Absent, "sent", 2),
        (Found::Unclear, "given_up", 1),
    ] {
        let (practice, id) = texted().await;
        let line = Told::says([said(Verdict::Unknown)]);
        line.found.lock().unwrap().push_back(found.clone());
        let mut texter = texter(&practice, &[&line]);
        round(&mut texter).await;
        practice.clock.advance(TimeDelta::minutes(6));
        round(&mut texter).await;
        round(&mut texter).await;
        assert_eq!(message(&practice, id).await.state, state, "{found:?}");
        assert_eq!(line.heard().len(), heard, "{found:?}");
    }
}

#[tokio::test]
async fn a_cut_during_a_text_message_is_asked_about_and_never_repeated_blindly() {
    let (practice, id) = texted().await;
    let read = message(&practice, id).await;
    practice.app.claim_notice(&read).await.unwrap().unwrap();
    let practice = practice.reopened();
    assert_eq!(practice.app.doubt_attempts().await.unwrap(), 1);
    let line = Told::default();
    let mut texter = texter(&practice, &[&line]);
    practice.clock.advance(TimeDelta::hours(1));
    round(&mut texter).await;
    assert_eq!(message(&practice, id).await.state, "given_up");
    assert!(line.heard().is_empty());
}

#[tokio::test]
async fn an_address_at_which_nobody_is_sends_the_message_to_the_phone() {
    let mut server = MailServer::scripted();
    server.does("RCPT 550 5.1.1 nobody");
    let (practice, made) = booked(NINE).await;
    forget_reminders(&practice);
    let line = Told::default();
    let mut texter = texter(&practice, &[&line]);
    assert_eq!(round(&mut texter).await, 0);
    assert_eq!(mailed(&practice, &server).await, 1);
    assert_eq!(round(&mut texter).await, 1);
    let told = newest(&practice).await;
    assert_eq!(
        (told.kind, told.appointment, way(&told), told.state.as_str()),
        (MessageKind::Confirmed, Some(made.id), Medium::Text, "sent")
    );
    assert_eq!(line.heard().len(), 1);
    // It is not tried there a second time by itself, and the way back is not gone either.
    practice.clock.advance(TimeDelta::hours(7));
    assert_eq!(mailed(&practice, &server).await + round(&mut texter).await, 0);
}

#[tokio::test]
async fn a_number_that_is_refused_sends_the_message_to_the_mailbox() {
    let mut server = MailServer::scripted();
    server.does("");
    let (practice, _) = texted().await;
    // Whoever has a mail server says so.
    assert_eq!(mailed(&practice, &server).await, 0);
    let line = Told::says([said(Verdict::Never)]);
    assert_eq!(round(&mut texter(&practice, &[&line])).await, 1);
    assert_eq!(mailed(&practice, &server).await, 1);
    assert_eq!(server.next().to, "marie.petit@example.org");
}

#[tokio::test]
async fn without_another_way_a_refused_message_is_left_to_the_desk() {
    let mut server = MailServer::scripted();
    server.does("RCPT 550 5.1.1 nobody");
    // No line; a phone that takes no text messages; somebody who is to be phoned.
    for (has_line, phone, is_phone_only) in [
        (false, MOBILE, false),
        (true, "04 72 00 00 00", false),
        (true, MOBILE, true),
    ] {
        let (practice, care, _) = practice().await;
        let patient = Patient {
            phone: Phone::parse(phone).ok(),
            ..marie()
        };
        let made = practice.app.book(at_the_desk(care, NINE, patient), None).await;
        let patient = made.unwrap().appointment.patient;
        practice
            .set_up(move |tx: &mut Tx<'_>| {
                let marks = tx.patient_marks(patient)?;
                tx.save_patient_marks(
                    patient,
                    &grappe::store::PatientMarks {
                        is_phone_only,
                        ..marks
                    },
                )
            })
            .await;
        let line = Told::default();
        if has_line {
            round(&mut texter(&practice, &[&line])).await;
        }
        assert_eq!(mailed(&practice, &server).await, 1);
        let left = newest(&practice).await;
        assert_eq!(
            (way(&left), left.state.as_str()),
            (Medium::Email, "failed_permanent")
        );
    }
}

#[tokio::test]
async fn what_waits_in_vain_for_the_mail_server_goes_to_the_phone_when_the_visit_is_near() {
    let account = {
        let server = MailServer::scripted();
        server.account()
    };
    for (start, is_handed_over) in [(NINE, true), ("2026-03-06T08:00:00Z", false)] {
        let (practice, care, _) = practice().await;
        practice.clock.advance(TimeDelta::hours(2));
        let began = practice.clock.now();
        let line = Told::default();
        let mut texter = texter(&practice, &[&line]);
        round(&mut texter).await;
        for (nth, given) in ["Marie", "Paul", "Jeanne", "Awa", "Luc"].into_iter().enumerate() {
            let patient = Patient {
                phone: Phone::parse(MOBILE).ok(),
                ..person("Petit", given)
            };
            let start = start.replace("08:", &format!("{:02}:", 8 + nth));
            practice
                .app
                .book(at_the_desk(care, &start, patient), None)
                .await
                .unwrap();
        }
        let mut postman = postman(&practice, account.clone());
        let (_stop, go_on) = watch::channel(false);
        // All five; the probe; nothing while it is left alone again; the next probe; nothing.
        for (minutes, tried) in [(0, 5), (10, 1), (11, 0)] {
            practice.clock.set(began + TimeDelta::minutes(minutes));
            assert_eq!(postman.round(&go_on).await.unwrap(), tried, "after {minutes} min");
        }
        let lines = practice.app.message_lines(Medium::Email).await.unwrap();
        assert_eq!(lines[0].state, LineState::Resting);
        assert_eq!(round(&mut texter).await, 0, "not so soon");
        for (minutes, tried) in [(21, 1), (22, 0)] {
            practice.clock.set(began + TimeDelta::minutes(minutes));
            assert_eq!(postman.round(&go_on).await.unwrap(), tried, "after {minutes} min");
        }
        assert_eq!(round(&mut texter).await > 0, is_handed_over, "{start}");
        assert_eq!(line.heard().is_empty(), !is_handed_over, "{start}");
    }
}

#[tokio::test]
async fn a_carrier_that_does_not_answer_holds_up_neither_e_mails_nor_bookings() {
    let mut server = MailServer::scripted();
    server.does("");
    let (practice, id) = texted().await;
    let gate = Arc::new(tokio::sync::Semaphore::new(0));
    let line = Told {
        gate: Some(Arc::clone(&gate)),
        ..Told::default()
    };
    let texter = texter(&practice, &[&line]);
    let (stop, told) = watch::channel(false);
    let work = grappe::sys::task::spawn("test texter", texter.work(told));
    let limit = tokio::time::timeout(Duration::from_mins(1), async {
        while message(&practice, id).await.state != "attempting" {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    limit.await.unwrap();
    let care = practice.app.agenda().set_up().care_types.keys().next().copied();
    let request = at_the_desk(care.unwrap(), "2026-03-04T08:00:00Z", marie());
    practice.app.book(request, None).await.unwrap();
    assert_eq!(mailed(&practice, &server).await, 1);
    assert_eq!(message(&practice, id).await.state, "attempting");
    // What is on its way is recorded before the end.
    stop.send(true).unwrap();
    gate.add_permits(1);
    work.await.unwrap();
    assert_eq!(message(&practice, id).await.state, "sent");
}

#[tokio::test]
async fn a_line_that_fails_is_left_alone_and_known() {
    let (practice, id) = texted().await;
    let line = Told::says(std::iter::repeat_n(said(Verdict::NoLine), 5));
    let mut texter = texter(&practice, &[&line]);
    for minutes in [2, 7, 19, 73, 217] {
        assert_eq!(round(&mut texter).await, 1);
        practice.clock.advance(TimeDelta::minutes(minutes));
    }
    let lines = practice.app.message_lines(Medium::Text).await.unwrap();
    assert_eq!(
        (lines[0].name.as_str(), lines[0].state),
        ("line0", LineState::Resting)
    );
    assert_eq!(lines[0].reason.as_deref(), Some("said so"));
    assert_eq!(round(&mut texter).await, 1, "one probe");
    assert_eq!(message(&practice, id).await.state, "sent");
    let lines = practice.app.message_lines(Medium::Text).await.unwrap();
    assert_eq!(
        (lines[0].state, lines[0].reason.as_deref()),
        (LineState::Working, None)
    );
}

fn postman(practice: &Practice, account: grappe::config::Smtp) -> Postman {
    let patience = Patience {
        connect: Duration::from_secs(20),
        step: Duration::from_secs(20),
        verdict: Duration::from_secs(20),
    };
    let pace = Arc::new(Pace::default());
    let postman = Postman::new(practice.app.clone(), account, "https://rdv.example.org", pace);
    postman.with_patience(patience)
}

/// Sends the e-mails that are due; how many were tried.
async fn mailed(practice: &Practice, server: &MailServer) -> usize {
    let (_stop, go_on) = watch::channel(false);
    let mut postman = postman(practice, server.account());
    postman.round(&go_on).await.unwrap()
}
