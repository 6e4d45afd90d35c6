//! Open screens hear of every commit, and of the end of their session.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use chrono::TimeDelta;

use super::desk::TUESDAY_9;
use super::{Crew, field};
use crate::support::Browser;

/// A stream of events as a browser has it.
struct Events {
    stream: TcpStream,
    read: String,
}

impl Events {
    fn open(site: &Crew, browser: &Browser) -> Self {
        let mut stream = TcpStream::connect(site.address).unwrap();
        // Only so that a test that would wait for ever fails instead.
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let cookie = browser.cookie("desk").unwrap();
        let head = format!(
            "GET /admin/events HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: gzip\r\nCookie: desk={cookie}\r\n\r\n",
            site.address
        );
        stream.write_all(head.as_bytes()).unwrap();
        Self {
            stream,
            read: String::new(),
        }
    }

    /// Reads on until a text has come.
    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        while !self.read.contains(text) {
            let mut some = [0; 1024];
            let count = self.stream.read(&mut some).unwrap();
            assert!(count > 0, "ended without « {text} »: {}", self.read);
            self.read.push_str(&String::from_utf8_lossy(&some[..count]));
        }
    }

    /// Waits for the last event and the end of the answer.
    #[track_caller]
    fn wait_for_end(&mut self) {
        self.wait_for("event: end");
        self.wait_for("\r\n0\r\n\r\n");
    }
}

#[test]
fn a_booking_reaches_the_open_screen() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let shown = marie
        .get("/admin?day=2026-03-03")
        .values("data-revision=\"")
        .remove(0);
    let mut events = Events::open(&site, &marie);
    events.wait_for(&format!("data: {shown}\n\n"));
    events.wait_for("text/event-stream");
    assert!(
        !events.read.to_ascii_lowercase().contains("content-encoding"),
        "compressed events come too late"
    );
    site.booked("Roux", "Zoé", TUESDAY_9);
    events.wait_for(&format!("data: {}\n\n", site.app.agenda().revision().0));
    assert_ne!(shown, site.app.agenda().revision().0.to_string());
}

#[test]
fn signing_out_ends_the_stream_and_so_does_the_end_of_the_session() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let mut events = Events::open(&site, &marie);
    events.wait_for("data: ");
    let csrf = field(&marie.get("/admin"), "csrf");
    marie.post("/admin/sign-out", &[("csrf", &csrf)]);
    events.wait_for_end();

    let mut paul = site.signed_in("paul");
    let mut events = Events::open(&site, &paul);
    events.wait_for("data: ");
    site.clock.advance(TimeDelta::minutes(31));
    // The next commit finds the session over.
    site.booked("Roux", "Zoé", TUESDAY_9);
    events.wait_for_end();
    assert_eq!(
        paul.get("/admin/events").status,
        303,
        "a stranger is sent to the door"
    );
}

#[test]
fn a_session_has_few_streams_and_gives_them_back() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let mut open: Vec<Events> = (0..4).map(|_| Events::open(&site, &marie)).collect();
    for events in &mut open {
        events.wait_for("data: ");
    }
    let refused = marie.get("/admin/events");
    assert_eq!(refused.status, 429);
    assert_eq!(refused.header("retry-after"), Some("30"));
    drop(open);
    // The places come back as soon as the server sees the ends.
    let is_free = (0..300).any(|_| {
        site.run(tokio_pause());
        marie.get("/admin/events").status == 200
    });
    assert!(is_free);
}

async fn tokio_pause() {
    tokio::time::sleep(Duration::from_millis(20)).await;
}

#[test]
fn a_screen_that_nobody_uses_does_not_keep_its_session_alive() {
    let site = Crew::demo();
    let marie = site.signed_in("marie");
    let mut screen = marie.clone().with_header("X-Grappe-Watching", "1");
    for _ in 0..5 {
        site.clock.advance(TimeDelta::minutes(5));
        screen.get("/admin").assert(200, &[]);
    }
    site.clock.advance(TimeDelta::minutes(6));
    assert_eq!(
        screen.get("/admin").status,
        303,
        "31 minutes after the last touch"
    );
}

#[test]
fn the_screens_of_a_practice_are_not_taken_for_a_robot_and_strangers_are() {
    let site = Crew::with(grappe::web::Settings {
        is_demo: true,
        ..grappe::web::Settings::default()
    });
    let mut marie = site.signed_in("marie");
    for _ in 0..200 {
        marie.get("/admin").assert(200, &[]);
    }
    let mut stranger = site.browser();
    let answers: Vec<u16> = (0..100).map(|_| stranger.get("/admin").status).collect();
    assert!(answers.contains(&429), "{answers:?}");
}
