//! A calendar of events with large attachments, against a server that holds nothing of them itself: what this process needs is what the
//! reader needs.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use grappe::bridge::dav::{Before, Body, Collection, Identity, Intake, Reports, read};

use super::account::{session_on, terms};
use grappe::bridge::dav::Terms;
use grappe::sys::http::Allowance;

const EVENTS: usize = 60;
/// From this number on an attachment is small, so that what is measured is not the program itself coming into memory.
const SMALL: usize = 1000;
/// Lines of an attachment, 76 bytes each: two megabytes.
const LINES: usize = 27_600;
/// Above what the process had before, for 120 MB of attachments (issue 5: 20 MB above idle).
const PEAK_MAX: u64 = 20_000_000;

fn around(nth: usize) -> (String, String) {
    let before = format!(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:e{nth}\r\nDTSTART:20260304T090000Z\r\nATTACH;ENCODING=BASE64;VALUE=BINARY:\r\n"
    );
    let after = "DTEND:20260304T093000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".to_owned();
    (before, after)
}

fn lines(nth: usize) -> usize {
    if nth >= SMALL { 100 } else { LINES }
}

/// Writes one event, its attachment from one small piece of it.
fn event(stream: &mut TcpStream, nth: usize) -> std::io::Result<()> {
    let (before, after) = around(nth);
    let piece = format!(" {}\r\n", "QUJD".repeat(18) + "Q").repeat(100);
    stream.write_all(before.as_bytes())?;
    for _ in 0..lines(nth) / 100 {
        stream.write_all(piece.as_bytes())?;
    }
    stream.write_all(after.as_bytes())
}

fn length(nth: usize) -> usize {
    let (before, after) = around(nth);
    before.len() + lines(nth) * 76 + after.len()
}

fn found(nth: usize) -> (String, &'static str) {
    let head = format!(
        "<response><href>{}e{nth}.ics</href><propstat><prop><getetag>\"1\"</getetag><x:calendar-data><![CDATA[",
        if nth >= SMALL { "/small/" } else { "/dr/" }
    );
    (head, "]]></x:calendar-data></prop></propstat></response>")
}

const ROOT: &str = "<multistatus xmlns=\"DAV:\" xmlns:x=\"urn:ietf:params:xml:ns:caldav\">";
const END: &str = "</multistatus>";

fn answer(stream: &mut TcpStream, (method, path, body): (&str, &str, &str)) -> std::io::Result<()> {
    let number = |text: &str| -> usize {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap()
    };
    match method {
        "GET" => {
            let nth = number(path);
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: {}\r\n\r\n",
                length(nth)
            )?;
            event(stream, nth)
        }
        "REPORT" => {
            let hrefs = body.split("<D:href>").skip(1);
            let asked: Vec<usize> = hrefs
                .map(|href| number(href.split('<').next().unwrap()))
                .collect();
            let one = |nth: &usize| found(*nth).0.len() + length(*nth) + found(*nth).1.len();
            let all: usize = asked.iter().map(one).sum();
            let length = ROOT.len() + all + END.len();
            write!(
                stream,
                "HTTP/1.1 207 Multi\r\nContent-Length: {length}\r\n\r\n{ROOT}"
            )?;
            for nth in asked {
                stream.write_all(found(nth).0.as_bytes())?;
                event(stream, nth)?;
                stream.write_all(found(nth).1.as_bytes())?;
            }
            stream.write_all(END.as_bytes())
        }
        _ => {
            let mut inside = "<response><href>PATH</href><propstat><prop><resourcetype><collection/><x:calendar/></resourcetype>\
                <supported-report-set><supported-report><report><x:calendar-multiget/></report></supported-report></supported-report-set>\
                </prop></propstat></response>".replace("PATH", path);
            let first = if path == "/small/" { SMALL } else { 0 };
            for nth in first..first + EVENTS {
                write!(inside, "<response><href>{path}e{nth}.ics</href><propstat><prop><getetag>\"1\"</getetag></prop></propstat></response>")
                    .unwrap();
            }
            let length = ROOT.len() + inside.len() + END.len();
            write!(
                stream,
                "HTTP/1.1 207 Multi\r\nContent-Length: {length}\r\n\r\n{ROOT}{inside}{END}"
            )
        }
    }
}

/// Answers until the other side hangs up.
fn talk(mut stream: TcpStream) {
    let mut line = BufReader::new(stream.try_clone().unwrap());
    loop {
        let (mut first, mut length) = (String::new(), 0);
        if !line.read_line(&mut first).is_ok_and(|count| count > 0) {
            return;
        }
        loop {
            let mut header = String::new();
            line.read_line(&mut header).unwrap();
            let Some((name, value)) = header.trim_end().split_once(": ") else {
                break;
            };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        line.read_exact(&mut body).unwrap();
        let mut words = first.split_whitespace();
        let asked = (
            words.next().unwrap(),
            words.next().unwrap(),
            String::from_utf8(body).unwrap(),
        );
        if answer(&mut stream, (asked.0, asked.1, &asked.2)).is_err() {
            return;
        }
    }
}

/// The heaviest moment of this process since the last call, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    let kilobytes: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    kilobytes * 1024
}

#[tokio::test]
async fn large_attachments_are_never_held() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://127.0.0.1:{}/dr/", listener.local_addr().unwrap().port());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || talk(stream));
        }
    });
    let allowance = Allowance {
        body: Terms::default().allowance.body,
        whole: Terms::default().allowance.whole,
        ..terms().allowance
    };
    let mut session = session_on(&url, "secret", Terms { allowance, ..terms() });
    let before = |href: &str| {
        let calendar = Collection {
            href: href.to_owned(),
            reports: Reports {
                multiget: true,
                ..Reports::default()
            },
            ..Collection::default()
        };
        Before::first(calendar, Identity::default())
    };
    let intake = || Intake {
        domain: "grappe.invalid",
        read: &|body: Body| body,
    };
    let small = read(&mut session, (&before("/small/"), true), intake())
        .await
        .unwrap();
    assert_eq!(small.fetched.bodies.len(), EVENTS);
    drop(small);
    peak();
    let idle = peak();
    let pass = read(&mut session, (&before("/dr/"), true), intake())
        .await
        .unwrap();
    let above = peak().saturating_sub(idle);
    assert_eq!(pass.fetched.bodies.len(), EVENTS);
    for body in &pass.fetched.bodies {
        let text = String::from_utf8_lossy(&body.data);
        assert!(
            text.len() < 200 && text.contains("DTEND") && !text.contains("QUJD"),
            "{text}"
        );
    }
    assert!(above < PEAK_MAX, "{above} bytes above {idle}");
}
