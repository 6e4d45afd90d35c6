//! What a person agreed to, and to which text (security §11).

/// What is agreed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentKind {
    /// The notice on personal data was read.
    Information,
    /// Reminders by e-mail or SMS.
    Reminders,
}

/// Version of the notice and of the words beside the box: the month they were last changed in. A test compares the words with
/// [`TEXTS_FINGERPRINT`], so that nobody changes them under an old version.
pub const TEXTS_VERSION: &str = "2026-11";
/// SHA-256 of the French words of [`TEXTS_VERSION`].
pub const TEXTS_FINGERPRINT: &str = "e05188697076d261c26fb7137940d4dccb197c79899e67ed7da854815857e598";

impl ConsentKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Information, Self::Reminders];

    /// Stored spelling, and the last part of the key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Reminders => "reminders",
        }
    }

    /// The kind of a stored spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}
