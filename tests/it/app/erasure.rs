//! Erased people leave no trace, and nobody else loses anything (security §11).

use chrono::TimeDelta;
use grappe::app::{EraseRefusal, ForWhom};
use grappe::domain::booking::{Appointment, Status};
use grappe::domain::id::{CareTypeId, PatientId};
use grappe::domain::retention::RetentionRules;
use grappe::store::DATABASE_FILE;
use rusqlite::Connection;

use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

/// A name that is nowhere else.
const CANARY: &str = "Zyxwvutska";

async fn booked(practice: &Practice, care: CareTypeId, who: PatientId, start: &str) -> Appointment {
    let mut request = at_the_desk(care, start, person("X", "Y"));
    request.for_whom = ForWhom::Known(who);
    practice.app.book(request, None).await.unwrap().appointment
}

/// Every text of every table, and what lies in the pages of the file.
fn holds(practice: &Practice, text: &str) -> Vec<String> {
    let conn = Connection::open(practice.folder.path().join(DATABASE_FILE)).unwrap();
    let mut tables = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .unwrap();
    let tables: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut found = Vec::new();
    for table in tables {
        let mut statement = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                let value: rusqlite::types::Value = row.get(column).unwrap();
                if format!("{value:?}").to_lowercase().contains(&text.to_lowercase()) {
                    found.push(format!("{table}.{column}"));
                }
            }
        }
    }
    found
}

#[tokio::test]
async fn one_who_asks_is_erased_everywhere_and_the_log_stays_whole() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let who = practice.knows(person(CANARY, "Zoé")).await;
    let twin = practice.knows(person(CANARY, "Zoë")).await;
    let stays = practice.knows(person("Blanc", "Luc")).await;
    let visit = booked(&practice, care, who, "2026-03-02T08:00:00Z").await;
    booked(&practice, care, stays, "2026-03-02T09:00:00Z").await;
    let app = &practice.app;
    practice.clock.set(instant("2026-03-02T07:30:00Z"));
    let coming = app.erase_patient(who, secretary()).await;
    assert_eq!(coming.unwrap_err().refusal(), Some(&EraseRefusal::Coming));
    practice.clock.set(instant("2026-03-02T12:00:00Z"));
    app.mark_attendance(visit.id, Status::NoShow, None, secretary())
        .await
        .unwrap();
    let version = |id| async move {
        let file = app.open_patient(id, secretary()).await.unwrap().unwrap();
        (file.patient, file.version)
    };
    let ((survivor, survivor_version), (_, absorbed_version)) = (version(who).await, version(twin).await);
    let merge = grappe::app::MergeRequest {
        survivor,
        survivor_version,
        absorbed: twin,
        absorbed_version,
        actor: secretary(),
    };
    app.merge_patients(merge).await.unwrap();
    assert!(!holds(&practice, CANARY).is_empty());

    app.erase_patient(who, secretary()).await.unwrap();
    assert_eq!(holds(&practice, CANARY), Vec::<String>::new());
    assert!(app.open_patient(who, secretary()).await.unwrap().is_none());
    assert_eq!(practice.problems().await, [], "the chain of the log is whole");
    let conn = Connection::open(practice.folder.path().join(DATABASE_FILE)).unwrap();
    let left: (String, i64, String) = conn
        .query_row("SELECT day, hour, status FROM past_visits", [], |row| {
            row.try_into()
        })
        .unwrap();
    assert_eq!(left, ("2026-03-02".to_owned(), 9, "no_show".to_owned()));
    let file = app.open_patient(stays, secretary()).await.unwrap().unwrap();
    assert_eq!(file.appointments.len(), 1);
    let again = app.erase_patient(who, secretary()).await;
    assert_eq!(again.unwrap_err().refusal(), Some(&EraseRefusal::Unknown));
}

#[tokio::test]
async fn the_rule_erases_what_the_preview_showed_and_nothing_younger() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let app = &practice.app;
    let old = practice.knows(person("Roux", "Zoé")).await;
    let mother = practice.knows(person("Roux", "Anne")).await;
    let child = practice.knows(person("Roux", "Luc")).await;
    app.tie_relatives(
        (mother, child),
        Some(grappe::domain::relative::Kinship::Child),
        secretary(),
    )
    .await
    .unwrap();
    booked(&practice, care, old, "2026-03-03T08:00:00Z").await;
    let rules = RetentionRules {
        patient_months: 3,
        ..RetentionRules::default()
    };
    app.save_retention_rules(rules, secretary()).await.unwrap();
    practice.clock.set(instant("2026-06-02T08:00:00Z"));
    let recent = booked(&practice, care, child, "2026-06-03T08:00:00Z").await;
    assert_eq!(
        app.retention_preview().await.unwrap().patients,
        0,
        "three months are not over"
    );

    practice.clock.set(instant("2026-06-04T08:00:00Z"));
    let preview = app.retention_preview().await.unwrap();
    assert_eq!((preview.patients, preview.appointments), (1, 1));
    assert_eq!(preview.first[0].id, old);
    let blind = app.apply_retention(0, secretary()).await;
    assert_eq!(
        blind.unwrap_err().refusal(),
        Some(&EraseRefusal::Stale),
        "nobody was shown it"
    );
    // By itself only where the practice wants that.
    app.night().await.unwrap();
    assert!(app.open_patient(old, secretary()).await.unwrap().is_some());
    assert_eq!(app.apply_retention(1, secretary()).await.unwrap(), 1);
    assert!(app.open_patient(old, secretary()).await.unwrap().is_none());
    for kept in [mother, child] {
        assert!(app.open_patient(kept, secretary()).await.unwrap().is_some());
    }
    assert_eq!(recent.patient, child);
    assert_eq!(practice.problems().await, []);
}

#[tokio::test]
async fn settled_messages_go_and_the_night_does_it_where_it_is_wanted() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let app = &practice.app;
    let who = practice.knows(person("Roux", "Zoé")).await;
    let visit = booked(&practice, care, who, "2026-03-03T08:00:00Z").await;
    app.cancel(visit.id, None, secretary()).await.unwrap();
    let rules = RetentionRules {
        is_automatic: true,
        ..RetentionRules::default()
    };
    app.save_retention_rules(rules, secretary()).await.unwrap();
    practice.clock.advance(TimeDelta::days(40));
    app.sweep().await.unwrap();
    practice.clock.advance(TimeDelta::days(40));
    app.night().await.unwrap();
    assert_eq!(app.retention_preview().await.unwrap().messages, 0);
    assert!(app.recent_notices(9).await.unwrap().is_empty());
    assert!(
        app.open_patient(who, secretary()).await.unwrap().is_some(),
        "two years are not over"
    );
}
