//! Events of the practitioner's own (caldav §6.2).

use grappe::domain::booking::Refusal;
use grappe::domain::calendar::DecisionKind;
use grappe::domain::slot::{SlotQuery, search};
use grappe::domain::time::Interval;

use super::office::{Office, event, half};
use super::on_both;
use crate::support::house::{draft, person};

on_both!(lines);

async fn lines(kind: &str) {
    let mut office = Office::new(kind).await;
    made_moved_and_deleted(&mut office).await;
    onto_an_appointment(&mut office).await;
    between_choice_and_confirmation(&mut office).await;
    office.is_sound().await;
}

fn is_offered(office: &Office, at: Interval) -> bool {
    let date = at.start.date_naive();
    let query = SlotQuery::new(office.care, Some(office.practitioner), date, date);
    let app = &office.practice.app;
    let found = search(&app.agenda(), &query, app.now());
    found.iter().any(|slot| slot.start == at.start)
}

async fn made_moved_and_deleted(office: &mut Office) {
    let (at, to) = (half("2026-03-04", "10:00"), half("2026-03-04", "15:00"));
    office.puts("dentiste.ics", &event("dentiste@x", at, "SUMMARY:Dentiste\r\n"));
    office.pass().await;
    assert!(!is_offered(office, at) && is_offered(office, to));
    office.puts("dentiste.ics", &event("dentiste@x", to, "SUMMARY:Dentiste\r\n"));
    office.pass().await;
    assert!(is_offered(office, at) && !is_offered(office, to));
    office.deletes("dentiste.ics");
    office.pass().await;
    assert!(is_offered(office, at) && is_offered(office, to));
    assert_eq!(office.kinds().await, []);
}

async fn onto_an_appointment(office: &mut Office) {
    let at = half("2026-03-05", "10:00");
    let (row, _) = office.stands(at, "Un").await;
    office.puts("garde.ics", &event("garde@x", at, "SUMMARY:Garde\r\n"));
    office.pass().await;
    assert!(office.row(&row).await.status.takes_time());
    assert_eq!(office.kinds().await, [DecisionKind::Overlap]);
}

async fn between_choice_and_confirmation(office: &mut Office) {
    let at = half("2026-03-06", "10:00");
    office.practice.clock.advance(chrono::TimeDelta::minutes(15));
    let start = at.start.to_rfc3339();
    let held = office.practice.holds(office.care, &start, "one").await;
    let app = office.practice.app.clone();
    app.request_code(&held.token, draft(person("Deux", "Zoé")))
        .await
        .unwrap();
    let code = office.practice.newest_code().await;
    office.puts("urgence.ics", &event("urgence@x", at, "SUMMARY:Urgence\r\n"));
    office.practice.clock.advance(chrono::TimeDelta::minutes(1));
    let reports = office.scribe.round().await.unwrap();
    assert!(reports[0].outcome.is_ok(), "{reports:?}");
    let refused = app.confirm_hold(&held.token, &code, None).await.unwrap_err();
    assert!(
        matches!(refused.refusal(), Some(Refusal::SlotTaken { alternatives }) if !alternatives.is_empty()),
        "other times are offered: {refused:?}"
    );
}
