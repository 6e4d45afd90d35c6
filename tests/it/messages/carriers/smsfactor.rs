//! `SMSFactor`, as dev.smsfactor.com documents « single message » and its statuses; Free Mobile.

use grappe::domain::contact::Phone;
use grappe::domain::sms::Trouble;
use grappe::messages::sms::{FreeMobile, Line, SmsFactor};
use grappe::messages::{Carrier as _, Found};

use super::double::Double;
use super::{AGENT, THEN, class, clock, message, sent};
use crate::support::house::instant;

fn line(double: &Double) -> Line {
    Line::SmsFactor(SmsFactor::new(double.wire(&clock()), "your.token", "CABINET"))
}

#[tokio::test]
async fn a_message_is_asked_for_as_documented() {
    let double = Double::of("api.smsfactor.com");
    double.answers(
        200,
        r#"{"status":1,"message":"OK","ticket":"14672468","cost":1,"credits":642,"total":1,"sent":1,"blacklisted":0,"duplicated":0,"invalid":0,"npai":0}"#,
    );
    double.answers(200, r#"{"status":1,"message":"OK","credits":"641"}"#);
    let line = line(&double);
    assert_eq!(
        line.send(&message()).await,
        sent(Some("smsfactor:14672468"), "HTTP 200", None)
    );
    assert_eq!(line.balance().await.as_deref(), Some("641"));
    assert_eq!(line.find(&message(), instant(THEN)).await, Found::Unclear);
    let request = format!(
        "GET /send?text=RDV%2003%2F03%2014h30&to=33600000000&pushtype=alert&sender=CABINET&gsmsmsid=ob-01 HTTP/1.1\r\nhost: api.smsfactor.com\r\n{AGENT}\r\naccept: application/json\r\nauthorization: Bearer your.token\r\n\r\n"
    );
    assert_eq!(double.heard()[0], request);
}

#[tokio::test]
async fn the_status_of_the_body_counts() {
    use Trouble::{Account, Credentials, Credit, NoAnswer, Recipient, Refused, Stopped};
    for (status, body, expected) in [
        (
            200,
            r#"{"status":-1,"message":"Authentication error"}"#,
            ("misconfigured", Some(Credentials)),
        ),
        (
            200,
            r#"{"status":-3,"message":"Not enough credits"}"#,
            ("misconfigured", Some(Credit)),
        ),
        (
            200,
            r#"{"status":-5,"message":"Resource not found"}"#,
            ("misconfigured", Some(Account)),
        ),
        (
            200,
            r#"{"status":-7,"message":"Data error"}"#,
            ("never", Some(Refused)),
        ),
        // Looked at by somebody first: accepted, and never to be repeated.
        (
            200,
            r#"{"status":-8,"message":"moderation","ticket":"9"}"#,
            ("sent", None),
        ),
        (
            200,
            r#"{"status":-99,"message":"Unknown error"}"#,
            ("unknown", Some(NoAnswer)),
        ),
        (
            200,
            r#"{"status":1,"sent":0,"invalid":1}"#,
            ("never", Some(Recipient)),
        ),
        (
            200,
            r#"{"status":1,"sent":0,"blacklisted":1}"#,
            ("never", Some(Stopped)),
        ),
        (
            200,
            r#"{"status":1,"sent":0,"flood":1}"#,
            ("never", Some(Refused)),
        ),
        (200, "<response/>", ("unknown", Some(NoAnswer))),
        (401, "", ("misconfigured", Some(Credentials))),
        (500, "", ("unknown", Some(NoAnswer))),
    ] {
        let double = Double::of("api.smsfactor.com");
        double.answers(status, body);
        let verdict = line(&double).send(&message()).await;
        assert_eq!(class(&verdict), expected, "{status} {body}");
    }
}

#[tokio::test]
async fn free_mobile_reaches_its_subscriber_and_nobody_else() {
    use Trouble::{Credentials, NoAnswer, Recipient, Text, TooMany};
    let double = Double::of("smsapi.free-mobile.fr");
    let own = Phone::parse("06 00 00 00 00").unwrap();
    let line = Line::FreeMobile(FreeMobile::new(
        double.wire(&clock()),
        "12345678",
        "s3cretKey14&ab",
        own,
    ));
    let mut other = message();
    other.to = Phone::parse("06 00 00 00 01").unwrap();
    assert_eq!(class(&line.send(&other).await), ("never", Some(Recipient)));
    assert!(double.heard().is_empty());
    for (status, expected) in [
        (200, ("sent", None)),
        (400, ("never", Some(Text))),
        (402, ("not now", Some(TooMany))),
        (403, ("misconfigured", Some(Credentials))),
        (500, ("unknown", Some(NoAnswer))),
    ] {
        double.answers(status, "");
        let mut alert = message();
        alert.text = "Disque plein\nà 95 %".to_owned();
        let verdict = line.send(&alert).await;
        assert_eq!(class(&verdict), expected);
        assert!(
            !format!("{verdict:?} {line:?}").contains("s3cret"),
            "the secret of the address"
        );
    }
    let request = format!(
        "GET /sendmsg?user=12345678&pass=s3cretKey14%26ab&msg=Disque%20plein%0D%C3%A0%2095%20%25 HTTP/1.1\r\nhost: smsapi.free-mobile.fr\r\n{AGENT}\r\n\r\n"
    );
    assert_eq!(double.heard()[0], request);
}
