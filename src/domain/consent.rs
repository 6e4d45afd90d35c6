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
pub const TEXTS_FINGERPRINT: &str = "1f62db6bdc0343173562beed642bca221e7e8ccc391420f18ccc61f104a1433b";

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
