//! The encrypted socket against browsers, slow ones, silent ones, and such as speak something else.

use std::io::Write as _;
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use grappe::sys::tls::{PrivatePkcs8KeyDer, Served};
use grappe::web::listener::Limits;
use rcgen::{CertificateParams, CustomExtension, KeyPair};
use rustls::{RootCertStore, SupportedProtocolVersion};

use super::authority::Authority;
use super::front::{Front, NAME, Speaks, asks, in_clear, shown};

const PLAIN: &[u8] = b"GET /privacy HTTP/1.1\r\nHost: rdv.example.org\r\nConnection: close\r\n\r\n";

static TLS12: [&SupportedProtocolVersion; 1] = [&rustls::version::TLS12];
static TLS13: [&SupportedProtocolVersion; 1] = [&rustls::version::TLS13];

fn front(limits: Limits) -> (Front, Arc<Served>, Authority) {
    let (authority, served) = (Authority::new(), Arc::new(Served::default()));
    served.replace(authority.issues(NAME, "2025-01-01", "2100-01-01").pair());
    (Front::new(&served, limits), served, authority)
}

#[test]
fn a_page_answers_encrypted_in_both_versions_and_browsers_are_told_to_insist() {
    let (front, _, authority) = front(Limits::default());
    for versions in [&TLS12, &TLS13] {
        let speaks = Speaks {
            versions,
            ..Speaks::as_usual(&authority.believers())
        };
        let mut line = speaks.to(front.encrypted, NAME).unwrap();
        let answer = asks(&mut line, "/privacy?lang=en").unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(answer.contains("strict-transport-security: max-age=31536000; includeSubDomains"));
        assert!(answer.contains("set-cookie: __Host-lang=en"), "{answer}");
        assert_eq!(line.conn.alpn_protocol(), Some(&b"http/1.1"[..]));
    }
    let elsewhere = Speaks::as_usual(&authority.believers()).to(front.encrypted, "other.example.org");
    assert!(elsewhere.is_err(), "a browser that wanted somebody else");
    assert!(in_clear(front.plain, PLAIN).starts_with("HTTP/1.1 200"));
    assert!(!in_clear(front.plain, PLAIN).contains("strict-transport-security"));
}

#[test]
fn another_certificate_is_for_those_who_come_and_ends_nobodys_connection() {
    let (front, served, authority) = front(Limits::default());
    let speaks = Speaks::as_usual(&authority.believers());
    let mut before = speaks.to(front.encrypted, NAME).unwrap();
    asks(&mut before, "/privacy").unwrap();
    served.replace(authority.issues(NAME, "2026-01-01", "2101-01-01").pair());
    let after = speaks.to(front.encrypted, NAME).unwrap();
    assert_ne!(shown(&before), shown(&after));
    assert!(
        asks(&mut before, "/privacy").unwrap().starts_with("HTTP/1.1 200"),
        "the one that was open goes on"
    );
}

#[test]
fn without_a_certificate_https_is_refused_and_http_answers() {
    let (authority, served) = (Authority::new(), Arc::new(Served::default()));
    let front = Front::new(&served, Limits::default());
    let speaks = Speaks::as_usual(&authority.believers());
    assert!(speaks.to(front.encrypted, NAME).is_err());
    assert!(in_clear(front.plain, PLAIN).starts_with("HTTP/1.1 200"));
    served.replace(authority.issues(NAME, "2025-01-01", "2100-01-01").pair());
    assert!(speaks.to(front.encrypted, NAME).is_ok());
}

#[test]
fn a_proof_by_path_is_answered_in_clear_until_it_is_forgotten() {
    let (front, served, _) = front(Limits::default());
    let asked =
        b"GET /.well-known/acme-challenge/tok_1 HTTP/1.1\r\nHost: rdv.example.org\r\nConnection: close\r\n\r\n";
    assert!(!in_clear(front.plain, asked).contains("tok_1.thumb"));
    served.prove_by_path("tok_1".to_owned(), "tok_1.thumb".to_owned());
    assert!(in_clear(front.plain, asked).ends_with("\r\n\r\ntok_1.thumb"));
    served.forget_proofs();
    assert!(!in_clear(front.plain, asked).contains("tok_1.thumb"));
}

#[test]
fn a_proof_by_name_is_shown_to_who_asks_for_nothing_else() {
    let (front, served, authority) = front(Limits::default());
    let mut params = CertificateParams::new(vec![NAME.to_owned()]).unwrap();
    params.custom_extensions = vec![CustomExtension::new_acme_identifier(&[7; 32])];
    let key = KeyPair::generate().unwrap();
    let proof = params.self_signed(&key).unwrap();
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());
    served
        .prove_by_name(NAME.to_owned(), proof.der().clone(), key.into())
        .unwrap();
    // The client cannot verify such a certificate; that it is the one is in its complaint.
    let asking = Speaks {
        protocols: vec![b"acme-tls/1".to_vec()],
        ..Speaks::as_usual(&RootCertStore::empty())
    };
    let complaint = asking.to(front.encrypted, NAME).map(drop).unwrap_err();
    assert!(
        complaint.to_string().contains("invalid peer certificate"),
        "{complaint}"
    );
    let other = asking
        .to(front.encrypted, "other.example.org")
        .map(drop)
        .unwrap_err();
    assert!(!other.to_string().contains("invalid peer certificate"), "{other}");
    let mut page = Speaks::as_usual(&authority.believers())
        .to(front.encrypted, NAME)
        .unwrap();
    assert_ne!(shown(&page), proof.der().clone());
    asks(&mut page, "/privacy").unwrap();
}

#[test]
fn whoever_speaks_in_clear_to_the_encrypted_port_is_told_so_and_garbage_is_not() {
    let (front, ..) = front(Limits::default());
    let answer = in_clear(front.encrypted, PLAIN);
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(answer.contains("https://"), "{answer}");
    for garbage in [
        &b"\x00\x01\x02\x03"[..],
        b"SSH-2.0-x\r\n\r\n",
        b"\x16\x03\x01\xff\xff garbage that is no hello",
    ] {
        let heard = in_clear(front.encrypted, garbage);
        // A letter is taken for a browser's.
        assert!(heard.is_empty() || !heard.contains("200 OK"), "{heard}");
    }
    assert_eq!(in_clear(front.encrypted, b"\x80\x2e\x01"), "", "an old hello");
}

#[expect(clippy::disallowed_methods, reason = "a slow client is slow in real time")]
#[test]
fn a_hello_in_drops_ends_with_the_time_of_a_head() {
    let limits = Limits {
        head: Duration::from_millis(500),
        ..Limits::default()
    };
    let (front, ..) = front(limits);
    let mut stream = TcpStream::connect(front.encrypted).unwrap();
    let began = std::time::Instant::now();
    // A hello of 512 bytes, of which one comes every 20 ms.
    let mut bytes = vec![22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3];
    bytes.resize(600, 0);
    let cut = bytes.iter().position(|byte| {
        std::thread::sleep(Duration::from_millis(20));
        stream.write_all(&[*byte]).is_err()
    });
    assert!(cut.is_some(), "the server did not end it");
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
}

#[test]
fn five_hundred_handshakes_that_are_left_alone_keep_nobody_out() {
    let limits = Limits {
        connections: 64,
        per_address: 1000,
        ..Limits::default()
    };
    let (front, _, authority) = front(limits);
    let begun: Vec<TcpStream> = (0..500)
        .map(|_| {
            let mut stream = TcpStream::connect(front.encrypted).unwrap();
            stream.write_all(&[22, 3, 1, 2]).unwrap();
            stream
        })
        .collect();
    let mut line = Speaks::as_usual(&authority.believers())
        .to(front.encrypted, NAME)
        .unwrap();
    assert!(asks(&mut line, "/privacy").unwrap().starts_with("HTTP/1.1 200"));
    assert!(in_clear(front.plain, PLAIN).starts_with("HTTP/1.1 200"));
    assert_eq!(begun.len(), 500);
}

#[test]
fn one_address_has_its_share_of_both_sockets_together() {
    let limits = Limits {
        per_address: 4,
        ..Limits::default()
    };
    let (front, _, authority) = front(limits);
    let begun: Vec<TcpStream> = (0..4)
        .map(|_| TcpStream::connect(front.encrypted).unwrap())
        .collect();
    let mut line = Speaks::as_usual(&authority.believers())
        .to(front.encrypted, NAME)
        .unwrap();
    asks(&mut line, "/privacy").unwrap();
    let mut first = [0];
    let gone = std::io::Read::read(&mut &begun[0], &mut first);
    assert!(
        matches!(gone, Ok(0) | Err(_)),
        "the one that had waited longest gave its place"
    );
}
