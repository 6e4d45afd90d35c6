//! Many at once, and copies that are put back, on either side (caldav §6.3). No choice cancels an appointment.

use chrono::TimeDelta;
use grappe::app::{App, ResumeHow};
use grappe::bridge::Scribe;
use grappe::domain::calendar::{LinkReason, LinkState, Suspicion};
use grappe::store::DATABASE_FILE;

use super::office::{Office, event, half};
use super::on_both;
use crate::support::house::{Practice, secretary};

on_both!(
    many_vanish_and_ours_are_made_anew,
    many_vanish_and_the_others_are_believed_gone,
    the_calendar_is_gone,
    many_of_ours_move,
    the_server_came_back_from_a_copy,
    our_database_came_back_from_a_copy
);

const EVENTS: usize = 12;

/// One of ours and a dozen others; all others are deleted in one go, and ours with them.
async fn vanished(kind: &str) -> (Office, grappe::domain::booking::Appointment) {
    let mut office = Office::new(kind).await;
    let (row, ours) = office.stands(half("2026-03-04", "10:00"), "Un").await;
    let names: Vec<String> = (0..EVENTS).map(|n| format!("autre-{n}.ics")).collect();
    for (n, name) in names.iter().enumerate() {
        let at = half(&format!("2026-03-{:02}", 9 + n), "11:00");
        office.puts(name, &event(&format!("autre-{n}@x"), at, "SUMMARY:Autre\r\n"));
    }
    office.pass().await;
    assert_eq!(office.busy().len(), EVENTS);
    office.deletes(ours.href.as_deref().unwrap());
    for name in &names {
        office.deletes(name);
    }
    let came = office.turn().await;
    assert!(matches!(came, Some(Err(_))), "{came:?}");
    let link = office.state().await;
    let reason = Some(LinkReason::Guard(Suspicion::Vanished));
    assert_eq!((link.state, link.reason), (LinkState::Suspended, reason));
    assert_eq!(office.busy().len(), EVENTS);
    assert!(office.row(&row).await.status.takes_time());
    assert!(office.turn().await.is_none(), "nothing is asked or written");
    (office, row)
}

async fn many_vanish_and_ours_are_made_anew(kind: &str) {
    let (mut office, row) = vanished(kind).await;
    resumed(&office, ResumeHow::Recreate).await;
    office.pass().await;
    office.pass().await;
    let again = office.event(&row).await;
    assert!(office.shows(&again, row.interval), "{again:?}");
    assert_eq!(office.busy().len(), EVENTS, "kept until somebody frees it");
    office.is_sound().await;
}

async fn many_vanish_and_the_others_are_believed_gone(kind: &str) {
    let (mut office, row) = vanished(kind).await;
    resumed(&office, ResumeHow::Anew).await;
    office.pass().await;
    office.pass().await;
    let again = office.event(&row).await;
    assert!(office.shows(&again, row.interval), "{again:?}");
    assert_eq!(office.busy(), []);
    assert!(office.row(&row).await.status.takes_time());
    office.is_sound().await;
}

async fn resumed(office: &Office, how: ResumeHow) {
    let app = &office.practice.app;
    app.resume_calendar(office.link, how, secretary()).await.unwrap();
}

/// Deleted as a whole: nothing changes here.
async fn the_calendar_is_gone(kind: &str) {
    let mut office = Office::new(kind).await;
    let (row, _) = office.stands(half("2026-03-04", "10:00"), "Un").await;
    let busy = half("2026-03-04", "15:00");
    office.puts("autre.ics", &event("autre@x", busy, "SUMMARY:Autre\r\n"));
    office.pass().await;
    let status = office.server.somebody("DELETE", office.home, "");
    assert!((200..300).contains(&status), "{status}");
    for _ in 0..2 {
        let came = office.turn().await;
        assert!(matches!(came, Some(Err(_))), "{came:?}");
    }
    assert!(!office.is_active().await);
    assert_eq!(office.busy(), [busy]);
    assert!(office.row(&row).await.status.takes_time());
}

/// A change of zone: more than twenty in one pass.
async fn many_of_ours_move(kind: &str) {
    let mut office = Office::new(kind).await;
    let mut rows = Vec::new();
    for n in 0..21_i64 {
        let at = half(
            &format!("2026-03-{:02}", 9 + n / 5),
            &format!("{:02}:00", 10 + n % 5),
        );
        let letter = u8::try_from(n).map_or('z', |n| char::from(b'a' + n));
        rows.push(office.books(at, &format!("Petit{letter}")).await);
    }
    office.pass().await;
    office.pass().await;
    for row in &rows {
        let ours = office.event(row).await;
        let mut to = row.interval;
        to.start += TimeDelta::minutes(30);
        to.end += TimeDelta::minutes(30);
        office.drags(&ours, to);
    }
    let came = office.turn().await;
    assert!(matches!(came, Some(Err(_))), "{came:?}");
    let reason = Some(LinkReason::Guard(Suspicion::Moved));
    assert_eq!(office.state().await.reason, reason);
    assert!(office.replacement(&rows[0]).await.is_none());
    resumed(&office, ResumeHow::Anew).await;
    office.pass().await;
    office.pass().await;
    for row in &rows {
        let ours = office.event(row).await;
        assert!(office.shows(&ours, row.interval), "written as it is here");
        assert!(office.replacement(row).await.is_none());
    }
}

/// It shows what we wrote earlier: nobody moved it.
async fn the_server_came_back_from_a_copy(kind: &str) {
    let mut office = Office::new(kind).await;
    let (row, ours) = office.stands(half("2026-03-04", "10:00"), "Un").await;
    let name = ours.href.clone().unwrap();
    let earlier = office.reads(&name).unwrap();
    let to = half("2026-03-04", "14:00");
    let moved = office.moves(&row, to).await;
    office.pass().await;
    // Read as well: a server whose states are made of what it holds shows the earlier state again.
    office.pass().await;
    office.puts(&name, &earlier);
    office.pass().await;
    office.pass().await;
    assert!(office.replacement(&moved).await.is_none());
    assert!(
        office.shows(&ours, to),
        "our state again: {:?}",
        office.reads(&name)
    );
    assert_eq!(office.kinds().await, []);
}

/// Moved since the copy, and another one made: told first, and done once that is accepted.
async fn our_database_came_back_from_a_copy(kind: &str) {
    let mut office = Office::new(kind).await;
    let (row, ours) = office.stands(half("2026-03-04", "10:00"), "Un").await;
    let copies = tempfile::tempdir().unwrap();
    let copy = copies.path().join("copy.sqlite3");
    office.practice.app.store().copy_to(copy.clone()).await.unwrap();
    let to = half("2026-03-04", "14:00");
    office.moves(&row, to).await;
    office.pass().await;
    let (_, made_since) = office.stands(half("2026-03-05", "11:00"), "Deux").await;
    office.practice.app.note_newest_record().await.unwrap();
    let mut office = put_back(office, &copy);
    let app = office.practice.app.clone();
    assert_eq!(app.suspend_returned().await.unwrap(), Some(1));
    office.pass().await;
    assert!(office.replacement(&row).await.is_none() && office.shows(&ours, to));
    let restored = app.restored_calendars().await.unwrap().remove(0);
    let run = restored.report.unwrap();
    assert_eq!(run.moved.first, [(row.id, row.interval, to)]);
    assert_eq!((run.taken.count, run.asked.count), (1, 1), "{run:?}");
    assert!(office.turn().await.is_none(), "looked at once");
    resumed(&office, ResumeHow::AsItWas).await;
    office.pass().await;
    office.pass().await;
    assert_eq!(office.replacement(&row).await.unwrap().interval, to);
    assert_eq!(office.busy(), [half("2026-03-05", "11:00")]);
    assert!(
        office.shows(&made_since, half("2026-03-05", "11:00")),
        "left alone"
    );
    office.is_sound().await;
}

/// Stopped, the copy put in the place of the database, started.
fn put_back(office: Office, copy: &std::path::Path) -> Office {
    let Office {
        server,
        home,
        practice,
        practitioner,
        care,
        link,
        scribe,
    } = office;
    drop(scribe);
    let Practice { app, clock, folder } = practice;
    drop(app);
    std::fs::copy(copy, folder.path().join(DATABASE_FILE)).unwrap();
    let app = App::open(folder.path(), &clock).unwrap();
    Office {
        server,
        home,
        scribe: Scribe::new(app.clone(), None),
        practice: Practice { app, clock, folder },
        practitioner,
        care,
        link,
    }
}
