//! Two records of one person become one, and two again (within thirty days, as long as nothing was edited).

use std::collections::BTreeMap;

use chrono::TimeDelta;
use grappe::app::{Failure, MergeRefusal, MergeRequest};
use grappe::domain::booking::{Appointment, Status};
use grappe::domain::consent::ConsentKind;
use grappe::domain::contact::Phone;
use grappe::domain::id::{CareTypeId, PatientId};
use grappe::domain::patient::Patient;
use grappe::domain::relative::Kinship;
use grappe::store::{Db, Fault, PatientMarks};
use rusqlite::Connection;

use crate::support::filled::{names, rows, tables};
use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

struct Twins {
    practice: Practice,
    care: CareTypeId,
    /// Zoé Roux, known by phone; Zoe Roux, known by mail; her mother.
    one: PatientId,
    other: PatientId,
    mother: PatientId,
}

impl Twins {
    async fn new() -> Self {
        let practice = Practice::new();
        let (_, care) = practice.usual().await;
        let one = practice
            .knows(Patient {
                email: None,
                phone: Phone::parse("06 12 34 56 78").ok(),
                note: "Ancienne adresse".to_owned(),
                ..person("Roux", "Zoé")
            })
            .await;
        let other = practice
            .knows(Patient {
                note: "Dette".to_owned(),
                ..person("Roux", "Zoe")
            })
            .await;
        let mother = practice.knows(person("Roux", "Anne")).await;
        Self {
            practice,
            care,
            one,
            other,
            mother,
        }
    }

    async fn booked(&self, who: PatientId, start: &str) -> Appointment {
        let mut request = at_the_desk(self.care, start, person("X", "Y"));
        request.for_whom = grappe::app::ForWhom::Known(who);
        self.practice.app.book(request, None).await.unwrap().appointment
    }

    async fn request(&self) -> MergeRequest {
        let (one, other) = (self.one, self.other);
        let read = move |db: &Db<'_>| -> Result<_, Fault> {
            Ok((
                db.patient(one)?,
                db.patient_version(one)?,
                db.patient_version(other)?,
                db.patient(other)?,
            ))
        };
        let (kept, version, other_version, gone) = self.practice.app.store().read(read).await.unwrap();
        MergeRequest {
            survivor: Patient {
                email: gone.unwrap().email,
                ..kept.unwrap()
            },
            survivor_version: version.unwrap(),
            absorbed: other,
            absorbed_version: other_version.unwrap(),
            actor: secretary(),
        }
    }

    async fn merge(&self) -> Result<i64, Failure<MergeRefusal>> {
        let request = self.request().await;
        self.practice.app.merge_patients(request).await
    }

    /// The other one comes in a wheelchair and wants no e-mail.
    async fn marks_other(&self) {
        let other = self.other;
        let marks = PatientMarks {
            is_phone_only: true,
            block_reason: String::new(),
            desk_note: "Fauteuil".to_owned(),
        };
        let mark = move |tx: &mut grappe::store::Tx<'_>| tx.save_patient_marks(other, &marks);
        self.practice.app.store().write(mark).await.unwrap();
    }

    /// Every row of every table that may hold a patient's data, as text; versions grow and are left out.
    fn everything(&self) -> BTreeMap<&'static str, Vec<String>> {
        let conn = Connection::open(self.practice.folder.path().join(grappe::store::DATABASE_FILE)).unwrap();
        let rows = |sql: &str| -> Vec<String> {
            let mut statement = conn.prepare(sql).unwrap();
            let found = statement.query_map([], |row| row.get(0)).unwrap();
            found.map(Result::unwrap).collect()
        };
        BTreeMap::from([
            (
                "patients",
                rows(
                    "SELECT concat_ws('|', id, family_name, given_name, folded_given, born, phone, email, is_fragile, note, created_at) FROM patients ORDER BY id",
                ),
            ),
            (
                "appointments",
                rows("SELECT concat_ws('|', id, patient, status, start_at) FROM appointments ORDER BY id"),
            ),
            (
                "occupied",
                rows("SELECT concat_ws('|', kind, entity, start_at, booking_id) FROM occupied ORDER BY 1"),
            ),
            (
                "marks",
                rows(
                    "SELECT concat_ws('|', patient, is_phone_only, desk_note) FROM patient_marks ORDER BY 1",
                ),
            ),
            (
                "relatives",
                rows("SELECT concat_ws('|', contact, patient, kind) FROM relatives ORDER BY 1"),
            ),
            (
                "consents",
                rows("SELECT concat_ws('|', id, patient, kind) FROM consents ORDER BY 1"),
            ),
            (
                "words",
                rows("SELECT concat_ws('|', word, patient) FROM patient_words ORDER BY 1"),
            ),
            ("handovers", rows("SELECT appointment FROM handovers")),
        ])
    }
}

#[tokio::test]
async fn everything_follows_and_the_undo_gives_everything_back() {
    let twins = Twins::new().await;
    let app = &twins.practice.app;
    twins.booked(twins.one, "2026-03-03T08:00:00Z").await;
    let moved = twins.booked(twins.other, "2026-03-03T09:00:00Z").await;
    let done = twins.booked(twins.other, "2026-03-02T08:00:00Z").await;
    twins.practice.clock.set(instant("2026-03-02T12:00:00Z"));
    app.mark_attendance(done.id, Status::Done, None, secretary())
        .await
        .unwrap();
    app.tie_relatives((twins.mother, twins.other), Some(Kinship::Child), secretary())
        .await
        .unwrap();
    app.note_consent(twins.other, ConsentKind::Reminders, secretary())
        .await
        .unwrap();
    twins.marks_other().await;
    let pairs = app.likely_duplicates().await.unwrap();
    assert_eq!(
        (pairs.len(), pairs[0].one.0.id, pairs[0].other.0.id),
        (1, twins.one, twins.other)
    );
    let before = twins.everything();

    let merge = twins.merge().await.unwrap();
    let file = app.open_patient(twins.one, secretary()).await.unwrap().unwrap();
    assert_eq!(file.appointments.len(), 3);
    assert_eq!(file.patient.note, "Ancienne adresse\nDette");
    assert!(file.patient.email.is_some() && file.patient.phone.is_some());
    assert!(file.marks.is_phone_only && file.marks.desk_note == "Fauteuil");
    assert_eq!(file.relatives[0].person.id, twins.mother);
    assert_eq!(file.consents.len(), 1);
    assert!(
        app.open_patient(twins.other, secretary())
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(app.merged_into(twins.other).await.unwrap(), Some(twins.one));
    assert_eq!(twins.practice.problems().await, []);
    // The agenda in memory knows whose it is as well.
    assert_eq!(app.agenda().bookings_of(twins.other).len(), 0);
    assert!(app.agenda().bookings_of(twins.one).len() >= 2);

    app.undo_merge(merge, secretary()).await.unwrap();
    assert_eq!(twins.everything(), before);
    assert_eq!(twins.practice.problems().await, []);
    assert!(
        app.agenda()
            .bookings_of(twins.other)
            .iter()
            .any(|b| b.interval == moved.interval)
    );
    let again = app.undo_merge(merge, secretary()).await;
    assert_eq!(again.unwrap_err().refusal(), Some(&MergeRefusal::Done));
}

#[tokio::test]
async fn one_person_is_never_at_two_places() {
    let twins = Twins::new().await;
    let practitioner = twins.practice.with_practitioner("Dr Blanc").await;
    twins.practice.open(practitioner, "09:00", "17:00").await;
    let one = twins.booked(twins.one, "2026-03-03T08:00:00Z").await;
    let other = twins.booked(twins.other, "2026-03-03T08:00:00Z").await;
    let before = twins.everything();
    let refused = twins.merge().await;
    assert_eq!(
        refused.unwrap_err().refusal(),
        Some(&MergeRefusal::Overlap(vec![(one.id, other.id)]))
    );
    assert_eq!(twins.everything(), before, "nothing was lost");
    twins
        .practice
        .app
        .cancel(other.id, None, secretary())
        .await
        .unwrap();
    twins.merge().await.unwrap();
    assert_eq!(twins.practice.problems().await, []);
}

#[tokio::test]
async fn later_edits_refuse_the_undo_and_later_moves_follow_it() {
    let twins = Twins::new().await;
    let app = &twins.practice.app;
    let visit = twins.booked(twins.other, "2026-03-03T08:00:00Z").await;
    let merge = twins.merge().await.unwrap();
    let request = grappe::app::MoveRequest {
        appointment: visit.id,
        expected_version: None,
        practitioner: None,
        start: instant("2026-03-04T08:00:00Z"),
        audience: grappe::domain::slot::Audience::Staff,
        placing: None,
        overbooking: None,
        actor: secretary(),
    };
    let moved = app
        .move_appointment(request, None)
        .await
        .unwrap()
        .booking
        .appointment;
    app.undo_merge(merge, secretary()).await.unwrap();
    let file = app.open_patient(twins.other, secretary()).await.unwrap().unwrap();
    assert!(
        file.appointments.iter().any(|a| a.id == moved.id),
        "the moved one goes back as well"
    );
    assert_eq!(twins.practice.problems().await, []);

    let merge = twins.merge().await.unwrap();
    let file = app.open_patient(twins.one, secretary()).await.unwrap().unwrap();
    let edited = Patient {
        note: "Nouvelle adresse".to_owned(),
        ..file.patient.clone()
    };
    app.save_patient(edited, Some(file.version), secretary())
        .await
        .unwrap();
    let refused = app.undo_merge(merge, secretary()).await;
    assert_eq!(refused.unwrap_err().refusal(), Some(&MergeRefusal::Used));
}

#[tokio::test]
async fn a_booking_that_completes_the_record_leaves_the_undo_and_what_it_filled_in() {
    let twins = Twins::new().await;
    let app = &twins.practice.app;
    let file = app.open_patient(twins.one, secretary()).await.unwrap().unwrap();
    let no_birth = Patient {
        born: None,
        ..file.patient.clone()
    };
    app.save_patient(no_birth, Some(file.version), secretary())
        .await
        .unwrap();
    let merge = twins.merge().await.unwrap();
    let survivor = app.open_patient(twins.one, secretary()).await.unwrap().unwrap();
    assert_eq!(survivor.patient.born, None);
    let born = person("Roux", "Zoé").born;
    assert!(born.is_some());
    let declared = Patient {
        born,
        ..survivor.patient.clone()
    };
    let request = at_the_desk(twins.care, "2026-03-03T08:00:00Z", declared);
    let visit = app.book(request, None).await.unwrap().appointment;
    assert_eq!(visit.patient, twins.one);
    let completed = app.open_patient(twins.one, secretary()).await.unwrap().unwrap();
    assert_ne!(
        completed.version, survivor.version,
        "the booking completed the record"
    );
    app.undo_merge(merge, secretary()).await.unwrap();
    let (one, other) = (twins.one, twins.other);
    let read = move |db: &Db<'_>| -> Result<_, Fault> { Ok((db.patient(one)?, db.patient(other)?)) };
    let (one, other) = app.store().read(read).await.unwrap();
    let one = one.unwrap();
    assert_eq!((one.born, one.email), (born, None));
    assert_eq!(other.unwrap().note, "Dette");
    assert_eq!(twins.practice.problems().await, []);
}

#[tokio::test]
async fn thirty_days_later_there_is_no_way_back_and_nothing_is_kept() {
    let twins = Twins::new().await;
    let app = &twins.practice.app;
    let merge = twins.merge().await.unwrap();
    twins.practice.clock.advance(TimeDelta::days(31));
    let refused = app.undo_merge(merge, secretary()).await;
    assert_eq!(refused.unwrap_err().refusal(), Some(&MergeRefusal::TooOld));
    app.night().await.unwrap();
    let kept = app
        .store()
        .read(move |db: &Db<'_>| db.merge(merge))
        .await
        .unwrap();
    assert_eq!(kept.unwrap().before, None);
}

#[tokio::test]
async fn a_stale_page_merges_nothing_and_two_people_stay_two() {
    let twins = Twins::new().await;
    let app = &twins.practice.app;
    let stale = MergeRequest {
        absorbed_version: 7,
        ..twins.request().await
    };
    assert_eq!(
        app.merge_patients(stale).await.unwrap_err().refusal(),
        Some(&MergeRefusal::Stale)
    );
    let same = MergeRequest {
        absorbed: twins.one,
        ..twins.request().await
    };
    assert_eq!(
        app.merge_patients(same).await.unwrap_err().refusal(),
        Some(&MergeRefusal::Unknown)
    );
    app.dismiss_duplicates(twins.other, twins.one, secretary())
        .await
        .unwrap();
    assert!(app.likely_duplicates().await.unwrap().is_empty());
}

#[tokio::test]
async fn no_other_way_gives_an_appointment_to_somebody_else() {
    let twins = Twins::new().await;
    let visit = twins.booked(twins.other, "2026-03-03T08:00:00Z").await;
    let conn = Connection::open(twins.practice.folder.path().join(grappe::store::DATABASE_FILE)).unwrap();
    let stolen = conn.execute(
        "UPDATE appointments SET patient = ?1 WHERE id = ?2",
        (twins.one.0, visit.id.0),
    );
    assert!(stolen.unwrap_err().to_string().contains("immutable:appointment"));
}

/// Rows that another table makes again, or that are gone at once.
const NOT_MOVED: [&str; 3] = ["patient_words", "patient_marks", "handovers"];

/// The tables that name patients, with the column.
fn references(conn: &Connection) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for table in tables(conn) {
        let sql =
            format!("SELECT \"from\" FROM pragma_foreign_key_list('{table}') WHERE \"table\" = 'patients'");
        found.extend(
            names(conn, &sql)
                .into_iter()
                .map(|column| (table.clone(), column)),
        );
    }
    found
}

/// Rows of a table that name a patient in this column, or in whichever.
fn naming(conn: &Connection, table: &str, columns: &[String], patient: i64) -> i64 {
    let of = |column: &String| {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} = ?1");
        conn.query_row(&sql, [patient], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    columns.iter().map(of).sum()
}

#[tokio::test]
async fn every_table_that_names_a_patient_follows_and_comes_back() {
    let practice = Practice::filled().await;
    let conn = practice.database();
    let app = &practice.app;
    let whole = |conn: &Connection| -> BTreeMap<String, crate::support::filled::Rows> {
        let all = tables(conn).into_iter();
        // What calendars say of the patients is written again after both.
        let left_out = ["audit", "calendar_outbox", "merges", "sessions"];
        let all = all.filter(|table| !left_out.contains(&table.as_str()));
        // Versions grow.
        all.map(|table| (table.clone(), rows(conn, &table, &["version"])))
            .collect()
    };
    let before = whole(&conn);
    let mut by_table: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column) in references(&conn) {
        // For a new reference: a row in filled.sql, and a line in `app/merge.rs`.
        let is_there = naming(&conn, &table, std::slice::from_ref(&column), 2) > 0 || table == "handovers";
        assert!(
            is_there,
            "nothing in filled.sql names patient 2 in {table}.{column}"
        );
        by_table.entry(table).or_default().push(column);
    }
    assert!(by_table.len() >= 8, "{by_table:?}");
    let counted: Vec<i64> = by_table
        .iter()
        .map(|(table, columns)| naming(&conn, table, columns, 2))
        .collect();
    let (survivor, version) = {
        let file = app
            .open_patient(PatientId(5), secretary())
            .await
            .unwrap()
            .unwrap();
        (file.patient, file.version)
    };
    let other = app
        .open_patient(PatientId(2), secretary())
        .await
        .unwrap()
        .unwrap();
    let request = MergeRequest {
        survivor,
        survivor_version: version,
        absorbed: PatientId(2),
        absorbed_version: other.version,
        actor: secretary(),
    };
    let merge = app.merge_patients(request).await.unwrap();
    for ((table, columns), count) in by_table.iter().zip(counted) {
        assert_eq!(naming(&conn, table, columns, 2), 0, "{table}");
        if !NOT_MOVED.contains(&table.as_str()) {
            assert_eq!(naming(&conn, table, columns, 5), count, "{table} lost something");
        }
    }
    assert_eq!(practice.problems().await, []);
    app.undo_merge(merge, secretary()).await.unwrap();
    let after = whole(&conn);
    for (table, rows) in &before {
        assert_eq!(after.get(table), Some(rows), "{table}");
    }
    assert_eq!(practice.problems().await, []);
}
