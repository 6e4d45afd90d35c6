//! A calendar is linked, put to rest, taken up again and let go of.

use grappe::app::{CalendarRefusal, ResumeHow};
use grappe::domain::calendar::{LinkOptions, LinkReason, LinkState, Privacy};
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
