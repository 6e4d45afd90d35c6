//! `[update]`: where the list of releases is, and whose signature counts. Nothing is asked unless both are set.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::problem::Unfit;
use super::section::Section;
use super::server::public_url;

/// Bytes of a public key of minisign: what it is for, its number, the key.
const KEY_BYTES: usize = 2 + 8 + 32;

/// A source of releases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// Address of the list; its signature is at the same address with `.minisig` behind it.
    pub url: String,
    /// Public key of minisign, in Base64.
    pub public_key: String,
    /// Whether the program asks every day by itself.
    pub is_enabled: bool,
}

impl Update {
    /// `None` without an address: there is no list to ask for.
    pub(super) fn read(section: &mut Section<'_>) -> Option<Self> {
        let is_enabled = section.flag("enabled").unwrap_or(true);
        let (has_url, has_key) = (section.has("url"), section.has("public_key"));
        let (url, key) = (
            section.parsed("url", list_url),
            section.parsed("public_key", public_key),
        );
        if has_url && !has_key {
            section.refuse("url", Unfit::NeedsKey("update.public_key"));
        }
        Some(Self {
            url: url?,
            public_key: key?,
            is_enabled,
        })
    }
}

/// Encrypted always: what is fetched is signed, and that it is fetched is nobody's business.
fn list_url(text: &str) -> Result<String, Unfit> {
    let url = public_url(text)?;
    if url.starts_with("https://") {
        Ok(url)
    } else {
        Err(Unfit::NotHttps)
    }
}

fn public_key(text: &str) -> Result<String, Unfit> {
    let text = text.trim();
    let bytes = STANDARD.decode(text).unwrap_or_default();
    if bytes.len() == KEY_BYTES && bytes.starts_with(b"Ed") {
        Ok(text.to_owned())
    } else {
        Err(Unfit::NotPublicKey)
    }
}
