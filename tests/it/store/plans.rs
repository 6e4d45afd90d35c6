//! Hot statements stay on their indexes however long a practice has been running: the plan is asserted, not the time.

use grappe::store::DATABASE_FILE;
use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::support::house::Practice;

fn plan(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    // The line that opens a trigger has no text.
    let rows = statement
        .query_map([], |row| row.get::<_, Option<String>>("detail"))
        .unwrap();
    rows.filter_map(Result::unwrap).collect()
}

#[tokio::test]
async fn a_search_of_several_words_asks_the_index_of_each_word() {
    let practice = Practice::new();
    let conn = Connection::open(practice.folder.path().join(DATABASE_FILE)).unwrap();
    let words = "SELECT p.id FROM (SELECT DISTINCT w.patient FROM patient_words AS w WHERE w.word >= 'a' AND w.word < 'b'
            AND ('c' = '' OR EXISTS (SELECT 1 FROM patient_words AS x WHERE x.patient = w.patient AND x.word >= 'c' AND x.word < 'd'))
        LIMIT 50) AS f CROSS JOIN patients AS p ON p.id = f.patient";
    let steps = plan(&conn, words).join("\n");
    for step in [
        "SEARCH w USING PRIMARY KEY (word>? AND word<?)",
        "SEARCH x USING COVERING INDEX patient_words_by_patient (patient=? AND word>? AND word<?)",
        "SEARCH p USING INTEGER PRIMARY KEY (rowid=?)",
    ] {
        assert!(steps.contains(step), "no « {step} » in:\n{steps}");
    }
}

#[tokio::test]
async fn neither_the_walls_nor_the_hot_statements_scan_a_table() {
    let practice = Practice::new();
    let conn = Connection::open(practice.folder.path().join(DATABASE_FILE)).unwrap();
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRIGGER_EQP, true)
        .unwrap();
    let taken = "INSERT INTO occupied VALUES ('resource', 1, 0, 9, 'hold', 1, 'x', 1, 1, 0)";
    let walls = plan(&conn, taken);
    let searches: Vec<_> = walls
        .iter()
        .filter(|step| step.contains("SEARCH") && step.contains("PRIMARY KEY"))
        .collect();
    assert!(
        searches
            .iter()
            .filter(|s| s.contains("kind=? AND entity=? AND start_at>? AND start_at<?"))
            .count()
            >= 4,
        "the four look-ups of the walls are bounded on both sides: {walls:#?}"
    );
    for sql in [
        taken,
        "UPDATE appointments SET status = 'moved' WHERE id = 1",
        "DELETE FROM holds WHERE id = 1",
        "SELECT id FROM holds WHERE expires_at <= 1",
        "SELECT count(*) FROM holds WHERE address_hash = x'00' AND browser_hash <> x'00' AND expires_at > 1",
        "SELECT * FROM appointments WHERE start_at >= 1 AND start_at < 2 ORDER BY start_at, practitioner, id",
        "SELECT * FROM appointments WHERE patient = 1 ORDER BY start_at, id",
        "SELECT id FROM appointments WHERE moved_from = 1",
        "SELECT count(*) FROM appointments WHERE status IN ('confirmed', 'arrived', 'in_progress') AND start_at >= 1 AND start_at < 2",
        "SELECT start_at FROM appointments
            WHERE patient = 1 AND start_at >= 2 AND status IN ('no_show', 'cancelled_late') AND (status = 'no_show' OR 1)",
        "SELECT appointment FROM contests WHERE decision IS NULL ORDER BY created_at, appointment",
        "SELECT p.id FROM patients AS p WHERE p.folded_family >= 'a' AND p.folded_family < 'b'
            ORDER BY p.folded_family, p.folded_given, p.born LIMIT 50",
        "SELECT p.id FROM patients AS p WHERE p.born = 'a' OR p.born = 'b' LIMIT 9",
        "SELECT * FROM consents WHERE patient = 1 ORDER BY given_at, id",
        "SELECT seq FROM audit WHERE who = 'user:1' AND at >= 1 AND at < 2 ORDER BY seq DESC LIMIT 50",
        "SELECT seq FROM audit WHERE object IN (SELECT 'patient:' || 1 UNION SELECT 'patient:' || absorbed FROM merges WHERE survivor = 1
            UNION SELECT 'appointment:' || id FROM appointments WHERE patient = 1) ORDER BY seq DESC LIMIT 50",
        "SELECT * FROM patients WHERE folded_family = 'a' AND folded_given = 'b' ORDER BY id",
        "SELECT * FROM patients WHERE phone = 'a' OR email = 'a' ORDER BY id",
        "SELECT * FROM outbox WHERE state = 'pending' AND due_at <= 1 AND useful_until > 1 ORDER BY due_at, id LIMIT 9",
        "SELECT id FROM outbox WHERE state = 'pending' AND channel = 'sms' AND due_at <= 1 AND coalesce(not_before, 0) <= 1
            AND useful_until > 1 AND NOT (substr(kind, 1, 9) = 'reminder_' AND max(due_at, coalesce(not_before, 0)) < 1)
            ORDER BY kind <> 'code', due_at, id LIMIT 9",
        "SELECT id FROM outbox WHERE state IN ('attempting', 'unknown') AND state = 'unknown' AND channel = 'sms' AND attempted_at <= 1 ORDER BY attempted_at, id LIMIT 9",
        "UPDATE outbox SET state = 'unknown' WHERE state IN ('attempting', 'unknown') AND state = 'attempting' AND channel = 'sms'",
        "UPDATE outbox SET state = 'given_up' WHERE state IN ('attempting', 'unknown') AND state = 'unknown' AND channel = 'email' AND attempted_at <= 1",
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE appointment = 1 AND appointment_version = 1 AND kind = 'x' AND channel = 'sms')",
        "SELECT seq, hash, at FROM audit ORDER BY seq DESC LIMIT 1",
        "SELECT max(at) FROM audit",
        "SELECT count(*), max(sent_at) FROM code_sends WHERE contact_hash = x'00' AND sent_at > 1",
    ] {
        refuse_scan(&conn, sql);
    }
}

#[tokio::test]
async fn what_an_address_did_today_is_counted_on_an_index() {
    let practice = Practice::new();
    let conn = Connection::open(practice.folder.path().join(DATABASE_FILE)).unwrap();
    for sql in [
        "SELECT count(*), count(booked_at) FROM hold_addresses WHERE address_hash = x'00' AND taken_at > 1",
        "SELECT count(*), count(booked_at) FROM hold_addresses WHERE site_hash = x'00' AND taken_at > 1",
        "DELETE FROM hold_addresses WHERE taken_at < 1",
        "SELECT count(*) FROM appointments WHERE practitioner = 1 AND start_at >= 1 AND start_at < 2
            AND origin = 'online' AND created_at > 1 AND moved_from IS NULL",
    ] {
        refuse_scan(&conn, sql);
    }
}

/// Fails where a whole table would be read.
fn refuse_scan(conn: &Connection, sql: &str) {
    let steps = plan(conn, sql);
    let is_scan = |step: &&String| {
        step.starts_with("SCAN")
            && !step.contains("USING")
            && !step.contains("instants")
            && !step.contains("CONSTANT")
    };
    // The newest audit record is the last row of its table: the scan stops at once.
    let scans: Vec<_> = steps
        .iter()
        .filter(is_scan)
        .filter(|s| !s.contains("audit"))
        .collect();
    assert!(scans.is_empty(), "{sql}: {steps:#?}");
}
