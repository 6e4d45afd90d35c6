//! Our own words with placeholders in the place of what differs: what the editor of texts begins with.

use crate::domain::own_text::{TextChannel, TextKind};
use crate::domain::patient::Language;
use crate::i18n::Texts;

/// The standard words of a text: subject (empty for a text message) and text.
pub fn standard(kind: TextKind, channel: TextChannel, language: Language) -> (String, String) {
    let t = Texts::of(language);
    match channel {
        TextChannel::Email => letter(t, kind),
        TextChannel::Sms => (String::new(), super::short::plain(&text(t, kind))),
    }
}

fn text(t: Texts, kind: TextKind) -> String {
    let when = t.with(
        "short-when",
        &[
            ("weekday", "{day}".into()),
            ("date", "{date}".into()),
            ("hour", "{time}".into()),
        ],
    );
    let arguments = [("name", "{practice}".into()), ("when", when.into())];
    let (key, link) = match kind {
        TextKind::Confirmed => ("short-confirmed", "short-link-manage"),
        TextKind::Requested => ("short-requested", "short-link-manage"),
        TextKind::Reminder => ("short-reminder", "short-link-manage"),
        TextKind::Moved => ("short-moved", "short-link-manage"),
        TextKind::Cancelled => ("short-cancelled", "short-link-again"),
        TextKind::Refused => ("short-refused", "short-link-again"),
        TextKind::Offered => ("short-offered", "short-link-choose"),
        TextKind::NoShow => ("short-no-show", "short-link-contest"),
        TextKind::PresenceAsked => ("short-presence", "short-link-answer"),
        // Until when it is offered is no placeholder: the page behind the link says it.
        TextKind::Freed => ("short-freed", "short-link-answer"),
    };
    let link = t.with(link, &[("link", "{link}".into())]);
    let phone = t.with("short-phone", &[("phone", "{phone}".into())]);
    format!("{} {link} {phone}", t.with(key, &arguments))
}

fn letter(t: Texts, kind: TextKind) -> (String, String) {
    let (subject, lead, link) = match kind {
        TextKind::Confirmed => (
            "letter-subject-confirmed",
            "letter-confirmed",
            "letter-link-manage",
        ),
        TextKind::Requested => (
            "letter-subject-requested",
            "letter-requested",
            "letter-link-manage",
        ),
        TextKind::Reminder => (
            "letter-subject-reminder",
            "letter-reminder",
            "letter-link-presence",
        ),
        TextKind::Moved => ("letter-subject-moved", "letter-moved", "letter-link-manage"),
        TextKind::Cancelled => (
            "letter-subject-cancelled",
            "letter-cancelled",
            "letter-link-again",
        ),
        TextKind::Refused => ("letter-subject-refused", "letter-refused", "letter-link-again"),
        TextKind::Offered => ("letter-subject-offered", "letter-offered", "standard-link-choose"),
        TextKind::NoShow => ("letter-subject-no-show", "letter-no-show", "letter-link-contest"),
        TextKind::PresenceAsked => (
            "letter-subject-presence",
            "letter-presence",
            "letter-link-presence",
        ),
        TextKind::Freed => ("letter-subject-offer", "letter-offer", "letter-link-offer"),
    };
    let moment = [("date", "{day} {date}".into()), ("hour", "{time}".into())];
    let when = without_marks(&t.with("date-and-hour", &moment));
    let subject = t.with(subject, &[("when", when.clone().into())]);
    let text = format!(
        "{}\n{when}\n{{practice}}\n{{address}}\n{} {{link}}",
        t.text(lead),
        t.text(link)
    );
    (without_marks(&format!("{subject} – {{practice}}")), text)
}

/// Without the marks around arguments: they would be taken for letters that somebody typed.
fn without_marks(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::gsm::{Alphabet, Segments};
    use crate::domain::own_text::OwnText;

    /// What the editor begins with could be saved as it stands.
    #[test]
    fn the_standard_words_are_words_that_a_practice_may_write() {
        for kind in TextKind::ALL {
            for channel in TextChannel::ALL {
                for language in Language::ALL {
                    let (subject, text) = standard(kind, channel, language);
                    let parsed = OwnText::parse((kind, channel), &subject, &text);
                    assert!(
                        parsed.is_ok(),
                        "{kind:?} {channel:?} {language:?}: {parsed:?}\n{subject}\n{text}"
                    );
                }
            }
        }
    }

    #[test]
    fn in_latin_letters_the_standard_words_keep_to_the_cheap_alphabet() {
        for kind in TextKind::ALL {
            for language in Language::ALL
                .into_iter()
                .filter(|language| *language != Language::Ar)
            {
                let (_, text) = standard(kind, TextChannel::Sms, language);
                // Braces cost two; what stands in their place does not.
                let bare = text.replace(['{', '}'], "");
                assert_eq!(
                    Segments::of(&bare).alphabet,
                    Alphabet::Gsm7,
                    "{language:?}: {text}"
                );
            }
        }
    }
}
