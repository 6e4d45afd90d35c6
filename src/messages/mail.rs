//! From a letter to the bytes of an e-mail (RFC 5322, RFC 2046).

use std::time::SystemTime;

use lettre::address::Envelope;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart};
use lettre::{Address, Message};

use super::letter::{Letter, one_line};
use crate::domain::contact::Email;
use crate::domain::practice::Practice;
use crate::domain::time::Instant;

/// What an e-mail says besides its letter.
pub(super) struct Addressed<'a> {
    pub(super) from: &'a Email,
    pub(super) to: &'a Email,
    /// Identity of the row, not of the attempt: a repeat has the same Message-ID.
    pub(super) key: &'a str,
    pub(super) at: Instant,
}

/// Envelope and bytes.
pub(super) struct Mail {
    pub(super) envelope: Envelope,
    pub(super) bytes: Vec<u8>,
}

/// Out-of-office programs leave it alone (RFC 3834 §5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Domain of an address, for what names the sender's side.
pub(super) fn domain(email: &Email) -> &str {
    let address = email.as_str();
    address.rsplit_once('@').map_or(address, |(_, domain)| domain)
}

/// Puts a letter into an envelope. An error is an address or a text that no mail server would take.
pub(super) fn mail(letter: &Letter, practice: &Practice, addressed: &Addressed<'_>) -> Result<Mail, String> {
    let address = |email: &Email| email.as_str().parse::<Address>().map_err(|e| e.to_string());
    let name = Some(one_line(practice.message_name())).filter(|name| !name.is_empty());
    let body = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
    let body = match &letter.calendar {
        None => body,
        Some(part) => {
            let kind = format!("text/calendar; charset=utf-8; method={}", part.method);
            let kind = ContentType::parse(&kind).map_err(|e| e.to_string())?;
            let file = Attachment::new(part.name.clone()).body(part.text.clone(), kind);
            MultiPart::mixed().multipart(body).singlepart(file)
        }
    };
    let message = Message::builder()
        .from(Mailbox::new(name, address(addressed.from)?))
        .to(Mailbox::new(None, address(addressed.to)?))
        .subject(letter.subject.clone())
        .date(SystemTime::from(addressed.at))
        .message_id(Some(format!("<{}@{}>", addressed.key, domain(addressed.from))))
        .header(AutoSubmitted)
        .multipart(body)
        .map_err(|e| e.to_string())?;
    Ok(Mail {
        envelope: message.envelope().clone(),
        bytes: message.formatted(),
    })
}
