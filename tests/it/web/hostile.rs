//! Whatever an outsider writes into a request, it is answered, and never with an error of ours.

use grappe::app::{NewToken, Scope};
use grappe::domain::staff::Actor;
use grappe::web::Settings;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::wire::{Heard, say};
use crate::support::Site;

/// Requests per property; each is a connection.
const CASES: u32 = 150;

fn site() -> Site {
    Site::with(Settings {
        limit_factor: 100_000,
        ..Settings::default()
    })
}

/// Runs requests made of generated parts, each against the same server; every answer is a decision of ours.
fn survives<S: Strategy>(parts: S, request: impl Fn(&S::Value) -> Vec<u8>) {
    survives_on(&site(), parts, request);
}

fn survives_on<S: Strategy>(site: &Site, parts: S, request: impl Fn(&S::Value) -> Vec<u8>) {
    let mut runner = TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(CASES)
    });
    runner
        .run(&parts, |parts| {
            let heard = say(site.address, &request(&parts));
            prop_assert!(is_decided(&heard), "{}", heard.text());
            Ok(())
        })
        .unwrap();
    let healthy = say(
        site.address,
        b"GET /privacy HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    );
    assert_eq!(healthy.statuses(), [200]);
}

fn is_decided(heard: &Heard) -> bool {
    matches!(heard.statuses()[..], [status] if (200..500).contains(&status))
}

fn head(line: &str, headers: &str) -> String {
    format!("{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}")
}

/// Printable bytes, the bytes of other encodings, and the marks that parsers look for.
fn header_value() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        4 => 0x20_u8..0x7f,
        2 => 0x80_u8..=0xff,
        2 => prop::sample::select(b";=,%\"\\*/ q".to_vec()),
    ];
    prop::collection::vec(byte, 0..300)
}

/// Text of a query or form: names that exist, marks, escapes, whole and broken.
fn encoded() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(
            "care practitioner from to start seats week lang patient kind care[] = = & & % %zz %00 %ff %C3 + .. -1 0 \
             99999999999999999999 2026-03-03 2026-02-30 +999999-01-01 2026-03-03T08:00:00Z 1e9 null true \u{feff} é 🦷"
                .split(' ')
                .map(str::to_owned)
                .collect::<Vec<_>>()
        ),
        "[!-~]{0,12}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// The same as it may stand in a request line.
fn query() -> impl Strategy<Value = String> {
    let is_line = |c: char| c.is_ascii_graphic() && c != '#';
    encoded().prop_map(move |text| text.chars().filter(|c| is_line(*c)).collect())
}

/// Values of every shape, and texts that are no JSON at all.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|b| b.to_string()),
        any::<i64>().prop_map(|n| n.to_string()),
        any::<f64>().prop_map(|n| format!("{n:e}")),
        any::<String>().prop_map(|text| serde_json::Value::String(text).to_string()),
        Just("\"2026-03-03T08:00:00Z\"".to_owned()),
        Just("\"\\ud800\"".to_owned()),
    ];
    let name = prop::sample::select(vec![
        "care",
        "practitioner",
        "start",
        "patient",
        "seats",
        "note",
        "x",
    ]);
    let value = leaf.prop_recursive(4, 32, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec((name.clone(), inner), 0..6).prop_map(|pairs| {
                let pairs: Vec<_> = pairs.iter().map(|(n, v)| format!("\"{n}\":{v}")).collect();
                format!("{{{}}}", pairs.join(","))
            }),
        ]
    });
    prop_oneof![4 => value, 1 => ".{0,200}", 1 => Just("[".repeat(50_000))]
}

#[test]
fn queries() {
    let path = prop::sample::select(vec![
        "/",
        "/privacy",
        "/api/v1/slots",
        "/admin/login",
        "/assets/style.css",
    ]);
    survives((path, query()), |(path, query)| {
        format!("{}\r\n", head(&format!("GET {path}?{query}"), "")).into_bytes()
    });
}

#[test]
fn paths() {
    survives("[!-~]{0,80}", |path| {
        let path: String = path.chars().filter(|c| *c != '#').collect();
        format!("{}\r\n", head(&format!("GET /{path}"), "")).into_bytes()
    });
}

#[test]
fn cookies_languages_and_forwarded_headers() {
    let name = prop::sample::select(vec![
        "Cookie",
        "Accept-Language",
        "X-Forwarded-For",
        "X-Forwarded-Prefix",
        "X-Forwarded-Proto",
        "Authorization",
        "If-None-Match",
        "Accept-Encoding",
    ]);
    survives((name, header_value()), |(name, value)| {
        let begin = head("GET /privacy", &format!("{name}: "));
        [begin.as_bytes(), value, b"\r\n\r\n"].concat()
    });
}

#[test]
fn hosts() {
    survives(header_value(), |host| {
        [
            b"GET /privacy HTTP/1.1\r\nConnection: close\r\nHost: ",
            &host[..],
            b"\r\n\r\n",
        ]
        .concat()
    });
}

#[test]
fn forms() {
    let path = prop::sample::select(vec!["/admin/sign-in", "/admin/welcome", "/book", "/hold"]);
    survives((path, encoded()), |(path, form)| {
        let kind = "Content-Type: application/x-www-form-urlencoded";
        let headers = format!("{kind}\r\nContent-Length: {}\r\n", form.len());
        format!("{}\r\n{form}", head(&format!("POST {path}"), &headers)).into_bytes()
    });
}

#[test]
fn json_bodies() {
    let site = site();
    let everything = site
        .app
        .create_api_token(Actor::System, NewToken::for_everybody("fuzz", &Scope::ALL));
    let token = site.run(everything).unwrap();
    survives_on(&site, json(), |json| {
        let length = json.len();
        let headers = format!(
            "Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n"
        );
        format!("{}\r\n{json}", head("POST /api/v1/appointments", &headers)).into_bytes()
    });
}
