//! `[smtp]`: the mail server that sends codes and confirmations.

use std::fmt;
use std::path::PathBuf;

use super::practice::absolute;
use super::problem::Unfit;
use super::section::Section;
use super::server::host;
use crate::domain::contact::Email;

/// How the connection is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TlsMode {
    /// Plain greeting, then an upgrade that must succeed.
    #[default]
    StartTls,
    /// Encrypted from the first byte.
    Tls,
    /// Clear text, only to a server on this machine.
    None,
}

impl TlsMode {
    /// Every mode, the usual one first.
    pub const ALL: [Self; 3] = [Self::StartTls, Self::Tls, Self::None];

    /// Spelling in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::StartTls => "starttls",
            Self::Tls => "tls",
            Self::None => "none",
        }
    }

    /// The mode of a spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.key() == key)
    }
}

/// A secret that no log shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret itself, for the one act that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Mail server and sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Smtp {
    /// Name of the server; certificates are checked against it.
    pub host: String,
    /// Port: 587 with `starttls`, 465 with `tls` as a rule.
    pub port: u16,
    /// Protection.
    pub tls: TlsMode,
    /// Account, if the server wants one.
    pub user: Option<String>,
    /// Password of the account, given or read from a file.
    pub password: Option<Secret>,
    /// Sender of every message.
    pub from: Email,
}

impl Smtp {
    /// `None` without `smtp.host`: no message leaves, and the staff is told.
    pub(super) fn read(section: &mut Section<'_>) -> Option<Self> {
        let host = section.parsed("host", host);
        let port = section.number("port", 1, 65_535).unwrap_or(587);
        let tls = section.parsed("tls", tls_mode).unwrap_or_default();
        let user = section.parsed("user", |text| Ok(text.to_owned()));
        let given = section.parsed("password", |text| Ok(Secret::new(text)));
        let file = section.parsed("password_file", absolute);
        let from = section.parsed("from", |text| Email::parse(text).map_err(|_| Unfit::NotEmail));
        if section.has("password") && section.has("password_file") {
            section.refuse("password", Unfit::Excludes("smtp.password_file"));
        }
        let password = given.or_else(|| file.and_then(|path| Self::password_of(section, path)));
        match (&user, &password) {
            (Some(_), None) => section.refuse("user", Unfit::NeedsKey("smtp.password")),
            (None, Some(_)) => section.refuse("password", Unfit::NeedsKey("smtp.user")),
            _ => {}
        }
        let host = host?;
        if tls == TlsMode::None && !is_this_machine(&host) {
            section.refuse("tls", Unfit::ClearTextAway);
        }
        if !section.has("from") {
            section.refuse("host", Unfit::NeedsKey("smtp.from"));
        }
        Some(Self {
            host,
            port,
            tls,
            user,
            password,
            from: from?,
        })
    }

    /// The first line of the file.
    fn password_of(section: &mut Section<'_>, path: PathBuf) -> Option<Secret> {
        match std::fs::read_to_string(path) {
            Ok(text) => Some(Secret::new(text.lines().next().unwrap_or_default())),
            Err(error) => {
                section.refuse("password_file", Unfit::Unreadable(error.to_string()));
                None
            }
        }
    }
}

/// Whether a server is on this machine: the only one that is talked to in clear text.
pub fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|a| a.is_loopback())
}

fn tls_mode(text: &str) -> Result<TlsMode, Unfit> {
    TlsMode::from_key(text).ok_or(Unfit::NotTlsMode)
}
