//! What a message that came back says: a report of delivery (RFC 3464), an answer to an invitation (RFC 6047), or nothing for us.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use crate::domain::mail::Returned;

/// Digits of an identity of ours.
const ID_DIGITS: usize = 32;
/// Longest words of a server that are kept for the staff, in characters.
const WORDS_MAX: usize = 200;
/// Longest status that is kept (RFC 3463 §2), in characters.
const STATUS_MAX: usize = 11;
/// Longest calendar identity that is looked up, in characters.
const UID_MAX: usize = 100;

/// Reads a message; whatever it is, it is read to the end and harms nothing.
pub fn read_returned(bytes: &[u8]) -> Returned {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Returned::Nothing;
    };
    undelivered(&message)
        .or_else(|| declined(&message))
        .unwrap_or(Returned::Nothing)
}

fn is(part: &MessagePart<'_>, kind: &str, subkind: &str) -> bool {
    part.content_type().is_some_and(|found| {
        found.c_type.eq_ignore_ascii_case(kind)
            && found
                .c_subtype
                .as_deref()
                .is_some_and(|found| found.eq_ignore_ascii_case(subkind))
    })
}

fn undelivered(message: &Message<'_>) -> Option<Returned> {
    let report = message
        .parts
        .iter()
        .find(|part| is(part, "message", "delivery-status"))?;
    let report = String::from_utf8_lossy(report.contents());
    let about = recipients(&report)
        .into_iter()
        .find(|about| about.action.eq_ignore_ascii_case("failed") && about.status.starts_with("5."))?;
    Some(Returned::Undelivered {
        id: returned_id(message)?,
        status: about.status,
        words: about.words,
    })
}

/// What a report says of one recipient (RFC 3464 §2.3).
#[derive(Default)]
struct About {
    action: String,
    status: String,
    words: String,
}

fn recipients(report: &str) -> Vec<About> {
    let unfolded = report
        .replace("\r\n", "\n")
        .replace("\n ", " ")
        .replace("\n\t", " ");
    let read = |group: &str| {
        let mut about = About::default();
        for (name, value) in group.lines().filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "action" => value.clone_into(&mut about.action),
                // A comment may follow (RFC 3464 §2.3.4).
                "status" => {
                    let figures = value.chars().take_while(|c| c.is_ascii_digit() || *c == '.');
                    about.status = figures.take(STATUS_MAX).collect();
                }
                "diagnostic-code" => about.words = clipped(value, WORDS_MAX),
                _ => {}
            }
        }
        about
    };
    unfolded.split("\n\n").map(read).collect()
}

/// The identity of the message that came back, out of what is returned of it: whole, or its head only.
fn returned_id(message: &Message<'_>) -> Option<String> {
    let returned = message.parts.iter().find_map(|part| match &part.body {
        PartType::Message(inner) => inner.message_id().map(str::to_owned),
        _ if is(part, "text", "rfc822-headers") || is(part, "message", "rfc822") => {
            let head = MessageParser::default().parse_headers(part.contents())?;
            head.message_id().map(str::to_owned)
        }
        _ => None,
    });
    own_id(&returned?)
}

/// The left side of a `Message-ID`, if it has the form of ours.
fn own_id(id: &str) -> Option<String> {
    let (left, _) = id.trim().trim_matches(['<', '>']).split_once('@')?;
    let is_ours = left.len() == ID_DIGITS && left.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    is_ours.then(|| left.to_owned())
}

fn declined(message: &Message<'_>) -> Option<Returned> {
    let calendars = message.parts.iter().filter(|part| is(part, "text", "calendar"));
    calendars.filter_map(MessagePart::text_contents).find_map(|text| {
        let unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
        let is_reply = unfolded
            .lines()
            .any(|line| line.trim_end().eq_ignore_ascii_case("METHOD:REPLY"));
        let is_declined = unfolded.lines().any(|line| {
            let line = line.to_ascii_uppercase();
            line.starts_with("ATTENDEE") && line.contains("PARTSTAT=DECLINED")
        });
        let uid = unfolded.lines().find_map(|line| line.strip_prefix("UID:"))?;
        let uid = uid.trim().strip_suffix("@grappe")?;
        (is_reply && is_declined).then(|| Returned::Declined {
            uid: clipped(uid, UID_MAX),
        })
    })
}

fn clipped(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "da827f8879a1eda06498f66dd5ee4a86";

    fn report(action: &str, status: &str, returned: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example.org\r\nTo: rdv@cabinet.example.org\r\nSubject: Undelivered\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
            --b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
            --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
            Final-Recipient: rfc822; zoe@example.org\r\nAction: {action}\r\nStatus: {status}\r\n\
            Diagnostic-Code: smtp; 550 5.1.1 no such\r\n  mailbox\r\n\r\n{returned}--b--\r\n"
        )
    }

    fn head(kind: &str, id: &str) -> String {
        format!(
            "--b\r\nContent-Type: {kind}\r\n\r\nFrom: rdv@cabinet.example.org\r\nMessage-ID: <{id}@cabinet.example.org>\r\nSubject: x\r\n\r\n"
        )
    }

    #[test]
    fn a_report_names_the_message_that_failed() {
        for kind in ["message/rfc822", "text/rfc822-headers"] {
            let read = read_returned(report("failed", "5.1.1", &head(kind, ID)).as_bytes());
            let expected = Returned::Undelivered {
                id: ID.to_owned(),
                status: "5.1.1".to_owned(),
                words: "smtp; 550 5.1.1 no such  mailbox".to_owned(),
            };
            assert_eq!(read, expected, "{kind}");
        }
    }

    #[test]
    fn delays_and_strange_messages_are_nothing() {
        let ours = head("message/rfc822", ID);
        for text in [
            report("delayed", "4.4.1", &ours),
            report("failed", "4.4.7", &ours),
            report("delivered", "2.0.0", &ours),
            report("failed", "5.1.1", &head("message/rfc822", "somebody-else")),
            report("failed", "5.1.1", ""),
            "Subject: bonjour\r\n\r\nJe viens.\r\n".to_owned(),
            String::new(),
        ] {
            assert_eq!(read_returned(text.as_bytes()), Returned::Nothing, "{text}");
        }
    }

    #[test]
    fn an_answer_that_declines_is_known_and_one_that_accepts_is_nothing() {
        let answer = |method: &str, state: &str| {
            format!(
                "From: zoe@example.org\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar; charset=utf-8; method={method}\r\n\r\n\
                BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:abc@gr\r\n appe\r\n\
                ATTENDEE;PARTSTAT={state}:mailto:zoe@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            )
        };
        let declined = Returned::Declined {
            uid: "abc".to_owned(),
        };
        assert_eq!(read_returned(answer("REPLY", "DECLINED").as_bytes()), declined);
        for (method, state) in [
            ("REPLY", "ACCEPTED"),
            ("REQUEST", "DECLINED"),
            ("COUNTER", "DECLINED"),
        ] {
            assert_eq!(read_returned(answer(method, state).as_bytes()), Returned::Nothing);
        }
    }

    /// As postfix writes it, as a calendar program answers in base64, and a delay.
    #[test]
    fn messages_of_other_programs_are_read() {
        let of = |bytes: &[u8]| read_returned(bytes);
        let postfix = of(include_bytes!("../../../tests/fixtures/reports/postfix.eml"));
        assert!(matches!(postfix, Returned::Undelivered { id, status, .. } if id == ID && status == "5.1.1"));
        let declined = of(include_bytes!("../../../tests/fixtures/reports/declined.eml"));
        assert_eq!(
            declined,
            Returned::Declined {
                uid: "abc".to_owned()
            }
        );
        let delayed = of(include_bytes!("../../../tests/fixtures/reports/delayed.eml"));
        assert_eq!(delayed, Returned::Nothing);
    }
}
