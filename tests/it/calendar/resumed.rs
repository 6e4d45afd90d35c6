//! The choices after the guard has stopped a calendar (caldav §6.3): no choice cancels an appointment.

use chrono::TimeDelta;
use grappe::app::{Applied, DecisionAnswer, ResumeHow};
use grappe::domain::booking::Appointment;
use grappe::domain::calendar::{DecisionKind, Suspicion};
use grappe::domain::time::Interval;
use grappe::store::Wish;

use super::scene::{Scene, TEN, TWO, foreign, half};
use crate::support::house::secretary;

const EVENTS: i64 = 12;

fn on_day(n: i64) -> Interval {
    Interval::lasting(half(TWO).start + TimeDelta::days(n), TimeDelta::minutes(30))
}

fn href(n: i64) -> String {
    format!("{n}.ics")
}

/// One of ours and a dozen of the practitioner's own; all of them vanished at once.
async fn vanished() -> (Scene, Appointment) {
    let scene = Scene::new().await;
    let (booked, event) = scene.stands(TEN, "Petit").await;
    let mut seen: Vec<_> = (0..EVENTS).map(|n| foreign(&href(n), &[on_day(n)])).collect();
    seen.push(Scene::own(&event, half(TEN)));
    scene.sees(seen, &[]).await;
    let none = scene.lists(Vec::new(), &[]).await;
    assert_eq!(none, Applied::Suspended(Suspicion::Vanished));
    (scene, booked)
}

async fn resumed(how: ResumeHow) -> (Scene, Appointment) {
    let (scene, booked) = vanished().await;
    let app = &scene.practice.app;
    app.resume_calendar(scene.link, how, secretary()).await.unwrap();
    let waits = scene.waits(scene.link).await;
    assert_eq!((waits.len(), waits[0].write.wish), (1, Wish::Present));
    (scene, booked)
}

#[tokio::test]
async fn ours_are_written_again_and_the_time_of_the_others_stays_taken_until_they_are_back() {
    let (scene, booked) = resumed(ResumeHow::Recreate).await;
    assert_eq!(scene.lists(Vec::new(), &[]).await, Applied::Done);
    assert_eq!(scene.busy().len(), usize::try_from(EVENTS).unwrap());
    assert_eq!(scene.kinds().await, [DecisionKind::Kept]);
    assert_eq!(scene.practice.app.count_waiting().await.unwrap(), 1);
    assert!(scene.row(&booked).await.status.takes_time());
    let waits = scene.waits(scene.link).await;
    assert_eq!(waits.len(), 1, "not asked of ours");
    assert_eq!(waits[0].write.event.href, None, "it is made, not changed");
    // Some come back, at other times; of them the calendar is believed again.
    let there = ["0.ics", "1.ics"];
    let back = vec![foreign("0.ics", &[on_day(20)]), foreign("1.ics", &[])];
    assert_eq!(scene.lists(back, &there).await, Applied::Done);
    let busy = scene.busy();
    assert!(busy.contains(&on_day(20)) && busy.contains(&on_day(2)));
    assert!(!busy.contains(&on_day(0)) && !busy.contains(&on_day(1)));
    scene.sees(Vec::new(), &["0.ics"]).await;
    assert!(
        !scene.busy().contains(&on_day(20)),
        "deleted one by one is deleted"
    );
    assert_eq!(scene.practice.problems().await, []);
}

#[tokio::test]
async fn the_time_that_was_kept_is_freed_by_an_answer() {
    let (scene, _) = resumed(ResumeHow::Recreate).await;
    scene.lists(Vec::new(), &[]).await;
    let question = scene.open().await.remove(0);
    let app = &scene.practice.app;
    app.answer_calendar_decision(question.id, DecisionAnswer::Free, secretary())
        .await
        .unwrap();
    assert_eq!((scene.busy(), scene.kinds().await), (Vec::new(), Vec::new()));
    scene.lists(Vec::new(), &[]).await;
    assert_eq!(scene.kinds().await, []);
    assert_eq!(scene.practice.problems().await, []);
}

#[tokio::test]
async fn the_question_about_kept_time_ends_when_all_events_are_back() {
    let (scene, _) = resumed(ResumeHow::Recreate).await;
    scene.lists(Vec::new(), &[]).await;
    let names: Vec<String> = (0..EVENTS).map(href).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let back = (0..EVENTS).map(|n| foreign(&href(n), &[on_day(n)])).collect();
    assert_eq!(scene.lists(back, &names).await, Applied::Done);
    assert_eq!(scene.kinds().await, []);
}

#[tokio::test]
async fn or_the_others_are_gone_and_ours_are_written_again_all_the_same() {
    let (scene, booked) = resumed(ResumeHow::Anew).await;
    assert_eq!(scene.lists(Vec::new(), &[]).await, Applied::Done);
    assert_eq!((scene.busy(), scene.kinds().await), (Vec::new(), Vec::new()));
    assert!(scene.row(&booked).await.status.takes_time());
    assert_eq!(scene.waits(scene.link).await.len(), 1);
    assert_eq!(scene.practice.problems().await, []);
}

#[tokio::test]
async fn or_another_calendar_is_chosen_and_gets_what_is_to_come() {
    let (scene, booked) = vanished().await;
    let app = &scene.practice.app;
    app.remove_calendar(scene.link, false, secretary()).await.unwrap();
    assert_eq!(scene.busy(), []);
    let options = grappe::domain::calendar::LinkOptions::default();
    let next = app.link_calendar(super::scene::written(scene.practitioner, options), secretary());
    let next = next.await.unwrap();
    assert_eq!(scene.waits(next).await.len(), 1);
    assert!(scene.row(&booked).await.status.takes_time());
}

#[tokio::test]
async fn more_than_twenty_that_moved_at_once_are_put_back_where_the_practice_says_so() {
    let scene = Scene::new().await;
    let mut standing = Vec::new();
    for n in 0..21 {
        let start = half(TEN).start + TimeDelta::days(5 + n / 5) + TimeDelta::hours(n % 5);
        standing.push(scene.stands(&start.to_rfc3339(), &somebody(n)).await);
    }
    let hour = TimeDelta::minutes(30);
    let seen: Vec<_> = standing
        .iter()
        .map(|(row, event)| Scene::own(event, Interval::lasting(row.interval.start + hour, hour)))
        .collect();
    let app = &scene.practice.app;
    let applied = app.apply_calendar(scene.pass(seen.clone(), &[])).await.unwrap();
    assert_eq!(applied, Applied::Suspended(Suspicion::Moved));
    app.resume_calendar(scene.link, ResumeHow::Anew, secretary())
        .await
        .unwrap();
    let applied = app.apply_calendar(scene.pass(seen, &[])).await.unwrap();
    assert_eq!(applied, Applied::Done, "where they stand there is not believed");
    assert!(scene.replacement(&standing[0].0).await.is_none());
    assert_eq!(scene.served(scene.link).await, 21);
}

/// A name without a digit in it.
fn somebody(n: i64) -> String {
    let letter = u8::try_from(n).map_or('z', |n| char::from(b'a' + n));
    format!("Petit{letter}")
}
