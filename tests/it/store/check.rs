//! `check` sees each row that is broken, and names it. Everything of ours is gone round: triggers and references are off.

use grappe::store::{Problem, inspect};
use rusqlite::Connection;

use crate::support::filled::{names, open, tables};
use crate::support::house::Practice;

/// Without what would refuse the stroke.
fn disarmed(practice: &Practice) -> Connection {
    let conn = open(practice.folder.path());
    conn.pragma_update(None, "foreign_keys", false).unwrap();
    conn.pragma_update(None, "ignore_check_constraints", true)
        .unwrap();
    for trigger in names(&conn, "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
        conn.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    conn
}

#[tokio::test]
async fn a_row_that_names_nothing_is_seen_whichever_table_it_is_in() {
    let practice = Practice::filled().await;
    let conn = disarmed(&practice);
    let mut tried = 0;
    for table in tables(&conn) {
        let sql = format!("SELECT \"from\" || '>' || \"table\" FROM pragma_foreign_key_list('{table}')");
        for reference in names(&conn, &sql) {
            let (column, parent) = reference.split_once('>').unwrap();
            let stroke = if table == "handovers" {
                format!(
                    "INSERT INTO handovers SELECT iif('{column}' = 'appointment', 9999, 3), iif('{column}' = 'patient', 9999, 2)"
                )
            } else {
                // What opens a door is named by a hash.
                let nothing = format!("iif(typeof({column}) = 'blob', zeroblob(32), 9999)");
                format!("UPDATE OR REPLACE {table} SET {column} = {nothing}")
            };
            conn.execute_batch(&stroke).unwrap();
            let problems = inspect(practice.folder.path()).unwrap().problems;
            let is_named = problems.iter().any(|problem| {
                matches!(problem, Problem::ForeignKey { table: t, parent: p, .. } if *t == table && p == parent)
            });
            assert!(is_named, "{table}.{column} > {parent}: {problems:?}");
            tried += 1;
        }
    }
    assert!(tried > 40, "{tried}");
}

#[tokio::test]
async fn rows_that_contradict_each_other_are_seen() {
    for (stroke, expected) in [
        ("DELETE FROM patients WHERE id = 3; DELETE FROM relatives; DELETE FROM not_duplicates;
          UPDATE import_rows SET row_id = 3; UPDATE appointments SET patient = 1 WHERE patient = 3;
          UPDATE occupied SET entity = 1 WHERE kind = 'patient' AND entity = 3; DELETE FROM patient_words WHERE patient = 3",
            vec![Problem::Merge(8)]),
        ("UPDATE merges SET absorbed = 2 WHERE id = 8", vec![Problem::Merge(8)]),
        ("UPDATE waiting_entries SET replaces = 6", vec![Problem::Exchange(3)]),
        ("UPDATE waiting_entries SET state = 'served'", vec![Problem::Offer(1)]),
        ("DELETE FROM patient_words WHERE patient = 2", vec![Problem::Unfindable(2)]),
        ("INSERT INTO handovers VALUES (3, 1)", vec![Problem::Handover(3)]),
        ("DELETE FROM hold_resources; DELETE FROM holds; DELETE FROM occupied WHERE booking = 'hold'", vec![Problem::WaitingList(1)]),
        ("UPDATE waiting_offers SET state = 'accepted', answered_at = 1", vec![Problem::WaitingList(1)]),
        ("UPDATE appointments SET uid = 'uid-6' WHERE id = 1", vec![Problem::Identity(6)]),
        ("UPDATE appointments SET status = 'cancelled_late' WHERE id = 2", vec![Problem::Move(2), Problem::Identity(3)]),
    ] {
        let practice = Practice::filled().await;
        assert_eq!(inspect(practice.folder.path()).unwrap().problems, []);
        disarmed(&practice).execute_batch(stroke).unwrap();
        let found = inspect(practice.folder.path()).unwrap().problems;
        assert_eq!(found, expected, "{stroke}");
    }
}
