//! The data folder: one process at a time, and where things lie in it.

use std::cmp::Reverse;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Fault, inspect};

/// The database in its folder.
pub const DATABASE_FILE: &str = "grappe.sqlite3";
const LOCK_FILE: &str = "grappe.lock";
const BACKUP_FOLDER: &str = "backups";

/// Why a data folder cannot be used; every reason comes with what to do about it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process works on it.
    #[error("another grappe already uses {0}: stop it first")]
    InUse(PathBuf),
    /// Written by a newer program.
    #[error("{file} has schema {found}, this program knows up to {known}: install the newer program again")]
    Newer {
        /// The database.
        file: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// Not a database, or damaged.
    #[error("{file} is damaged ({problem})")]
    Damaged {
        /// The database.
        file: PathBuf,
        /// What SQLite says of it.
        problem: String,
        /// The newest good copy in `backups`, if there is one.
        newest_copy: Option<PathBuf>,
    },
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: Arc<io::Error>,
    },
    /// The database cannot be read or written.
    #[error("{file} cannot be opened")]
    Database {
        /// The database.
        file: PathBuf,
        /// Why.
        #[source]
        source: Fault,
    },
}

impl OpenError {
    /// The command that puts the newest copy in the place of a damaged file, which it keeps under another name.
    pub fn restore_command(&self) -> Option<String> {
        let Self::Damaged {
            file,
            newest_copy: Some(copy),
            ..
        } = self
        else {
            return None;
        };
        let (file, copy) = (file.display(), copy.display());
        Some(format!(
            "mv '{file}' '{file}.damaged' && rm -f '{file}-wal' '{file}-shm' && cp '{copy}' '{file}'"
        ))
    }
}

/// A data folder that this process alone may write; the lock ends with it.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Creates it when it is not there, and takes the lock.
    pub(super) fn open(path: &Path) -> Result<Self, OpenError> {
        create(path)?;
        let lock_path = path.join(LOCK_FILE);
        let failed = |source: io::Error| OpenError::File {
            path: lock_path.clone(),
            source: Arc::new(source),
        };
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse(path.to_owned())),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }

    pub(super) fn database(&self) -> PathBuf {
        self.path.join(DATABASE_FILE)
    }

    pub(super) fn backups(&self) -> PathBuf {
        self.path.join(BACKUP_FOLDER)
    }

    /// Damage found in the database, with the copy that may replace it.
    pub(super) fn damaged(&self, problem: &impl ToString) -> OpenError {
        damaged_in(&self.path, problem)
    }

    /// Tells damage from other faults of opening.
    pub(super) fn failed(&self, fault: Fault) -> OpenError {
        failed_in(&self.path, fault)
    }
}

fn damaged_in(folder: &Path, problem: &impl ToString) -> OpenError {
    OpenError::Damaged {
        file: folder.join(DATABASE_FILE),
        problem: problem.to_string(),
        newest_copy: newest_copy(&folder.join(BACKUP_FOLDER)),
    }
}

/// The same for a folder that is only looked at.
pub(super) fn failed_in(folder: &Path, fault: Fault) -> OpenError {
    match fault {
        Fault::Corrupt(cause) => damaged_in(folder, &cause),
        source => OpenError::Database {
            file: folder.join(DATABASE_FILE),
            source,
        },
    }
}

/// Creates a folder that only its owner may enter.
pub(super) fn create(path: &Path) -> Result<(), OpenError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|source| OpenError::File {
        path: path.to_owned(),
        source: Arc::new(source),
    })
}

/// Makes a rename durable: the entry lives in the folder.
pub(super) fn sync_folder_of(path: &Path) -> io::Result<()> {
    path.parent()
        .map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

fn newest_copy(backups: &Path) -> Option<PathBuf> {
    let mut copies: Vec<PathBuf> = fs::read_dir(backups)
        .ok()?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "sqlite3"))
        .collect();
    copies.sort_by_key(|path| Reverse(path.metadata().and_then(|m| m.modified()).ok()));
    copies.into_iter().find(|path| inspect::is_good_copy(path))
}
