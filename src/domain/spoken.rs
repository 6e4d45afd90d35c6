//! Languages in which a practitioner receives, which are not those of the pages.

use std::str::FromStr;

/// What can be chosen: ISO 639 codes (two letters where there are two), the most frequent in French practices first, then regional
/// languages, creoles and the French sign language.
pub const SPOKEN: [&str; 34] = [
    "fr", "en", "es", "de", "it", "pt", "ar", "ber", "tr", "ru", "uk", "ro", "pl", "zh", "vi", "fa", "hy",
    "ta", "he", "sq", "sr", "bg", "el", "nl", "ja", "br", "co", "eu", "oc", "gsw", "rcf", "gcf", "gcr",
    "fsl",
];

/// One of [`SPOKEN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spoken(&'static str);

/// No such code in [`SPOKEN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a language that can be chosen")]
pub struct NotSpoken;

impl Spoken {
    /// All, in the order in which they are proposed.
    pub fn all() -> impl Iterator<Item = Self> {
        SPOKEN.into_iter().map(Self)
    }

    /// The ISO 639 code.
    pub fn code(self) -> &'static str {
        self.0
    }
}

impl FromStr for Spoken {
    type Err = NotSpoken;

    fn from_str(code: &str) -> Result<Self, NotSpoken> {
        Self::all().find(|spoken| spoken.0 == code).ok_or(NotSpoken)
    }
}

impl serde::Serialize for Spoken {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Spoken {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
