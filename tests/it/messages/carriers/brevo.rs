//! Brevo, as developers.brevo.com documents `POST /transactionalSMS/send` and `GET /transactionalSMS/statistics/events`.

use grappe::domain::sms::Trouble;
use grappe::messages::sms::{Brevo, Line};
use grappe::messages::{Carrier as _, Found, Receipt};

use super::double::Double;
use super::{AGENT, THEN, class, clock, message, sent};
use crate::support::house::instant;

const HOOK: &str = "https://rdv.example.fr/hooks/sms/abc";

fn line(double: &Double) -> Line {
    Line::Brevo(Brevo::new(
        double.wire(&clock()),
        "xkeysib-1",
        "CABINET",
        Some(HOOK.to_owned()),
    ))
}

#[tokio::test]
async fn a_message_is_asked_for_as_documented() {
    let double = Double::of("api.brevo.com");
    double.answers(
        201,
        r#"{"messageId":1511882900176220,"reference":"ab1cde2fgh3i4jklmno"}"#,
    );
    double.answers(201, r#"{"messageId":7,"smsCount":2}"#);
    assert_eq!(
        line(&double).send(&message()).await,
        sent(Some("brevo:1511882900176220"), "HTTP 201", None)
    );
    let mut accented = message();
    accented.text = "Rendez-vous à l'hôpital".to_owned();
    assert_eq!(
        line(&double).send(&accented).await,
        sent(Some("brevo:7"), "HTTP 201", Some(2))
    );
    let body = |text: &str, is_unicode| {
        format!(
            r#"{{"content":"{text}","recipient":"33600000000","sender":"CABINET","tag":"ob-01","type":"transactional","unicodeEnabled":{is_unicode},"webUrl":"{HOOK}"}}"#
        )
    };
    let request = |body: String| {
        format!(
            "POST /v3/transactionalSMS/send HTTP/1.1\r\nhost: api.brevo.com\r\n{AGENT}\r\napi-key: xkeysib-1\r\naccept: application/json\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    assert_eq!(
        double.heard(),
        [
            request(body("RDV 03/03 14h30", false)),
            request(body("Rendez-vous à l'hôpital", true))
        ]
    );
}

#[tokio::test]
async fn each_answer_proves_what_it_says() {
    use Trouble::{Credentials, Credit, NoAnswer, Recipient, Rights, Sender, TooMany};
    for (status, body, expected) in [
        (
            401,
            r#"{"code":"unauthorized","message":"Key not found"}"#,
            ("misconfigured", Some(Credentials)),
        ),
        (
            402,
            r#"{"code":"not_enough_credits","message":"Insufficient SMS credits"}"#,
            ("misconfigured", Some(Credit)),
        ),
        (
            403,
            r#"{"code":"permission_denied","message":"IP not authorised"}"#,
            ("misconfigured", Some(Rights)),
        ),
        (
            400,
            r#"{"code":"invalid_parameter","message":"Invalid telephone number"}"#,
            ("never", Some(Recipient)),
        ),
        (
            400,
            r#"{"code":"invalid_parameter","message":"Sender name is not valid"}"#,
            ("misconfigured", Some(Sender)),
        ),
        // 200 with the body of an error.
        (
            200,
            r#"{"code":"invalid_parameter","message":"Invalid telephone number"}"#,
            ("never", Some(Recipient)),
        ),
        (200, "", ("unknown", Some(NoAnswer))),
        (429, "", ("not now", Some(TooMany))),
        (503, "", ("unknown", Some(NoAnswer))),
    ] {
        let double = Double::of("api.brevo.com");
        double.answers(status, body);
        let verdict = line(&double).send(&message()).await;
        assert_eq!(class(&verdict), expected, "{status} {body}");
        assert_eq!(double.heard().len(), 1);
    }
}

#[tokio::test]
async fn a_message_of_unknown_fate_is_found_by_tag_and_number() {
    let double = Double::of("api.brevo.com");
    let line = line(&double);
    double.answers(
        200,
        r#"{"events":[{"messageId":"7","tag":"ob-02"},{"messageId":"8","tag":"ob-01","event":"sent"}]}"#,
    );
    double.answers(200, "{}");
    double.answers(200, "[]");
    double.answers(
        200,
        r#"{"plan":[{"type":"free","credits":300},{"type":"sms","credits":95.5}]}"#,
    );
    let receipt = Receipt {
        reference: Some("brevo:8".to_owned()),
        words: "HTTP 200".to_owned(),
        parts: None,
    };
    let since = instant(THEN);
    assert_eq!(line.find(&message(), since).await, Found::Accepted(receipt));
    assert_eq!(line.find(&message(), since).await, Found::Absent);
    assert_eq!(line.find(&message(), since).await, Found::Unclear);
    assert_eq!(line.balance().await.as_deref(), Some("95.5"));
    let expected = format!(
        "GET /v3/transactionalSMS/statistics/events?limit=100&startDate=2026-03-03&endDate=2026-03-03&phoneNumber=33600000000&tags=%5B%22ob-01%22%5D HTTP/1.1\r\nhost: api.brevo.com\r\n{AGENT}\r\napi-key: xkeysib-1\r\naccept: application/json\r\n\r\n"
    );
    assert_eq!(double.heard()[0], expected);
}
