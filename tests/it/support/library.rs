//! Libraries that stand between the program and its disk (`LD_PRELOAD`).

use std::path::{Path, PathBuf};
use std::process::Command;

/// Compiles a source of this project, by its path from the root, into `folder`.
pub(crate) fn compiled(source: &str, folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
    let library = folder.join(source.with_extension("so").file_name().unwrap());
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o"])
        .args([&library, &source])
        .output()
        .expect("cc is needed");
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    library
}
