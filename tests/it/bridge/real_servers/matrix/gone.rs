//! Our event, deleted, copied or elsewhere (caldav §6.1, lines 10 to 16).

use chrono::TimeDelta;
use grappe::app::DecisionAnswer;
use grappe::domain::booking::Status;
use grappe::domain::calendar::{DecisionKind, LinkOptions};
use grappe::store::MessageKind;

use super::office::{Office, event, half};
use super::on_both;
use crate::support::house::secretary;

on_both!(lines, deleting_cancels);

async fn lines(kind: &str) {
    let mut office = Office::new(kind).await;
    // One of ours that stays: all of ours gone at once is an accident.
    office.stands(half("2026-03-20", "16:00"), "Reste").await;
    deleted_and_put_back(&mut office).await;
    deleted_and_cancelled(&mut office).await;
    marked_cancelled(&mut office).await;
    deleted_and_changed_here(&mut office).await;
    deleted_and_cancelled_here(&mut office).await;
    copied(&mut office).await;
    under_another_name(&mut office).await;
    in_another_calendar(&mut office, kind).await;
    if kind == "davical" {
        twice(&mut office).await;
    }
    office.is_sound().await;
}

/// The appointment stands and its time stays taken until somebody has answered.
async fn deleted_and_put_back(office: &mut Office) {
    let at = half("2026-03-04", "10:00");
    let (row, ours) = office.stands(at, "Un").await;
    office.deletes(ours.href.as_deref().unwrap());
    office.pass().await;
    let told = office.told().await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, DecisionKind::Deleted);
    assert!(office.row(&row).await.status.takes_time());
    office.pass().await;
    assert!(!office.shows(&ours, at), "not put back unasked");
    let answer = (told[0].1, DecisionAnswer::PutBack);
    let app = &office.practice.app;
    app.answer_calendar_decision(answer.0, answer.1, secretary())
        .await
        .unwrap();
    office.pass().await;
    let again = office.event(&row).await;
    assert!(office.shows(&again, at));
    assert_eq!(office.kinds().await, []);
}

async fn deleted_and_cancelled(office: &mut Office) {
    let (row, ours) = office.stands(half("2026-03-05", "10:00"), "Deux").await;
    office.deletes(ours.href.as_deref().unwrap());
    office.pass().await;
    let told = office.told().await;
    let app = &office.practice.app;
    app.answer_calendar_decision(told[0].1, DecisionAnswer::Cancel, secretary())
        .await
        .unwrap();
    assert_eq!(office.row(&row).await.status, Status::CancelledByPractice);
    let notices = app.recent_notices(1).await.unwrap();
    assert_eq!(notices[0].message.kind, MessageKind::Cancelled);
    office.pass().await;
    assert_eq!(office.kinds().await, []);
}

async fn marked_cancelled(office: &mut Office) {
    let at = half("2026-03-06", "10:00");
    let (row, ours) = office.stands(at, "Trois").await;
    office.edits(&ours, at, "STATUS:CANCELLED\r\n");
    office.pass().await;
    assert_eq!(office.kinds().await, [DecisionKind::Deleted]);
    assert!(office.row(&row).await.status.takes_time());
    office.edits(&ours, at, "STATUS:CONFIRMED\r\n");
    office.pass().await;
    assert_eq!(office.kinds().await, [], "taken back");
}

async fn deleted_and_changed_here(office: &mut Office) {
    let (row, ours) = office.stands(half("2026-03-09", "10:00"), "Quatre").await;
    office.deletes(ours.href.as_deref().unwrap());
    let to = half("2026-03-09", "14:00");
    let moved = office.moves(&row, to).await;
    office.pass().await;
    office.pass().await;
    let again = office.event(&moved).await;
    assert!(office.shows(&again, to), "made anew: {again:?}");
    assert_eq!(office.kinds().await, []);
}

async fn deleted_and_cancelled_here(office: &mut Office) {
    let (row, ours) = office.stands(half("2026-03-10", "10:00"), "Cinq").await;
    office.deletes(ours.href.as_deref().unwrap());
    office.cancels(&row).await;
    office.pass().await;
    office.pass().await;
    assert_eq!(office.reads(ours.href.as_deref().unwrap()), None);
    assert_eq!(office.kinds().await, []);
}

async fn copied(office: &mut Office) {
    let (at, to) = (half("2026-03-11", "10:00"), half("2026-03-11", "15:00"));
    let (row, _) = office.stands(at, "Six").await;
    let copy = event(
        "copie@telephone",
        to,
        "X-GRAPPE-ID:1\r\nX-GRAPPE-REV:1\r\nSUMMARY:SIX\r\n",
    );
    office.puts("copie.ics", &copy);
    office.pass().await;
    assert!(office.busy().contains(&to) && office.row(&row).await.interval == at);
    assert_eq!(office.kinds().await, [DecisionKind::Copied]);
}

/// Moved to another calendar and back: the record follows it.
async fn under_another_name(office: &mut Office) {
    let at = half("2026-03-12", "10:00");
    let (row, ours) = office.stands(at, "Sept").await;
    let name = ours.href.clone().unwrap();
    let body = office.reads(&name).unwrap();
    office.deletes(&name);
    office.puts("importe.ics", &body);
    office.pass().await;
    let adopted = office.event(&row).await;
    assert_eq!(adopted.href.as_deref(), Some("importe.ics"));
    let to = half("2026-03-12", "11:00");
    office.moves(&row, to).await;
    office.pass().await;
    assert!(office.shows(&adopted, to), "written where it is");
    assert_eq!((office.kinds().await, office.reads(&name)), (Vec::new(), None));
}

/// Seen as a deletion here.
async fn in_another_calendar(office: &mut Office, kind: &str) {
    let at = half("2026-03-13", "10:00");
    let (row, ours) = office.stands(at, "Huit").await;
    let other = office.home.replace("agenda", "prive");
    let made = office.server.somebody("MKCALENDAR", &other, "");
    assert_eq!(made, 201, "{kind}");
    let name = ours.href.clone().unwrap();
    let body = office.reads(&name).unwrap();
    office.deletes(&name);
    let put = office.server.somebody("PUT", &format!("{other}{name}"), &body);
    assert_eq!(put, 201, "{kind}");
    office.pass().await;
    assert_eq!(office.kinds().await, [DecisionKind::Deleted]);
    assert!(office.row(&row).await.status.takes_time());
}

/// A server that lets one identity stand twice: the one on record counts, the other takes time.
async fn twice(office: &mut Office) {
    let at = half("2026-03-16", "10:00");
    let (row, ours) = office.stands(at, "Neuf").await;
    let there = office.reads(ours.href.as_deref().unwrap()).unwrap();
    office.puts("double.ics", &there);
    office.pass().await;
    assert_eq!(office.event(&row).await.href, ours.href);
    assert!(office.busy().contains(&at));
    let kinds = office.kinds().await;
    assert!(kinds.contains(&DecisionKind::Twice), "{kinds:?}");
}

/// Where the link says so: after ten minutes, and not when it is back by then.
async fn deleting_cancels(kind: &str) {
    let options = LinkOptions {
        deleting_cancels: true,
        ..LinkOptions::default()
    };
    let mut office = Office::with(kind, options).await;
    office.stands(half("2026-03-20", "16:00"), "Reste").await;
    let (goes, ours) = office.stands(half("2026-03-04", "10:00"), "Dix").await;
    let (stays, back) = office.stands(half("2026-03-04", "11:00"), "Onze").await;
    let name = back.href.clone().unwrap();
    let body = office.reads(&name).unwrap();
    office.deletes(ours.href.as_deref().unwrap());
    office.deletes(&name);
    office.pass().await;
    let app = office.practice.app.clone();
    assert_eq!(app.cancel_deleted().await.unwrap(), 0, "a grace");
    office.puts(&name, &body);
    office.pass().await;
    office.practice.clock.advance(TimeDelta::minutes(11));
    assert_eq!(app.cancel_deleted().await.unwrap(), 1);
    assert_eq!(office.row(&goes).await.status, Status::CancelledByPractice);
    assert!(office.row(&stays).await.status.takes_time());
}
