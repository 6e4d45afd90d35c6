//! `[tls]`: https spoken by the program itself, with a certificate from files or from an authority (security §9).

use std::net::SocketAddr;
use std::path::PathBuf;

use super::practice::absolute;
use super::problem::Unfit;
use super::section::Section;
use super::server::{Server, host};
use crate::domain::contact::Email;

/// Let's Encrypt, whose certificates every browser believes.
const LETS_ENCRYPT: &str = "https://acme-v02.api.letsencrypt.org/directory";
/// Its authority for trials, whose certificates nobody believes.
const LETS_ENCRYPT_TRIAL: &str = "https://acme-staging-v02.api.letsencrypt.org/directory";

/// The https side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tls {
    /// Address and port of https.
    pub listen: SocketAddr,
    /// Names that the certificate is for, lower case; the first is the one shown.
    pub names: Vec<String>,
    /// Where the certificate comes from.
    pub source: Source,
}

/// Where a certificate comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// PEM files that somebody else renews.
    Files {
        /// The certificate, and those that vouch for it.
        certificate: PathBuf,
        /// Its key.
        key: PathBuf,
    },
    /// An authority that is asked over ACME (RFC 8555).
    Acme(Acme),
}

/// An authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acme {
    /// URL of its directory.
    pub directory: String,
    /// Where it writes to when a certificate is about to end.
    pub contact: Option<Email>,
    /// PEM file of those who vouch for the directory itself, where they are not known to everybody.
    pub authority: Option<PathBuf>,
}

impl Tls {
    /// `None` without `tls.listen`: somebody in front of the program encrypts, or nobody does.
    pub(super) fn read(section: &mut Section<'_>, server: &Server) -> Option<Self> {
        let listen = section.parsed("listen", |text| text.parse().map_err(|_| Unfit::NotAddress));
        let certificate = section.parsed("certificate", absolute);
        let key = section.parsed("key", absolute);
        let directory = section.parsed("acme", directory);
        let contact = section.parsed("contact", |text| Email::parse(text).map_err(|_| Unfit::NotEmail));
        let authority = section.parsed("authority", absolute);
        let wanted = section.list("names", name);
        let is_accepted = section.flag("accept_terms").unwrap_or(false);
        let wanted = wanted.filter(|names| !names.is_empty());
        let is_named = wanted.is_some();
        let names = wanted.unwrap_or_else(|| public_names(server));
        if section.has("listen") {
            refuse(section, is_accepted, !names.is_empty());
        } else {
            refuse_alone(section, is_named);
        }
        let source = match (certificate, key, directory) {
            (Some(certificate), Some(key), _) => Source::Files { certificate, key },
            (_, _, Some(directory)) => Source::Acme(Acme {
                directory,
                contact,
                authority,
            }),
            _ => return None,
        };
        Some(Self {
            listen: listen?,
            names,
            source,
        })
    }
}

/// Nothing of it is used without an address.
fn refuse_alone(section: &mut Section<'_>, is_named: bool) {
    const OTHERS: [&str; 5] = ["certificate", "key", "acme", "contact", "authority"];
    let mut given: Vec<_> = OTHERS.into_iter().filter(|key| section.has(key)).collect();
    given.extend(is_named.then_some("names"));
    for key in given {
        section.refuse(key, Unfit::NeedsKey("tls.listen"));
    }
}

/// What does not go together, all at once.
fn refuse(section: &mut Section<'_>, is_accepted: bool, has_names: bool) {
    match (
        section.has("certificate"),
        section.has("key"),
        section.has("acme"),
    ) {
        (true, false, _) => section.refuse("certificate", Unfit::NeedsKey("tls.key")),
        (false, true, _) => section.refuse("key", Unfit::NeedsKey("tls.certificate")),
        (true, true, true) => section.refuse("acme", Unfit::Excludes("tls.certificate")),
        (false, false, false) => section.refuse("listen", Unfit::NeedsSource),
        (true, true, false) => {}
        (false, false, true) => {
            if !is_accepted {
                section.refuse("acme", Unfit::TermsNotAccepted);
            }
        }
    }
    if !has_names {
        section.refuse("listen", Unfit::NeedsKey("tls.names"));
    }
}

/// `public_url` first, then `hosts`; addresses of machines are no names.
fn public_names(server: &Server) -> Vec<String> {
    let mut names = server.public_host().into_iter().collect::<Vec<_>>();
    for host in &server.hosts {
        if !names.contains(host) {
            names.push(host.clone());
        }
    }
    names.retain(|text| name(text).is_ok());
    names
}

/// A name that an authority may vouch for.
fn name(text: &str) -> Result<String, Unfit> {
    let name = host(text)?;
    let is_address = name.parse::<std::net::IpAddr>().is_ok();
    if is_address || name == "localhost" {
        return Err(Unfit::NotHost);
    }
    Ok(name)
}

fn directory(text: &str) -> Result<String, Unfit> {
    match text.trim() {
        "letsencrypt" => Ok(LETS_ENCRYPT.to_owned()),
        "letsencrypt-trial" => Ok(LETS_ENCRYPT_TRIAL.to_owned()),
        url if url.starts_with("https://") && url.len() > 8 && !url.contains(char::is_whitespace) => {
            Ok(url.to_owned())
        }
        _ => Err(Unfit::NotDirectory),
    }
}
