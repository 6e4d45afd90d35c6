//! `OVHcloud`: the vectors of reminders §6, the clock of their server, and the answers of its interface.

use chrono::TimeDelta;
use grappe::domain::sms::Trouble;
use grappe::messages::sms::{Ovh, OvhKeys, Wire, signature};
use grappe::messages::{Carrier as _, Found, Receipt};
use grappe::sys::clock::Clock;

use super::double::Double;
use super::{AGENT, THEN, class, clock, message, sent};
use crate::support::house::instant;

const SECRET: &str = "EXAMPLE_APP_SECRET";
const CONSUMER: &str = "EXAMPLE_CONSUMER_KEY";
const BODY: &str = r#"{"message":"RDV 03/03 14h30","receivers":["+33600000000"],"noStopClause":true,"priority":"high","sender":"CABINET","coding":"7bit","charset":"UTF-8","validityPeriod":2880,"tag":"ob-01"}"#;
const TAKEN: &str =
    r#"{"totalCreditsRemoved":1,"invalidReceivers":[],"ids":[420042],"validReceivers":["+33600000000"]}"#;

fn line(wire: Wire) -> Ovh {
    let keys = OvhKeys {
        application: "EXAMPLE_APP_KEY",
        secret: SECRET,
        consumer: CONSUMER,
    };
    Ovh::new(wire, "sms-xx12345-1", keys, "CABINET")
}

fn asked_for_time() -> String {
    format!("GET /1.0/auth/time HTTP/1.1\r\nhost: eu.api.ovh.com\r\n{AGENT}\r\n\r\n")
}

fn signed(line: &str, signature: &str, more: &str) -> String {
    format!(
        "{line} HTTP/1.1\r\nhost: eu.api.ovh.com\r\n{AGENT}\r\nx-ovh-application: EXAMPLE_APP_KEY\r\nx-ovh-consumer: {CONSUMER}\r\nx-ovh-timestamp: 1772500000\r\nx-ovh-signature: {signature}\r\n{more}"
    )
}

#[test]
fn signatures_are_those_of_the_specification() {
    let url = "https://eu.api.ovh.com/1.0/sms/sms-xx12345-1/jobs";
    assert_eq!(
        signature(SECRET, CONSUMER, ("POST", url, BODY), 1_772_500_000),
        "$1$0884fc7279df806e7474809e35826b4184e5f23b"
    );
    assert_eq!(
        signature(
            SECRET,
            CONSUMER,
            ("GET", "https://eu.api.ovh.com/1.0/sms", ""),
            1_772_500_000
        ),
        "$1$7568409054d1704186e7936d5da855fe65658623"
    );
}

#[tokio::test]
async fn a_message_is_the_vector_to_the_byte_whatever_our_clock_says() {
    // A box without a battery; the message is useful for two days of its own clock.
    for ours in [THEN, "1970-01-01T00:00:30Z"] {
        let double = Double::of("eu.api.ovh.com");
        double.answers(200, "1772500000");
        double.answers(200, TAKEN);
        let line = line(double.wire(&Clock::manual(instant(ours))));
        let mut message = message();
        message.useful_until = instant(ours) + TimeDelta::days(2);
        assert_eq!(
            line.send(&message).await,
            sent(Some("ovh:420042"), "HTTP 200", None)
        );
        let job = signed(
            "POST /1.0/sms/sms-xx12345-1/jobs",
            "$1$0884fc7279df806e7474809e35826b4184e5f23b",
            &format!(
                "content-type: application/json; charset=utf-8\r\ncontent-length: {}\r\n\r\n{BODY}",
                BODY.len()
            ),
        );
        assert_eq!(double.heard(), [asked_for_time(), job], "{ours}");
    }
}

#[tokio::test]
async fn the_time_is_asked_once_and_again_after_a_refused_one() {
    let double = Double::of("eu.api.ovh.com");
    let line = line(double.wire(&clock()));
    double.answers(200, "1772500000");
    double.answers(200, TAKEN);
    double.answers(
        400,
        r#"{"errorCode":"QUERY_TIME_OUT","message":"Query out of time"}"#,
    );
    double.answers(200, "1772500000");
    double.answers(200, TAKEN);
    assert_eq!(class(&line.send(&message()).await).0, "sent");
    assert_eq!(class(&line.send(&message()).await).0, "not now");
    assert_eq!(class(&line.send(&message()).await).0, "sent");
    let lines = double.heard();
    let paths: Vec<_> = lines
        .iter()
        .map(|heard| heard.split(' ').nth(1).unwrap())
        .collect();
    let job = "/1.0/sms/sms-xx12345-1/jobs";
    assert_eq!(paths, ["/1.0/auth/time", job, job, "/1.0/auth/time", job]);
}

#[tokio::test]
async fn each_answer_proves_what_it_says() {
    use Trouble::{Credentials, Credit, NoAnswer, Recipient, Refused, Rights, Sender, TooMany};
    let invalid =
        r#"{"totalCreditsRemoved":0,"invalidReceivers":["+33600000000"],"ids":[],"validReceivers":[]}"#;
    for (status, body, expected) in [
        (200, invalid, ("never", Some(Recipient))),
        (200, "<html>maintenance</html>", ("unknown", Some(NoAnswer))),
        (
            403,
            r#"{"errorCode":"INVALID_CREDENTIAL","message":"This credential is not valid"}"#,
            ("misconfigured", Some(Credentials)),
        ),
        (
            403,
            r#"{"errorCode":"NOT_GRANTED_CALL","message":"This call has not been granted"}"#,
            ("misconfigured", Some(Rights)),
        ),
        (
            402,
            r#"{"message":"Not enough credits"}"#,
            ("misconfigured", Some(Credit)),
        ),
        (
            400,
            r#"{"message":"sender CABINET does not exist"}"#,
            ("misconfigured", Some(Sender)),
        ),
        (
            400,
            r#"{"message":"Invalid receiver"}"#,
            ("never", Some(Recipient)),
        ),
        (400, r#"{"message":"Bad parameter"}"#, ("never", Some(Refused))),
        (429, "", ("not now", Some(TooMany))),
        (500, "", ("unknown", Some(NoAnswer))),
        (502, "", ("unknown", Some(NoAnswer))),
        (302, "", ("unknown", Some(NoAnswer))),
    ] {
        let double = Double::of("eu.api.ovh.com");
        double.answers(200, "1772500000");
        double.answers(status, body);
        let verdict = line(double.wire(&clock())).send(&message()).await;
        assert_eq!(class(&verdict), expected, "{status} {body}");
        assert_eq!(double.heard().len(), 2, "once, and no redirect is followed");
    }
}

#[tokio::test]
async fn without_their_time_nothing_was_sent() {
    let double = Double::of("eu.api.ovh.com");
    double.drops();
    let verdict = line(double.wire(&clock())).send(&message()).await;
    assert_eq!(class(&verdict), ("no line", Some(Trouble::Unreachable)));
    assert_eq!(double.heard(), [asked_for_time()]);
}

#[tokio::test]
async fn a_message_of_unknown_fate_is_found_by_its_tag_and_the_balance_is_told() {
    let double = Double::of("eu.api.ovh.com");
    let line = grappe::messages::sms::Line::Ovh(line(double.wire(&clock())));
    double.answers(200, "1772500000");
    double.answers(200, "[77]");
    double.answers(200, "[]");
    double.answers(500, "");
    double.answers(200, r#"{"creditsLeft":642.5,"name":"sms-xx12345-1"}"#);
    let receipt = Receipt {
        reference: Some("ovh:77".to_owned()),
        words: "HTTP 200".to_owned(),
        parts: None,
    };
    let since = instant(THEN);
    assert_eq!(line.find(&message(), since).await, Found::Accepted(receipt));
    assert_eq!(line.find(&message(), since).await, Found::Absent);
    assert_eq!(line.find(&message(), since).await, Found::Unclear);
    assert_eq!(line.balance().await.as_deref(), Some("642.5"));
    let path = "/1.0/sms/sms-xx12345-1/outgoing?receiver=%2B33600000000&tag=ob-01";
    let url = format!("https://eu.api.ovh.com{path}");
    let signature = signature(SECRET, CONSUMER, ("GET", &url, ""), 1_772_500_000);
    assert_eq!(
        double.heard()[1],
        signed(&format!("GET {path}"), &signature, "\r\n")
    );
}
