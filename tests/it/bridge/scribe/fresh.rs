//! Before a patient's booking is promised the calendar is asked once more, and nobody waits for a server (caldav §3.6).

use std::time::Duration;

use chrono::TimeDelta;
use grappe::app::Held;
use grappe::bridge::Scribe;
use grappe::domain::booking::Refusal;
use grappe::sys::task;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::{Scene, TEN, foreign};
use crate::bridge::fake::{Fault, Ways};
use crate::support::house::{draft, person};

struct Working {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Working {
    fn start(scene: &Scene) -> Self {
        let (stop, told) = watch::channel(false);
        let scribe = Scribe::new(scene.practice.app.clone(), None);
        Self {
            stop,
            task: task::spawn("test calendars", scribe.work(told)),
        }
    }

    async fn end(self) {
        self.stop.send(true).unwrap();
        self.task.await.unwrap();
    }
}

/// Somebody has chosen ten o'clock and got the code.
async fn chosen(scene: &Scene) -> (Held, String) {
    let practice = &scene.practice;
    let held = practice.holds(scene.care, TEN, "one").await;
    let asked = practice
        .app
        .request_code(&held.token, draft(person("Petit", "Zoé")));
    asked.await.unwrap();
    let code = practice.newest_code().await;
    (held, code)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_came_since_makes_the_confirmation_fail_with_other_times() {
    let scene = Scene::new(Ways::default()).await;
    let working = Working::start(&scene);
    let app = scene.practice.app.clone();
    assert!(app.sync_now(scene.link, Duration::from_secs(20)).await);
    let (held, code) = chosen(&scene).await;
    scene.fake.write("a.ics", &foreign("a", TEN));
    scene.practice.clock.advance(TimeDelta::seconds(31));
    let refused = app.confirm_hold(&held.token, &code, None).await.unwrap_err();
    let Some(Refusal::SlotTaken { alternatives }) = refused.refusal() else {
        panic!("{refused:?}");
    };
    assert_eq!(alternatives.len(), 3);
    working.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_lately_is_not_asked_again() {
    let scene = Scene::new(Ways::default()).await;
    let working = Working::start(&scene);
    let app = scene.practice.app.clone();
    assert!(app.sync_now(scene.link, Duration::from_secs(20)).await);
    let (held, code) = chosen(&scene).await;
    scene.fake.heard();
    scene.practice.clock.advance(TimeDelta::seconds(20));
    app.confirm_hold(&held.token, &code, None).await.unwrap();
    let heard = scene.fake.heard();
    assert!(!heard.contains(&"REPORT".to_owned()), "{heard:?}");
    working.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_hangs_makes_nobody_wait() {
    let scene = Scene::new(Ways::default()).await;
    let working = Working::start(&scene);
    let app = scene.practice.app.clone();
    assert!(app.sync_now(scene.link, Duration::from_secs(20)).await);
    let (held, code) = chosen(&scene).await;
    scene.fake.fail("REPORT", Fault::Drip);
    scene.practice.clock.advance(TimeDelta::seconds(31));
    let began = Instant::now();
    app.confirm_hold(&held.token, &code, None).await.unwrap();
    let took = began.elapsed();
    assert!(took >= Duration::from_millis(1900), "it was asked: {took:?}");
    assert!(took < Duration::from_secs(4), "{took:?}");
    // Its pass does not end in time; the program stops all the same.
    working.end().await;
}
