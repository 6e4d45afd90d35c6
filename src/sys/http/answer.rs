//! What a line to a server is asked, what it answers, and why it does not.

use super::fingerprint::Fingerprint;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// Method, any token: `PROPFIND`.
    pub method: &'static str,
    /// Where, as the server named it: a path, or a whole address.
    pub href: String,
    /// Headers but for `Host` and the length.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: Vec<u8>,
    /// How much of the answer is kept.
    pub room: Room,
}

/// How much of an answer is kept.
#[derive(Clone, Copy, Debug, Default)]
pub enum Room {
    /// All of it, as far as the line allows.
    #[default]
    Line,
    /// All of it; more bytes than this are [`LinkError::TooLarge`].
    AtMost(usize),
    /// What a sieve lets through, and no more bytes than this: the rest is cut off. What comes packed is kept as with [`Room::Line`].
    Sifted(usize, fn() -> Sieve),
}

/// Takes the next bytes of a body and adds what is to be kept of them.
pub type Sieve = Box<dyn FnMut(&[u8], &mut Vec<u8>) + Send>;

/// What was answered.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Names in lower case, in the order they came.
    pub headers: Vec<(String, String)>,
    /// Unpacked.
    pub body: Vec<u8>,
    /// Bytes that a sieve took out of it.
    pub left_out: usize,
    /// It goes on where the body ends.
    pub is_cut: bool,
}

impl Answer {
    /// The first header of this name, in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(found, _)| found == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Every header of this name, in lower case.
    pub fn headers_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.headers.iter().filter(move |(found, _)| found == name);
        named.map(|(_, value)| value.as_str())
    }
}

/// Why there is no whole answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// The name leads to addresses that may not be called, and to no other.
    #[error("address not allowed")]
    Forbidden,
    /// The name is not known, or nobody answers there; nothing was asked.
    #[error("not reachable: {0}")]
    Unreachable(String),
    /// The certificate is not publicly valid; its key, to be compared and accepted by a human.
    #[error("certificate not trusted, key {0}")]
    Untrusted(Fingerprint),
    /// Neither publicly valid nor the key that was accepted.
    #[error("another key: {found} instead of {expected}")]
    KeyChanged {
        /// The one accepted.
        expected: Fingerprint,
        /// The one shown now.
        found: Fingerprint,
    },
    /// The encrypted connection failed for another reason: too old a version, or no encryption there at all.
    #[error("no encrypted connection: {0}")]
    Tls(String),
    /// No whole answer in time; what was asked may have been done.
    #[error("too slow")]
    TooSlow,
    /// The connection ended within the answer, or before it; what was asked may have been done.
    #[error("cut off: {0}")]
    Cut(String),
    /// The answer is larger than allowed.
    #[error("answer too large")]
    TooLarge,
    /// The answer is packed in a way that was not asked for, or damaged.
    #[error("answer unreadable")]
    Unreadable,
}
