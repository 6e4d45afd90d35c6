//! Forward-only migrations: numbered files, one transaction, a copy of the file first, newer schemas refused.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, TransactionBehavior};

use super::folder::{self, Folder, OpenError};
use super::{Fault, connection, copy};
use crate::sys::file;

/// Append-only; the position is the schema number, from 1.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_core.sql"),
    include_str!("migrations/0002_staff.sql"),
    include_str!("migrations/0003_acts.sql"),
    include_str!("migrations/0004_move_offers.sql"),
    include_str!("migrations/0005_no_shows.sql"),
    include_str!("migrations/0006_patients.sql"),
    include_str!("migrations/0007_measures.sql"),
    include_str!("migrations/0008_passkeys.sql"),
    include_str!("migrations/0009_answers.sql"),
    include_str!("migrations/0010_waiting_list.sql"),
    include_str!("migrations/0011_calendar_feeds.sql"),
    include_str!("migrations/0012_merges.sql"),
    include_str!("migrations/0013_erasure.sql"),
    include_str!("migrations/0014_webhooks.sql"),
    include_str!("migrations/0015_directory.sql"),
    include_str!("migrations/0016_tombstones.sql"),
    include_str!("migrations/0017_codes.sql"),
    include_str!("migrations/0018_token_reach.sql"),
    include_str!("migrations/0019_kept_visits.sql"),
    include_str!("migrations/0020_exception_order.sql"),
    include_str!("migrations/0021_finding.sql"),
    include_str!("migrations/0022_languages.sql"),
    include_str!("migrations/0023_kiosks.sql"),
    include_str!("migrations/0024_afterwards.sql"),
    include_str!("migrations/0025_crowd.sql"),
    include_str!("migrations/0026_calendar_bridge.sql"),
    include_str!("migrations/0027_calendar_worker.sql"),
    include_str!("migrations/0028_calendar_rules.sql"),
    include_str!("migrations/0029_waiting_by_patients.sql"),
    include_str!("migrations/0030_reminders.sql"),
    include_str!("migrations/0031_sending.sql"),
    include_str!("migrations/0032_sms.sql"),
    include_str!("migrations/0033_mail.sql"),
];

/// The schema this program writes.
pub const SCHEMA: i64 = 33;

/// Opens the database of a folder for writing, created or brought up to the newest schema.
pub(super) fn open(folder: &Folder) -> Result<Connection, OpenError> {
    open_with(folder, MIGRATIONS)
}

/// Brings a connection of this process alone to a schema, from the one it has.
pub(super) fn to(conn: &mut Connection, schema: i64) -> Result<(), Fault> {
    let found = schema_of(conn)?;
    let count = usize::try_from(schema).unwrap_or(0);
    apply(conn, found, MIGRATIONS.get(..count).unwrap_or(MIGRATIONS))
}

fn open_with(folder: &Folder, migrations: &[&str]) -> Result<Connection, OpenError> {
    let file = folder.database();
    if !file.exists() {
        create(folder, &file, migrations)?;
    }
    let failed = |fault| folder.failed(fault);
    // Never ours: a new file gets its name with its schema. An emptied one must not pass for a new practice, and opening it
    // would write into it.
    if file.metadata().is_ok_and(|found| found.len() == 0) {
        return Err(folder.damaged(&"it is empty"));
    }
    let mut conn = connection::writing(&file).map_err(failed)?;
    let found = schema_of(&conn).map_err(failed)?;
    let known = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
    if found == 0 {
        return Err(folder.damaged(&"it holds no schema"));
    }
    if found > known {
        return Err(OpenError::Newer { file, found, known });
    }
    if found < known {
        let name = format!("before-schema-{known}-from-{found}.sqlite3");
        folder::create(&folder.backups())?;
        copy::to_file(&conn, &folder.backups().join(name)).map_err(failed)?;
        apply(&mut conn, found, migrations).map_err(failed)?;
    }
    Ok(conn)
}

/// Built under another name, synced, then renamed: a cut leaves either nothing or a whole database (reliability §3).
fn create(folder: &Folder, path: &Path, migrations: &[&str]) -> Result<(), OpenError> {
    let unfinished = path.with_extension("sqlite3-new");
    let failed = |source| OpenError::File {
        path: unfinished.clone(),
        source: Arc::new(source),
    };
    if unfinished.exists() {
        fs::remove_file(&unfinished).map_err(failed)?;
    }
    let mut conn = connection::creating(&unfinished).map_err(|f| folder.failed(f))?;
    apply(&mut conn, 0, migrations).map_err(|f| folder.failed(f))?;
    drop(conn);
    // The folder may have been made by somebody else, with wider permissions than ours.
    fs::set_permissions(&unfinished, fs::Permissions::from_mode(file::PRIVATE))
        .and_then(|()| File::open(&unfinished)?.sync_all())
        .and_then(|()| fs::rename(&unfinished, path))
        .and_then(|()| folder::sync_folder_of(path))
        .map_err(failed)
}

/// References are checked once at the end: a table that is built anew is away for a moment, and SQLite must neither refuse that nor
/// cascade from it (ALTER TABLE §7 of its manual).
fn apply(conn: &mut Connection, found: i64, migrations: &[&str]) -> Result<(), Fault> {
    conn.pragma_update(None, "foreign_keys", false)?;
    let done = migrate(conn, found, migrations);
    conn.pragma_update(None, "foreign_keys", true)?;
    done
}

fn migrate(conn: &mut Connection, found: i64, migrations: &[&str]) -> Result<(), Fault> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (number, sql) in (1i64..)
        .zip(migrations)
        .skip_while(|(number, _)| *number <= found)
    {
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", number)?;
    }
    let dangling = tx.prepare("PRAGMA foreign_key_check")?.exists([])?;
    if dangling {
        return Err(Fault::Bug(
            "a migration left a row without what it refers to".to_owned(),
        ));
    }
    Ok(tx.commit()?)
}

pub(super) fn schema_of(conn: &Connection) -> Result<i64, Fault> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "CREATE TABLE chairs (id INTEGER PRIMARY KEY) STRICT; INSERT INTO chairs VALUES (7);";
    const SECOND: &str = "ALTER TABLE chairs ADD COLUMN name TEXT;";

    fn chairs(conn: &Connection) -> i64 {
        conn.query_row("SELECT id FROM chairs", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn the_numbers_of_files_and_schema_agree() {
        assert_eq!(usize::try_from(SCHEMA).unwrap(), MIGRATIONS.len());
    }

    #[test]
    fn an_upgrade_copies_the_file_first() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::open(dir.path()).unwrap();
        drop(open_with(&folder, &[FIRST]).unwrap());
        assert!(!folder.backups().exists(), "a new file needs no copy");

        let upgraded = open_with(&folder, &[FIRST, SECOND]).unwrap();
        assert_eq!(schema_of(&upgraded).unwrap(), 2);
        let before = Connection::open(folder.backups().join("before-schema-2-from-1.sqlite3")).unwrap();
        assert_eq!(schema_of(&before).unwrap(), 1);
        assert_eq!((chairs(&upgraded), chairs(&before)), (7, 7));
    }

    #[test]
    fn a_table_that_others_point_to_can_be_built_anew() {
        const POINTING: &str =
            "CREATE TABLE seats (chair INTEGER NOT NULL REFERENCES chairs (id) ON DELETE CASCADE) STRICT;
            INSERT INTO seats VALUES (7);";
        const ANEW: &str = "CREATE TABLE new_chairs (id INTEGER PRIMARY KEY CHECK (id > 0)) STRICT;
            INSERT INTO new_chairs SELECT id FROM chairs; DROP TABLE chairs; ALTER TABLE new_chairs RENAME TO chairs;";
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::open(dir.path()).unwrap();
        drop(open_with(&folder, &[FIRST, POINTING]).unwrap());
        let conn = open_with(&folder, &[FIRST, POINTING, ANEW]).unwrap();
        let seats: i64 = conn
            .query_row("SELECT chair FROM seats", [], |row| row.get(0))
            .unwrap();
        assert_eq!((chairs(&conn), seats), (7, 7));
        assert!(
            conn.execute("INSERT INTO seats VALUES (8)", []).is_err(),
            "references are kept again"
        );

        drop(conn);
        let orphaning = [FIRST, POINTING, ANEW, "DELETE FROM chairs;"];
        assert!(
            open_with(&folder, &orphaning).is_err(),
            "a row would point nowhere"
        );
    }

    #[test]
    fn patients_of_an_older_file_are_found_by_the_words_of_the_newest() {
        const PATIENT: &str =
            "INSERT INTO patients (family_name, given_name, folded_family, folded_given, phone, language,
                is_blocked_online, is_fragile, note, created_at)
            VALUES ('Du Bois', 'Jeanne', 'du bois', 'jeanne', '+33612345678', 'fr', 0, 0, '', 0)";
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::open(dir.path()).unwrap();
        let older = open_with(&folder, &MIGRATIONS[..14]).unwrap();
        older.execute(PATIENT, []).unwrap();
        drop(older);
        let newest = open_with(&folder, MIGRATIONS).unwrap();
        for (words, found) in [
            ("du jea", 1),
            ("jeanne 0612", 1),
            ("612345678 bois", 1),
            ("jeanne ois", 0),
        ] {
            let people = crate::store::Db::new(&newest).search_patients(words).unwrap();
            assert_eq!(people.len(), found, "{words}");
        }
    }

    #[test]
    fn patients_of_an_older_file_stay_and_may_be_written_to_in_further_languages() {
        const PEOPLE: &str = "INSERT INTO patients (id, family_name, given_name, folded_family, folded_given, born, phone, email,
                language, is_blocked_online, is_fragile, note, created_at, version)
            VALUES (3, 'Du Bois', 'Jeanne', 'du bois', 'jeanne', '1980-05-17', '+33612345678', 'j@example.org', 'en', 1, 1,
                'Sourde', 7, 5), (9, 'Petit', 'Luc', 'petit', 'luc', NULL, NULL, NULL, 'fr', 0, 0, '', 8, 1);
            INSERT INTO patient_marks VALUES (3, 1, '', '');
            DELETE FROM patients WHERE id = 9;";
        let row = |conn: &Connection| -> String {
            conn.query_row(
                "SELECT json_array(id, family_name, given_name, folded_family, folded_given, born, phone, email, language,
                    is_blocked_online, is_fragile, note, created_at, version) FROM patients",
                [],
                |row| row.get(0),
            )
            .unwrap()
        };
        let shape = |conn: &Connection| -> Vec<String> {
            let sql = "SELECT sql FROM sqlite_schema WHERE tbl_name = 'patients' AND type <> 'table' AND sql IS NOT NULL ORDER BY name";
            let mut found = conn.prepare(sql).unwrap();
            let rows = found.query_map([], |row| row.get(0)).unwrap();
            rows.collect::<Result<_, _>>().unwrap()
        };
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::open(dir.path()).unwrap();
        let older = open_with(&folder, &MIGRATIONS[..20]).unwrap();
        older.execute_batch(PEOPLE).unwrap();
        let (before, indexes) = (row(&older), shape(&older));
        drop(older);

        let newest = open_with(&folder, MIGRATIONS).unwrap();
        assert_eq!((row(&newest), shape(&newest)), (before, indexes));
        assert_eq!(newest.execute("DELETE FROM patient_marks", []).unwrap(), 1);
        let joins = |language: &str| {
            newest.execute(
                "INSERT INTO patients (family_name, given_name, folded_family, folded_given, language, is_blocked_online, is_fragile,
                    note, created_at) VALUES ('Sow', 'Awa', 'sow', 'awa', ?1, 0, 0, '', 9)",
                [language],
            )
        };
        for language in crate::domain::patient::Language::ALL {
            joins(language.code()).unwrap();
        }
        assert!(joins("xx").is_err());
        let first: i64 = newest
            .query_row(
                "SELECT min(id) FROM patients WHERE family_name = 'Sow'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(first, 10, "an erased number is not given again");
    }

    #[test]
    fn a_failing_migration_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::open(dir.path()).unwrap();
        drop(open_with(&folder, &[FIRST]).unwrap());
        let refused = open_with(&folder, &[FIRST, "DELETE FROM chairs; SELECT nonsense;"]);
        assert!(matches!(refused, Err(OpenError::Database { .. })), "{refused:?}");
        let conn = open_with(&folder, &[FIRST]).unwrap();
        assert_eq!((schema_of(&conn).unwrap(), chairs(&conn)), (1, 7));
    }

    #[test]
    fn a_newer_schema_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::open(dir.path()).unwrap();
        drop(open_with(&folder, &[FIRST, SECOND]).unwrap());
        let refused = open_with(&folder, &[FIRST]);
        assert!(
            matches!(
                refused,
                Err(OpenError::Newer {
                    found: 2,
                    known: 1,
                    ..
                })
            ),
            "{refused:?}"
        );
    }
}
