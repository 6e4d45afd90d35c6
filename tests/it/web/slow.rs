//! Slow and silent connections end, and nobody waits for them (security T17).

use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use grappe::web::Settings;
use grappe::web::listener::Limits;

use super::wire::{connected, heard, say};
use crate::support::Site;

const GET: &[u8] = b"GET /privacy HTTP/1.1\r\nHost: localhost\r\n\r\n";
const LAST_GET: &[u8] = b"GET /privacy HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
const POST: &[u8] = b"POST /privacy HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n";
/// Between two bytes of a slow client; many times shorter than each time-out.
const PAUSE: Duration = Duration::from_millis(20);

/// Time-outs short enough to be waited for.
fn site() -> Site {
    let limits = Limits {
        head: Duration::from_millis(500),
        body: Duration::from_millis(500),
        idle: Duration::from_millis(500),
        connections: 64,
        per_address: 64,
        ..Limits::default()
    };
    Site::limited(Settings::default(), limits)
}

/// One byte after the other, as long as the server listens; then what it said.
#[expect(clippy::disallowed_methods, reason = "a slow client is slow in real time")]
fn dripped(mut stream: TcpStream) -> Vec<u16> {
    // Enough for 40 seconds: the time-out comes long before, or the test fails.
    for _ in 0..2000 {
        if stream.write_all(b"a").is_err() || is_over(&stream) {
            break;
        }
        std::thread::sleep(PAUSE);
    }
    heard(&mut stream).statuses()
}

fn is_over(stream: &TcpStream) -> bool {
    let mut byte = [0];
    stream.set_nonblocking(true).unwrap();
    let seen = stream.peek(&mut byte).is_ok();
    stream.set_nonblocking(false).unwrap();
    seen
}

fn begun(address: SocketAddr, bytes: &[u8]) -> TcpStream {
    let mut stream = connected(address);
    stream.write_all(bytes).unwrap();
    stream
}

#[test]
fn silent_connections_are_closed_without_a_word() {
    let site = site();
    assert!(heard(&mut connected(site.address)).statuses().is_empty());
    let mut kept = begun(site.address, GET);
    assert_eq!(
        heard(&mut kept).statuses(),
        [200],
        "kept alive, then closed when nothing follows"
    );
}

#[test]
fn a_head_in_drops_is_told_408() {
    let site = site();
    let stream = begun(site.address, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ");
    assert_eq!(dripped(stream), [408]);
    // The beginning of a second request, behind a good one: an idle connection as far as its client can tell.
    let mut second = begun(site.address, &[GET, b"GET / HTTP/1.1\r\nX-A: "].concat());
    assert_eq!(heard(&mut second).statuses()[0], 200);
}

#[test]
fn a_body_in_drops_is_told_408() {
    let site = site();
    let stream = begun(site.address, POST);
    assert_eq!(dripped(stream), [408]);
}

#[test]
fn a_crowd_of_slow_connections_keeps_nobody_out() {
    let site = site();
    let starts: [&[u8]; 3] = [b"", b"GET / HTTP/1.1\r\nX-A: ", POST];
    // Three times as many as there are places, held open by this side.
    let crowd: Vec<TcpStream> = (0..192)
        .map(|n| begun(site.address, starts[n % starts.len()]))
        .collect();
    for _ in 0..20 {
        assert_eq!(say(site.address, LAST_GET).statuses(), [200]);
    }
    for mut stream in crowd {
        let statuses = heard(&mut stream).statuses();
        assert!(statuses.is_empty() || statuses == [408], "{statuses:?}");
    }
}
