//! Words of the practice's own for a message, in the place of ours: checked when they are written, filled when they are sent (security T9).
//!
//! Placeholders come from a closed list, links are made by the program alone, and nothing that anybody typed about a patient can get in.

mod words;

use std::collections::BTreeMap;

use super::patient::Language;

pub use words::{OWN_EMAIL_MAX, OWN_SMS_MAX, OWN_SUBJECT_MAX, OwnText, Placeholder, TextProblem};

/// What a text tells. Codes have no own words: what goes to a contact that nobody has proved stays ours (security T9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextKind {
    /// An appointment is agreed.
    Confirmed,
    /// A booking waits for the practice.
    Requested,
    /// It comes near.
    Reminder,
    /// It has another time.
    Moved,
    /// It was cancelled.
    Cancelled,
    /// A request is not accepted.
    Refused,
    /// Other times are offered.
    Offered,
    /// Somebody did not come.
    NoShow,
    /// Somebody is asked whether they come.
    PresenceAsked,
    /// A freed time is offered.
    Freed,
}

impl TextKind {
    /// Every kind, in the order of the page.
    pub const ALL: [Self; 10] = [
        Self::Confirmed,
        Self::Requested,
        Self::Reminder,
        Self::Moved,
        Self::Cancelled,
        Self::Refused,
        Self::Offered,
        Self::NoShow,
        Self::PresenceAsked,
        Self::Freed,
    ];

    /// Spelling in settings, addresses and keys of texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Requested => "requested",
            Self::Reminder => "reminder",
            Self::Moved => "moved",
            Self::Cancelled => "cancelled",
            Self::Refused => "refused",
            Self::Offered => "offered",
            Self::NoShow => "no_show",
            Self::PresenceAsked => "presence_asked",
            Self::Freed => "freed",
        }
    }

    /// The kind of a spelling; every reminder of an appointment has the same words.
    pub fn from_key(key: &str) -> Option<Self> {
        let key = if key.starts_with("reminder") {
            "reminder"
        } else {
            key
        };
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether a patient needs the link to do what the message is for: answer, move, cancel. What is off needs none.
    pub fn needs_link(self) -> bool {
        !matches!(self, Self::Cancelled | Self::Refused)
    }
}

/// On which way it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextChannel {
    /// E-mail: a subject and paragraphs.
    Email,
    /// Text message: one run of words.
    Sms,
}

impl TextChannel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Email, Self::Sms];

    /// Spelling in settings and addresses, that of the outbox.
    pub fn key(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }

    /// The channel of a spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.key() == key)
    }
}

/// Which text: what it tells, how it goes, in which language.
pub type TextName = (TextKind, TextChannel, Language);

/// Every own text of a practice by its name, `confirmed/sms/fr`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct OwnTexts(BTreeMap<String, OwnText>);

impl OwnTexts {
    /// The own text of this name.
    pub fn get(&self, name: TextName) -> Option<&OwnText> {
        self.0.get(&stored(name))
    }

    /// Writes one, or goes back to the standard words with `None`.
    pub fn set(&mut self, name: TextName, text: Option<OwnText>) {
        match text {
            Some(text) => self.0.insert(stored(name), text),
            None => self.0.remove(&stored(name)),
        };
    }
}

/// Spelling of a name in the setting.
pub fn stored((kind, channel, language): TextName) -> String {
    format!("{}/{}/{}", kind.key(), channel.key(), language.code())
}
