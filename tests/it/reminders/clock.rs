//! reminders §4, « Clock trust »: every row of its table, over the real store with a clock that moves when told.

use chrono::TimeDelta;
use grappe::app::App;
use grappe::domain::booking::Appointment;
use grappe::domain::reminder::ReminderChannel::Email as ByEmail;
use grappe::store::MessageKind;
use grappe::sys::clock::Trust;

use super::{booked, days, later, practice, sent, to_phone, waiting};
use crate::support::house::{Practice, instant, person};

const REMINDED: [MessageKind; 1] = [MessageKind::Reminder(1)];

/// High-water 2026-03-02T07:00Z, a reminder due 2026-03-02T09:00Z and useful until 2026-03-03T06:30Z, and nothing else to send.
async fn scene() -> (Practice, Appointment) {
    let (practice, care) = practice(&[(ByEmail, days(1, "10:00"))]).await;
    practice.clock.set(instant("2026-02-20T07:00:00Z"));
    let made = booked(&practice, care, "2026-03-03T08:30:00Z", person("Petit", "Zoé")).await;
    sent(&practice).await;
    practice.clock.set(instant("2026-03-02T07:00:00Z"));
    practice.app.sweep().await.unwrap();
    let rows = waiting(&practice).await;
    assert_eq!(rows[0].2, "03-02T09:00Z");
    (practice, made)
}

/// A power cut, and the start of a box without a battery clock that reads this.
fn boots(practice: Practice, reads: &str) -> Practice {
    let Practice { app, clock, folder } = practice;
    drop(app);
    clock.set(instant(reads));
    let clock = clock.needing_network_time(true);
    let app = App::open(folder.path(), &clock).unwrap();
    Practice { app, clock, folder }
}

/// Network time is reached.
fn synced(practice: &Practice, at: &str) {
    practice.clock.set(instant(at));
    practice.clock.reach_network_time();
}

/// A minute of the program: what time itself ends, and what may be sent.
async fn minute(practice: &Practice) -> Vec<MessageKind> {
    practice.app.sweep().await.unwrap();
    sent(practice).await
}

#[tokio::test]
async fn a_start_in_1970_or_at_the_date_of_the_image_sends_and_expires_nothing_until_time_is_known() {
    let (mut practice, _) = scene().await;
    for reads in ["1970-01-01T00:00:30Z", "2024-01-01T00:00:00Z"] {
        practice = boots(practice, reads);
        assert_eq!(practice.app.clock().trust(), Trust::Untrusted);
        assert_eq!(minute(&practice).await, []);
        later(&practice, TimeDelta::days(2));
        assert_eq!(minute(&practice).await, []);
        assert_eq!(
            (waiting(&practice).await.len(), to_phone(&practice).await.len()),
            (1, 0)
        );
    }
    synced(&practice, "2026-03-02T09:05:00Z");
    assert_eq!(minute(&practice).await, REMINDED);
    assert_eq!(minute(&practice).await, [], "once");
}

#[tokio::test]
async fn a_reminder_that_a_day_without_power_made_useless_is_for_the_phone() {
    let (practice, made) = scene().await;
    let practice = boots(practice, "1970-01-01T00:00:30Z");
    synced(&practice, "2026-03-03T08:00:00Z");
    assert_eq!(minute(&practice).await, []);
    assert_eq!(to_phone(&practice).await, [(made.id.0, false)]);
}

#[tokio::test]
async fn a_reminder_late_by_three_hours_of_power_cut_is_for_the_phone_and_by_less_is_sent() {
    for (back, expected) in [("2026-03-02T11:59:59Z", true), ("2026-03-02T12:00:00Z", false)] {
        let (practice, made) = scene().await;
        let practice = boots(practice, "1970-01-01T00:00:30Z");
        synced(&practice, back);
        let told = minute(&practice).await;
        assert_eq!(told == REMINDED, expected, "{back}");
        let listed = to_phone(&practice).await == [(made.id.0, false)];
        assert_eq!(listed, !expected, "{back}");
    }
}

#[tokio::test]
async fn a_clock_that_is_a_year_ahead_for_ten_minutes_sends_and_expires_nothing() {
    let (practice, made) = scene().await;
    let link = practice.app.about(&made).await.unwrap().link;
    practice.clock.jump(instant("2027-04-06T07:00:00Z"));
    assert_eq!(minute(&practice).await, []);
    later(&practice, TimeDelta::minutes(10));
    assert_eq!(minute(&practice).await, []);
    practice.clock.jump(instant("2026-03-02T07:10:00Z"));
    assert_eq!(minute(&practice).await, []);
    assert_eq!(
        (waiting(&practice).await.len(), to_phone(&practice).await.len()),
        (1, 0)
    );
    assert!(
        practice.app.is_link_open(&link).await.unwrap(),
        "no token is purged"
    );
    practice.clock.set(instant("2026-03-02T09:05:00Z"));
    assert_eq!(minute(&practice).await, REMINDED);
}

#[tokio::test]
async fn a_jump_ahead_that_network_time_confirms_sends_what_is_due() {
    let (practice, _) = scene().await;
    practice.clock.jump(instant("2026-03-02T09:05:00Z"));
    assert_eq!(minute(&practice).await, []);
    practice.clock.reach_network_time();
    assert_eq!(minute(&practice).await, REMINDED);
}

#[tokio::test]
async fn a_clock_that_goes_back_a_day_sends_nothing_again() {
    let (practice, _) = scene().await;
    practice.clock.set(instant("2026-03-02T09:05:00Z"));
    assert_eq!(minute(&practice).await, REMINDED);
    practice.clock.jump(instant("2026-03-01T09:05:00Z"));
    assert_eq!(practice.app.clock().trust(), Trust::Untrusted);
    assert_eq!(minute(&practice).await, []);
    // Even where that is confirmed: the state decides, not the time.
    practice.clock.reach_network_time();
    assert_eq!(minute(&practice).await, []);
    practice.clock.set(instant("2026-03-02T09:30:00Z"));
    assert_eq!(minute(&practice).await, []);
}

#[tokio::test]
async fn a_cut_after_the_claim_leaves_a_doubt_that_is_not_sent_again_blindly() {
    let (practice, _) = scene().await;
    let practice = boots(practice, "1970-01-01T00:00:30Z");
    synced(&practice, "2026-03-02T09:05:00Z");
    let notice = practice.app.due_notices(5).await.unwrap().remove(0);
    assert!(
        practice
            .app
            .claim_notice(&notice.message)
            .await
            .unwrap()
            .is_some()
    );
    let practice = boots(practice, "1970-01-01T00:00:30Z");
    assert_eq!(practice.app.doubt_attempts().await.unwrap(), 1);
    synced(&practice, "2026-03-02T09:20:00Z");
    practice.app.reconsider_notices().await.unwrap();
    assert_eq!(minute(&practice).await, []);
    let now = practice.app.notice(notice.message.id).await.unwrap().unwrap();
    assert_eq!(now.message.state, "given_up", "for the desk to see");
}

#[tokio::test]
async fn the_mark_is_kept_every_minute_and_may_be_read_once_more() {
    let (practice, _) = scene().await;
    practice.clock.set(instant("2026-03-02T08:00:00Z"));
    practice.app.sweep().await.unwrap();
    let Practice { app, clock, folder } = practice;
    drop(app);
    clock.set(instant("2026-03-02T07:59:59Z"));
    let app = App::open(folder.path(), &clock).unwrap();
    // Nothing is on record since seven o'clock, and yet it was later than that.
    assert_eq!(app.clock().trust(), Trust::Untrusted);
    clock.set(instant("2026-03-02T08:00:00Z"));
    assert_eq!(app.clock().trust(), Trust::Trusted);
}
