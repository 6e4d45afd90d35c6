//! What is wrong with a configuration: data for a message in the user's language, never prose.

use std::path::PathBuf;

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A line of the file, from 1.
    Line(usize),
    /// An environment variable.
    Variable(String),
    /// Nowhere: the key is missing.
    Absent,
}

/// Why a value was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The file cannot be read.
    Unreadable(String),
    /// Not TOML; the parser's own words.
    Syntax(String),
    /// No such section; the nearest one, if it looks like a slip.
    UnknownSection(Option<&'static str>),
    /// No such key; the nearest one of the section, if it looks like a slip.
    UnknownKey(Option<String>),
    /// A text was expected.
    NotText,
    /// A list of texts was expected.
    NotList,
    /// `true` or `false` was expected.
    NotFlag,
    /// A whole number was expected, from `min` to `max`.
    NotNumber {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// `address:port` was expected.
    NotAddress,
    /// A host name was expected, without scheme or path.
    NotHost,
    /// A path that begins with `/`, of letters, digits, `-`, `_`, `.` and `/`.
    NotPrefix,
    /// An address or a network in CIDR notation was expected.
    NotNetwork,
    /// `http://` or `https://` and a host, without query.
    NotUrl,
    /// `https://` was expected.
    NotHttps,
    /// A public key of minisign was expected.
    NotPublicKey,
    /// `starttls`, `tls` or `none` was expected.
    NotTlsMode,
    /// `tls = "none"` is for a server on this very machine.
    ClearTextAway,
    /// An e-mail address was expected.
    NotEmail,
    /// An absolute path was expected.
    NotAbsolute,
    /// An address of this very machine was expected.
    NotThisMachine,
    /// Directives of the log filter were expected.
    NotFilter,
    /// `letsencrypt`, `letsencrypt-trial` or the address of a directory was expected.
    NotDirectory,
    /// A certificate must come from somewhere: files, or an authority.
    NeedsSource,
    /// An authority wants its terms to be accepted.
    TermsNotAccepted,
    /// The other key is needed as well.
    NeedsKey(&'static str),
    /// Both this and the other key are set.
    Excludes(&'static str),
}

impl Unfit {
    /// Key of its text and remedy in the locale files.
    pub fn message(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "config-unfit-unreadable",
            Self::Syntax(_) => "config-unfit-syntax",
            Self::UnknownSection(None) => "config-unfit-unknown-section",
            Self::UnknownSection(Some(_)) => "config-unfit-misspelt-section",
            Self::UnknownKey(None) => "config-unfit-unknown-key",
            Self::UnknownKey(Some(_)) => "config-unfit-misspelt-key",
            Self::NotText => "config-unfit-text",
            Self::NotList => "config-unfit-list",
            Self::NotFlag => "config-unfit-flag",
            Self::NotNumber { .. } => "config-unfit-number",
            Self::NotAddress => "config-unfit-address",
            Self::NotHost => "config-unfit-host",
            Self::NotPrefix => "config-unfit-prefix",
            Self::NotNetwork => "config-unfit-network",
            Self::NotUrl => "config-unfit-url",
            Self::NotHttps => "config-unfit-https",
            Self::NotPublicKey => "config-unfit-public-key",
            Self::NotTlsMode => "config-unfit-tls-mode",
            Self::ClearTextAway => "config-unfit-clear-text",
            Self::NotEmail => "config-unfit-email",
            Self::NotAbsolute => "config-unfit-absolute",
            Self::NotThisMachine => "config-unfit-this-machine",
            Self::NotFilter => "config-unfit-filter",
            Self::NotDirectory => "config-unfit-directory",
            Self::NeedsSource => "config-unfit-needs-source",
            Self::TermsNotAccepted => "config-unfit-terms",
            Self::NeedsKey(_) => "config-unfit-needs-key",
            Self::Excludes(_) => "config-unfit-excludes",
        }
    }

    /// Arguments of the text: `detail`, `min`, `max`, where the text has them.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Unreadable(text) | Self::Syntax(text) | Self::UnknownKey(Some(text)) => {
                vec![("detail", text.clone())]
            }
            Self::UnknownSection(Some(name)) | Self::NeedsKey(name) | Self::Excludes(name) => {
                vec![("detail", (*name).to_owned())]
            }
            Self::NotNumber { min, max } => vec![("min", min.to_string()), ("max", max.to_string())],
            _ => Vec::new(),
        }
    }
}

/// One problem: file, place, key, reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The file read, if there was one.
    pub file: Option<PathBuf>,
    /// Line or variable.
    pub origin: Origin,
    /// `section.key`, or the section; empty for the file as a whole.
    pub key: String,
    /// Why.
    pub unfit: Unfit,
}
