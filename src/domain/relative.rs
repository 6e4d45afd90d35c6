//! One contact may book for several patients: child, parent, somebody in care (booking-rules §8).

/// Who the patient is to the contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    /// Son or daughter.
    Child,
    /// Father or mother.
    Parent,
    /// Husband, wife, partner.
    Partner,
    /// Somebody under guardianship.
    Ward,
    /// Anybody else.
    Other,
}

impl Kinship {
    /// Every kind, in the order of a form.
    pub const ALL: [Self; 5] = [Self::Child, Self::Parent, Self::Partner, Self::Ward, Self::Other];

    /// Stored spelling, and the last part of the key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Child => "child",
            Self::Parent => "parent",
            Self::Partner => "partner",
            Self::Ward => "ward",
            Self::Other => "other",
        }
    }

    /// The kind of a stored spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}
