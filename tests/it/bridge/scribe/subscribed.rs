//! A calendar that is one file at an address.

use chrono::TimeDelta;
use grappe::bridge::{SyncTrouble, dav::DavError};
use grappe::domain::calendar::{DecisionKind, LinkKind, LinkOptions};

use super::{Scene, TEN, TWO, foreign, half};
use crate::bridge::fake::{Answer, Fake, Fault, Ways};

/// A file of these events, each half an hour.
fn file(events: &[(&str, &str)]) -> String {
    let body = |(uid, start): &(&str, &str)| {
        let text = foreign(uid, start);
        let from = text.find("BEGIN:VEVENT").unwrap();
        text[from..].replace("END:VCALENDAR\r\n", "")
    };
    let inside: String = events.iter().map(body).collect();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}END:VCALENDAR\r\n")
}

fn serves(fake: &Fake, text: &str) {
    let answer = Answer::new(200).with("Content-Type", "text/plain").body(text);
    fake.fail("GET", Fault::Instead(answer));
}

#[tokio::test]
async fn every_event_of_a_file_takes_time_and_a_broken_one_only_itself() {
    let fake = Fake::start(Ways::default());
    let mut scene = Scene::over(fake, LinkKind::Subscribed, LinkOptions::default()).await;
    serves(&scene.fake, &file(&[("a", TEN), ("b", TWO)]));
    assert_eq!(scene.pass().await.unwrap().seen, 2);
    assert_eq!(scene.busy(), [half(TEN), half(TWO)]);
    // The same, read and not taken for new.
    serves(&scene.fake, &file(&[("a", TEN), ("b", TWO)]));
    assert_eq!(scene.pass().await.unwrap().seen, 0);
    scene.fake.fail("GET", Fault::Instead(Answer::new(304)));
    assert_eq!(scene.pass().await.unwrap().seen, 0);
    assert_eq!(scene.busy().len(), 2);
    let broken = file(&[("a", TEN), ("b", TWO), ("c", "2026-03-05T09:00:00Z")]);
    let broken = broken.replacen("UID:b\r\n", "UID:b\r\nRRULE:FREQ=SOMETIMES\r\n", 1);
    serves(&scene.fake, &broken);
    assert_eq!(scene.pass().await.unwrap().seen, 2);
    assert_eq!(scene.busy().len(), 3, "what was known of it stays");
    assert_eq!(scene.kinds().await, [DecisionKind::Quarantined]);
    serves(&scene.fake, &file(&[("b", TWO), ("c", "2026-03-05T09:00:00Z")]));
    assert_eq!(scene.pass().await.unwrap().gone, 1);
    assert_eq!(scene.busy(), [half(TWO), half("2026-03-05T09:00:00Z")]);
    scene.is_sound().await;
}

#[tokio::test]
async fn what_is_no_calendar_changes_nothing() {
    let fake = Fake::start(Ways::default());
    let mut scene = Scene::over(fake, LinkKind::Subscribed, LinkOptions::default()).await;
    let whole = file(&[("a", TEN)]);
    serves(&scene.fake, &whole);
    scene.passes(1).await;
    let cut = &whole[..whole.len() - 30];
    for text in [cut, "", "{}"] {
        serves(&scene.fake, text);
        let unread = scene.pass().await;
        assert!(matches!(unread, Err(SyncTrouble::Unreadable(_))), "{unread:?}");
        assert_eq!(scene.busy(), [half(TEN)]);
    }
    serves(&scene.fake, "<html>sign in</html>");
    let page = scene.pass().await;
    assert!(
        matches!(page, Err(SyncTrouble::Dav(DavError::WebPage))),
        "{page:?}"
    );
    assert!(scene.is_active().await);
    serves(&scene.fake, &whole);
    scene.practice.clock.advance(TimeDelta::hours(1));
    scene.passes(1).await;
    assert_eq!(scene.busy(), [half(TEN)]);
}
