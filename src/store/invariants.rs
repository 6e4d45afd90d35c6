//! What must hold in a data folder whatever happened to it.

use std::sync::Arc;

use rusqlite::Connection;

use super::Fault;

/// Bounded, at start and after a disk error: SQLite's own structures, not what they mean.
pub(super) fn quick(conn: &Connection) -> Result<(), Fault> {
    let found: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" {
        return Ok(());
    }
    Err(Fault::Corrupt(Arc::new(std::io::Error::other(found))))
}
