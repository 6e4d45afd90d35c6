//! From a letter to the bytes of an e-mail (RFC 5322, RFC 2046, reminders §5).

use std::time::SystemTime;

use lettre::address::Envelope;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MessageBuilder, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::calendar_part::CalendarPart;
use super::dkim;
use super::letter::{Letter, one_line};
use crate::app::{CalendarPeople, MailFacts};
use crate::domain::contact::Email;
use crate::domain::mail::CalendarMode;
use crate::domain::patient::Language;
use crate::domain::practice::Practice;
use crate::domain::time::Instant;

/// What an e-mail says besides its letter.
pub(super) struct Addressed<'a> {
    pub(super) from: &'a Email,
    pub(super) to: &'a Email,
    pub(super) facts: &'a MailFacts,
    pub(super) language: Language,
    /// Address of the pages without a closing slash.
    pub(super) base: &'a str,
    pub(super) at: Instant,
}

/// Envelope and bytes.
pub(super) struct Mail {
    pub(super) envelope: Envelope,
    pub(super) bytes: Vec<u8>,
}

/// A header of one line that has no type of its own.
macro_rules! line_header {
    ($(#[$doc:meta])* $type:ident, $name:literal) => {
        $(#[$doc])*
        #[derive(Clone)]
        struct $type(String);

        impl Header for $type {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(line: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self(line.to_owned()))
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), self.0.clone())
            }
        }
    };
}

line_header!(
    /// Out-of-office programs leave it alone (RFC 3834 §5).
    AutoSubmitted,
    "Auto-Submitted"
);
line_header!(
    /// RFC 3282.
    ContentLanguage,
    "Content-Language"
);
line_header!(
    /// Where reminders end (RFC 2369 §3.2).
    ListUnsubscribe,
    "List-Unsubscribe"
);
line_header!(
    /// One click suffices, and only by `POST`: programs that open every link end nothing (RFC 8058).
    ListUnsubscribePost,
    "List-Unsubscribe-Post"
);

/// Domain of an address, for what names the sender's side.
pub(super) fn domain(email: &Email) -> &str {
    let address = email.as_str();
    address.rsplit_once('@').map_or(address, |(_, domain)| domain)
}

/// Puts a letter into an envelope. An error is an address or a text that no mail server would take.
pub(super) fn mail(letter: &Letter, practice: &Practice, addressed: &Addressed<'_>) -> Result<Mail, String> {
    let facts = addressed.facts;
    let name = Some(one_line(practice.message_name())).filter(|name| !name.is_empty());
    let id = |digits: &str| format!("<{digits}@{}>", domain(addressed.from));
    let mut head = Message::builder()
        .from(Mailbox::new(name.clone(), address(addressed.from)?))
        .to(Mailbox::new(None, address(addressed.to)?))
        .subject(letter.subject.clone())
        .date(SystemTime::from(addressed.at))
        .message_id(Some(id(&facts.id)))
        .header(ContentLanguage(addressed.language.code().to_owned()))
        .header(AutoSubmitted("auto-generated".to_owned()));
    if let Some(thread) = &facts.thread {
        head = head.in_reply_to(id(thread)).references(id(thread));
    }
    // What somebody answers reaches the practice, also where the sender is a mailbox that nobody reads.
    if let Ok(contact) = Email::parse(&practice.email) {
        head = head.reply_to(Mailbox::new(name, address(&contact)?));
    }
    if let Some(token) = &facts.unsubscribe {
        head = unsubscribing(head, &format!("{}/reminders/off/{token}", addressed.base));
    }
    let body = body(letter, practice, addressed)?;
    let message = head.multipart(body).map_err(|e| e.to_string())?;
    let bytes = message.formatted();
    let key = facts.dkim.as_ref().map(|dkim| &dkim.key);
    let signed = key
        .filter(|key| is_within(domain(addressed.from), &key.domain))
        .and_then(|key| dkim::signed(&bytes, key, addressed.at));
    Ok(Mail {
        envelope: message.envelope().clone(),
        bytes: signed.unwrap_or(bytes),
    })
}

/// Whether a signature of the domain speaks for a sender (RFC 7489 §3.1.1, relaxed).
fn is_within(sender: &str, domain: &str) -> bool {
    let above = sender.strip_suffix(domain);
    above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
}

fn address(email: &Email) -> Result<Address, String> {
    email.as_str().parse::<Address>().map_err(|e| e.to_string())
}

fn unsubscribing(head: MessageBuilder, address: &str) -> MessageBuilder {
    head.header(ListUnsubscribe(format!("<{address}>")))
        .header(ListUnsubscribePost("List-Unsubscribe=One-Click".to_owned()))
}

fn body(letter: &Letter, practice: &Practice, addressed: &Addressed<'_>) -> Result<MultiPart, String> {
    let words = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
    let Some(part) = &letter.calendar else {
        return Ok(words);
    };
    let is_invitation = addressed.facts.calendar == CalendarMode::Request;
    match part.single().filter(|_| is_invitation) {
        None => {
            let kind = calendar_type(part.method)?;
            let file = Attachment::new(part.name.clone()).body(part.text.clone(), kind);
            Ok(MultiPart::mixed().multipart(words).singlepart(file))
        }
        Some(event) => {
            let text = event.invitation(&CalendarPeople {
                organizer_name: one_line(practice.message_name()),
                organizer: addressed.from.as_str().to_owned(),
                attendee: addressed.to.as_str().to_owned(),
            });
            invitation(words, part, &text)
        }
    }
}

/// Once among the alternatives and once as a file: some programs look at the one only, some at the other (reminders §5).
fn invitation(words: MultiPart, part: &CalendarPart, text: &str) -> Result<MultiPart, String> {
    let inline = SinglePart::builder()
        .header(calendar_type(part.invitation_method())?)
        .body(text.to_owned());
    let kind = ContentType::parse("application/ics").map_err(|e| e.to_string())?;
    let file = Attachment::new(part.name.clone()).body(text.to_owned(), kind);
    Ok(MultiPart::mixed()
        .multipart(words.singlepart(inline))
        .singlepart(file))
}

fn calendar_type(method: &str) -> Result<ContentType, String> {
    let kind = format!("text/calendar; charset=utf-8; method={method}");
    ContentType::parse(&kind).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::schedule::HolidayRules;
    use crate::domain::time::Zone;

    fn head(facts: &MailFacts) -> String {
        let practice = Practice {
            name: "Cabinet".to_owned(),
            neutral_name: String::new(),
            address: String::new(),
            directions: String::new(),
            phone: String::new(),
            email: String::new(),
            zone: Zone::named("Europe/Paris").unwrap(),
            holidays: HolidayRules::default(),
            accent: "#112233".to_owned(),
        };
        let letter = Letter {
            subject: "Rappel".to_owned(),
            text: "Bonjour".to_owned(),
            html: "<p>Bonjour</p>".to_owned(),
            link: None,
            calendar: None,
        };
        let (from, to) = ("rdv@cabinet.example.org", "zoe@example.org");
        let addressed = Addressed {
            from: &Email::parse(from).unwrap(),
            to: &Email::parse(to).unwrap(),
            facts,
            language: Language::Fr,
            base: "https://rdv.example.org",
            at: "2026-03-02T08:00:00Z".parse().unwrap(),
        };
        let bytes = mail(&letter, &practice, &addressed).unwrap().bytes;
        let text = String::from_utf8(bytes).unwrap().replace("\r\n ", " ");
        text.split("\r\n\r\n").next().unwrap().to_owned()
    }

    /// RFC 8058 §3.1: both headers, one address of https.
    #[test]
    fn a_reminder_says_how_to_end_reminders_and_nothing_else_does() {
        let facts = MailFacts {
            id: "a".repeat(32),
            unsubscribe: Some("42-token".to_owned()),
            ..MailFacts::default()
        };
        let lines = head(&facts);
        for line in [
            "List-Unsubscribe: <https://rdv.example.org/reminders/off/42-token>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ] {
            assert!(lines.lines().any(|found| found == line), "{line} in {lines}");
        }
        let other = head(&MailFacts::default());
        assert!(
            !other.contains("List-Unsubscribe") && !other.contains("Reply-To"),
            "{other}"
        );
    }

    #[test]
    fn a_signature_speaks_for_its_domain_and_what_is_under_it() {
        assert!(is_within("cabinet.fr", "cabinet.fr"));
        assert!(is_within("rdv.cabinet.fr", "cabinet.fr"));
        assert!(!is_within("autrecabinet.fr", "cabinet.fr"));
        assert!(!is_within("cabinet.fr", "rdv.cabinet.fr"));
    }
}
