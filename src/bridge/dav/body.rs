//! What a member says.

/// The body of a member, not yet read as a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// See [`super::Member::name`].
    pub name: String,
    /// As the server writes it.
    pub href: String,
    /// State of this body; `None` where the server does not say.
    pub etag: Option<String>,
    /// As it came.
    pub data: Vec<u8>,
}
