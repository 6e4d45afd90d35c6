//! How e-mails go out, as far as the practice chooses; what others say of its mail.

pub mod records;
pub mod results;

/// How the calendar file of a message goes (reminders §5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarMode {
    /// An ordinary file: nobody can decline into a mailbox that nobody reads.
    #[default]
    Publish,
    /// An invitation (`iMIP`, RFC 6047), whose answers come back to the practice by e-mail.
    Request,
}

impl CalendarMode {
    /// Every mode.
    pub const ALL: [Self; 2] = [Self::Publish, Self::Request];

    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Request => "request",
        }
    }

    /// The mode of a spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.key() == key)
    }
}

/// What a message that came back says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Returned {
    /// A message was not delivered and never will be.
    Undelivered {
        /// The left side of its `Message-ID`.
        id: String,
        /// RFC 3463: `5.1.1`.
        status: String,
        /// The words of the server that refused it; they may name the recipient.
        words: String,
    },
    /// Somebody declined an invitation.
    Declined {
        /// Calendar identity of the appointment.
        uid: String,
    },
    /// Nothing for us: a delay, an answer of a person, an advertisement.
    Nothing,
}
