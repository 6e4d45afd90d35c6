//! `check` finds what is wrong, also beside a running server, and changes nothing.

use std::fs;

use rusqlite::Connection;

use super::program::Machine;

#[test]
fn a_sound_folder_stopped_and_running() {
    let (machine, _) = Machine::ready();
    let before = fs::read(machine.database()).unwrap();
    let stopped = machine.on_data(&["check"]);
    assert_eq!(stopped.code, Some(0), "{stopped:?}");
    assert!(
        stopped
            .said
            .contains("Tout est en ordre : 0 rendez-vous, 2 actes"),
        "{stopped:?}"
    );
    assert_eq!(fs::read(machine.database()).unwrap(), before);

    let serving = machine.serve();
    let running = machine.on_data(&["check"]);
    assert_eq!(running.code, Some(0), "{running:?}");
    assert_eq!(serving.browser().get("/privacy").status, 200);
}

/// After a stroke at the database, `check` says so in these words.
fn finds(stroke: &str, words: &str) {
    let (machine, _) = Machine::ready();
    Connection::open(machine.database())
        .unwrap()
        .execute_batch(stroke)
        .unwrap();
    let ended = machine.on_data(&["check"]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.said.contains(words), "{ended:?}");
    assert!(ended.said.contains("Anomalies : 1"), "{ended:?}");
}

#[test]
fn a_log_that_was_tampered_with() {
    let disarm =
        "SELECT 1; DROP TRIGGER IF EXISTS audit_is_not_edited; DROP TRIGGER IF EXISTS audit_is_not_dropped;";
    finds(
        &format!("{disarm} UPDATE audit SET body = replace(body, 'staff', 'stuff') WHERE seq = 1"),
        "l'acte 1 ne correspond pas",
    );
    finds(
        &format!("{disarm} DELETE FROM audit WHERE seq = 1"),
        "il manque un acte au numéro 1",
    );
}

#[test]
fn a_row_that_names_nothing() {
    finds(
        "PRAGMA foreign_keys = OFF; INSERT INTO care_practitioners (care, practitioner) VALUES (7, 7);
         DELETE FROM care_practitioners; INSERT INTO links (token_hash, appointment, created_at, expires_at)
         VALUES (zeroblob(32), 99, 1, 2)",
        "« appointments » qui n'existe pas",
    );
}
