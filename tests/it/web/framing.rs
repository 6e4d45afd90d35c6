//! Requests that two programs could read in two ways, or that are too much (security T17, T20): none is served.

use std::io::Write;

use grappe::web::Settings;

use super::wire::{connected, heard, say};
use crate::support::Site;

const HOST: &str = "Host: rdv.example.fr\r\n";

fn site() -> Site {
    Site::with(Settings {
        hosts: vec!["rdv.example.fr".to_owned()],
        ..Settings::default()
    })
}

fn get(headers: &str) -> Vec<u8> {
    format!("GET /privacy HTTP/1.1\r\n{HOST}{headers}\r\n").into_bytes()
}

fn post(headers: &str, body: &str) -> Vec<u8> {
    format!("POST /privacy HTTP/1.1\r\n{HOST}{headers}\r\n{body}").into_bytes()
}

fn refuses(cases: &[(&str, Vec<u8>)]) {
    let site = site();
    for (name, bytes) in cases {
        let heard = say(site.address, bytes);
        assert_eq!(heard.statuses(), [400], "{name}: {}", heard.text());
    }
    assert_eq!(say(site.address, &get("Connection: close\r\n")).statuses(), [200]);
}

#[test]
fn malformed_heads_get_400_and_the_connection_ends() {
    let hello = [
        &b"\x16\x03\x01\x00\x7b\x01\x00\x00\x77\x03"[..],
        &[0x11; 80],
        b"\r\n\r\n",
    ]
    .concat();
    let whole = |text: &str| text.as_bytes().to_vec();
    refuses(&[
        ("garbage", b"\x00\x01\x02\xff\xfe garbage\r\n\r\n".to_vec()),
        ("TLS", hello),
        (
            "HTTP/2.9",
            whole("GET /privacy HTTP/2.9\r\nHost: rdv.example.fr\r\n\r\n"),
        ),
        (
            "bare line feeds",
            whole("GET /privacy HTTP/1.1\nHost: rdv.example.fr\n\n"),
        ),
        (
            "one bare line feed",
            whole("GET /privacy HTTP/1.1\r\nHost: rdv.example.fr\nX-A: 1\r\n\r\n"),
        ),
        ("space before the colon", get("X-A : 1\r\n")),
        ("folded header", get("X-A: 1\r\n b\r\n")),
        ("NUL in a header", get("X-A: a\0b\r\n")),
    ]);
}

#[test]
fn heads_without_one_clear_host_get_400() {
    let with_host = |host: &str| format!("GET /privacy HTTP/1.1\r\nHost: {host}\r\n\r\n").into_bytes();
    let elsewhere = format!("GET http://evil.example/privacy HTTP/1.1\r\n{HOST}\r\n");
    refuses(&[
        ("none", b"GET /privacy HTTP/1.1\r\n\r\n".to_vec()),
        ("two", get("Host: rdv.example.fr\r\n")),
        ("with a path", with_host("rdv.example.fr/x")),
        ("with a user", with_host("a@rdv.example.fr")),
        ("empty", with_host("")),
        ("another one in the target", elsewhere.into_bytes()),
    ]);
}

#[test]
fn bodies_whose_end_is_not_clear_get_400() {
    refuses(&[
        (
            "both lengths",
            post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
        ),
        (
            "both lengths, swapped",
            post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"),
        ),
        (
            "two lengths",
            post("Content-Length: 4\r\nContent-Length: 5\r\n", "abcde"),
        ),
        (
            "two equal lengths",
            post("Content-Length: 4\r\nContent-Length: 4\r\n", "abcd"),
        ),
        ("list of lengths", post("Content-Length: 4, 4\r\n", "abcd")),
        (
            "length after many blanks",
            post(&format!("Content-Length:{}4\r\n", " ".repeat(80)), "abcd"),
        ),
        ("length with a sign", post("Content-Length: +4\r\n", "abcd")),
        ("negative length", post("Content-Length: -1\r\n", "")),
        (
            "length of 23 digits",
            post("Content-Length: 99999999999999999999999\r\n", ""),
        ),
        ("unknown encoding", post("Transfer-Encoding: xchunked\r\n", "")),
        (
            "bad chunk",
            post("Transfer-Encoding: chunked\r\n", "ZZ\r\nabc\r\n0\r\n\r\n"),
        ),
    ]);
}

#[test]
fn other_methods_other_names_and_older_versions_are_refused() {
    let site = site();
    let line = |line: &str| format!("{line}\r\n{HOST}Connection: close\r\n\r\n").into_bytes();
    let unknown = b"GET /privacy HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".to_vec();
    for (name, bytes, expected) in [
        ("TRACE", line("TRACE /privacy HTTP/1.1"), 405),
        ("CONNECT", line("CONNECT rdv.example.fr:443 HTTP/1.1"), 405),
        ("unknown Host", unknown, 421),
        ("unknown method", line("BREW /privacy HTTP/1.1"), 405),
    ] {
        let heard = say(site.address, &bytes);
        assert_eq!(heard.statuses(), [expected], "{name}: {}", heard.text());
    }
    let oldest = say(site.address, b"GET /privacy\r\n\r\n");
    assert!(
        oldest.statuses().iter().all(|status| *status == 400),
        "{}",
        oldest.text()
    );
}

#[test]
fn too_large_heads_and_bodies_are_refused_and_not_kept() {
    let site = site();
    let many = "X-A: 1\r\n".repeat(500);
    let uri = format!("GET /{} HTTP/1.1\r\n{HOST}\r\n", "a".repeat(70_000)).into_bytes();
    let form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 300000\r\n";
    for (name, bytes, expected) in [
        (
            "head of 20 kB",
            get(&format!("X-A: {}\r\n", "a".repeat(20_000))),
            431,
        ),
        (
            "head of 2 MB",
            get(&format!("X-A: {}\r\n", "a".repeat(2_000_000))),
            431,
        ),
        ("500 headers", get(&many), 431),
        ("target of 70 kB", uri, 431),
        ("body of 300 kB", post(form, &"b".repeat(300_000)), 413),
    ] {
        let statuses = say(site.address, &bytes).statuses();
        // The reset that ends a refused flood may overtake the answer.
        assert!(
            statuses == [expected] || statuses.is_empty(),
            "{name}: {statuses:?}"
        );
    }
    // A body whose end is not announced is cut at the same place.
    let chunk = format!("10000\r\n{}\r\n", "c".repeat(0x10000));
    let heard = say(
        site.address,
        &post("Transfer-Encoding: chunked\r\n", &chunk.repeat(4)),
    );
    assert!(
        heard.statuses() == [413] || heard.statuses().is_empty(),
        "{}",
        heard.text()
    );
}

#[test]
fn requests_in_a_row_are_answered_in_order_until_one_is_ambiguous() {
    let site = site();
    let good = get("");
    let last = get("Connection: close\r\n");
    assert_eq!(
        say(site.address, &[&good[..], &good, &last].concat()).statuses(),
        [200, 200, 200]
    );
    let smuggled = post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n");
    let heard = say(site.address, &[&good[..], &smuggled, &good].concat());
    assert_eq!(
        heard.statuses(),
        [200, 400],
        "what follows an ambiguous request is not read"
    );
}

#[test]
fn a_request_in_single_bytes_is_the_same_request() {
    let site = site();
    let mut stream = connected(site.address);
    stream.set_nodelay(true).unwrap();
    for byte in get("Connection: close\r\n") {
        stream.write_all(&[byte]).unwrap();
    }
    assert_eq!(heard(&mut stream).statuses(), [200]);
}
