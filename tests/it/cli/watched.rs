//! What the real program tells its service manager, over a socket as systemd's.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    reason = "real processes in real time; a silence ends with what was not heard"
)]

use std::os::unix::net::UnixDatagram;
use std::time::{Duration, Instant};

use super::program::{Machine, path};
use crate::support::Browser;
use crate::support::library::compiled;

/// Shorter than the five seconds after which the writer gives a locked database up, which is a sign of life.
const HELD: Duration = Duration::from_secs(4);

/// The service manager's end.
struct Manager {
    folder: tempfile::TempDir,
    socket: UnixDatagram,
}

impl Manager {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let socket = UnixDatagram::bind(folder.path().join("notify")).unwrap();
        Self { folder, socket }
    }

    /// A practice on a machine that this one watches, with so many milliseconds of patience.
    fn watching(&self, patience: u64) -> (Machine, String) {
        let (machine, code) = Machine::ready();
        let socket = path(&self.folder.path().join("notify"));
        let micros = (patience * 1000).to_string();
        let machine = machine
            .with("NOTIFY_SOCKET", &socket)
            .with("WATCHDOG_USEC", &micros);
        (machine, code)
    }

    /// What comes next, within that time.
    fn hears(&self, within: Duration) -> Option<String> {
        self.socket.set_read_timeout(Some(within)).unwrap();
        let mut room = [0; 512];
        let length = self.socket.recv(&mut room).ok()?;
        Some(String::from_utf8(room[..length].to_vec()).unwrap())
    }

    fn hears_of(&self, what: &str) {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(30) {
            if self
                .hears(Duration::from_secs(1))
                .is_some_and(|said| said.contains(what))
            {
                return;
            }
        }
        panic!("{what} was not heard");
    }

    /// How often it hears that all is well, and the longest silence before, between and after.
    fn listens(&self, time: Duration) -> (usize, Duration) {
        let (began, mut last) = (Instant::now(), Instant::now());
        let (mut count, mut longest) = (0, Duration::ZERO);
        while let Some(left) = time.checked_sub(began.elapsed()).filter(|left| !left.is_zero()) {
            let heard = self.hears(left);
            longest = longest.max(last.elapsed());
            if heard.is_some_and(|said| said.contains("WATCHDOG=1")) {
                count += 1;
                last = Instant::now();
            }
        }
        (count, longest)
    }
}

#[test]
fn readiness_then_a_sign_at_half_the_interval_then_the_end() {
    let manager = Manager::new();
    let (machine, _) = manager.watching(4000);
    let serving = machine.serve();
    manager.hears_of("READY=1");
    manager.hears_of("WATCHDOG=1");
    let (count, longest) = manager.listens(Duration::from_secs(9));
    assert!((3..=6).contains(&count), "{count} signs in 9 s");
    assert!(longest < Duration::from_secs(4), "silent for {longest:?}");
    let (exit, log) = serving.ended_by("TERM");
    assert_eq!(exit, Some(0), "{log}");
    manager.hears_of("STOPPING=1");
}

#[test]
fn while_the_writer_hangs_nothing_is_said() {
    let manager = Manager::new();
    let (machine, _) = manager.watching(1000);
    let serving = machine.serve();
    manager.hears_of("WATCHDOG=1");
    let mut other = rusqlite::Connection::open(machine.database()).unwrap();
    let held = other
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .unwrap();
    // What was on its way.
    while manager.hears(Duration::from_millis(700)).is_some() {}
    assert_eq!(manager.hears(HELD.saturating_sub(Duration::from_secs(2))), None);
    held.rollback().unwrap();
    manager.hears_of("WATCHDOG=1");
    let (_, log) = serving.ended_by("TERM");
    assert!(log.contains("Writer"), "the journal says who: {log}");
}

#[test]
fn a_sync_that_takes_seconds_is_no_death() {
    let manager = Manager::new();
    let (machine, code) = manager.watching(4000);
    let slow = manager.folder.path().join("slow");
    let machine = machine
        .with(
            "LD_PRELOAD",
            &path(&compiled("bench/slow_sync.c", manager.folder.path())),
        )
        .with("SLOW_SYNC_US", "8000000")
        .with("SLOW_SYNC_WHEN", &path(&slow));
    let serving = machine.serve();
    manager.hears_of("WATCHDOG=1");
    std::fs::write(&slow, "").unwrap();
    let address = serving.address;
    let writing = std::thread::spawn(move || {
        let password = "cinq oies blanches au moulin";
        let fields = [
            ("code", code.as_str()),
            ("password", password),
            ("again", password),
        ];
        let began = Instant::now();
        let entered = Browser::at(address).post("/admin/welcome", &fields);
        (entered.status, began.elapsed())
    });
    let (count, longest) = manager.listens(Duration::from_secs(8));
    assert!(count >= 3, "{count} signs in 8 s");
    assert!(longest < Duration::from_secs(4), "silent for {longest:?}");
    std::fs::remove_file(&slow).unwrap();
    let (status, took) = writing.join().unwrap();
    assert_eq!(status, 303);
    assert!(took >= Duration::from_secs(8), "the disk was not slow: {took:?}");
}
