//! The generic template: judged by status and body, at most once, and never where T10 forbids.

use grappe::domain::sms::{Template, Trouble};
use grappe::messages::sms::{Line, Templated};
use grappe::messages::{Carrier as _, Found};

use super::double::Double;
use super::{AGENT, THEN, class, clock, message, sent};
use crate::support::house::instant;

fn line(double: &Double, url: &str, may_reach_private: bool) -> Line {
    let template = Template {
        url: url.to_owned(),
        is_post: true,
        headers: "Content-Type: application/json\nX-Api-Key: {key}".to_owned(),
        body: r#"{"to":"{to}","text":"{text}","from":"{sender}","ref":"{id}"}"#.to_owned(),
        must_hold: "\"ok\"".to_owned(),
    };
    let wire = double.wire(&clock());
    Line::Template(Templated::new(
        wire,
        template,
        "CABINET",
        "s3cret",
        may_reach_private,
    ))
}

#[tokio::test]
async fn a_message_is_the_filled_template() {
    let double = Double::of("sms.example.org");
    double.answers(200, r#"{"state":"ok"}"#);
    let line = line(&double, "https://sms.example.org/v1?n={digits}", false);
    assert_eq!(line.send(&message()).await, sent(None, "HTTP 200", None));
    assert_eq!(line.find(&message(), instant(THEN)).await, Found::Unclear);
    let body = r#"{"to":"+33600000000","text":"RDV 03/03 14h30","from":"CABINET","ref":"ob-01"}"#;
    let request = format!(
        "POST /v1?n=33600000000 HTTP/1.1\r\nhost: sms.example.org\r\n{AGENT}\r\ncontent-type: application/json\r\nx-api-key: s3cret\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    assert_eq!(double.heard(), [request]);
}

#[tokio::test]
async fn each_answer_proves_what_it_says() {
    use Trouble::{Credentials, NoAnswer, Refused, TooMany};
    for (status, body, expected) in [
        (200, r#"{"state":"error"}"#, ("never", Some(Refused))),
        (401, r#"{"state":"ok"}"#, ("misconfigured", Some(Credentials))),
        (422, "", ("never", Some(Refused))),
        (429, "", ("not now", Some(TooMany))),
        (302, "", ("unknown", Some(NoAnswer))),
        (500, "", ("unknown", Some(NoAnswer))),
    ] {
        let double = Double::of("sms.example.org");
        double.answers(status, body);
        let verdict = line(&double, "https://sms.example.org/?{digits}", false)
            .send(&message())
            .await;
        assert_eq!(class(&verdict), expected, "{status} {body}");
        assert_eq!(double.heard().len(), 1);
    }
}

#[tokio::test]
async fn nobody_is_called_who_should_not_be() {
    let double = Double::of("sms.example.org");
    for (url, ticked) in [
        ("https://127.0.0.1/?{digits}", true),
        ("https://localhost/?{digits}", true),
        ("https://169.254.169.254/?{digits}", true),
        ("http://sms.example.org/?{digits}", false),
        ("https://192.168.1.10/?{digits}", false),
        ("https://sms.example.org:22/?{digits}", false),
        ("https://a:b@sms.example.org/?{digits}", false),
    ] {
        let verdict = line(&double, url, ticked).send(&message()).await;
        assert_eq!(
            class(&verdict),
            ("misconfigured", Some(Trouble::Forbidden)),
            "{url}"
        );
    }
    assert!(double.heard().is_empty());
}
