//! Whether the database is an older copy of itself: the number and hash of a record of the log lie in a file beside it, which stays
//! when the database is put back from a backup (caldav §6.3). The file is written after the record is on disk, so that it may lag behind
//! and never leads: a pulled plug is no older copy.

use std::io;
use std::path::Path;
use std::sync::Arc;

use rusqlite::OptionalExtension as _;

use crate::domain::id::Revision;
use crate::sys::{file, hash};

use super::{Db, Fault, Store};

/// The file, in the data folder.
pub const NEWEST_FILE: &str = "newest.txt";

const HASH_OF: &str = "SELECT hash FROM audit WHERE seq = ?1";

type Noted = (Revision, [u8; 32]);

/// The record that a data folder's file names. What is no such line names none: on doubt, no alarm.
fn noted(folder: &Path) -> Result<Option<Noted>, Fault> {
    let text = match std::fs::read_to_string(folder.join(NEWEST_FILE)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Fault::Disk(Arc::new(error))),
    };
    let parsed = text.trim().split_once(' ').and_then(|(number, digest)| {
        let digest = hash::unhex(digest)?.try_into().ok()?;
        Some((Revision(number.parse().ok()?), digest))
    });
    Ok(parsed)
}

impl Db<'_> {
    fn has_record(&self, (revision, digest): Noted) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(HASH_OF)?;
        let found: Option<[u8; 32]> = statement.query_row([revision.0], |row| row.get(0)).optional()?;
        Ok(found == Some(digest))
    }
}

impl Store {
    /// Whether the database lacks a record that it once had: it was put back from a copy of before.
    pub async fn lacks_noted_record(&self) -> Result<bool, Fault> {
        let folder = self.folder();
        self.read(move |db: &Db<'_>| match noted(&folder)? {
            Some(noted) => Ok(!db.has_record(noted)?),
            None => Ok(false),
        })
        .await
    }

    /// Notes the newest record, unless it is noted.
    pub async fn note_newest_record(&self) -> Result<(), Fault> {
        let folder = self.folder();
        self.read(move |db: &Db<'_>| {
            // A reader sees a commit once it is synced, and no earlier.
            let head = db.audit_head()?;
            let newest = (head.revision, head.hash);
            if head.at.is_none() || noted(&folder)? == Some(newest) {
                return Ok(());
            }
            let line = format!("{} {}\n", newest.0.0, hash::hex(&newest.1));
            file::replace(&folder.join(NEWEST_FILE), line.as_bytes(), file::PRIVATE)
                .map_err(|error| Fault::Disk(Arc::new(error)))
        })
        .await
    }
}
