//! Everything that goes wrong with a server, through whole passes: no appointment is cancelled or moved by it, no event stands twice, and
//! two passes after the server is well again both sides say the same.

use std::time::Duration;

use chrono::TimeDelta;
use grappe::app::ResumeHow;
use grappe::bridge::dav::{DavError, Terms};
use grappe::bridge::{Scribe, SyncTrouble};
use grappe::domain::booking::Status;
use grappe::domain::calendar::{
    DecisionKind, LinkKind, LinkOptions, LinkReason, LinkState, Privacy, Suspicion,
};
use grappe::domain::slot::{Audience, Placing};
use grappe::store::CalendarLinkEdit;
use grappe::sys::http::{Allowance, Fingerprint, LinkError};

use super::{Scene, TEN, TWO, foreign, half, request};
use crate::bridge::fake::{Answer, Fake, Fault, SignIn, Ways};
use crate::bridge::keys::{NAS, encrypted};
use crate::support::house::{Practice, instant, secretary};

/// One appointment that stands on the server, and somebody's event; both read back.
async fn known(ways: Ways) -> (Scene, grappe::domain::booking::Appointment) {
    let mut scene = Scene::new(ways).await;
    scene.fake.write("a.ics", &foreign("a", TWO));
    scene.pass().await.unwrap();
    let row = scene.stands(TEN, "Petit").await;
    scene.passes(1).await;
    scene.fake.heard();
    (scene, row)
}

/// Both sides say the same, and nothing was moved, cancelled or doubled.
async fn agrees(scene: &Scene, row: &grappe::domain::booking::Appointment) {
    assert_eq!(scene.row(row).await.status, Status::Confirmed);
    assert!(scene.replacement(row).await.is_none());
    let (_, text) = scene.own();
    assert!(text.contains("20260304T100000"), "{text}");
    assert_eq!(scene.busy(), [half(TWO)]);
    let waits = scene
        .practice
        .app
        .due_calendar_tasks(scene.link, 10)
        .await
        .unwrap();
    assert_eq!(waits.len(), 0, "{waits:?}");
    scene.is_sound().await;
}

async fn moves(scene: &Scene, row: &grappe::domain::booking::Appointment, start: &str) {
    let request = grappe::app::MoveRequest {
        appointment: row.id,
        expected_version: None,
        practitioner: Some(scene.practitioner),
        start: instant(start),
        audience: Audience::Staff,
        placing: Some(Placing::InOpeningHours),
        overbooking: None,
        actor: secretary(),
    };
    scene.practice.app.move_appointment(request, None).await.unwrap();
}

#[tokio::test]
async fn a_server_that_is_down_for_a_day_is_told_once_and_caught_up_with() {
    let (mut scene, row) = known(Ways::default()).await;
    scene.fake.state().is_down = true;
    let other = scene.books("2026-03-04T10:00:00Z", "Blanc").await;
    let mut failed = 0;
    for _ in 0..90 {
        failed += usize::from(scene.pass().await.is_err());
    }
    assert!(failed >= 85, "{failed}");
    assert!(scene.is_active().await);
    assert_eq!(scene.kinds().await, [DecisionKind::Silent], "told once");
    assert_eq!(scene.busy(), [half(TWO)]);
    assert_eq!(scene.row(&other).await.status, Status::Confirmed);
    scene.fake.state().is_down = false;
    scene.passes(2).await;
    assert_eq!(scene.ours().len(), 2);
    assert_eq!(scene.kinds().await, [], "over by itself");
    scene
        .practice
        .app
        .cancel(other.id, None, secretary())
        .await
        .unwrap();
    scene.passes(1).await;
    agrees(&scene, &row).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_byte_a_second_is_given_up_and_delays_no_other() {
    let (mut scene, row) = known(Ways::default()).await;
    let quick = Fake::start(Ways::default());
    let app = scene.practice.app.clone();
    let other = scene.practice.with_practitioner("Dr Paul Martin").await;
    let wished = request(other, (LinkKind::Read, &quick.url), LinkOptions::default());
    let healthy = app.link_calendar(wished, secretary()).await.unwrap();
    quick.write("b.ics", &foreign("b", TEN));
    let allowance = Allowance {
        whole: Duration::from_secs(3),
        ..Terms::default().allowance
    };
    scene.scribe = Scribe::new(app.clone(), None).with_allowance(allowance);
    scene.fake.fail("REPORT", Fault::Drip);
    scene.practice.clock.advance(TimeDelta::minutes(16));
    let reports = scene.scribe.round().await.unwrap();
    // The one that answered is applied long before the other is given up.
    assert_eq!(reports[0].link, healthy);
    assert_eq!(app.agenda().busy(other), [half(TEN)]);
    let slow = reports[1].outcome.clone();
    assert!(
        matches!(slow, Err(SyncTrouble::Dav(DavError::Link(LinkError::TooSlow)))),
        "{slow:?}"
    );
    scene.passes(2).await;
    agrees(&scene, &row).await;
}

#[tokio::test]
async fn a_server_that_breaks_over_writes_gets_them_later_and_one_that_refuses_is_told() {
    let (mut scene, row) = known(Ways::default()).await;
    for _ in 0..3 {
        scene.fake.fail("PUT", Fault::Instead(Answer::new(500)));
    }
    let other = scene.books("2026-03-04T10:00:00Z", "Blanc").await;
    scene.round().await.unwrap().unwrap();
    assert_eq!(scene.ours().len(), 1);
    scene.passes(2).await;
    assert_eq!((scene.ours().len(), scene.kinds().await), (2, Vec::new()));
    scene
        .practice
        .app
        .cancel(other.id, None, secretary())
        .await
        .unwrap();
    scene.passes(1).await;
    // Without its zone the server takes it.
    scene.fake.fail("PUT", Fault::Instead(Answer::new(415)));
    let plain = scene.books("2026-03-04T10:00:00Z", "Roux").await;
    scene.round().await.unwrap().unwrap();
    let text = |scene: &Scene| -> String {
        let state = scene.fake.state();
        let mut all = state.calendar.members.values();
        all.find(|(_, text)| text.contains("ROUX")).unwrap().1.clone()
    };
    assert!(text(&scene).contains("DTSTART:20260304T100000Z") && !text(&scene).contains("VTIMEZONE"));
    scene
        .practice
        .app
        .cancel(plain.id, None, secretary())
        .await
        .unwrap();
    scene.passes(1).await;
    // That form is the first to be tried from now on.
    for _ in 0..2 {
        scene.fake.fail("PUT", Fault::Instead(Answer::new(422)));
    }
    let refused = scene.books("2026-03-04T10:00:00Z", "Noir").await;
    scene.round().await.unwrap().unwrap();
    assert_eq!(scene.kinds().await, [DecisionKind::NotWritten]);
    scene.fake.heard();
    scene.passes(2).await;
    assert!(
        !scene.fake.heard().contains(&"PUT".to_owned()),
        "not before the appointment changes"
    );
    moves(&scene, &refused, "2026-03-04T11:00:00Z").await;
    scene.passes(1).await;
    assert_eq!(scene.ours().len(), 2);
    assert_eq!(scene.row(&row).await.status, Status::Confirmed);
}

#[tokio::test]
async fn a_pause_that_a_server_asks_for_is_kept() {
    let (mut scene, row) = known(Ways::default()).await;
    let busy = Answer::new(503).with("Retry-After", "2400");
    scene.fake.fail("REPORT", Fault::Instead(busy));
    assert!(scene.pass().await.is_err());
    let pause = scene.link().await.due - scene.practice.app.now();
    assert_eq!(pause, TimeDelta::minutes(40));
    scene.practice.clock.advance(TimeDelta::minutes(39));
    assert!(scene.round().await.is_none());
    scene.passes(1).await;
    agrees(&scene, &row).await;
}

#[tokio::test]
async fn no_room_stops_the_calendar() {
    let (mut scene, row) = known(Ways::default()).await;
    scene.fake.fail("PUT", Fault::Instead(Answer::new(507)));
    scene.books("2026-03-04T10:00:00Z", "Blanc").await;
    let full = scene.round().await.unwrap();
    assert!(matches!(full, Err(SyncTrouble::Full)), "{full:?}");
    let link = scene.link().await;
    assert_eq!(
        (link.state, link.reason),
        (LinkState::Suspended, Some(LinkReason::Full))
    );
    assert_eq!(scene.kinds().await, [DecisionKind::Stopped]);
    let app = scene.practice.app.clone();
    app.resume_calendar(scene.link, ResumeHow::AsItWas, secretary())
        .await
        .unwrap();
    scene.passes(2).await;
    assert_eq!(scene.ours().len(), 2);
    assert_eq!(scene.row(&row).await.status, Status::Confirmed);
}

#[tokio::test]
async fn a_web_page_is_no_calendar_and_stops_it_at_its_second_time() {
    let (mut scene, row) = known(Ways::default()).await;
    let page = || {
        let answer = Answer::new(200).with("Content-Type", "text/html");
        Fault::Instead(answer.body("<html>sign in</html>"))
    };
    scene.fake.fail("REPORT", page());
    assert!(scene.pass().await.is_err());
    scene.passes(2).await;
    agrees(&scene, &row).await;
    for _ in 0..2 {
        scene.fake.fail("REPORT", page());
        assert!(scene.pass().await.is_err());
    }
    let link = scene.link().await;
    let reason = Some(LinkReason::Guard(Suspicion::NoCalendar));
    assert_eq!((link.state, link.reason), (LinkState::Suspended, reason));
    assert_eq!(scene.kinds().await, [DecisionKind::Stopped]);
    let app = scene.practice.app.clone();
    app.resume_calendar(scene.link, ResumeHow::AsItWas, secretary())
        .await
        .unwrap();
    scene.passes(2).await;
    agrees(&scene, &row).await;
    assert_eq!(scene.kinds().await, []);
}

#[tokio::test]
async fn a_calendar_that_is_not_there_stops_and_cancels_nothing() {
    let (mut scene, row) = known(Ways::default()).await;
    scene.fake.state().calendar.is_gone = true;
    assert!(scene.pass().await.is_err());
    assert!(scene.is_active().await, "a machine that starts answers so once");
    assert!(scene.pass().await.is_err());
    let link = scene.link().await;
    let reason = Some(LinkReason::Guard(Suspicion::Refused));
    assert_eq!((link.state, link.reason), (LinkState::Suspended, reason));
    scene.fake.state().calendar.is_gone = false;
    let app = scene.practice.app.clone();
    app.resume_calendar(scene.link, ResumeHow::AsItWas, secretary())
        .await
        .unwrap();
    scene.passes(2).await;
    agrees(&scene, &row).await;
}

#[tokio::test]
async fn half_of_an_answer_and_half_of_an_event_change_nothing() {
    let (mut scene, row) = known(Ways::default()).await;
    for fault in [Fault::Truncated, Fault::Truncated, Fault::Half] {
        scene.fake.fail("REPORT", fault);
    }
    assert!(scene.pass().await.is_err());
    assert!(scene.pass().await.is_err());
    scene.passes(2).await;
    agrees(&scene, &row).await;
    let whole = foreign("a", TWO);
    scene.fake.write("a.ics", &whole[..whole.len() - 30]);
    scene.passes(1).await;
    assert_eq!(scene.kinds().await, [DecisionKind::Quarantined]);
    agrees(&scene, &row).await;
    scene.fake.write("a.ics", &whole);
    scene.passes(1).await;
    agrees(&scene, &row).await;
}

#[tokio::test]
async fn a_server_that_tells_the_wrong_state_of_what_it_stored_is_not_written_over() {
    let ways = Ways {
        lies: true,
        ..Ways::default()
    };
    let mut scene = Scene::new(ways).await;
    scene.pass().await.unwrap();
    let row = scene.stands(TEN, "Petit").await;
    // Before anything was read back.
    scene.edit(|text| text.replace("STATUS", "COMMENT:Clé\r\nSTATUS"));
    moves(&scene, &row, TWO).await;
    assert!(scene.round().await.unwrap().is_ok());
    let (_, text) = scene.own();
    assert!(
        text.contains("COMMENT:Clé") && text.contains("20260304T140000"),
        "{text}"
    );
    scene.passes(2).await;
    assert_eq!((scene.ours().len(), scene.kinds().await), (1, Vec::new()));
    scene.is_sound().await;
}

#[tokio::test]
async fn a_line_that_is_cut_after_a_write_doubles_nothing() {
    let mut scene = Scene::new(Ways::default()).await;
    scene.fake.write("a.ics", &foreign("a", TWO));
    scene.pass().await.unwrap();
    scene.fake.fail("PUT", Fault::CutAfter);
    let row = scene.books(TEN, "Petit").await;
    assert!(scene.round().await.unwrap().is_err());
    scene.passes(2).await;
    agrees(&scene, &row).await;
    // The same of a change and of a removal.
    scene.fake.fail("PUT", Fault::CutAfter);
    moves(&scene, &row, "2026-03-04T10:00:00Z").await;
    assert!(scene.round().await.unwrap().is_err());
    scene.passes(2).await;
    let moved = scene.replacement(&row).await.unwrap();
    assert!(scene.own().1.contains("20260304T110000"));
    assert!(scene.replacement(&moved).await.is_none());
    scene.fake.fail("DELETE", Fault::CutAfter);
    scene
        .practice
        .app
        .cancel(moved.id, None, secretary())
        .await
        .unwrap();
    assert!(scene.round().await.unwrap().is_err());
    scene.passes(2).await;
    assert_eq!((scene.ours(), scene.kinds().await), (Vec::new(), Vec::new()));
    scene.is_sound().await;
}

#[tokio::test]
async fn a_clock_that_is_put_back_by_an_hour_keeps_no_calendar_waiting() {
    let (mut scene, row) = known(Ways::default()).await;
    let clock = scene.practice.clock.clone();
    clock.advance(TimeDelta::hours(3));
    scene.passes(1).await;
    clock.set(clock.now() - TimeDelta::hours(1));
    scene.fake.write("b.ics", &foreign("b", "2026-03-05T09:00:00Z"));
    scene.passes(1).await;
    assert_eq!(scene.busy().len(), 2);
    scene.fake.remove("b.ics");
    clock.set(clock.now() + TimeDelta::hours(2));
    scene.passes(1).await;
    agrees(&scene, &row).await;
}

#[tokio::test]
async fn a_calendar_that_was_made_anew_at_its_place_takes_nothing_with_it() {
    let (mut scene, row) = known(Ways::default()).await;
    scene.fake.state().calendar.make_anew();
    let mut passes = 0;
    // Its list of changes says nothing (DAViCal): the second silent change is not believed.
    while scene.is_active().await && passes < 4 {
        let _ = scene.pass().await;
        passes += 1;
    }
    assert!(passes <= 2, "{passes}");
    let link = scene.link().await;
    assert_eq!(link.reason, Some(LinkReason::Guard(Suspicion::Vanished)));
    assert_eq!(scene.row(&row).await.status, Status::Confirmed);
    assert_eq!(scene.busy(), [half(TWO)]);
    let app = scene.practice.app.clone();
    app.resume_calendar(scene.link, ResumeHow::Anew, secretary())
        .await
        .unwrap();
    scene.fake.write("a.ics", &foreign("a", TWO));
    scene.passes(2).await;
    agrees(&scene, &row).await;
}

#[tokio::test]
async fn a_server_put_back_from_an_old_copy_moves_nothing() {
    let (mut scene, row) = known(Ways::default()).await;
    let (name, old) = scene.own();
    moves(&scene, &row, "2026-03-04T10:00:00Z").await;
    scene.passes(2).await;
    let moved = scene.replacement(&row).await.unwrap();
    // Times, states and tokens of before.
    scene.fake.write(&name, &old);
    scene.passes(2).await;
    assert!(scene.replacement(&moved).await.is_none());
    assert!(scene.own().1.contains("20260304T110000"), "ours is written again");
    assert_eq!(scene.kinds().await, []);
    scene.is_sound().await;
}

#[tokio::test]
async fn when_most_events_vanish_nothing_is_believed() {
    let (mut scene, row) = known(Ways::default()).await;
    let names: Vec<String> = (0..18).map(|nth| format!("x{nth}.ics")).collect();
    for name in &names {
        scene.fake.write(name, &foreign(name, "2026-03-05T09:00:00Z"));
    }
    scene.passes(1).await;
    let before = scene.busy();
    for name in &names {
        scene.fake.remove(name);
    }
    let stopped = scene.pass().await;
    assert!(
        matches!(stopped, Err(SyncTrouble::Suspended(Suspicion::Vanished))),
        "{stopped:?}"
    );
    assert_eq!(scene.busy(), before);
    scene.books("2026-03-04T10:00:00Z", "Blanc").await;
    assert!(scene.round().await.is_none(), "nothing is written either");
    assert_eq!(scene.row(&row).await.status, Status::Confirmed);
    assert_eq!(scene.kinds().await, [DecisionKind::Stopped]);
}

#[tokio::test]
async fn a_password_that_was_changed_is_tried_twice_and_then_asked_for() {
    let ways = Ways {
        sign_in: SignIn::Basic,
        ..Ways::default()
    };
    let (mut scene, row) = known(ways).await;
    scene.fake.state().calendar.ways.sign_in = SignIn::Never;
    for _ in 0..2 {
        let refused = scene.pass().await;
        assert!(
            matches!(refused, Err(SyncTrouble::Dav(DavError::Credentials))),
            "{refused:?}"
        );
    }
    let link = scene.link().await;
    assert_eq!(
        (link.state, link.reason),
        (LinkState::Refused, Some(LinkReason::Credentials))
    );
    let asked = scene.fake.heard().len();
    assert!(asked <= 3, "{asked}");
    let other = scene.books("2026-03-04T10:00:00Z", "Blanc").await;
    scene.practice.clock.advance(TimeDelta::hours(3));
    assert!(scene.round().await.is_none());
    assert_eq!(
        scene.fake.heard().len(),
        0,
        "never again before somebody has looked"
    );
    scene.fake.state().calendar.ways.sign_in = SignIn::Basic;
    let edit = CalendarLinkEdit {
        login: "dr".to_owned(),
        privacy: Privacy::Full,
        options: link.options,
        pin: None,
    };
    let app = scene.practice.app.clone();
    let edited = app.edit_calendar(scene.link, (edit, Some("secret".to_owned())), secretary());
    edited.await.unwrap();
    scene.passes(2).await;
    assert_eq!(scene.ours().len(), 2);
    app.cancel(other.id, None, secretary()).await.unwrap();
    scene.passes(1).await;
    agrees(&scene, &row).await;
}

/// One that is being left is not stopped: it is tried again, less and less often.
#[tokio::test]
async fn a_calendar_that_cannot_be_left_is_not_asked_without_end() {
    let ways = Ways {
        sign_in: SignIn::Basic,
        ..Ways::default()
    };
    let (mut scene, row) = known(ways).await;
    let app = scene.practice.app.clone();
    app.remove_calendar(scene.link, true, secretary()).await.unwrap();
    scene.fake.state().calendar.ways.sign_in = SignIn::Never;
    for failures in 1..4 {
        assert!(scene.pass().await.is_err());
        let link = scene.link().await;
        assert_eq!((link.state, link.failures), (LinkState::Leaving, failures));
        assert!(scene.round().await.is_none(), "not at once");
    }
    scene.fake.state().calendar.ways.sign_in = SignIn::Basic;
    scene.pass().await.unwrap();
    assert_eq!(scene.ours(), Vec::<String>::new());
    assert_eq!(app.calendar_links().await.unwrap().len(), 0);
    assert_eq!(scene.row(&row).await.status, Status::Confirmed);
}

#[tokio::test]
async fn another_certificate_stops_the_calendar_before_the_password_is_told() {
    let practice = Practice::new();
    let (practitioner, _) = practice.usual().await;
    for (name, state) in [("nas", LinkState::Active), ("nas-new", LinkState::Refused)] {
        let fake = encrypted(name);
        let mut wished = request(practitioner, (LinkKind::Read, &fake.url), LinkOptions::default());
        wished.link.pin = Fingerprint::parse(NAS).map(Fingerprint::bytes);
        let link = practice.app.link_calendar(wished, secretary()).await.unwrap();
        practice.clock.advance(TimeDelta::minutes(2));
        let mut scribe = Scribe::new(practice.app.clone(), None);
        scribe.round().await.unwrap();
        let links = practice.app.calendar_links().await.unwrap();
        let found = links.into_iter().find(|one| one.id == link).unwrap();
        assert_eq!(found.state, state, "{name}");
        if state == LinkState::Refused {
            assert_eq!(found.reason, Some(LinkReason::Key));
            assert!(fake.heard().is_empty());
        }
    }
}
