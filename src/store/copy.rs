//! Online copies of the database: consistent while bookings go on.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::{Fault, folder};

/// Pages per step; between two steps the writer may work.
const PAGES_PER_STEP: std::ffi::c_int = 1024;

/// Writes a copy under another name, syncs it, then gives it its name.
pub(super) fn to_file(conn: &Connection, path: &Path) -> Result<(), Fault> {
    let unfinished = path.with_extension("unfinished");
    let disk = |error: std::io::Error| Fault::Disk(Arc::new(error));
    if unfinished.exists() {
        fs::remove_file(&unfinished).map_err(disk)?;
    }
    let mut target = Connection::open(&unfinished)?;
    Backup::new(conn, &mut target)?.run_to_completion(PAGES_PER_STEP, Duration::ZERO, None)?;
    // The copy is one file: no journal beside it that a restore could forget.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    drop(target);
    File::open(&unfinished)
        .and_then(|f| f.sync_all())
        .and_then(|()| fs::rename(&unfinished, path))
        .and_then(|()| folder::sync_folder_of(path))
        .map_err(disk)
}
