//! What is not sent in time: held back by quiet hours, given up, and on the phone list until somebody has called.

use grappe::domain::id::AppointmentId;
use grappe::domain::reminder::ReminderChannel::Email as ByEmail;
use grappe::domain::reminder::ReminderOffset;
use grappe::store::{MessageKind, Outcome};

use super::{IN_A_FORTNIGHT, booked, days, practice, sent, to_phone, waiting};
use crate::support::house::{instant, person, secretary};

#[tokio::test]
async fn a_reminder_that_only_quiet_hours_are_left_for_is_for_the_phone_at_once() {
    let (practice, care) = practice(&[(ByEmail, ReminderOffset::Hours(24))]).await;
    // reminders §4: due Sunday 09:30, booked Saturday 20:30, for Monday 09:30; then for 10:00, which Monday at eight still serves.
    practice.clock.set(instant("2026-03-07T19:30:00Z"));
    let lost = booked(&practice, care, "2026-03-09T08:30:00Z", person("Petit", "Zoé")).await;
    let kept = booked(&practice, care, "2026-03-09T09:00:00Z", person("Autre", "Ève")).await;
    assert_eq!(to_phone(&practice).await, [(lost.id.0, false)]);
    let rows = waiting(&practice).await;
    assert_eq!(
        (rows[0].0.as_slice(), rows[0].2.as_str()),
        (&[kept.id.0][..], "03-09T07:00Z")
    );
    sent(&practice).await;
    practice.clock.set(instant("2026-03-09T07:00:05Z"));
    assert_eq!(sent(&practice).await, [MessageKind::Reminder(1)]);

    let app = &practice.app;
    app.note_reminder_call(lost.id, true, secretary()).await.unwrap();
    assert_eq!(to_phone(&practice).await, [(lost.id.0, true)]);
    app.note_reminder_call(lost.id, false, secretary()).await.unwrap();
    assert_eq!(to_phone(&practice).await, [(lost.id.0, false)]);
    assert!(
        app.note_reminder_call(AppointmentId(99), true, secretary())
            .await
            .is_err()
    );
    app.cancel(lost.id, None, secretary()).await.unwrap();
    assert_eq!(to_phone(&practice).await, []);
}

#[tokio::test]
async fn what_is_claimed_in_the_quiet_hours_waits_for_their_end_or_is_given_up() {
    let (practice, care) = practice(&[(ByEmail, days(1, "19:30"))]).await;
    let early = booked(&practice, care, IN_A_FORTNIGHT, person("Petit", "Zoé")).await;
    let late = booked(&practice, care, "2026-03-17T13:00:00Z", person("Autre", "Ève")).await;
    sent(&practice).await;
    // The line was down until 20:01: the night is not disturbed. Eight o'clock is too late for nine.
    practice.clock.set(instant("2026-03-16T19:01:00Z"));
    assert_eq!(sent(&practice).await, []);
    assert_eq!(to_phone(&practice).await, [(early.id.0, false)]);
    let rows = waiting(&practice).await;
    assert_eq!(
        (rows[0].0.as_slice(), rows[0].2.as_str()),
        (&[late.id.0][..], "03-17T07:00Z")
    );
    practice.clock.set(instant("2026-03-17T07:00:00Z"));
    assert_eq!(sent(&practice).await, [MessageKind::Reminder(1)]);
}

#[tokio::test]
async fn a_reminder_that_failed_is_for_the_phone_unless_a_later_one_makes_up_for_it() {
    let (practice, care) = practice(&[(ByEmail, days(7, "10:00")), (ByEmail, days(1, "14:00"))]).await;
    let made = booked(&practice, care, IN_A_FORTNIGHT, person("Petit", "Zoé")).await;
    sent(&practice).await;
    let refused = |when: &'static str| {
        let practice = &practice;
        async move {
            practice.clock.set(instant(when));
            let notice = practice.app.due_notices(5).await.unwrap().remove(0);
            let attempt = practice.app.claim_notice(&notice.message).await.unwrap().unwrap();
            let failed = Outcome::Failed("550 5.1.1".to_owned());
            practice
                .app
                .settle_notice(notice.message.id, attempt, failed)
                .await
                .unwrap();
        }
    };
    refused("2026-03-10T09:00:00Z").await;
    assert_eq!(to_phone(&practice).await, []);
    refused("2026-03-16T13:00:00Z").await;
    assert_eq!(to_phone(&practice).await, [(made.id.0, false)]);
    practice.clock.set(instant("2026-03-17T08:00:01Z"));
    assert_eq!(to_phone(&practice).await, [], "it has begun");
}
