//! Reminders off and on again: behind the link, by one click, by STOP, at the desk. The appointment stays.

use grappe::app::{ReminderChoice, SecondFact};
use grappe::domain::booking::{Refusal, Status};
use grappe::domain::contact::Phone;
use grappe::domain::patient::Patient;
use grappe::domain::reminder::ReminderChannel::SmsOrEmail;
use grappe::store::MessageChannel::{Email, Sms};
use grappe::store::MessageKind;

use super::{IN_A_FORTNIGHT, booked, days, practice, sent, texts, waiting};
use crate::support::house::{instant, person, secretary};

const OFF: ReminderChoice = ReminderChoice {
    channel: Email,
    is_on: false,
};

#[tokio::test]
async fn a_text_that_is_refused_between_due_and_claim_becomes_an_email_and_then_nothing() {
    let (practice, care) = practice(&[(SmsOrEmail, days(1, "14:00"))]).await;
    texts(&practice).await;
    let mobile = Phone::parse("06 12 34 56 78").unwrap();
    let zoe = Patient {
        phone: Some(mobile.clone()),
        ..person("Petit", "Zoé")
    };
    let made = booked(&practice, care, IN_A_FORTNIGHT, zoe).await;
    sent(&practice).await;
    practice.clock.set(instant("2026-03-16T13:05:00Z"));
    assert_eq!(waiting(&practice).await[0].1, "+33612345678");
    // Text messages wait for their line here: this one is due and was not claimed.
    assert_eq!(sent(&practice).await, []);
    assert_eq!(practice.app.reminders_off_by_text(mobile).await.unwrap(), 1);
    assert_eq!(waiting(&practice).await[0].1, "zoe.petit@example.org");
    assert_eq!(sent(&practice).await, [MessageKind::Reminder(1)]);
    practice
        .app
        .choose_reminders(
            made.patient,
            ReminderChoice {
                channel: Sms,
                is_on: true,
            },
            secretary(),
        )
        .await
        .unwrap();
    // It went by the other way already.
    assert_eq!(waiting(&practice).await, []);
    let kept = practice.app.appointment(made.id).await.unwrap().unwrap();
    assert_eq!(kept.status, Status::Confirmed);
}

#[tokio::test]
async fn one_click_ends_reminders_by_email_and_nothing_else_and_no_other_token_does() {
    let (practice, care) = practice(&[(SmsOrEmail, days(1, "14:00"))]).await;
    let made = booked(&practice, care, IN_A_FORTNIGHT, person("Petit", "Zoé")).await;
    let path = practice.app.reminders_off_path(made.patient);
    let token = path.strip_prefix("/reminders/off/").unwrap();
    for wrong in [
        "",
        "1",
        "1-",
        "2-abc",
        &token.replacen('1', "2", 1),
        &format!("{token}x"),
    ] {
        let refused = practice.app.reminders_off_by_click(wrong).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&Refusal::NotFound), "{wrong}");
        assert!(!practice.app.may_end_reminders(wrong));
    }
    assert_eq!(waiting(&practice).await.len(), 1);
    let before = practice.app.agenda().revision();
    for _ in 0..2 {
        practice.app.reminders_off_by_click(token).await.unwrap();
    }
    assert_eq!(waiting(&practice).await, []);
    assert_eq!(
        practice.app.agenda().revision().0,
        before.0 + 1,
        "the second click is no act"
    );
    let kept = practice.app.appointment(made.id).await.unwrap().unwrap();
    assert_eq!(kept.status, Status::Confirmed);
    // A cancellation still reaches the mailbox.
    sent(&practice).await;
    practice.app.cancel(made.id, None, secretary()).await.unwrap();
    assert_eq!(sent(&practice).await, [MessageKind::Cancelled]);
}

#[tokio::test]
async fn the_patient_behind_the_link_and_the_desk_switch_the_same_thing() {
    let (practice, care) = practice(&[(SmsOrEmail, days(1, "14:00"))]).await;
    let made = booked(&practice, care, IN_A_FORTNIGHT, person("Petit", "Zoé")).await;
    let app = &practice.app;
    let link = app.about(&made).await.unwrap().link;
    let pass = app
        .open_link(&link, SecondFact::Letters("Pet".to_owned()))
        .await
        .unwrap();
    let on = ReminderChoice { is_on: true, ..OFF };
    assert_eq!(app.linked(&pass).await.unwrap().reminders, [on]);
    app.choose_own_reminders(&pass, OFF).await.unwrap();
    assert_eq!(app.linked(&pass).await.unwrap().reminders, [OFF]);
    assert_eq!(waiting(&practice).await, []);
    assert_eq!(app.reminder_choices(made.patient).await.unwrap(), [OFF]);
    app.choose_reminders(made.patient, on, secretary()).await.unwrap();
    assert_eq!(waiting(&practice).await.len(), 1);
}
