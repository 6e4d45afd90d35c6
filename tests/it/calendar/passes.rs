//! What a pass saw, brought into the practice (caldav §6).

use chrono::TimeDelta;
use grappe::app::{Applied, Observed, ResumeHow, Times};
use grappe::domain::booking::Refusal;
use grappe::domain::calendar::{DecisionKind, LinkReason, LinkState, Stand, Suspicion};
use grappe::domain::slot::{SlotQuery, search};
use grappe::domain::time::Interval;
use grappe::store::{MessageKind, Wish};

use super::scene::{Scene, TEN, TWO, foreign, half};
use crate::support::house::{Practice, at_the_desk, draft, instant, person, secretary};

/// Whether a patient is offered that start.
fn is_offered(scene: &Scene, start: &str) -> bool {
    let date = instant(start).date_naive();
    let query = SlotQuery::new(scene.care, Some(scene.practitioner), date, date);
    let found = search(&scene.practice.app.agenda(), &query, scene.practice.app.now());
    found.iter().any(|slot| slot.start == instant(start))
}

#[tokio::test]
async fn an_event_takes_time_while_it_is_there() {
    let scene = Scene::new().await;
    assert!(is_offered(&scene, TEN));
    scene
        .sees(vec![foreign("a.ics", &[half(TEN), half(TWO)])], &[])
        .await;
    assert!(!is_offered(&scene, TEN) && !is_offered(&scene, TWO));
    let revision = scene.practice.app.agenda().revision();
    scene
        .sees(vec![foreign("a.ics", &[half(TEN), half(TWO)])], &[])
        .await;
    assert_eq!(
        scene.practice.app.agenda().revision(),
        revision,
        "nothing new is no news"
    );
    scene.sees(vec![foreign("a.ics", &[half(TWO)])], &[]).await;
    assert!(is_offered(&scene, TEN) && !is_offered(&scene, TWO), "moved away");
    scene.sees(Vec::new(), &["a.ics", "never-known.ics"]).await;
    assert!(is_offered(&scene, TWO), "deleted");
    assert_eq!(scene.busy(), []);
    assert_eq!(scene.kinds().await, []);
    assert_eq!(scene.practice.problems().await, []);
}

#[tokio::test]
async fn what_a_calendar_takes_is_known_after_a_start() {
    let scene = Scene::new().await;
    scene.sees(vec![foreign("a.ics", &[half(TEN)])], &[]).await;
    let Scene {
        practice,
        practitioner,
        ..
    } = scene;
    let practice: Practice = practice.reopened();
    assert_eq!(practice.app.agenda().busy(practitioner), [half(TEN)]);
}

#[tokio::test]
async fn the_desk_is_told_why_and_may_book_over_it_with_a_reason() {
    let scene = Scene::new().await;
    scene.sees(vec![foreign("a.ics", &[half(TEN)])], &[]).await;
    let mut request = at_the_desk(scene.care, TEN, person("Petit", "Zoé"));
    request.practitioner = Some(scene.practitioner);
    let refused = scene.practice.app.book(request.clone(), None).await.unwrap_err();
    let Some(Refusal::Busy { alternatives }) = refused.refusal() else {
        panic!("{refused:?}");
    };
    assert_eq!(alternatives.len(), 3);
    request.overbooking = Some("Urgence".to_owned());
    scene.practice.app.book(request, None).await.unwrap();
}

#[tokio::test]
async fn an_event_between_choice_and_confirmation_makes_it_fail_with_other_times() {
    let scene = Scene::new().await;
    let practice = &scene.practice;
    let held = practice.holds(scene.care, TEN, "one").await;
    practice
        .app
        .request_code(&held.token, draft(person("Petit", "Zoé")))
        .await
        .unwrap();
    let code = practice.newest_code().await;
    scene.sees(vec![foreign("a.ics", &[half(TEN)])], &[]).await;
    let refused = practice
        .app
        .confirm_hold(&held.token, &code, None)
        .await
        .unwrap_err();
    let Some(Refusal::SlotTaken { alternatives }) = refused.refusal() else {
        panic!("patients are not told why: {refused:?}");
    };
    assert_eq!(alternatives.len(), 3);
}

#[tokio::test]
async fn a_move_in_the_calendar_moves_the_appointment_and_tells_the_patient() {
    let scene = Scene::new().await;
    let (booked, event) = scene.stands(TEN, "Petit").await;
    let later = half(TWO);
    scene.sees(vec![Scene::own(&event, later)], &[]).await;
    let moved = scene.replacement(&booked).await.unwrap();
    assert_eq!(moved.interval, later);
    let notices = scene.practice.app.recent_notices(1).await.unwrap();
    assert_eq!(notices[0].message.kind, MessageKind::Moved);
    let task = scene.waits(scene.link).await.remove(0);
    assert_eq!(
        (task.write.wish, task.write.event.id.as_str()),
        (Wish::Present, event.id.as_str())
    );
    assert_eq!(
        task.write.event.body.as_deref(),
        Some("SUMMARY:by hand"),
        "what is theirs is kept"
    );
    assert_eq!(task.write.event.etag.as_deref(), Some("\"by hand\""));
    scene.served(scene.link).await;
    let event = scene.event(&moved).await;
    scene.sees(vec![Scene::own(&event, later)], &[]).await;
    assert!(
        scene.replacement(&moved).await.is_none(),
        "its own echo moves nothing"
    );
    assert_eq!((scene.kinds().await, scene.busy()), (Vec::new(), Vec::new()));
    assert_eq!(scene.practice.problems().await, []);
}

#[tokio::test]
async fn a_move_to_another_length_or_outside_the_hours_is_accepted_and_told() {
    let scene = Scene::new().await;
    let (booked, event) = scene.stands(TEN, "Petit").await;
    let evening = Interval::lasting(instant("2026-03-04T19:00:00Z"), TimeDelta::minutes(50));
    scene.sees(vec![Scene::own(&event, evening)], &[]).await;
    let moved = scene.replacement(&booked).await.unwrap();
    assert_eq!(moved.interval, evening);
    assert_eq!(scene.kinds().await, [DecisionKind::OutsideHours]);
}

#[tokio::test]
async fn a_move_onto_another_appointment_is_put_back() {
    let scene = Scene::new().await;
    let (booked, event) = scene.stands(TEN, "Petit").await;
    scene.stands(TWO, "Blanc").await;
    scene.sees(vec![Scene::own(&event, half(TWO))], &[]).await;
    assert!(scene.replacement(&booked).await.is_none());
    let task = scene.waits(scene.link).await.remove(0);
    assert_eq!(task.appointment.map(|row| row.interval), Some(half(TEN)));
    assert_eq!(scene.kinds().await, [DecisionKind::PutBackTaken]);
}

#[tokio::test]
async fn a_move_onto_an_own_event_is_accepted() {
    let scene = Scene::new().await;
    let (booked, event) = scene.stands(TEN, "Petit").await;
    scene.sees(vec![foreign("a.ics", &[half(TWO)])], &[]).await;
    scene.sees(vec![Scene::own(&event, half(TWO))], &[]).await;
    let moved = scene.replacement(&booked).await.unwrap();
    assert!(moved.overbooking.is_none() && moved.interval == half(TWO));
    assert_eq!(scene.kinds().await, [DecisionKind::OverBusy]);
}

#[tokio::test]
async fn an_event_on_an_appointment_cancels_nothing_and_is_told_once() {
    let scene = Scene::new().await;
    let (booked, _) = scene.stands(TEN, "Petit").await;
    scene.stands(TWO, "Blanc").await;
    let day = Interval::lasting(instant("2026-03-03T23:00:00Z"), TimeDelta::hours(24));
    scene.sees(vec![foreign("a.ics", &[day])], &[]).await;
    scene.sees(vec![foreign("a.ics", &[day])], &[]).await;
    let open = scene.open().await;
    assert_eq!(
        (open.len(), open[0].kind, open[0].details.count),
        (1, DecisionKind::Overlap, 2)
    );
    assert!(scene.row(&booked).await.status.takes_time());
    assert_eq!(scene.waits(scene.link).await.len(), 0);
}

#[tokio::test]
async fn many_events_that_vanish_suspend_the_link_and_change_nothing() {
    let scene = Scene::new().await;
    let (booked, _) = scene.stands(TEN, "Petit").await;
    let hours = |n: i64| half(TWO).start + TimeDelta::days(n);
    let event = |n| {
        foreign(
            &format!("{n}.ics"),
            &[Interval::lasting(hours(n), TimeDelta::minutes(30))],
        )
    };
    scene.sees((0..12).map(event).collect(), &[]).await;
    let before = scene.busy();
    assert_eq!(
        scene.lists(Vec::new(), &[]).await,
        Applied::Suspended(Suspicion::Vanished)
    );
    let link = scene.practice.app.calendar_links().await.unwrap().remove(0);
    let reason = Some(LinkReason::Guard(Suspicion::Vanished));
    assert_eq!((link.state, link.reason), (LinkState::Suspended, reason));
    assert_eq!(scene.busy(), before);
    assert!(scene.row(&booked).await.status.takes_time());
    assert_eq!(scene.kinds().await, []);
    assert_eq!(
        scene.lists(Vec::new(), &[]).await,
        Applied::Ignored,
        "until somebody has looked"
    );

    let app = &scene.practice.app;
    app.resume_calendar(scene.link, ResumeHow::Anew, secretary())
        .await
        .unwrap();
    assert_eq!(scene.busy(), before, "until all are listed");
    assert_eq!(scene.waits(scene.link).await.len(), 1, "ours are written again");
    assert_eq!(scene.lists(Vec::new(), &[]).await, Applied::Done);
    assert_eq!(scene.busy(), []);
    assert!(scene.row(&booked).await.status.takes_time(), "no choice cancels");
}

#[tokio::test]
async fn what_cannot_be_read_goes_on_taking_what_it_took() {
    let scene = Scene::new().await;
    let unread = |href: &str, plain| Observed {
        times: Times::Quarantined(plain),
        ..foreign(href, &[])
    };
    scene.sees(vec![foreign("a.ics", &[half(TEN)])], &[]).await;
    let seen = vec![
        unread("a.ics", None),
        unread("b.ics", Some(half(TWO))),
        unread("c.ics", None),
    ];
    scene.sees(seen, &[]).await;
    assert_eq!(scene.busy(), [half(TEN), half(TWO)]);
    assert_eq!(scene.kinds().await, [DecisionKind::Quarantined; 3]);
}

#[tokio::test]
async fn a_copy_takes_time_and_our_event_under_another_name_is_adopted() {
    let scene = Scene::new().await;
    let (booked, event) = scene.stands(TEN, "Petit").await;
    let copy = Observed {
        has_mark: true,
        own: None,
        ..foreign("copie.ics", &[half(TWO)])
    };
    scene.sees(vec![Scene::own(&event, half(TEN)), copy], &[]).await;
    assert_eq!(scene.busy(), [half(TWO)]);
    assert_eq!(scene.kinds().await, [DecisionKind::Copied]);
    // Moved to another calendar and back: gone under the old name, there under a new one, in one pass.
    let href = event.href.clone().unwrap();
    let elsewhere = Observed {
        href: "import.ics".to_owned(),
        ..Scene::own(&event, half(TEN))
    };
    scene.sees(vec![elsewhere.clone()], &[&href]).await;
    assert_eq!(scene.event(&booked).await.href.as_deref(), Some("import.ics"));
    // A second one of the same UID is somebody's.
    let second = Observed {
        href: "double.ics".to_owned(),
        ..elsewhere
    };
    scene.sees(vec![second], &[]).await;
    assert_eq!(scene.kinds().await, [DecisionKind::Copied, DecisionKind::Twice]);
    assert_eq!(scene.busy(), [half(TEN), half(TWO)]);
}

#[tokio::test]
async fn of_one_made_to_repeat_the_other_times_are_taken() {
    let scene = Scene::new().await;
    let (booked, event) = scene.stands(TEN, "Petit").await;
    let mut seen = Scene::own(&event, half(TEN));
    if let Some(own) = &mut seen.own {
        own.stand = Stand {
            repeats: true,
            ..own.stand
        };
    }
    seen.times = Times::Read(vec![(None, half(TEN)), (None, half(TWO))]);
    scene.sees(vec![seen], &[]).await;
    assert_eq!(scene.busy(), [half(TWO)]);
    assert_eq!(scene.kinds().await, [DecisionKind::Repeats]);
    assert!(scene.row(&booked).await.status.takes_time());
}
