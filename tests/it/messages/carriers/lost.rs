//! What a call proves that has no answer: nothing before its first byte, everything after it (reminders §2).

use std::net::TcpListener;
use std::time::Duration;

use grappe::domain::sms::Trouble;
use grappe::messages::Carrier as _;
use grappe::messages::sms::{SmsFactor, Wire};

use super::double::Double;
use super::{class, clock, message};

const NO_LINE: (&str, Option<Trouble>) = ("no line", Some(Trouble::Unreachable));
const UNKNOWN: (&str, Option<Trouble>) = ("unknown", Some(Trouble::NoAnswer));

async fn verdict(wire: Wire) -> (&'static str, Option<Trouble>) {
    let line = SmsFactor::new(wire, "t", "CABINET");
    class(&line.send(&message()).await)
}

#[tokio::test]
async fn a_name_a_connection_or_a_certificate_that_fails_sent_nothing() {
    let elsewhere = Double::of("sms.example.org");
    assert_eq!(verdict(elsewhere.wire(&clock())).await, NO_LINE, "no such name");
    let double = Double::of("api.smsfactor.com");
    assert_eq!(verdict(double.untrusted(&clock())).await, NO_LINE, "certificate");
    assert!(double.heard().is_empty());
    let refusing = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = double.at(refusing.local_addr().unwrap());
    drop(refusing);
    assert_eq!(verdict(closed.wire(&clock())).await, NO_LINE, "refused");
}

#[tokio::test]
async fn a_request_that_left_may_have_arrived() {
    let double = Double::of("api.smsfactor.com");
    double.drops();
    assert_eq!(verdict(double.wire(&clock())).await, UNKNOWN, "cut");
    double.says("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"status\":1");
    assert_eq!(verdict(double.wire(&clock())).await, UNKNOWN, "half an answer");
    double.says(&format!(
        "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n{}",
        " ".repeat(99_999)
    ));
    assert_eq!(verdict(double.wire(&clock())).await, UNKNOWN, "over 64 KiB");
    double.hangs();
    let patience = Duration::from_millis(300);
    assert_eq!(
        verdict(double.wire_with(&clock(), patience)).await,
        UNKNOWN,
        "silence"
    );
    assert_eq!(double.heard().len(), 4, "each was asked once");
}
