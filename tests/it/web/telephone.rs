//! What a telephone asks of its calendar goes to Radicale through our own address: what is handed on, what is not, and how often one may be
//! wrong. Radicale is a stand-in here that answers what a test says; the real one is in `bridge::real_servers`.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use chrono::TimeDelta;
use grappe::config::Radicale;
use grappe::domain::id::PractitionerId;
use grappe::domain::staff::Actor;
use grappe::store::{Fault, Record, Tx};
use grappe::web::Settings;

use crate::support::{Browser, Page, Site};

/// The practice of these tests has practitioners 1 and 2. « dr-martin-1:secret », « dr-petit-2:secret », « nobody-9:secret ».
const MARTIN: &str = "Basic ZHItbWFydGluLTE6c2VjcmV0";
const PETIT: &str = "Basic ZHItcGV0aXQtMjpzZWNyZXQ=";
const NOBODY: &str = "Basic bm9ib2R5LTk6c2VjcmV0";

/// A server that writes down what it is asked and always answers the same.
struct StandIn {
    address: SocketAddr,
    asked: Receiver<String>,
}

impl StandIn {
    fn answering(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, asked) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut all = Vec::new();
                let mut some = [0; 4096];
                while !is_whole(&all) {
                    match stream.read(&mut some) {
                        Ok(read @ 1..) => all.extend_from_slice(&some[..read]),
                        _ => break,
                    }
                }
                // The test may have ended.
                let _ = tell.send(String::from_utf8_lossy(&all).into_owned());
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        Self { address, asked }
    }

    fn next(&self) -> String {
        self.asked.recv_timeout(Duration::from_secs(10)).unwrap()
    }

    fn site(&self, settings: Settings) -> Site {
        Site::with(Settings {
            radicale: Some(Radicale {
                folder: "/nowhere".into(),
                address: self.address,
            }),
            ..settings
        })
    }
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).into_owned();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        line.to_ascii_lowercase()
            .strip_prefix("content-length: ")
            .map(str::to_owned)
    });
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}

const MULTISTATUS: &str = "HTTP/1.1 207 Multi-Status\r\nContent-Type: text/xml; charset=utf-8\r\nDAV: 1, calendar-access\r\n\
     ETag: \"abc\"\r\nSet-Cookie: spy=1\r\nServer: WSGIServer\r\nLocation: /elsewhere\r\nContent-Length: 5\r\nConnection: close\r\n\r\n<a/>\n";
const UNAUTHORIZED: &str = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"Radicale - Password Required\"\r\n\
     Content-Type: text/plain\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno\n";

fn telephone(site: &Site, who: &str) -> Browser {
    site.browser().with_header("Authorization", who)
}

fn propfind(browser: &mut Browser, path: &str) -> Page {
    browser.ask("PROPFIND", path, Some(("application/xml", "<propfind/>")))
}

#[test]
fn a_question_is_handed_on_with_its_prefix_and_nothing_else_of_it() {
    let beside = StandIn::answering(MULTISTATUS);
    let site = beside.site(Settings {
        prefix: "/rdv".to_owned(),
        ..Settings::default()
    });
    let mut phone = telephone(&site, MARTIN)
        .with_header("Depth", "1")
        .with_header("If-Match", "\"old\"")
        .with_header("User-Agent", "iOS/26 dataaccessd")
        .with_header("X-Script-Name", "/forged")
        .with_header("X-Remote-User", "dr-petit-2")
        .with_header("X-Forwarded-For", "192.168.1.20")
        .with_header("Cookie", "desk=secret");
    let page = propfind(&mut phone, "/rdv/caldav/dr-martin-1/agenda/?x=1");
    page.assert(207, &["<a/>"]);
    let (head, body) = beside
        .next()
        .split_once("\r\n\r\n")
        .map(|(h, b)| (h.to_owned(), b.to_owned()))
        .unwrap();
    assert_eq!(body, "<propfind/>");
    let mut lines: Vec<String> = head.lines().map(str::to_ascii_lowercase).collect();
    assert_eq!(lines.remove(0), "propfind /dr-martin-1/agenda/ http/1.1");
    lines.sort();
    let expected = [
        format!("authorization: {}", MARTIN.to_ascii_lowercase()),
        "connection: close".to_owned(),
        "content-length: 11".to_owned(),
        "content-type: application/xml".to_owned(),
        "depth: 1".to_owned(),
        format!("host: {}", beside.address),
        "if-match: \"old\"".to_owned(),
        "user-agent: ios/26 dataaccessd".to_owned(),
        "x-script-name: /rdv/caldav".to_owned(),
    ];
    assert_eq!(lines, expected);
    assert_eq!(page.header("etag"), Some("\"abc\""));
    assert_eq!(page.header("dav"), Some("1, calendar-access"));
    assert!(
        page.header("allow").unwrap().contains("PROPFIND")
            && !page.header("allow").unwrap().contains("MKCALENDAR")
    );
    for name in ["set-cookie", "server", "location"] {
        assert_eq!(page.header(name), None, "{name}");
    }
    assert!(page.header("content-security-policy").is_some());
}

#[test]
fn calendar_programs_find_the_way_by_the_well_known_path() {
    let site = StandIn::answering(MULTISTATUS).site(Settings::default());
    let page = propfind(&mut site.browser(), "/.well-known/caldav");
    assert_eq!((page.status, page.header("location")), (301, Some("/caldav/")));
    let off = Site::with(Settings::default());
    for path in [
        "/.well-known/caldav",
        "/caldav/",
        "/caldav/dr-martin-1/agenda/",
        "/phone/x",
    ] {
        assert_eq!(
            off.browser().get(path).status,
            404,
            "off unless it is configured: {path}"
        );
    }
}

#[test]
fn calendars_as_a_whole_and_other_methods_are_refused_before_anybody_is_asked() {
    let beside = StandIn::answering(MULTISTATUS);
    let site = beside.site(Settings::default());
    let mut phone = telephone(&site, MARTIN);
    for (method, path, status) in [
        ("DELETE", "/caldav/dr-martin-1/agenda/", 403),
        ("PUT", "/caldav/dr-martin-1/agenda/", 403),
        ("MKCALENDAR", "/caldav/dr-martin-1/other/", 405),
        ("MOVE", "/caldav/dr-martin-1/agenda/a.ics", 405),
        ("POST", "/caldav/dr-martin-1/agenda/a.ics", 405),
        ("PROPFIND", "/caldav/dr-martin-1/%2e%2e/dr-petit-2/", 400),
        ("PROPFIND", "/caldav/.web/", 400),
    ] {
        let page = phone.ask(method, path, Some(("text/calendar", "x")));
        assert_eq!(page.status, status, "{method} {path}");
        assert!(status != 405 || page.header("allow").unwrap().starts_with("OPTIONS, PROPFIND"));
    }
    let large = "x".repeat(64 * 1024 + 1);
    let page = phone.ask(
        "PUT",
        "/caldav/dr-martin-1/agenda/a.ics",
        Some(("text/calendar", &large)),
    );
    assert_eq!(page.status, 413);
    assert!(beside.asked.try_recv().is_err(), "Radicale was asked nothing");
}

#[test]
fn who_has_no_password_or_is_nobody_gets_no_further_than_us() {
    let beside = StandIn::answering(MULTISTATUS);
    let site = beside.site(Settings::default());
    for page in [
        propfind(&mut site.browser(), "/caldav/"),
        propfind(&mut telephone(&site, "Bearer x"), "/caldav/"),
        propfind(&mut telephone(&site, NOBODY), "/caldav/"),
    ] {
        assert_eq!(page.status, 401);
        assert_eq!(
            page.header("www-authenticate"),
            Some("Basic realm=\"Grappe\", charset=\"UTF-8\"")
        );
    }
    let mut guessing = telephone(&site, NOBODY);
    let refused = (0..12)
        .filter(|_| propfind(&mut guessing, "/caldav/").status == 429)
        .count();
    assert!(refused >= 2, "guessed names are counted: {refused}");
    assert!(beside.asked.try_recv().is_err());
}

#[test]
fn who_has_left_the_practice_is_nobody_at_once() {
    let beside = StandIn::answering(MULTISTATUS);
    let site = beside.site(Settings::default());
    let mut phone = telephone(&site, MARTIN);
    assert_eq!(propfind(&mut phone, "/caldav/").status, 207);
    let left = site.app.store().write(|tx: &mut Tx<'_>| -> Result<(), Fault> {
        let mut gone = tx.agenda().set_up().practitioners[&PractitionerId(1)].clone();
        gone.is_archived = true;
        tx.save_practitioner(&gone)?;
        tx.refresh_set_up()?;
        tx.audit(&Record::new(&Actor::System, "practice.change"))?;
        Ok(())
    });
    site.run(left).unwrap();
    assert_eq!(propfind(&mut phone, "/caldav/").status, 401);
    assert_eq!(beside.asked.try_iter().count(), 1);
}

#[test]
fn a_password_in_clear_does_not_travel_outside() {
    let beside = StandIn::answering(MULTISTATUS);
    let site = beside.site(Settings::default());
    let outside = || telephone(&site, MARTIN).coming_from("203.0.113.9");
    propfind(&mut outside(), "/caldav/").assert(403, &["https"]);
    let secure = &mut outside().with_header("X-Forwarded-Proto", "https");
    assert_eq!(propfind(secure, "/caldav/").status, 207);
    let inside = &mut telephone(&site, MARTIN).coming_from("192.168.1.20");
    assert_eq!(propfind(inside, "/caldav/").status, 207);
}

#[test]
fn wrong_passwords_make_wait_and_nobody_else_does() {
    let beside = StandIn::answering(UNAUTHORIZED);
    let site = beside.site(Settings::default());
    let from = |address: &str, who| {
        telephone(&site, who)
            .coming_from(address)
            .with_header("X-Forwarded-Proto", "https")
    };
    let mut wrong = from("203.0.113.9", MARTIN);
    for _ in 0..5 {
        let page = propfind(&mut wrong, "/caldav/");
        assert_eq!(page.status, 401);
        assert_eq!(
            page.header("www-authenticate"),
            Some("Basic realm=\"Grappe\", charset=\"UTF-8\"")
        );
        assert!(!page.text().contains("Radicale"));
    }
    let page = propfind(&mut wrong, "/caldav/");
    assert_eq!((page.status, page.header("retry-after")), (429, Some("1")));
    assert_eq!(beside.asked.try_iter().count(), 5, "what waits is not asked");
    // The same account elsewhere, another account here.
    assert_eq!(
        propfind(&mut from("198.51.100.7", MARTIN), "/caldav/").status,
        401
    );
    assert_eq!(propfind(&mut from("203.0.113.9", PETIT), "/caldav/").status, 401);
    site.clock.advance(TimeDelta::seconds(2));
    assert_eq!(propfind(&mut wrong, "/caldav/").status, 401, "looked at again");
    assert_eq!(propfind(&mut wrong, "/caldav/").header("retry-after"), Some("2"));
}

#[test]
fn without_radicale_running_a_telephone_is_told_to_come_back() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let site = Site::with(Settings {
        radicale: Some(Radicale {
            folder: "/nowhere".into(),
            address: nobody,
        }),
        ..Settings::default()
    });
    let page = propfind(&mut telephone(&site, MARTIN), "/caldav/");
    assert_eq!((page.status, page.header("retry-after")), (503, Some("5")));
}

#[test]
fn a_large_answer_is_passed_on_whole() {
    let rest = "x".repeat(3_000_000);
    let answer =
        format!("HTTP/1.1 207 Multi-Status\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n{rest}");
    let site = StandIn::answering(answer.leak()).site(Settings::default());
    let page = propfind(&mut telephone(&site, MARTIN), "/caldav/dr-martin-1/agenda/");
    assert_eq!((page.status, page.body.len()), (207, rest.len()));
}

#[test]
fn six_questions_at_a_time_and_the_seventh_is_told_to_come_back() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let site = Site::with(Settings {
        radicale: Some(Radicale {
            folder: "/nowhere".into(),
            address: silent.local_addr().unwrap(),
        }),
        ..Settings::default()
    });
    let mut waiting: Vec<_> = (0..6).map(|_| asking(&site)).collect();
    // They are all there before the next one asks; nobody ever answers.
    let held: Vec<_> = waiting.iter().map(|_| silent.accept().unwrap()).collect();
    let page = propfind(&mut telephone(&site, MARTIN), "/caldav/");
    assert_eq!((page.status, page.header("retry-after")), (503, Some("5")));
    // Where Radicale hangs up, the turn is given back.
    drop(held);
    let mut answer = String::new();
    waiting.remove(0).read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    let _seventh = asking(&site);
    assert!(silent.accept().is_ok());
}

/// A question on its way.
fn asking(site: &Site) -> TcpStream {
    let mut stream = TcpStream::connect(site.address).unwrap();
    write!(
        stream,
        "PROPFIND /caldav/ HTTP/1.1\r\nHost: {}\r\nAuthorization: {MARTIN}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        site.address
    )
    .unwrap();
    stream
}
