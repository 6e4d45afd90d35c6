//! Our own database came back from a backup: no calendar is touched before somebody has accepted what that would do (caldav §6.3).

use std::collections::BTreeSet;

use chrono::TimeDelta;
use grappe::app::{Applied, CalendarPass, CalendarRefusal, ResumeHow};
use grappe::domain::booking::Appointment;
use grappe::domain::calendar::{DecisionKind, LinkReason, LinkState};
use grappe::domain::time::Interval;
use grappe::store::{DATABASE_FILE, NEWEST_FILE, OwnEvent};

use super::scene::{Scene, TEN, TWO, foreign, half};
use crate::support::house::{Practice, instant, secretary};

const LATER: &str = "2026-03-05T10:00:00Z";

/// A copy of the database as it is now.
async fn copied(scene: &Scene) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.sqlite3");
    scene.practice.app.store().copy_to(path.clone()).await.unwrap();
    (folder, path)
}

/// Stopped as the service stops, the copy put in the place of the database, and started.
async fn put_back(scene: Scene, copy: &std::path::Path) -> Scene {
    scene.practice.app.note_newest_record().await.unwrap();
    let Scene {
        practice,
        practitioner,
        care,
        link,
    } = scene;
    let Practice { app, clock, folder } = practice;
    drop(app);
    std::fs::copy(copy, folder.path().join(DATABASE_FILE)).unwrap();
    clock.advance(TimeDelta::minutes(2));
    let app = grappe::app::App::open(folder.path(), &clock).unwrap();
    Scene {
        practice: Practice { app, clock, folder },
        practitioner,
        care,
        link,
    }
}

/// One appointment stands in the calendar; since the copy it was moved, another was made, and the practitioner has an event more and
/// one less.
struct Returned {
    scene: Scene,
    booked: Appointment,
    event: OwnEvent,
}

impl Returned {
    async fn new() -> Self {
        let scene = Scene::new().await;
        let (booked, event) = scene.stands(TEN, "Petit").await;
        scene.sees(vec![foreign("old.ics", &[half(LATER)])], &[]).await;
        let (_kept, copy) = copied(&scene).await;
        scene.moves(&booked, scene.practitioner, TWO).await;
        scene.served(scene.link).await;
        let scene = put_back(scene, &copy).await;
        assert_eq!(scene.practice.app.suspend_returned().await.unwrap(), Some(1));
        Self { scene, booked, event }
    }

    /// What the calendar is like by now.
    fn pass(&self) -> CalendarPass {
        let busy = Interval::lasting(instant("2026-03-06T09:00:00Z"), TimeDelta::hours(1));
        let seen = vec![Scene::own(&self.event, half(TWO)), foreign("new.ics", &[busy])];
        let listed: BTreeSet<String> = seen.iter().map(|one| one.href.clone()).collect();
        CalendarPass {
            listed: Some(listed),
            ..self.scene.pass(seen, &[])
        }
    }

    async fn state(&self) -> (LinkState, Option<LinkReason>) {
        let link = self.scene.practice.app.calendar_links().await.unwrap().remove(0);
        (link.state, link.reason)
    }
}

#[tokio::test]
async fn an_older_copy_is_known_as_one_though_nobody_was_erased() {
    let returned = Returned::new().await;
    let restored = (LinkState::Suspended, Some(LinkReason::Restored));
    assert_eq!(returned.state().await, restored);
    let app = &returned.scene.practice.app;
    assert_eq!(
        app.suspend_returned().await.unwrap(),
        None,
        "what it is now is what is noted"
    );
    assert_eq!(returned.state().await, restored);
    assert_eq!(returned.scene.practice.problems().await, []);
}

#[tokio::test]
async fn a_note_that_lags_behind_raises_no_alarm() {
    let scene = Scene::new().await;
    let app = &scene.practice.app;
    assert_eq!(
        app.suspend_returned().await.unwrap(),
        None,
        "nothing is noted yet"
    );
    let noted = scene.practice.folder.path().join(NEWEST_FILE);
    let before = std::fs::read_to_string(&noted).unwrap();
    scene.stands(TEN, "Petit").await;
    // The plug is pulled: the last acts are on disk and were not noted.
    let practice = scene.practice.reopened();
    assert_eq!(std::fs::read_to_string(&noted).unwrap(), before);
    assert_eq!(practice.app.suspend_returned().await.unwrap(), None);
    let link = practice.app.calendar_links().await.unwrap().remove(0);
    assert_eq!(link.state, LinkState::Active);
    std::fs::write(&noted, "half a li").unwrap();
    assert_eq!(
        practice.app.suspend_returned().await.unwrap(),
        None,
        "on doubt, none"
    );
}

#[tokio::test]
async fn a_copy_that_went_on_by_itself_is_another_history() {
    let scene = Scene::new().await;
    let (_kept, copy) = copied(&scene).await;
    scene.books(TEN, "Petit").await;
    scene.practice.app.note_newest_record().await.unwrap();
    let noted = std::fs::read_to_string(scene.practice.folder.path().join(NEWEST_FILE)).unwrap();
    let scene = put_back(scene, &copy).await;
    for start in [TEN, TWO, LATER] {
        scene.books(start, "Blanc").await;
    }
    std::fs::write(scene.practice.folder.path().join(NEWEST_FILE), noted).unwrap();
    assert_eq!(scene.practice.app.suspend_returned().await.unwrap(), Some(1));
}

#[tokio::test]
async fn the_dry_run_tells_what_would_be_and_nothing_is() {
    let returned = Returned::new().await;
    let scene = &returned.scene;
    let app = &scene.practice.app;
    let due = app.due_calendars().await.unwrap();
    assert!(
        due.len() == 1 && due[0].link.sync_token.is_none(),
        "it is read in full"
    );
    let head = || app.store().read(|db: &grappe::store::Db<'_>| db.audit_head());
    let (revision, before) = (app.agenda().revision(), head().await.unwrap());
    let run = app.dry_run_calendar(returned.pass()).await.unwrap().unwrap();
    assert_eq!(
        (run.moved.count, run.moved.first.as_slice()),
        (1, &[(returned.booked.id, half(TEN), half(TWO))][..])
    );
    assert_eq!((run.taken.count, run.freed.count), (1, 1));
    assert_eq!(run.freed.first, [half(LATER)]);
    assert_eq!(
        (run.created.count, run.changed.count, run.removed.count),
        (0, 1, 0)
    );
    assert_eq!(run.changed.first[0].appointment, Some(returned.booked.id));
    assert_eq!((run.asked.count, run.suspicion), (0, None));

    assert_eq!(app.agenda().revision(), revision);
    assert_eq!(head().await.unwrap(), before);
    assert_eq!(scene.busy(), [half(LATER)]);
    assert!(scene.replacement(&returned.booked).await.is_none());
    assert_eq!(scene.waits(scene.link).await.len(), 0);
    assert_eq!(app.due_calendars().await.unwrap().len(), 0, "once");
    app.look_at_calendar_again(scene.link);
    assert_eq!(app.due_calendars().await.unwrap().len(), 1);
    // A worker that knows nothing of dry runs does the same.
    assert_eq!(
        app.apply_calendar(returned.pass()).await.unwrap(),
        Applied::Ignored
    );
    assert_eq!(app.due_calendars().await.unwrap().len(), 0);
    assert!(scene.replacement(&returned.booked).await.is_none());
    assert_eq!(scene.practice.problems().await, []);
}

#[tokio::test]
async fn nothing_is_taken_up_before_its_report_and_then_as_it_was_told() {
    let returned = Returned::new().await;
    let scene = &returned.scene;
    let app = &scene.practice.app;
    for how in [ResumeHow::AsItWas, ResumeHow::Anew, ResumeHow::Recreate] {
        let refused = app.resume_calendar(scene.link, how, secretary()).await;
        assert_eq!(refused.unwrap_err().refusal(), Some(&CalendarRefusal::WrongState));
    }
    app.dry_run_calendar(returned.pass()).await.unwrap();
    app.resume_calendar(scene.link, ResumeHow::AsItWas, secretary())
        .await
        .unwrap();
    assert_eq!(app.apply_calendar(returned.pass()).await.unwrap(), Applied::Done);
    let moved = scene.replacement(&returned.booked).await.unwrap();
    assert_eq!(moved.interval, half(TWO));
    assert!(!scene.busy().contains(&half(LATER)));
    assert_eq!(scene.practice.problems().await, []);
}

#[tokio::test]
async fn or_our_appointments_stay_as_they_are_and_are_written_again() {
    let returned = Returned::new().await;
    let scene = &returned.scene;
    let app = &scene.practice.app;
    app.dry_run_calendar(returned.pass()).await.unwrap();
    app.resume_calendar(scene.link, ResumeHow::Anew, secretary())
        .await
        .unwrap();
    assert_eq!(app.apply_calendar(returned.pass()).await.unwrap(), Applied::Done);
    assert!(scene.replacement(&returned.booked).await.is_none());
    let tasks = scene.waits(scene.link).await;
    let standing = tasks[0].appointment.as_ref().map(|row| row.interval);
    assert_eq!((tasks.len(), standing), (1, Some(half(TEN))));
    assert_eq!(
        tasks[0].write.event.etag.as_deref(),
        Some("\"by hand\""),
        "over what is there"
    );
    scene.served(scene.link).await;
    assert_eq!(scene.kinds().await, []);
}

#[tokio::test]
async fn many_that_moved_since_are_accepted_with_the_report_and_no_more_than_that() {
    let scene = Scene::new().await;
    let mut booked = Vec::new();
    for n in 0..21 {
        let start = instant("2026-03-09T08:00:00Z") + TimeDelta::days(n / 5) + TimeDelta::hours(n % 5);
        booked.push(scene.stands(&start.to_rfc3339(), &somebody(n)).await);
    }
    let (_kept, copy) = copied(&scene).await;
    scene.books(TEN, "Blanc").await;
    let scene = put_back(scene, &copy).await;
    let app = &scene.practice.app;
    app.suspend_returned().await.unwrap();
    let later = |interval: Interval| {
        Interval::lasting(interval.start + TimeDelta::minutes(30), TimeDelta::minutes(30))
    };
    let seen: Vec<_> = booked
        .iter()
        .map(|(row, event)| Scene::own(event, later(row.interval)))
        .collect();
    let listed: BTreeSet<String> = seen.iter().map(|one| one.href.clone()).collect();
    let pass = CalendarPass {
        listed: Some(listed),
        ..scene.pass(seen, &[])
    };
    let run = app.dry_run_calendar(pass.clone()).await.unwrap().unwrap();
    assert!(run.suspicion.is_some());
    assert_eq!((run.moved.count, run.moved.first.len()), (21, 20));
    app.resume_calendar(scene.link, ResumeHow::AsItWas, secretary())
        .await
        .unwrap();
    assert_eq!(app.apply_calendar(pass.clone()).await.unwrap(), Applied::Done);
    assert!(scene.replacement(&booked[20].0).await.is_some());
    let link = app.calendar_links().await.unwrap().remove(0);
    assert_eq!(link.accepted, None, "once");
}

#[tokio::test]
async fn an_appointment_made_since_is_told_as_such_and_keeps_its_time() {
    let scene = Scene::new().await;
    let (_kept, copy) = copied(&scene).await;
    let (_, event) = scene.stands(TEN, "Petit").await;
    let scene = put_back(scene, &copy).await;
    let app = &scene.practice.app;
    app.suspend_returned().await.unwrap();
    let stray = grappe::app::Observed {
        has_mark: true,
        ..Scene::own(&event, half(TEN))
    };
    let pass = scene.pass(vec![stray], &[]);
    let run = app.dry_run_calendar(pass.clone()).await.unwrap().unwrap();
    assert_eq!(run.asked.first, [(None, DecisionKind::Stray)]);
    app.resume_calendar(scene.link, ResumeHow::AsItWas, secretary())
        .await
        .unwrap();
    app.apply_calendar(pass).await.unwrap();
    assert_eq!(scene.busy(), [half(TEN)]);
    assert_eq!(scene.open().await[0].details.seen, Some(half(TEN)));
}

#[tokio::test]
async fn a_password_that_is_refused_meanwhile_is_asked_once() {
    let returned = Returned::new().await;
    let scene = &returned.scene;
    let app = &scene.practice.app;
    app.stop_calendar(scene.link, (LinkState::Refused, LinkReason::Credentials))
        .await
        .unwrap();
    let restored = (LinkState::Suspended, Some(LinkReason::Restored));
    assert_eq!(returned.state().await, restored);
    assert_eq!(app.due_calendars().await.unwrap().len(), 0);
    let waiting = app.restored_calendars().await.unwrap().remove(0);
    assert_eq!(waiting.stopped, Some(LinkReason::Credentials));
    app.look_at_calendar_again(scene.link);
    assert_eq!(app.due_calendars().await.unwrap().len(), 1);
}

/// A name without a digit in it.
fn somebody(n: i64) -> String {
    let letter = u8::try_from(n).map_or('z', |n| char::from(b'a' + n));
    format!("Petit{letter}")
}
