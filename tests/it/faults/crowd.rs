//! Thousands of slow connections to the unmodified program: it goes on answering others, and does not grow.
//!
//! `bench/slow.py` is the crowd, with a normal client beside it; how quickly that one is answered is measured by `bench/run`.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::premises::Premises;
use super::server::Server;

/// Slow connections at once.
const CROWD: &str = "1500";
/// Longer than the time-outs for head and body, seconds.
const STAYS: &str = "13";
/// KiB that the program may have (issue: 96 MB); built for debugging it is larger than as shipped.
const MEMORY_KIB: i64 = 96 * 1000 * 1000 / 1024;

fn crowd(server: &Server, mode: &str) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/slow.py");
    let done = Command::new("python3")
        .arg(script)
        .args(["--port", &server.address().port().to_string()])
        .args(["--pid", &server.pid().to_string()])
        .args([
            "--mode", mode, "--n", CROWD, "--secs", STAYS, "--path", "/privacy",
        ])
        .output()
        .expect("python3 is needed");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).unwrap()
}

fn holds_out(mode: &str, server: &Server) {
    let seen = crowd(server, mode);
    let number = |name: &str| seen[name].as_i64().unwrap();
    assert_eq!(number("normal_fail"), 0, "{seen}");
    assert!(number("normal_ok") > 5, "{seen}");
    assert_eq!(
        number("closed_by_server") + number("refused"),
        number("n"),
        "{seen}"
    );
    assert!(seen["rss_kib"][1].as_i64().unwrap() <= MEMORY_KIB, "{seen}");
    let threads = &seen["threads"];
    assert!(
        threads[1].as_i64().unwrap() <= threads[0].as_i64().unwrap() + 8,
        "{seen}"
    );
}

#[test]
fn silent_connections() {
    holds_out("idle", &Server::sound(&Premises::new()));
}

#[test]
fn heads_in_drops() {
    holds_out("drip", &Server::sound(&Premises::new()));
}

#[test]
fn bodies_in_drops() {
    holds_out("body", &Server::sound(&Premises::new()));
}

#[test]
fn with_fewer_descriptors_than_connections() {
    holds_out("idle", &Server::with_descriptors(&Premises::new(), 256));
}
