//! A disk that forgets what was not synced, and fails on demand: `tests/faults/powercut.c`, loaded into the program under test.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::library::compiled;

/// The numbers shared with the library; the order is that of `enum control`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Control {
    Writes,
    Syncs,
    FailWriteAt,
    FailSyncAt,
    Sticky,
    DiskFull,
    CutAtSync,
    LeakPercent,
    Faults,
    Tracked,
}

const CONTROLS: usize = 16;

/// Which files fail is chosen by folder: everything below it, but for SQLite's shared-memory index.
pub(super) struct Disk {
    folder: PathBuf,
    library: PathBuf,
    control_path: PathBuf,
    control: File,
}

impl Disk {
    /// For the files below `folder`; `beside`, another folder, keeps the shared numbers.
    pub(super) fn new(folder: &Path, beside: &Path) -> Self {
        let control_path = beside.join("disk-control");
        fs::write(&control_path, [0_u8; CONTROLS * 8]).unwrap();
        let control = File::options()
            .read(true)
            .write(true)
            .open(&control_path)
            .unwrap();
        Self {
            folder: folder.to_owned(),
            library: compiled("tests/faults/powercut.c", beside),
            control_path,
            control,
        }
    }

    /// Puts the program on this disk.
    pub(super) fn under(&self, command: &mut Command) {
        command
            .env("LD_PRELOAD", &self.library)
            .env("GRAPPE_FAULT_DIR", &self.folder)
            .env("GRAPPE_FAULT_CONTROL", &self.control_path);
    }

    pub(super) fn get(&self, what: Control) -> u64 {
        let mut number = [0; 8];
        self.control.read_exact_at(&mut number, what as u64 * 8).unwrap();
        u64::from_ne_bytes(number)
    }

    pub(super) fn set(&self, what: Control, number: u64) {
        self.control
            .write_all_at(&number.to_ne_bytes(), what as u64 * 8)
            .unwrap();
    }

    /// No fault from now on, and every count at zero.
    pub(super) fn heal(&self) {
        self.control.write_all_at(&[0; CONTROLS * 8], 0).unwrap();
    }
}
