//! What is large, what is read in another zone, and what may not be written.

use std::fmt::Write as _;

use chrono::TimeDelta;
use grappe::domain::booking::Status;
use grappe::domain::calendar::DecisionKind;
use grappe::domain::practice::Practice;
use grappe::domain::time::Zone;
use grappe::store::CalendarLinkEdit;

use super::{Scene, TEN, TWO, foreign, half};
use crate::bridge::fake::{Answer, Fault, Ways};
use crate::support::house::{instant, secretary};

/// With so many bytes in lines of 76.
fn attached(text: &str, bytes: usize) -> String {
    let mut file = "ATTACH;ENCODING=BASE64;VALUE=BINARY:\r\n".to_owned();
    let line = format!(" {}\r\n", "QUJD".repeat(18));
    for _ in 0..bytes / line.len() {
        file += &line;
    }
    text.replace("SUMMARY", &(file + "SUMMARY"))
}

#[tokio::test]
async fn events_with_large_attachments_take_their_time() {
    let mut scene = Scene::new(Ways::default()).await;
    scene.pass().await.unwrap();
    for nth in 0..12 {
        let uid = format!("e{nth}");
        let start = instant(TEN) + TimeDelta::hours(nth);
        let text = foreign(&uid, &start.format("%Y-%m-%dT%H:%M:%SZ").to_string());
        scene.fake.write(&format!("{uid}.ics"), &attached(&text, 500_000));
    }
    assert_eq!(scene.pass().await.unwrap().seen, 12);
    assert_eq!(scene.busy().len(), 12);
    assert_eq!(scene.kinds().await, []);
    // Nothing of it is asked for again.
    scene.fake.heard();
    scene.passes(1).await;
    let heard = scene.fake.heard();
    assert!(!heard.contains(&"GET".to_owned()), "{heard:?}");
    scene.is_sound().await;
}

#[tokio::test]
async fn what_is_attached_to_an_event_of_ours_stays_there() {
    let mut scene = Scene::new(Ways::default()).await;
    let row = scene.stands(TEN, "Petit").await;
    scene.passes(1).await;
    // So large that it comes alone.
    scene.edit(|text| attached(text, 3_000_000).replace("20260304T10", "20260304T14"));
    scene.passes(2).await;
    assert!(scene.replacement(&row).await.is_some(), "it was read");
    let (_, text) = scene.own();
    assert!(
        text.contains("20260304T140000") && text.len() > 2_500_000,
        "{}",
        text.len()
    );
    assert!(text.contains("X-GRAPPE-REV") && text.matches("ATTACH").count() == 1);
    scene.is_sound().await;
}

#[tokio::test]
async fn what_is_too_large_is_told_and_takes_the_time_at_its_head() {
    let mut scene = Scene::new(Ways::default()).await;
    let mut more = "DESCRIPTION:\r\n".to_owned();
    for _ in 0..100_000 {
        write!(more, " {}\r\n", "x".repeat(70)).unwrap();
    }
    let text = foreign("a", TEN).replace("SUMMARY", &(more + "SUMMARY"));
    scene.fake.write("a.ics", &text);
    scene.fake.write("b.ics", &foreign("b", TWO));
    scene.pass().await.unwrap();
    assert_eq!(scene.busy(), [half(TEN), half(TWO)]);
    assert_eq!(scene.kinds().await, [DecisionKind::Quarantined]);
    scene.is_sound().await;
}

#[tokio::test]
async fn another_zone_reads_every_event_anew() {
    let mut scene = Scene::new(Ways::default()).await;
    let floating = foreign("a", TEN).replace("20260304T090000Z", "20260304T100000");
    let floating = floating.replace("20260304T093000Z", "20260304T103000");
    scene.fake.write("a.ics", &floating);
    scene.pass().await.unwrap();
    assert_eq!(scene.busy(), [half(TEN)]);
    scene
        .practice
        .set_up(|tx| {
            let elsewhere = Practice {
                zone: Zone::named("Indian/Reunion").unwrap(),
                ..tx.agenda().set_up().practice.clone()
            };
            tx.save_practice(&elsewhere)
        })
        .await;
    // At once, and not when the next pass would have been due.
    scene.round().await.unwrap().unwrap();
    assert_eq!(scene.busy(), [half("2026-03-04T06:00:00Z")]);
    scene.is_sound().await;
}

#[tokio::test]
async fn a_calendar_that_may_not_be_written_is_told_once_and_written_when_it_may() {
    let mut scene = Scene::new(Ways::default()).await;
    scene.fake.write("a.ics", &foreign("a", TWO));
    scene.pass().await.unwrap();
    for _ in 0..9 {
        scene.fake.fail("PUT", Fault::Instead(Answer::new(403)));
    }
    let hours = ["08:00", "10:00", "10:30", "11:00", "14:00"];
    let mut rows = Vec::new();
    for hour in hours {
        rows.push(scene.books(&format!("2026-03-04T{hour}:00Z"), "Petit").await);
    }
    scene.round().await.unwrap().unwrap();
    assert_eq!(
        scene.kinds().await,
        [DecisionKind::ReadOnly],
        "once, not for each"
    );
    scene.fake.heard();
    // Reading goes on, and nothing is written for an hour.
    scene.fake.write("b.ics", &foreign("b", "2026-03-05T09:00:00Z"));
    scene.passes(1).await;
    assert_eq!(scene.busy().len(), 2);
    let heard = scene.fake.heard();
    assert!(!heard.contains(&"PUT".to_owned()), "{heard:?}");
    scene.practice.clock.advance(TimeDelta::hours(1));
    scene.passes(1).await;
    assert_eq!(
        (scene.ours().len(), scene.kinds().await),
        (hours.len(), Vec::new())
    );
    for row in &rows {
        assert_eq!(scene.row(row).await.status, Status::Confirmed);
    }
    scene.is_sound().await;
}

#[tokio::test]
async fn whoever_changes_the_account_need_not_wait_for_the_hour() {
    let mut scene = Scene::new(Ways::default()).await;
    scene.pass().await.unwrap();
    for _ in 0..3 {
        scene.fake.fail("PUT", Fault::Instead(Answer::new(403)));
    }
    scene.books(TEN, "Petit").await;
    scene.round().await.unwrap().unwrap();
    assert_eq!(scene.kinds().await, [DecisionKind::ReadOnly]);
    let link = scene.link().await;
    let edit = CalendarLinkEdit {
        login: link.login,
        privacy: link.privacy,
        options: link.options,
        pin: None,
    };
    let app = scene.practice.app.clone();
    app.edit_calendar(scene.link, (edit, None), secretary())
        .await
        .unwrap();
    scene.round().await.unwrap().unwrap();
    assert_eq!((scene.ours().len(), scene.kinds().await), (1, Vec::new()));
}
