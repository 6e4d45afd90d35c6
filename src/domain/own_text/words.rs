//! The words themselves: what is refused in them, and what is put in the place of each placeholder.

use super::{TextChannel, TextKind};
use crate::domain::contact::{FieldProblem, plain_text};

/// Longest own text message: three parts.
pub const OWN_SMS_MAX: usize = 459;
/// Longest own e-mail, characters.
pub const OWN_EMAIL_MAX: usize = 2000;
/// Longest own subject, characters.
pub const OWN_SUBJECT_MAX: usize = 120;
/// Ends of host names after which a telephone or a mail program makes a link by itself.
const HOSTS: [&str; 22] = [
    "fr", "com", "net", "org", "eu", "info", "biz", "io", "be", "ch", "de", "es", "it", "lu", "pt", "uk",
    "ru", "cn", "re", "app", "link", "xyz",
];

/// What stands for something of the appointment or the practice: `{date}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Placeholder {
    /// Neutral name of the practice.
    Practice,
    /// Weekday.
    Day,
    /// Date.
    Date,
    /// Hour.
    Time,
    /// Where the practice is.
    Address,
    /// The patient's link.
    Link,
    /// Phone of the practice.
    Phone,
}

impl Placeholder {
    /// The closed list.
    pub const ALL: [Self; 7] = [
        Self::Practice,
        Self::Day,
        Self::Date,
        Self::Time,
        Self::Address,
        Self::Link,
        Self::Phone,
    ];

    /// Between the braces.
    pub fn key(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Day => "day",
            Self::Date => "date",
            Self::Time => "time",
            Self::Address => "address",
            Self::Link => "link",
            Self::Phone => "phone",
        }
    }
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextProblem {
    /// Nothing was written.
    Empty,
    /// Too long, or a character that has no place in it.
    Field(FieldProblem),
    /// Not on the list.
    Unknown(String),
    /// A brace without its other half.
    Brace,
    /// A link that is not ours: its words.
    ForeignLink(String),
    /// More than one line.
    LineBreak,
    /// The patient could not answer.
    LinkMissing,
    /// One is enough.
    LinkTwice,
    /// In a subject nobody can click.
    LinkInSubject,
}

/// Own words.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OwnText {
    /// Of an e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The rest.
    pub text: String,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Words(&'a str),
    Place(Placeholder),
}

impl OwnText {
    /// Reads own words as they were typed; what is wrong with the subject, and with the text.
    pub fn parse(
        (kind, channel): (TextKind, TextChannel),
        subject: &str,
        text: &str,
    ) -> Result<Self, [Option<TextProblem>; 2]> {
        let subject = match channel {
            TextChannel::Email => checked_subject(subject).map(Some),
            TextChannel::Sms => Ok(None),
        };
        let text = checked_text(kind, channel, text);
        match (subject, text) {
            (Ok(subject), Ok(text)) => Ok(Self { subject, text }),
            (subject, text) => Err([subject.err(), text.err()]),
        }
    }

    /// The subject with something in the place of each placeholder.
    pub fn filled_subject(&self, value: impl Fn(Placeholder) -> String) -> Option<String> {
        self.subject.as_ref().map(|subject| filled(subject, value))
    }

    /// Whether this stands in the text.
    pub fn has(&self, place: Placeholder) -> bool {
        pieces(&self.text).is_ok_and(|pieces| pieces.contains(&Piece::Place(place)))
    }

    /// The text with something in the place of each placeholder.
    pub fn filled(&self, value: impl Fn(Placeholder) -> String) -> String {
        filled(&self.text, value)
    }
}

fn filled(text: &str, value: impl Fn(Placeholder) -> String) -> String {
    // What was stored was checked; what another program wrote there is shown as it is.
    let Ok(pieces) = pieces(text) else {
        return text.to_owned();
    };
    let piece = |piece: &Piece<'_>| match piece {
        Piece::Words(words) => (*words).to_owned(),
        Piece::Place(place) => value(*place),
    };
    pieces.iter().map(piece).collect()
}

fn checked_subject(typed: &str) -> Result<String, TextProblem> {
    let text = plain_text(typed, OWN_SUBJECT_MAX).map_err(TextProblem::Field)?;
    if text.contains('\n') {
        return Err(TextProblem::LineBreak);
    }
    let pieces = checked(&text)?;
    if pieces.contains(&Piece::Place(Placeholder::Link)) {
        return Err(TextProblem::LinkInSubject);
    }
    Ok(text.clone())
}

fn checked_text(kind: TextKind, channel: TextChannel, typed: &str) -> Result<String, TextProblem> {
    let max = match channel {
        TextChannel::Email => OWN_EMAIL_MAX,
        TextChannel::Sms => OWN_SMS_MAX,
    };
    let text = plain_text(typed, max).map_err(TextProblem::Field)?;
    if channel == TextChannel::Sms && text.contains('\n') {
        return Err(TextProblem::LineBreak);
    }
    let links = checked(&text)?
        .into_iter()
        .filter(|piece| *piece == Piece::Place(Placeholder::Link))
        .count();
    match links {
        0 if kind.needs_link() => Err(TextProblem::LinkMissing),
        0 | 1 => Ok(text.clone()),
        _ => Err(TextProblem::LinkTwice),
    }
}

fn checked(text: &str) -> Result<Vec<Piece<'_>>, TextProblem> {
    if text.is_empty() {
        return Err(TextProblem::Empty);
    }
    if let Some(link) = foreign_link(text) {
        return Err(TextProblem::ForeignLink(link.to_owned()));
    }
    pieces(text)
}

fn pieces(text: &str) -> Result<Vec<Piece<'_>>, TextProblem> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once(['{', '}']) {
        let is_open = rest.as_bytes().get(words.len()) == Some(&b'{');
        let (name, after) = after
            .split_once('}')
            .filter(|_| is_open)
            .ok_or(TextProblem::Brace)?;
        let known = Placeholder::ALL
            .into_iter()
            .find(|place| place.key() == name.trim());
        let place = known.ok_or_else(|| TextProblem::Unknown(name.trim().to_owned()))?;
        pieces.extend([Piece::Words(words), Piece::Place(place)]);
        rest = after;
    }
    pieces.push(Piece::Words(rest));
    Ok(pieces)
}

/// Words that a telephone or a mail program would make a link of.
fn foreign_link(text: &str) -> Option<&str> {
    let is_link = |word: &&str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let host = word.split(['/', '?', '#', ':']).next().unwrap_or("");
        let ends_like_host = host
            .rsplit_once('.')
            .is_some_and(|(before, end)| !before.is_empty() && HOSTS.contains(&end));
        word.contains("://") || word.starts_with("www.") || ends_like_host
    };
    text.split(char::is_whitespace).find(is_link)
}

#[cfg(test)]
mod tests {
    use super::super::{OwnTexts, TextChannel, TextKind};
    use super::*;
    use crate::domain::patient::Language;

    const SMS: (TextKind, TextChannel) = (TextKind::Reminder, TextChannel::Sms);
    const EMAIL: (TextKind, TextChannel) = (TextKind::Reminder, TextChannel::Email);

    fn problem(text: &str) -> TextProblem {
        let [subject, text] = OwnText::parse(SMS, "", text).unwrap_err();
        assert_eq!(subject, None);
        text.unwrap()
    }

    #[test]
    fn what_could_mislead_a_patient_is_refused_where_it_is_typed() {
        for (text, expected) in [
            ("", TextProblem::Empty),
            (
                "RDV {date} {prenom} {link}",
                TextProblem::Unknown("prenom".to_owned()),
            ),
            ("RDV {date} {link", TextProblem::Brace),
            ("RDV date} {link}", TextProblem::Brace),
            ("RDV {{date}} {link}", TextProblem::Unknown("{date".to_owned())),
            ("RDV {date}", TextProblem::LinkMissing),
            ("{link} ou {link}", TextProblem::LinkTwice),
            ("RDV {date}\n{link}", TextProblem::LineBreak),
        ] {
            assert_eq!(problem(text), expected, "{text}");
        }
        for link in [
            "https://evil.example",
            "www.promo.fr",
            "HTTP://X",
            "promo.com/x",
            "(promo.fr)",
            "a@promo.net",
            "1.2.3.app?x",
        ] {
            let text = format!("RDV {{date}} {link} {{link}}");
            assert_eq!(problem(&text), TextProblem::ForeignLink(link.to_owned()));
        }
        let long = format!("{} {{link}}", "a".repeat(OWN_SMS_MAX));
        assert!(matches!(
            problem(&long),
            TextProblem::Field(FieldProblem::TooLong { .. })
        ));
        assert!(matches!(
            problem("a\u{202e}b {link}"),
            TextProblem::Field(FieldProblem::Character(_))
        ));
    }

    #[test]
    fn a_subject_is_one_line_without_link() {
        let of = |subject: &str| {
            OwnText::parse(EMAIL, subject, "{link}").unwrap_err()[0]
                .clone()
                .unwrap()
        };
        assert_eq!(of("a\r\nBcc: x"), TextProblem::LineBreak);
        assert_eq!(of("{link}"), TextProblem::LinkInSubject);
        assert_eq!(of(""), TextProblem::Empty);
        let text = OwnText::parse(EMAIL, " RDV {date} ", "Bonjour,\r\n\r\n{link}").unwrap();
        assert_eq!(text.subject.as_deref(), Some("RDV {date}"));
        assert_eq!(text.text, "Bonjour,\n\n{link}");
    }

    #[test]
    fn a_text_is_filled_once_and_what_fills_it_is_not_read_again() {
        let text = OwnText::parse(SMS, "", "{practice} : {date} {time}, {link}. M. X, 1.5 h").unwrap();
        let filled = text.filled(|place| match place {
            Placeholder::Practice => "{link}".to_owned(),
            place => place.key().to_uppercase(),
        });
        assert_eq!(filled, "{link} : DATE TIME, LINK. M. X, 1.5 h");
    }

    #[test]
    fn every_reminder_has_the_same_words_and_a_cancellation_needs_no_link() {
        assert_eq!(TextKind::from_key("reminder_2"), Some(TextKind::Reminder));
        assert_eq!(TextKind::from_key("code"), None);
        assert!(OwnText::parse((TextKind::Cancelled, TextChannel::Sms), "", "RDV annulé").is_ok());
        let mut texts = OwnTexts::default();
        let name = (TextKind::Reminder, TextChannel::Sms, Language::Fr);
        texts.set(name, OwnText::parse(SMS, "", "RDV {link}").ok());
        let json = serde_json::to_string(&texts).unwrap();
        assert_eq!(json, r#"{"reminder/sms/fr":{"text":"RDV {link}"}}"#);
        texts.set(name, None);
        assert_eq!(texts, OwnTexts::default());
    }
}
