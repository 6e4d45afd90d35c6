//! `[practice]`: what must exist before the database does.

use std::path::PathBuf;

use super::problem::Unfit;
use super::section::Section;

/// Where the practice keeps its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    /// Data folder, absolute.
    pub data: PathBuf,
}

impl Default for Practice {
    fn default() -> Self {
        Self {
            data: PathBuf::from("/var/lib/grappe"),
        }
    }
}

impl Practice {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let base = Self::default();
        Self {
            data: section.parsed("data", absolute).unwrap_or(base.data),
        }
    }
}

/// Relative paths would depend on where the service manager starts the program.
pub(super) fn absolute(text: &str) -> Result<PathBuf, Unfit> {
    let path = PathBuf::from(text);
    if path.is_absolute() {
        Ok(path)
    } else {
        Err(Unfit::NotAbsolute)
    }
}
