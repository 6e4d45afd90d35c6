//! The harness proved on SQLite alone: it can lose a commit, so a test under it can fail.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tempfile::TempDir;

use super::disk::{Control, Disk};

const ROUNDS: u64 = 6;

#[test]
fn a_power_cut_loses_what_sqlite_did_not_sync() {
    let lost = |synchronous| {
        (0..ROUNDS)
            .map(|round| lost_commits(synchronous, round))
            .sum::<i64>()
    };
    assert_eq!(lost("FULL"), 0, "FULL syncs each commit");
    assert!(
        lost("NORMAL") > 0,
        "NORMAL leaves commits unsynced: the cut must have lost some"
    );
}

#[test]
fn a_chosen_write_or_sync_fails() {
    for (control, number, complaint) in [
        (Control::FailWriteAt, 200, "disk I/O error"),
        (Control::FailSyncAt, 60, "disk I/O error"),
        (Control::DiskFull, 1, "disk is full"),
    ] {
        let mut committer = Committer::start("FULL", |disk| disk.set(control, number));
        let complained = committer.wait();
        assert!(complained.contains(complaint), "{complained}");
        assert!(committer.disk.get(Control::Faults) > 0);
        assert_eq!(committer.lost(), 0);
    }
}

/// Commits answered before the cut that are gone after it.
fn lost_commits(synchronous: &str, round: u64) -> i64 {
    // Odd rounds: the kernel has already written half of it, in any order. The last: the cut comes within a sync.
    let mut committer = Committer::start(synchronous, |disk| {
        disk.set(Control::LeakPercent, if round % 2 == 1 { 50 } else { 0 });
        disk.set(Control::CutAtSync, if round + 1 == ROUNDS { 7 } else { 0 });
    });
    if round + 1 == ROUNDS {
        committer.wait();
    } else {
        committer.cut_after(50, Duration::from_millis(20 + 15 * round));
    }
    committer.lost()
}

/// `committer.py` on a disk that forgets.
struct Committer {
    scratch: TempDir,
    disk: Disk,
    program: Child,
}

impl Committer {
    fn start(synchronous: &str, arm: impl Fn(&Disk)) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path().join("data");
        fs::create_dir(&folder).unwrap();
        let disk = Disk::new(&folder, scratch.path());
        arm(&disk);
        let file = |name: &str| Stdio::from(fs::File::create(scratch.path().join(name)).unwrap());
        let mut program = Command::new("python3");
        program
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/committer.py"))
            .args([folder.join("rows.sqlite3").as_os_str(), synchronous.as_ref()])
            .stdout(file("answers"))
            .stderr(file("complaints"));
        disk.under(&mut program);
        let program = program.spawn().expect("python3 is needed");
        Self {
            scratch,
            disk,
            program,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    fn answered(&self) -> i64 {
        let answers = fs::read_to_string(self.path("answers")).unwrap();
        answers
            .lines()
            .filter_map(|line| line.parse().ok())
            .max()
            .unwrap_or(0)
    }

    /// The power goes a while after this many answers.
    fn cut_after(&mut self, answers: i64, pause: Duration) {
        let limit = Instant::now() + Duration::from_secs(30);
        while self.answered() < answers {
            assert!(
                Instant::now() < limit && self.program.try_wait().unwrap().is_none(),
                "the program does not work"
            );
            sleep(Duration::from_millis(5));
        }
        sleep(pause);
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }

    /// Until it ends by itself; what it said.
    fn wait(&mut self) -> String {
        self.program.wait().unwrap();
        fs::read_to_string(self.path("complaints")).unwrap()
    }

    /// Commits answered that the database no longer has.
    fn lost(&self) -> i64 {
        assert!(
            self.disk.get(Control::Tracked) >= 2,
            "the library saw the database and its log"
        );
        let connection = Connection::open(self.path("data/rows.sqlite3")).unwrap();
        let sound: String = connection
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sound, "ok");
        // No table at all: even its creation was never synced.
        let kept = connection.query_row("SELECT ifnull(max(n), 0) FROM row", [], |row| row.get(0));
        // A commit whose answer was still on its way may be there as well.
        (self.answered() - kept.unwrap_or(0)).max(0)
    }
}
