//! Our event, moved or edited there (caldav §6.1, lines 1 to 9).

use chrono::TimeDelta;
use grappe::domain::calendar::DecisionKind;
use grappe::domain::time::Interval;
use grappe::store::MessageKind;

use super::office::{Office, event, half};
use super::on_both;

on_both!(lines);

async fn lines(kind: &str) {
    let mut office = Office::new(kind).await;
    to_a_free_time(&mut office).await;
    outside_the_hours(&mut office).await;
    to_another_length(&mut office).await;
    onto_another_appointment(&mut office).await;
    onto_a_foreign_event(&mut office).await;
    to_the_past(&mut office).await;
    moved_here_as_well(&mut office).await;
    cancelled_here_as_well(&mut office).await;
    onto_what_is_being_booked(&mut office).await;
    edited_only(&mut office).await;
    made_transparent(&mut office).await;
    office.is_sound().await;
}

/// The appointment moves, the patient is told, and what we write then changes nothing any more.
async fn to_a_free_time(office: &mut Office) {
    let (row, ours) = office.stands(half("2026-03-04", "10:00"), "Un").await;
    let to = half("2026-03-04", "14:00");
    office.drags(&ours, to);
    office.pass().await;
    let moved = office.replacement(&row).await.unwrap();
    assert_eq!(moved.interval, to);
    let notices = office.practice.app.recent_notices(1).await.unwrap();
    assert_eq!(notices[0].message.kind, MessageKind::Moved);
    office.pass().await;
    office.pass().await;
    assert!(office.shows(&ours, to) && office.replacement(&moved).await.is_none());
    assert_eq!(office.kinds().await, []);
}

async fn outside_the_hours(office: &mut Office) {
    let (row, ours) = office.stands(half("2026-03-05", "10:00"), "Deux").await;
    let to = half("2026-03-05", "20:00");
    office.drags(&ours, to);
    office.pass().await;
    assert_eq!(office.replacement(&row).await.unwrap().interval, to);
    assert_eq!(office.kinds().await, [DecisionKind::OutsideHours]);
}

async fn to_another_length(office: &mut Office) {
    let at = half("2026-03-06", "10:00");
    let (row, ours) = office.stands(at, "Trois").await;
    let longer = Interval::lasting(at.start, TimeDelta::minutes(50));
    office.drags(&ours, longer);
    office.pass().await;
    assert_eq!(office.replacement(&row).await.unwrap().interval, longer);
    assert_eq!(office.kinds().await, [DecisionKind::OtherLength]);
}

async fn onto_another_appointment(office: &mut Office) {
    let (at, taken) = (half("2026-03-09", "10:00"), half("2026-03-09", "11:00"));
    let (row, ours) = office.stands(at, "Quatre").await;
    office.stands(taken, "Autre").await;
    office.drags(&ours, taken);
    office.pass().await;
    assert!(office.replacement(&row).await.is_none());
    assert!(office.shows(&ours, at), "put back");
    assert_eq!(office.kinds().await, [DecisionKind::PutBackTaken]);
}

async fn onto_a_foreign_event(office: &mut Office) {
    let (at, to) = (half("2026-03-10", "10:00"), half("2026-03-10", "15:00"));
    let (row, ours) = office.stands(at, "Cinq").await;
    office.puts("reunion.ics", &event("reunion@x", to, "SUMMARY:Réunion\r\n"));
    office.pass().await;
    office.drags(&ours, to);
    office.pass().await;
    assert_eq!(office.replacement(&row).await.unwrap().interval, to);
    assert_eq!(office.kinds().await, [DecisionKind::OverBusy]);
}

async fn to_the_past(office: &mut Office) {
    let at = half("2026-03-11", "10:00");
    let (row, ours) = office.stands(at, "Six").await;
    office.drags(&ours, half("2026-02-25", "10:00"));
    office.pass().await;
    assert!(office.replacement(&row).await.is_none() && office.shows(&ours, at));
    assert_eq!(office.kinds().await, [DecisionKind::PutBackPast]);
}

/// Since the last good pass: the web wins, and never are both times held.
async fn moved_here_as_well(office: &mut Office) {
    let (row, ours) = office.stands(half("2026-03-12", "10:00"), "Sept").await;
    office.drags(&ours, half("2026-03-12", "11:00"));
    let here = half("2026-03-12", "16:00");
    let moved = office.moves(&row, here).await;
    office.pass().await;
    office.pass().await;
    assert!(office.replacement(&moved).await.is_none() && office.shows(&ours, here));
    assert_eq!(office.kinds().await, [DecisionKind::LostToWeb]);
}

async fn cancelled_here_as_well(office: &mut Office) {
    let (row, ours) = office.stands(half("2026-03-13", "10:00"), "Huit").await;
    office.drags(&ours, half("2026-03-13", "11:00"));
    office.cancels(&row).await;
    office.pass().await;
    office.pass().await;
    assert_eq!(office.reads(ours.href.as_deref().unwrap()), None);
    assert_eq!(office.kinds().await, [DecisionKind::LostToWeb]);
}

/// The database's own wall decides: whoever holds the time keeps it.
async fn onto_what_is_being_booked(office: &mut Office) {
    let (at, to) = (half("2026-03-16", "10:00"), half("2026-03-16", "14:00"));
    let (row, ours) = office.stands(at, "Neuf").await;
    office.drags(&ours, to);
    // A hold lasts five minutes: made while the worker is about to look.
    office.practice.clock.advance(TimeDelta::minutes(15));
    let start = to.start.to_rfc3339();
    office.practice.holds(office.care, &start, "somebody").await;
    office.practice.clock.advance(TimeDelta::minutes(1));
    let reports = office.scribe.round().await.unwrap();
    assert!(reports[0].outcome.is_ok(), "{reports:?}");
    assert!(office.replacement(&row).await.is_none() && office.shows(&ours, at));
    assert_eq!(office.kinds().await, [DecisionKind::PutBackTaken]);
}

/// What is not ours is kept over what we write next.
async fn edited_only(office: &mut Office) {
    let at = half("2026-03-17", "10:00");
    let (row, ours) = office.stands(at, "Dix").await;
    let alarm = "DESCRIPTION:Apporter le dossier\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT10M\r\nEND:VALARM\r\n";
    office.edits(&ours, at, alarm);
    office.pass().await;
    assert_eq!(office.kinds().await, []);
    let to = half("2026-03-17", "11:00");
    office.moves(&row, to).await;
    office.pass().await;
    let there = office.reads(ours.href.as_deref().unwrap()).unwrap();
    assert!(office.shows(&ours, to));
    assert!(
        there.contains("Apporter le dossier") && there.contains("TRIGGER:-PT10M"),
        "{there}"
    );
}

async fn made_transparent(office: &mut Office) {
    let at = half("2026-03-18", "10:00");
    let (row, ours) = office.stands(at, "Onze").await;
    office.edits(&ours, at, "TRANSP:TRANSPARENT\r\n");
    office.pass().await;
    assert!(office.row(&row).await.status.takes_time());
    assert_eq!(office.kinds().await, [DecisionKind::Transparent]);
}
