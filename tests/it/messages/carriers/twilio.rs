//! Twilio, as twilio.com documents the Messages resource and the signature of its calls.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use grappe::domain::sms::Trouble;
use grappe::messages::sms::{Line, Twilio, is_from_twilio};
use grappe::messages::{Carrier as _, Found, Receipt};

use super::double::Double;
use super::{AGENT, THEN, class, clock, message, sent};
use crate::support::house::instant;

fn line(double: &Double, sender: &str, hook: Option<&str>) -> Line {
    Line::Twilio(Twilio::new(
        double.wire(&clock()),
        "AC0123",
        ("SK1", "secret"),
        sender,
        hook.map(str::to_owned),
    ))
}

#[tokio::test]
async fn a_message_is_asked_for_as_documented() {
    let double = Double::of("api.twilio.com");
    double.answers(201, r#"{"sid":"SM1","status":"queued","num_segments":"1"}"#);
    double.answers(201, r#"{"sid":"SM2","status":"accepted","num_segments":"0"}"#);
    let hook = Some("https://rdv.example.fr/hooks/sms/abc");
    assert_eq!(
        line(&double, "+33700000000", hook).send(&message()).await,
        sent(Some("twilio:SM1"), "HTTP 201", Some(1))
    );
    let mut brief = message();
    brief.useful_until = instant(THEN) + TimeDelta::minutes(10);
    assert_eq!(
        line(&double, "MG7", None).send(&brief).await,
        sent(Some("twilio:SM2"), "HTTP 201", None)
    );
    let request = |body: &str| {
        format!(
            "POST /2010-04-01/Accounts/AC0123/Messages.json HTTP/1.1\r\nhost: api.twilio.com\r\n{AGENT}\r\nauthorization: Basic U0sxOnNlY3JldA==\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    assert_eq!(
        double.heard(),
        [
            request(
                "To=%2B33600000000&From=%2B33700000000&Body=RDV%2003%2F03%2014h30&ValidityPeriod=36000&StatusCallback=https%3A%2F%2Frdv.example.fr%2Fhooks%2Fsms%2Fabc"
            ),
            request(
                "To=%2B33600000000&MessagingServiceSid=MG7&Body=RDV%2003%2F03%2014h30&ValidityPeriod=600"
            ),
        ]
    );
}

#[tokio::test]
async fn each_answer_proves_what_it_says() {
    use Trouble::{Credentials, NoAnswer, Recipient, Refused, Sender, Stopped, TooMany};
    for (status, code, expected) in [
        (401, 20003, ("misconfigured", Some(Credentials))),
        (400, 21606, ("misconfigured", Some(Sender))),
        (400, 21211, ("never", Some(Recipient))),
        (400, 21614, ("never", Some(Recipient))),
        (400, 21610, ("never", Some(Stopped))),
        (400, 99999, ("never", Some(Refused))),
        (429, 20429, ("not now", Some(TooMany))),
        // A retry after a 500 can deliver twice, says its own documentation.
        (500, 20500, ("unknown", Some(NoAnswer))),
        (200, 21211, ("unknown", Some(NoAnswer))),
    ] {
        let double = Double::of("api.twilio.com");
        double.answers(
            status,
            &format!(r#"{{"code":{code},"message":"x","status":{status}}}"#),
        );
        let verdict = line(&double, "CABINET", None).send(&message()).await;
        assert_eq!(class(&verdict), expected, "{status} {code}");
        assert_eq!(double.heard().len(), 1);
    }
}

#[tokio::test]
async fn a_message_of_unknown_fate_is_found_by_number_date_and_text() {
    let double = Double::of("api.twilio.com");
    let line = line(&double, "CABINET", None);
    let found = |body: &str, made: &str| {
        format!(
            r#"{{"sid":"SM9","to":"+33600000000","body":"{body}","date_created":"{made}","num_segments":"1"}}"#
        )
    };
    let then = "Tue, 03 Mar 2026 01:06:41 +0000";
    let page = |messages: &str, next: &str| format!(r#"{{"messages":[{messages}],"next_page_uri":{next}}}"#);
    double.answers(200, &page(&found("RDV 03/03 14h30", then), "null"));
    double.answers(200, &page(&found("Autre", then), "null"));
    // The same words of yesterday are another message.
    double.answers(
        200,
        &page(
            &found("RDV 03/03 14h30", "Mon, 02 Mar 2026 01:06:41 +0000"),
            "null",
        ),
    );
    double.answers(200, &page("", "\"/2010-04-01/next\""));
    double.answers(401, "{}");
    double.answers(200, r#"{"currency":"USD","balance":"12.34"}"#);
    let receipt = Receipt {
        reference: Some("twilio:SM9".to_owned()),
        words: "HTTP 200".to_owned(),
        parts: Some(1),
    };
    let since = instant(THEN);
    assert_eq!(line.find(&message(), since).await, Found::Accepted(receipt));
    assert_eq!(line.find(&message(), since).await, Found::Absent);
    assert_eq!(line.find(&message(), since).await, Found::Absent);
    assert_eq!(line.find(&message(), since).await, Found::Unclear);
    assert_eq!(line.find(&message(), since).await, Found::Unclear);
    assert_eq!(line.balance().await.as_deref(), Some("12.34 USD"));
    let expected = format!(
        "GET /2010-04-01/Accounts/AC0123/Messages.json?To=%2B33600000000&DateSent%3E=2026-03-03&PageSize=100 HTTP/1.1\r\nhost: api.twilio.com\r\n{AGENT}\r\nauthorization: Basic U0sxOnNlY3JldA==\r\n\r\n"
    );
    assert_eq!(double.heard()[0], expected);
}

/// The example of « validating requests » at twilio.com.
#[test]
fn a_call_is_believed_by_its_signature() {
    let pairs = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Caller", "+12349013030"),
        ("Digits", "1234"),
        ("From", "+12349013030"),
        ("To", "+18005551212"),
    ];
    let mut parameters: BTreeMap<String, String> = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    let signature = "0/KCTR6DLpKmkAf8muzZqo1nDgQ=";
    assert!(is_from_twilio("12345", url, &parameters, signature));
    assert!(!is_from_twilio("12346", url, &parameters, signature));
    assert!(!is_from_twilio(
        "12345",
        "https://mycompany.com/",
        &parameters,
        signature
    ));
    parameters.insert("Digits".to_owned(), "1235".to_owned());
    assert!(!is_from_twilio("12345", url, &parameters, signature));
}
