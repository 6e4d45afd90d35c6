//! A calendar is linked, put to rest, taken up again and let go of.

use grappe::app::{Applied, CalendarRefusal, ResumeHow};
use grappe::domain::calendar::{LinkKind, LinkOptions, LinkReason, LinkState, Privacy, Suspicion};
use grappe::domain::time::Interval;
use grappe::store::{CalendarLinkEdit, Wish};

use super::scene::{Scene, TEN, TWO, foreign, half, written};
use crate::support::filled::names;
use crate::support::house::secretary;

#[tokio::test]
async fn a_new_calendar_gets_what_is_to_come_and_its_password_lies_sealed() {
    let scene = Scene::new().await;
    let app = &scene.practice.app;
    app.remove_calendar(scene.link, false, secretary()).await.unwrap();
    scene.books(TEN, "Petit").await;
    let link = app.link_calendar(written(scene.practitioner, LinkOptions::default()), secretary());
    let link = link.await.unwrap();
    assert_eq!(scene.waits(link).await.len(), 1);
    let sealed = names(&scene.practice.database(), "SELECT secret FROM calendar_links").remove(0);
    assert!(!sealed.contains("mot de passe"));
    scene.practice.clock.advance(chrono::TimeDelta::minutes(2));
    let due = app.due_calendars().await.unwrap();
    assert_eq!(due[0].password.as_deref(), Some("mot de passe"));
    let twice = app.link_calendar(written(scene.practitioner, LinkOptions::default()), secretary());
    let twice = twice.await.unwrap_err();
    assert_eq!(twice.refusal(), Some(&CalendarRefusal::AlreadyWritten));
}

#[tokio::test]
async fn a_calendar_at_rest_goes_on_taking_time_and_is_written_later() {
    let scene = Scene::new().await;
    let app = &scene.practice.app;
    scene.sees(vec![foreign("a.ics", &[half(TWO)])], &[]).await;
    app.pause_calendar(scene.link, secretary()).await.unwrap();
    scene.books(TEN, "Petit").await;
    assert_eq!(scene.busy(), [half(TWO)]);
    scene.practice.clock.advance(chrono::TimeDelta::minutes(2));
    assert_eq!(app.due_calendars().await.unwrap().len(), 0);
    app.resume_calendar(scene.link, ResumeHow::AsItWas, secretary())
        .await
        .unwrap();
    assert_eq!(app.due_calendars().await.unwrap().len(), 1);
    assert_eq!(scene.waits(scene.link).await.len(), 1);
}

#[tokio::test]
async fn credentials_that_are_refused_wait_for_new_ones() {
    let scene = Scene::new().await;
    let app = &scene.practice.app;
    scene.stands(TEN, "Petit").await;
    app.stop_calendar(scene.link, (LinkState::Refused, LinkReason::Credentials))
        .await
        .unwrap();
    let link = app.calendar_links().await.unwrap().remove(0);
    assert_eq!(
        (link.state, link.reason),
        (LinkState::Refused, Some(LinkReason::Credentials))
    );
    let edit = CalendarLinkEdit {
        login: "helene".to_owned(),
        privacy: Privacy::Nothing,
        options: link.options,
        pin: None,
    };
    let changed = (edit, Some("un autre".to_owned()));
    app.edit_calendar(scene.link, changed, secretary()).await.unwrap();
    let due = app.due_calendars().await.unwrap();
    assert_eq!(due[0].password.as_deref(), Some("un autre"));
    assert_eq!(
        scene.waits(scene.link).await.len(),
        1,
        "what events say of patients is written anew"
    );
}

#[tokio::test]
async fn a_calendar_that_is_left_gives_its_time_back_and_the_appointments_stay() {
    let scene = Scene::new().await;
    let app = &scene.practice.app;
    let (row, _) = scene.stands(TEN, "Petit").await;
    scene.sees(vec![foreign("a.ics", &[half(TWO)])], &[]).await;
    app.remove_calendar(scene.link, true, secretary()).await.unwrap();
    let leaves = scene.waits(scene.link).await;
    assert_eq!((leaves.len(), leaves[0].write.wish), (1, Wish::Absent));
    assert_eq!(app.calendar_links().await.unwrap()[0].state, LinkState::Leaving);
    scene.served(scene.link).await;
    assert_eq!(
        app.calendar_links().await.unwrap().len(),
        0,
        "it ends with the last event"
    );
    assert_eq!(scene.busy(), []);
    assert!(scene.row(&row).await.status.takes_time());
    assert_eq!(scene.practice.problems().await, []);
}

#[tokio::test]
async fn pauses_grow_while_a_server_does_not_answer() {
    let scene = Scene::new().await;
    let app = &scene.practice.app;
    scene.practice.clock.advance(chrono::TimeDelta::minutes(2));
    for (failures, minutes) in [(1, 1), (2, 2), (3, 4)] {
        assert_eq!(app.note_calendar_failure(scene.link).await.unwrap(), failures);
        let link = app.calendar_links().await.unwrap().remove(0);
        assert_eq!((link.due - app.now()).num_minutes(), minutes);
    }
    scene.sees(Vec::new(), &[]).await;
    assert_eq!(app.calendar_links().await.unwrap()[0].failures, 0);
}

/// What is written there for one practitioner would take the time of the other.
#[tokio::test]
async fn a_calendar_is_linked_once_and_shared_only_to_be_read() {
    let scene = Scene::new().await;
    let app = &scene.practice.app;
    let colleague = scene.practice.with_practitioner("Dr Paul Petit").await;
    let mut request = written(scene.practitioner, LinkOptions::default());
    request.link.kind = LinkKind::Read;
    let mine = app.link_calendar(request.clone(), secretary()).await.unwrap_err();
    assert_eq!(mine.refusal(), Some(&CalendarRefusal::AlreadyLinked));
    request.link.practitioner = colleague;
    let theirs = app.link_calendar(request.clone(), secretary()).await.unwrap_err();
    assert_eq!(theirs.refusal(), Some(&CalendarRefusal::AlreadyLinked));
    request.link.url = "https://nas.example.org/shared/".to_owned();
    app.link_calendar(request.clone(), secretary()).await.unwrap();
    request.link.practitioner = scene.practitioner;
    app.link_calendar(request, secretary()).await.unwrap();
    assert_eq!(app.calendar_links().await.unwrap().len(), 3);
}

/// The moves that stopped it are still there when it goes on: they are put back, and do not stop it once more.
#[tokio::test]
async fn many_moves_at_once_are_written_back_when_the_practice_says_so() {
    let scene = Scene::new().await;
    let app = &scene.practice.app;
    let mut moved = Vec::new();
    let mut rows = Vec::new();
    for nth in 0..22_i64 {
        let day = 9 + nth / 12;
        let minutes = 9 * 60 + nth % 12 * 30;
        let start = format!("2026-03-{day:02}T{:02}:{:02}:00Z", minutes / 60, minutes % 60);
        let (row, event) = scene.stands(&start, &format!("Patient{}", letters(nth))).await;
        let shifted = Interval::lasting(
            row.interval.start + chrono::TimeDelta::hours(72),
            row.interval.length(),
        );
        moved.push(Scene::own(&event, shifted));
        rows.push(row);
    }
    let names: Vec<String> = moved.iter().map(|one| one.href.clone()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let suspicion = Applied::Suspended(Suspicion::Moved);
    assert_eq!(scene.lists(moved.clone(), &names).await, suspicion);
    app.resume_calendar(scene.link, ResumeHow::AsItWas, secretary())
        .await
        .unwrap();
    assert_eq!(
        scene.lists(moved.clone(), &names).await,
        suspicion,
        "nothing was mended"
    );
    scene.practice.clock.advance(chrono::TimeDelta::seconds(5));
    app.resume_calendar(scene.link, ResumeHow::Anew, secretary())
        .await
        .unwrap();
    assert_eq!(scene.lists(moved, &names).await, Applied::Done);
    assert_eq!(scene.waits(scene.link).await.len(), rows.len());
    for row in &rows {
        assert!(scene.replacement(row).await.is_none(), "no appointment moved");
    }
}

/// A name of its own for each number.
fn letters(nth: i64) -> String {
    let letter = |n: i64| char::from(b'a' + u8::try_from(n).unwrap());
    [letter(nth / 10), letter(nth % 10)].iter().collect()
}
