//! Files that are either the old ones or the new ones after a power cut, never half of each.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use super::ids;

/// Permissions of a file that only the service account reads.
pub const PRIVATE: u32 = 0o600;
/// Permissions of a file that everybody on the machine may read.
pub const READABLE: u32 = 0o644;

/// Replaces `path` by `bytes`: written beside it, synced, renamed, and the folder synced.
pub fn replace(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "not a file name"))?;
    let beside = folder.join(format!(".{}.{}", name.to_string_lossy(), ids::token()));
    let result = write_synced(&beside, bytes, mode)
        .and_then(|()| fs::rename(&beside, path))
        .and_then(|()| File::open(folder)?.sync_all());
    if result.is_err() {
        // The first error is the one to tell; a leftover that cannot be removed is named in it by its folder.
        let _ = fs::remove_file(&beside);
    }
    result
}

fn write_synced(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn replaces_whole_files_with_the_permissions_asked_and_leaves_nothing_beside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        replace(&path, b"one", PRIVATE).unwrap();
        replace(&path, b"two", PRIVATE).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, PRIVATE);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(replace(&folder.path().join("gone/key"), b"x", READABLE).is_err());
    }
}
