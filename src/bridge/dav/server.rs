//! Which program answers, as far as its answers tell.

use crate::sys::http::Answer;

/// A program whose ways are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// DAViCal, and Synology Calendar, which is built on it.
    Davical,
    /// Radicale.
    Radicale,
    /// sabre/dav, and what is built on it.
    Sabre,
    /// Xandikos.
    Xandikos,
    /// Any other.
    #[default]
    Other,
}

impl Kind {
    const ALL: [Self; 5] = [
        Self::Davical,
        Self::Radicale,
        Self::Sabre,
        Self::Xandikos,
        Self::Other,
    ];

    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Davical => "davical",
            Self::Radicale => "radicale",
            Self::Sabre => "sabre",
            Self::Xandikos => "xandikos",
            Self::Other => "other",
        }
    }

    /// The program of a stored spelling; any other where it is unknown.
    pub fn from_key(key: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|kind| kind.key() == key).unwrap_or_default()
    }
}

/// What a server says of itself: another identity means that what was learnt of it may no longer be true.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// See [`Kind`].
    pub kind: Kind,
    /// Its own words, with its version.
    pub name: String,
    /// What it can do: the `DAV` header.
    pub abilities: String,
}

impl Identity {
    /// From the answer to a `PROPFIND`.
    pub(super) fn of(answer: &Answer) -> Self {
        let header = |name| answer.header(name).unwrap_or_default().to_owned();
        let own = ["x-davical-version", "x-sabre-version", "server", "x-powered-by"];
        let name = own.into_iter().map(header).find(|text| !text.is_empty());
        let abilities: Vec<&str> = answer.headers_named("dav").collect();
        Self {
            kind: kind(answer),
            name: name.unwrap_or_default(),
            abilities: abilities.join(", "),
        }
    }
}

fn kind(answer: &Answer) -> Kind {
    let says = |text: &str| {
        answer
            .body
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    let server = answer.header("server").unwrap_or_default();
    if answer.header("x-davical-version").is_some() {
        Kind::Davical
    } else if answer.header("x-sabre-version").is_some() || says("http://sabredav.org/ns") {
        Kind::Sabre
    } else if says("http://radicale.org/ns/") {
        Kind::Radicale
    } else if server.contains("aiohttp") || server.contains("Xandikos") {
        Kind::Xandikos
    } else {
        Kind::Other
    }
}
