//! A certificate and its key in two files that somebody else replaces, one after the other.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::Failure;
use crate::domain::certificate::Trouble;
use crate::sys::tls::Pair;

/// By which a file is known to be another one: time of its last change with nanoseconds, length, inode.
type Mark = Option<(i64, i64, u64, u64)>;

/// Two files, and what was last seen of them.
#[derive(Debug)]
pub(super) struct Files {
    certificate: PathBuf,
    key: PathBuf,
    seen: Option<[Mark; 2]>,
}

impl Files {
    pub(super) fn new(certificate: PathBuf, key: PathBuf) -> Self {
        Self {
            certificate,
            key,
            seen: None,
        }
    }

    /// What they hold; `None` as long as neither has changed since the last look. Of a pair that does not fit the other half is still to
    /// come, which changes what is seen and is looked at again.
    pub(super) fn changed(&mut self) -> Option<Result<Pair, Failure>> {
        let found = [mark(&self.certificate), mark(&self.key)];
        if self.seen == Some(found) {
            return None;
        }
        let read = self.read();
        // Marks of before the reading: what changed in between is another change.
        self.seen = Some(found);
        Some(read)
    }

    fn read(&self) -> Result<Pair, Failure> {
        let read = |path: &Path| {
            fs::read(path)
                .map_err(|error| Failure::new(Trouble::Unreadable, &format!("{}: {error}", path.display())))
        };
        Ok(Pair::of_pem(&read(&self.certificate)?, &read(&self.key)?)?)
    }
}

fn mark(path: &Path) -> Mark {
    let found = fs::metadata(path).ok()?;
    Some((found.mtime(), found.mtime_nsec(), found.len(), found.ino()))
}
