//! Erased people leave no trace, and nobody else loses anything (security §11).

use chrono::TimeDelta;
use grappe::app::{EraseRefusal, ForWhom};
use grappe::domain::booking::{Appointment, Status};
use grappe::domain::id::{CareTypeId, PatientId};
use grappe::domain::retention::RetentionRules;
use grappe::store::{DATABASE_FILE, ERASED_FILE, Problem, inspect};
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

    let march = grappe::app::StatisticsFilter {
        dates: ("2026-03-01".parse().unwrap(), "2026-03-31".parse().unwrap()),
        practitioner: None,
        care: None,
    };
    let before = app.access(march).await.unwrap();
    assert_eq!((before[0].asked, before[0].prompt), (2, 2));
    app.erase_patient(who, secretary()).await.unwrap();
    assert_eq!(
        app.access(march).await.unwrap(),
        before,
        "statistics do not change by it"
    );
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

/// Puts the database back from a copy, as a restore does; what lies beside it stays.
fn put_back(practice: Practice, copy: &std::path::Path) -> Practice {
    let Practice { app, clock, folder } = practice;
    drop(app);
    let database = folder.path().join(DATABASE_FILE);
    for journal in ["grappe.sqlite3-wal", "grappe.sqlite3-shm"] {
        let _ = std::fs::remove_file(folder.path().join(journal));
    }
    std::fs::copy(copy, database).unwrap();
    let app = grappe::app::App::open(folder.path(), &clock).unwrap();
    Practice { app, clock, folder }
}

/// Three records of one person, and somebody else; a copy of the database and an export of then; the first person erased since, after
/// two merges in a row.
struct Yesterday {
    practice: Practice,
    person: [PatientId; 3],
    stays: PatientId,
    _elsewhere: tempfile::TempDir,
    copy: std::path::PathBuf,
    export: String,
    /// The file of erased people.
    noted: String,
}

impl Yesterday {
    async fn new() -> Self {
        let practice = Practice::new();
        let (_, care) = practice.usual().await;
        let who = practice.knows(person(CANARY, "Zoé")).await;
        let twin = practice.knows(person(CANARY, "Zoë")).await;
        let third = practice.knows(person(CANARY, "Zoe")).await;
        let stays = practice.knows(person("Blanc", "Luc")).await;
        for (id, start) in [(who, "2026-03-02T08:00:00Z"), (stays, "2026-03-02T09:00:00Z")] {
            booked(&practice, care, id, start).await;
        }
        practice.clock.set(instant("2026-03-02T12:00:00Z"));
        let elsewhere = tempfile::tempdir().unwrap();
        let copy = elsewhere.path().join("yesterday.sqlite3");
        practice.app.store().copy_to(copy.clone()).await.unwrap();
        let export = practice.app.export(secretary()).await.unwrap();
        let export = export
            .into_iter()
            .find(|file| file.name == "grappe.json")
            .unwrap();
        for (survivor, absorbed) in [(twin, third), (who, twin)] {
            merge(&practice, survivor, absorbed).await;
        }
        practice.app.erase_patient(who, secretary()).await.unwrap();
        let noted = std::fs::read_to_string(practice.folder.path().join(ERASED_FILE)).unwrap();
        Self {
            practice,
            person: [who, twin, third],
            stays,
            _elsewhere: elsewhere,
            copy,
            export: String::from_utf8(export.bytes).unwrap(),
            noted,
        }
    }
}

async fn merge(practice: &Practice, survivor: PatientId, absorbed: PatientId) {
    let file = |id| practice.app.open_patient(id, secretary());
    let kept = file(survivor).await.unwrap().unwrap();
    let gone = file(absorbed).await.unwrap().unwrap();
    let merge = grappe::app::MergeRequest {
        survivor: kept.patient,
        survivor_version: kept.version,
        absorbed,
        absorbed_version: gone.version,
        actor: secretary(),
    };
    practice.app.merge_patients(merge).await.unwrap();
}

#[tokio::test]
async fn a_copy_of_yesterday_does_not_bring_them_back() {
    let was = Yesterday::new().await;
    assert_eq!(
        holds(&was.practice, CANARY),
        Vec::<String>::new(),
        "a merge of a merge remembers nobody"
    );
    assert_eq!(was.noted.lines().count(), 3);
    let is_hash = |line: &str| line.len() == 64;
    assert!(was.noted.lines().all(is_hash), "{}", was.noted);

    let practice = put_back(was.practice, &was.copy);
    assert!(!holds(&practice, CANARY).is_empty());
    let returned = was.person.map(|id| Problem::Returned(id.0));
    assert_eq!(inspect(practice.folder.path()).unwrap().problems, returned);
    assert_eq!(practice.app.erase_returned().await.unwrap(), 3);
    assert_eq!(holds(&practice, CANARY), Vec::<String>::new());
    assert_eq!(inspect(practice.folder.path()).unwrap().problems, []);
    let file = practice.app.open_patient(was.stays, secretary()).await;
    assert_eq!(
        file.unwrap().unwrap().appointments.len(),
        1,
        "nobody else loses anything"
    );
    assert_eq!(practice.app.erase_returned().await.unwrap(), 0);
}

#[tokio::test]
async fn an_export_of_yesterday_does_not_bring_them_back_either() {
    let was = Yesterday::new().await;
    let other = Practice::new();
    std::fs::write(other.folder.path().join(ERASED_FILE), &was.noted).unwrap();
    let report = other.app.restore(was.export, false, secretary()).await.unwrap();
    assert_eq!(report.erased_again, 3);
    assert_eq!(holds(&other, CANARY), Vec::<String>::new());
    let file = other.app.open_patient(was.stays, secretary()).await.unwrap();
    assert!(file.is_some());
    assert_eq!(other.problems().await, []);

    // An export of today says it by itself.
    let today = was.practice.app.export(secretary()).await.unwrap();
    let today = today.iter().find(|file| file.name == "grappe.json").unwrap();
    let next = Practice::new();
    let text = String::from_utf8(today.bytes.clone()).unwrap();
    next.app.restore(text, false, secretary()).await.unwrap();
    let noted = std::fs::read_to_string(next.folder.path().join(ERASED_FILE)).unwrap();
    assert_eq!(noted, was.noted);
}

#[tokio::test]
async fn the_numbers_of_another_practice_are_other_people() {
    let was = Yesterday::new().await;
    let stranger = Practice::new();
    let somebody = stranger.knows(person("Noir", "Eva")).await;
    assert_eq!(somebody, was.person[0], "the same number");
    std::fs::write(stranger.folder.path().join(ERASED_FILE), &was.noted).unwrap();
    assert_eq!(stranger.app.erase_returned().await.unwrap(), 0);
    let file = stranger.app.open_patient(somebody, secretary()).await.unwrap();
    assert!(file.is_some());
}
