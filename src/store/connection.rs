//! Connections and their settings.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::Fault;

/// Page cache of the writer, KiB; small because the agenda answers the frequent questions.
const WRITER_CACHE_KIB: i64 = 1024;
/// Page cache of each reader, KiB.
const READER_CACHE_KIB: i64 = 512;
/// The WAL shrinks back to this after a checkpoint, bytes.
const WAL_LIMIT: i64 = 4 * 1024 * 1024;
/// Kept prepared per connection.
const STATEMENTS: usize = 96;
/// Only a checkpoint of a foreign tool can make anybody wait.
const BUSY: Duration = Duration::from_secs(5);

/// The writer's connection: WAL, every commit synced (reliability §3: NORMAL loses acknowledged commits).
pub(super) fn writing(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    common(&conn, WRITER_CACHE_KIB)?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "journal_size_limit", WAL_LIMIT)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "secure_delete", "ON")?;
    // What a savepoint may have to undo stays in memory: a booking writes more than SQLite keeps there, and made a file for it each time.
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(conn)
}

/// A reader's connection: cannot write, never waits for the writer.
pub(super) fn reading(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    common(&conn, READER_CACHE_KIB)?;
    Ok(conn)
}

/// A file that does not exist yet, before it gets its name: plain journal, no second file to lose.
pub(super) fn creating(path: &Path) -> Result<Connection, Fault> {
    let conn = Connection::open(path)?;
    common(&conn, WRITER_CACHE_KIB)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    Ok(conn)
}

fn common(conn: &Connection, cache_kib: i64) -> Result<(), Fault> {
    conn.busy_timeout(BUSY)?;
    conn.pragma_update(None, "foreign_keys", "ON")?;
    // A hostile schema in a swapped file must not run anything of its own.
    conn.pragma_update(None, "trusted_schema", "OFF")?;
    conn.pragma_update(None, "cache_size", -cache_kib)?;
    conn.pragma_update(None, "mmap_size", 0)?;
    // A statement with a value beside a partial index was compiled anew for each value.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}
