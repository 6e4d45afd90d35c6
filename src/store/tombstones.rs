//! Who was erased, so that no copy of before brings them back (security §11): hashes of numbers, which name nobody. They lie in the
//! database, and in a file beside it that stays when the database is put back from a backup.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

use crate::domain::id::PatientId;
use crate::sys::{file, hash, ids};

use super::instant::seconds;
use super::{Db, Fault, Store, Tx};

/// The file, in the data folder.
pub const ERASED_FILE: &str = "erased.txt";

/// A hash of the number of somebody who was erased.
pub type Tombstone = [u8; 32];

/// Setting: random, of this practice alone, so that its numbers mean nobody elsewhere. It goes where the numbers go.
const WORD: &str = "practice.word";

const MAKE_WORD: &str = "INSERT INTO settings (key, value) SELECT ?1, json_quote(?2) WHERE NOT EXISTS (SELECT 1 FROM settings WHERE key = ?1)";
const HAS_WORD: &str = "SELECT EXISTS (SELECT 1 FROM settings WHERE key = ?1)";
const ALL: &str = "SELECT hash FROM tombstones";
const PATIENTS: &str = "SELECT id FROM patients ORDER BY id";
// Records that became this one are the same person, and an older copy may still hold them.
const SAME_PERSON: &str = "WITH RECURSIVE same (id) AS (
        VALUES (?1) UNION SELECT m.absorbed FROM merges AS m JOIN same ON m.survivor = same.id WHERE m.undone_at IS NULL)
    SELECT id FROM same";
const BURY: &str = "INSERT INTO tombstones (hash, erased_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING";

/// Gives the practice its word, once.
pub(super) fn ensure_word(conn: &Connection) -> Result<(), Fault> {
    let has_word: bool = conn.query_row(HAS_WORD, [WORD], |row| row.get(0))?;
    if !has_word {
        conn.execute(MAKE_WORD, (WORD, ids::token()))?;
    }
    Ok(())
}

fn tombstone(word: &str, id: PatientId) -> Tombstone {
    hash::sha256(format!("{word}:patient:{id}").as_bytes())
}

/// The tombstones of a data folder's file; none where there is no file. A line that was cut off is no tombstone.
pub(super) fn noted(folder: &Path) -> Result<BTreeSet<Tombstone>, Fault> {
    let text = match std::fs::read_to_string(folder.join(ERASED_FILE)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Fault::Disk(Arc::new(error))),
    };
    let lines = text.lines().filter_map(|line| hash::unhex(line.trim()));
    Ok(lines.filter_map(|bytes| bytes.try_into().ok()).collect())
}

fn note(folder: &Path, all: &BTreeSet<Tombstone>) -> Result<(), Fault> {
    let lines: Vec<String> = all.iter().map(|one| hash::hex(one)).collect();
    let text = format!("{}\n", lines.join("\n"));
    file::replace(&folder.join(ERASED_FILE), text.as_bytes(), file::PRIVATE)
        .map_err(|error| Fault::Disk(Arc::new(error)))
}

impl Db<'_> {
    /// Everybody who was erased, as far as this database knows.
    pub fn tombstones(&self) -> Result<BTreeSet<Tombstone>, Fault> {
        let mut statement = self.conn().prepare_cached(ALL)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Patients of whom one of these says that they were erased.
    pub fn returned_patients(&self, erased: &BTreeSet<Tombstone>) -> Result<Vec<PatientId>, Fault> {
        if erased.is_empty() {
            return Ok(Vec::new());
        }
        let word = self.word()?;
        let mut statement = self.conn().prepare_cached(PATIENTS)?;
        let mut found = Vec::new();
        for id in statement.query_map([], |row| Ok(PatientId(row.get(0)?)))? {
            let id = id?;
            if erased.contains(&tombstone(&word, id)) {
                found.push(id);
            }
        }
        Ok(found)
    }

    fn word(&self) -> Result<String, Fault> {
        Ok(self.setting(WORD)?.unwrap_or_default())
    }

    /// The records that are one person: this one, and those that became it.
    pub(super) fn same_person_as(&self, id: PatientId) -> Result<Vec<PatientId>, Fault> {
        let mut statement = self.conn().prepare_cached(SAME_PERSON)?;
        let rows = statement.query_map([id.0], |row| Ok(PatientId(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Notes that these records were erased.
    pub(super) fn bury(&mut self, people: &[PatientId]) -> Result<(), Fault> {
        let word = self.word()?;
        let all: BTreeSet<Tombstone> = people.iter().map(|id| tombstone(&word, *id)).collect();
        self.learn_tombstones(&all)
    }

    /// Takes over what is known elsewhere of erased people.
    pub fn learn_tombstones(&mut self, all: &BTreeSet<Tombstone>) -> Result<(), Fault> {
        let now = seconds(self.now());
        for one in all {
            self.execute(BURY, (one, now))?;
        }
        Ok(())
    }
}

impl Store {
    pub(super) fn folder(&self) -> PathBuf {
        self.file().parent().map(Path::to_owned).unwrap_or_default()
    }

    /// The tombstones of the file beside the database that the database does not know: it was put back from a copy of before.
    pub async fn forgotten_tombstones(&self) -> Result<BTreeSet<Tombstone>, Fault> {
        let folder = self.folder();
        self.read(move |db: &Db<'_>| {
            let known = db.tombstones()?;
            Ok(noted(&folder)?.difference(&known).copied().collect())
        })
        .await
    }

    /// Writes to the file what the database knows and the file does not; called after each erasure.
    pub async fn note_tombstones(&self) -> Result<(), Fault> {
        let folder = self.folder();
        self.read(move |db: &Db<'_>| {
            let mut all = noted(&folder)?;
            let before = all.len();
            all.extend(db.tombstones()?);
            if all.len() > before {
                note(&folder, &all)
            } else {
                Ok(())
            }
        })
        .await
    }
}
