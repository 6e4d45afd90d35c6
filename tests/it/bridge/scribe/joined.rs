//! What a calendar and an agenda do to each other when nothing goes wrong.

use std::time::Duration;

use chrono::TimeDelta;
use grappe::app::CalendarRefusal;
use grappe::bridge::Scribe;
use grappe::domain::booking::Status;
use grappe::domain::calendar::{DecisionKind, LinkKind, LinkOptions};
use grappe::domain::slot::{SlotQuery, search};
use grappe::sys::task;
use tokio::sync::watch;

use super::{Scene, TEN, TWO, foreign, half};
use crate::bridge::fake::{Fake, Ways};
use crate::support::house::{instant, secretary};

fn is_offered(scene: &Scene, start: &str) -> bool {
    let date = instant(start).date_naive();
    let query = SlotQuery::new(scene.care, Some(scene.practitioner), date, date);
    let found = search(&scene.practice.app.agenda(), &query, scene.practice.app.now());
    found.iter().any(|slot| slot.start == instant(start))
}

#[tokio::test]
async fn a_first_pass_takes_the_time_of_every_event_and_a_quiet_one_asks_once() {
    let mut scene = Scene::new(Ways::default()).await;
    scene.fake.write("a.ics", &foreign("a", TEN));
    let weekly = foreign("b", TWO).replace("SUMMARY", "RRULE:FREQ=WEEKLY;COUNT=2\r\nSUMMARY");
    scene.fake.write("b c.ics", &weekly);
    let first = scene.pass().await.unwrap();
    assert_eq!((first.seen, first.gone, first.written), (2, 0, 0));
    assert_eq!(scene.busy(), [half(TEN), half(TWO), half("2026-03-11T13:00:00Z")]);
    assert!(!is_offered(&scene, TEN) && !is_offered(&scene, TWO));
    scene.fake.heard();
    scene.practice.clock.advance(TimeDelta::minutes(6));
    assert_eq!(scene.round().await.unwrap().unwrap().seen, 0);
    assert_eq!(scene.fake.heard(), ["REPORT"]);
    scene.fake.remove("a.ics");
    assert_eq!(scene.pass().await.unwrap().gone, 1);
    assert!(is_offered(&scene, TEN));
    scene.is_sound().await;
}

#[tokio::test]
async fn a_booking_stands_on_the_server_and_its_echo_changes_nothing() {
    let mut scene = Scene::new(Ways::default()).await;
    scene.pass().await.unwrap();
    let row = scene.stands(TEN, "Petit").await;
    let (name, text) = scene.own();
    for line in [
        "DTSTART;TZID=Europe/Paris:20260304T100000",
        "DTEND;TZID=Europe/Paris:20260304T103000",
        "SUMMARY:PETIT Zoé\\, Consultation",
        "STATUS:CONFIRMED",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "CATEGORIES:Grappe",
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris",
        &format!("X-GRAPPE-ID:{}", row.id),
        &format!("https://rdv.example.org/admin/appointments/{}", row.id),
        &format!("UID:{}@grappe.invalid", &name[7..name.len() - 4]),
    ] {
        assert!(text.contains(&format!("{line}\r\n")), "{line}\n{text}");
    }
    assert!(!text.contains("ATTENDEE") && !text.contains("METHOD") && !text.contains("VALARM"));
    scene.passes(2).await;
    assert_eq!(scene.own(), (name, text), "not written again");
    assert_eq!((scene.busy(), scene.kinds().await), (Vec::new(), Vec::new()));
    assert!(scene.replacement(&row).await.is_none());
    scene.is_sound().await;
}

#[tokio::test]
async fn a_move_in_the_calendar_moves_the_appointment_and_what_the_doctor_added_stays() {
    let mut scene = Scene::new(Ways::default()).await;
    scene.pass().await.unwrap();
    let row = scene.stands(TEN, "Petit").await;
    scene.passes(1).await;
    let alarm = "BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n";
    scene.edit(|text| {
        text.replace("20260304T10", "20260304T14").replace(
            "END:VEVENT",
            &format!("COMMENT:Dossier bleu\r\n{alarm}END:VEVENT"),
        )
    });
    let passed = scene.pass().await.unwrap();
    assert_eq!((passed.seen, passed.written), (1, 1));
    let moved = scene.replacement(&row).await.unwrap();
    assert_eq!(moved.interval, half(TWO));
    let (_, text) = scene.own();
    assert!(text.contains("DTSTART;TZID=Europe/Paris:20260304T140000") && text.contains(alarm));
    assert!(text.contains("COMMENT:Dossier bleu") && text.contains(&format!("X-GRAPPE-ID:{}\r\n", moved.id)));
    scene.passes(2).await;
    assert!(scene.replacement(&moved).await.is_none());
    assert_eq!(scene.kinds().await, []);
    scene.is_sound().await;
}

#[tokio::test]
async fn a_deletion_in_the_calendar_is_a_question_and_a_cancellation_takes_the_event_away() {
    let mut scene = Scene::new(Ways::default()).await;
    scene.pass().await.unwrap();
    let row = scene.stands(TEN, "Petit").await;
    scene.stands(TWO, "Blanc").await;
    scene.passes(1).await;
    let of_row = scene.ours().into_iter().find(|name| {
        let state = scene.fake.state();
        state.calendar.members[name].1.contains("PETIT")
    });
    scene.fake.remove(&of_row.unwrap());
    scene.passes(1).await;
    assert_eq!(scene.kinds().await, [DecisionKind::Deleted]);
    assert_eq!(scene.row(&row).await.status, Status::Confirmed);
    assert_eq!(scene.ours().len(), 1);
    let other = scene.books("2026-03-04T10:00:00Z", "Roux").await;
    scene.round().await.unwrap().unwrap();
    assert_eq!(scene.ours().len(), 2);
    scene
        .practice
        .app
        .cancel(other.id, None, secretary())
        .await
        .unwrap();
    scene.round().await.unwrap().unwrap();
    assert_eq!(scene.ours().len(), 1);
    scene.passes(1).await;
    scene.is_sound().await;
}

#[tokio::test]
async fn an_edit_of_both_sides_is_read_before_it_is_written() {
    let mut scene = Scene::new(Ways::default()).await;
    scene.pass().await.unwrap();
    let row = scene.stands(TEN, "Petit").await;
    scene.passes(1).await;
    // The doctor adds a word just before the secretary moves the appointment.
    scene.edit(|text| text.replace("STATUS", "COMMENT:Clé\r\nSTATUS"));
    let moved = scene
        .practice
        .app
        .move_appointment(
            grappe::app::MoveRequest {
                appointment: row.id,
                expected_version: None,
                practitioner: Some(scene.practitioner),
                start: instant(TWO),
                audience: grappe::domain::slot::Audience::Staff,
                placing: Some(grappe::domain::slot::Placing::InOpeningHours),
                overbooking: None,
                actor: secretary(),
            },
            None,
        )
        .await
        .unwrap();
    let passed = scene.round().await.unwrap().unwrap();
    assert_eq!((passed.seen, passed.written), (1, 1));
    let (_, text) = scene.own();
    assert!(
        text.contains("COMMENT:Clé") && text.contains("Europe/Paris:20260304T140000"),
        "{text}"
    );
    assert_eq!(scene.kinds().await, []);
    assert!(scene.replacement(&moved.booking.appointment).await.is_none());
}

#[tokio::test]
async fn servers_of_every_way_come_to_the_same() {
    for ways in [
        Ways {
            tells_changes: false,
            tells_etag: false,
            ..Ways::default()
        },
        Ways {
            other_prefix: true,
            packs: true,
            ..Ways::default()
        },
        Ways {
            weak: true,
            ..Ways::default()
        },
    ] {
        let mut scene = Scene::new(ways).await;
        scene.fake.write("a b.ics", &foreign("a", "2026-03-05T09:00:00Z"));
        scene.pass().await.unwrap();
        let row = scene.stands(TEN, "Petit").await;
        scene.passes(1).await;
        scene.moves_to_two();
        scene.passes(2).await;
        let moved = scene.replacement(&row).await.unwrap();
        assert_eq!(moved.interval, half(TWO));
        scene
            .practice
            .app
            .cancel(moved.id, None, secretary())
            .await
            .unwrap();
        scene.passes(1).await;
        assert_eq!(scene.ours(), Vec::<String>::new());
        assert_eq!(scene.busy(), [half("2026-03-05T09:00:00Z")]);
        scene.is_sound().await;
    }
}

#[tokio::test]
async fn another_server_is_tried_once_more() {
    let mut scene = Scene::new(Ways::default()).await;
    scene.pass().await.unwrap();
    scene.fake.state().calendar.ways.is_newer = true;
    scene.fake.write("a.ics", &foreign("a", TEN));
    scene.fake.heard();
    scene.passes(1).await;
    let heard = scene.fake.heard();
    assert!(
        heard.contains(&"PUT".to_owned()) && heard.contains(&"DELETE".to_owned()),
        "{heard:?}"
    );
    assert_eq!(
        scene.fake.state().calendar.members.len(),
        1,
        "nothing of the trial is left"
    );
    let record = scene.link().await.capabilities.unwrap();
    for word in ["Fake/2", "\"compares\":true", "/caldav/dr/agenda/"] {
        assert!(record.contains(word), "{word}: {record}");
    }
    scene.passes(1).await;
    assert!(!scene.fake.heard().contains(&"PUT".to_owned()), "once");
}

/// What lies beyond the horizon is not kept, and no list of changes names it when its time comes.
#[tokio::test]
async fn events_come_into_view_as_the_horizon_moves_on() {
    let mut scene = Scene::new(Ways::default()).await;
    let far = "2027-05-20T09:00:00Z";
    scene.fake.write("a.ics", &foreign("a", far));
    scene.passes(1).await;
    assert_eq!(scene.busy(), []);
    scene.practice.clock.advance(TimeDelta::days(31));
    scene.passes(1).await;
    assert_eq!(scene.busy(), [half(far)]);
    scene.fake.heard();
    scene.passes(1).await;
    assert_eq!(scene.fake.heard(), ["REPORT"]);
}

#[tokio::test]
async fn a_calendar_that_is_left_gives_back_what_was_written() {
    let mut scene = Scene::new(Ways::default()).await;
    scene.pass().await.unwrap();
    scene.stands(TEN, "Petit").await;
    let app = scene.practice.app.clone();
    app.remove_calendar(scene.link, true, secretary()).await.unwrap();
    scene.round().await.unwrap().unwrap();
    assert_eq!(scene.ours(), Vec::<String>::new());
    assert_eq!(app.calendar_links().await.unwrap().len(), 0);
    let gone = app.pause_calendar(scene.link, secretary()).await.unwrap_err();
    assert_eq!(gone.refusal(), Some(&CalendarRefusal::Unknown));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_booking_wakes_the_worker_and_one_may_ask_for_a_pass() {
    let scene = Scene::over(
        Fake::start(Ways::default()),
        LinkKind::Written,
        LinkOptions::default(),
    )
    .await;
    let app = scene.practice.app.clone();
    let patience = Duration::from_secs(20);
    assert!(
        !app.sync_now(scene.link, patience).await,
        "nobody is there to do it"
    );
    let (stop, told) = watch::channel(false);
    let working = task::spawn("test calendars", Scribe::new(app.clone(), None).work(told));
    scene.books(TEN, "Petit").await;
    let waited = tokio::time::timeout(patience, async {
        while scene.ours().is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    assert!(waited.await.is_ok());
    scene.fake.write("a.ics", &foreign("a", TWO));
    assert!(app.sync_now(scene.link, patience).await);
    assert_eq!(scene.busy(), [half(TWO)]);
    stop.send(true).unwrap();
    working.await.unwrap();
    assert!(
        !app.sync_now(scene.link, patience).await,
        "nobody is there any more"
    );
}

/// A story of 40 acts found it: of a series that takes no time the first was counted all the same.
#[tokio::test]
async fn the_event_of_a_cancelled_appointment_that_is_put_back_takes_what_it_says() {
    let mut scene = Scene::new(Ways::default()).await;
    scene.pass().await.unwrap();
    let row = scene.stands(TEN, "Petit").await;
    scene.passes(1).await;
    let (name, text) = scene.own();
    let app = &scene.practice.app;
    app.cancel(row.id, None, secretary()).await.unwrap();
    scene.passes(2).await;
    let daily = text.replace("TRANSP:", "RRULE:FREQ=DAILY;COUNT=2\r\nTRANSP:");
    for free in [
        daily.replace("TRANSP:OPAQUE", "TRANSP:TRANSPARENT"),
        daily.replace("STATUS:CONFIRMED", "STATUS:CANCELLED"),
    ] {
        scene.fake.write(&name, &free);
        scene.passes(2).await;
        assert_eq!(scene.busy(), [], "{free}");
    }
    scene.fake.write(&name, &daily);
    scene.passes(2).await;
    assert_eq!(scene.busy(), [half(TEN), half("2026-03-05T09:00:00Z")]);
}
