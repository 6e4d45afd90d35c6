//! security §7: nothing is taken out of the log unseen.

use grappe::store::{Break, DATABASE_FILE, Problem};
use rusqlite::Connection;

use crate::support::house::{Practice, at_the_desk, person};

#[tokio::test]
async fn every_act_leaves_identifiers_and_no_names() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let request = at_the_desk(care, "2026-03-03T08:00:00Z", person("d'Aubigné", "Zoé"));
    practice.app.book(request, None).await.unwrap();
    let conn = Connection::open(practice.folder.path().join(DATABASE_FILE)).unwrap();
    let newest: String = conn
        .query_row("SELECT body FROM audit ORDER BY seq DESC LIMIT 1", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(
        newest,
        r#"{"after":"confirmed","before":"-","id":"appointment:1","seq":4,"t":"2026-03-02T07:00:00Z","what":"appointment.book","who":"user:1"}"#
    );
}

#[tokio::test]
async fn a_changed_or_missing_record_is_found() {
    let practice = Practice::new();
    practice.usual().await;
    let conn = Connection::open(practice.folder.path().join(DATABASE_FILE)).unwrap();
    for statement in [
        "UPDATE audit SET body = '{}'",
        "DELETE FROM audit",
        "INSERT INTO audit (seq, at, body, hash) VALUES (9, 0, '{\"what\":\"x\",\"who\":\"y\"}', zeroblob(32))",
    ] {
        conn.execute(statement, []).unwrap_err();
    }
    conn.execute_batch("DROP TRIGGER audit_is_not_edited; DROP TRIGGER audit_is_not_dropped;")
        .unwrap();
    assert_eq!(practice.problems().await, []);
    let renamed = "UPDATE audit SET body = replace(body, 'system', 'user:9') WHERE seq = ?1";
    assert_eq!(conn.execute(renamed, [2]).unwrap(), 1);
    assert_eq!(practice.problems().await, [Problem::Audit(Break::Hash(2))]);
    conn.execute("DELETE FROM audit WHERE seq = 1", []).unwrap();
    assert_eq!(practice.problems().await, [Problem::Audit(Break::Number(1))]);
}
