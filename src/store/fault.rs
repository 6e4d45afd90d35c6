//! What can go wrong below the rules: says whether to try again, and carries the chain of causes.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::ErrorCode;

/// The chain of causes, shared because one failed commit is told to everybody in it.
pub type Cause = Arc<dyn Error + Send + Sync>;

/// Which wall of the database refused an overlap (booking-rules §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wall {
    /// The practitioner is busy.
    Practitioner,
    /// The session has too few seats left.
    Seats,
    /// The room or machine is busy.
    Resource,
    /// The patient is elsewhere at that time.
    Patient,
}

/// A failure that is nobody's decision.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Fault {
    /// Too many writes wait; nothing was written.
    #[error("too many writes are waiting")]
    Busy,
    /// The disk is full; nothing was written, reading goes on.
    #[error("no space left for the database")]
    DiskFull(#[source] Cause),
    /// The disk failed; nothing was acknowledged, the database is opened again and checked before the next write.
    #[error("the disk failed under the database")]
    Disk(#[source] Cause),
    /// The file is damaged.
    #[error("the database is damaged")]
    Corrupt(#[source] Cause),
    /// The database refused an overlap that the rules had let through.
    #[error("the database refused an overlap: {0:?}")]
    Overlap(Wall),
    /// A unique value is there already.
    #[error("a unique value is there already")]
    Duplicate(#[source] Cause),
    /// An error of this program.
    #[error("error in the program: {0}")]
    Bug(String),
    /// The store is closing.
    #[error("the store is closed")]
    Closed,
}

impl Fault {
    /// When trying again may help: the value of `Retry-After`.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Busy => Some(Duration::from_secs(1)),
            Self::Disk(_) | Self::Closed => Some(Duration::from_secs(5)),
            Self::DiskFull(_) => Some(Duration::from_mins(1)),
            Self::Corrupt(_) | Self::Overlap(_) | Self::Duplicate(_) | Self::Bug(_) => None,
        }
    }

    /// Whether the whole transaction is lost with it, not only the statement.
    pub(super) fn ends_transaction(&self) -> bool {
        matches!(self, Self::DiskFull(_) | Self::Disk(_) | Self::Corrupt(_))
    }

    /// Whether the connection must not be used again: after a failed sync nobody knows which pages the kernel dropped.
    pub(super) fn ends_connection(&self) -> bool {
        matches!(self, Self::Disk(_) | Self::Corrupt(_))
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error_code();
        if code == Some(ErrorCode::ConstraintViolation) {
            let text = error.to_string();
            return match wall_of(&text) {
                Some(wall) => Self::Overlap(wall),
                None if text.contains("UNIQUE") || text.contains("PRIMARY KEY") => {
                    Self::Duplicate(Arc::new(error))
                }
                None => Self::Bug(text),
            };
        }
        match code {
            Some(ErrorCode::DiskFull) => Self::DiskFull(Arc::new(error)),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt(Arc::new(error)),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(
                ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::OutOfMemory
                | ErrorCode::PermissionDenied,
            ) => Self::Disk(Arc::new(error)),
            _ => Self::Bug(error.to_string()),
        }
    }
}

/// The text is ours: `RAISE(ABORT, 'overlap:…')` in the schema.
fn wall_of(text: &str) -> Option<Wall> {
    let (_, wall) = text.split_once("overlap:")?;
    [
        ("practitioner", Wall::Practitioner),
        ("seats", Wall::Seats),
        ("resource", Wall::Resource),
        ("patient", Wall::Patient),
    ]
    .into_iter()
    .find_map(|(name, which)| wall.starts_with(name).then_some(which))
}
