//! The list of a release: `manifest.json`, with its signature beside it as minisign writes it.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use minisign_verify::{PublicKey, Signature};
use serde::Deserialize;

use crate::domain::update::{Release, UpdateTrouble, Version};

/// Longest text of what is new, in bytes, of each language.
const NOTES_BYTES_MAX: usize = 4 * 1024;
/// Most files of a release.
const FILES_MAX: usize = 64;
/// Longest name of a file, in bytes.
const NAME_BYTES_MAX: usize = 120;
/// The form that is read.
const FORM: u32 = 1;

#[derive(Deserialize)]
struct Manifest {
    format: u32,
    version: Version,
    published: NaiveDate,
    #[serde(default)]
    notes: BTreeMap<String, String>,
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    name: String,
    target: String,
    kind: Kind,
    sha256: String,
    bytes: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Binary,
    Spk,
    Deb,
}

/// What a list says that this key signed. Nothing of it is looked at before the signature is known to be right.
pub(super) fn read(key: &PublicKey, list: &[u8], signature: &[u8]) -> Result<Release, UpdateTrouble> {
    let signature = std::str::from_utf8(signature).map_err(|_| UpdateTrouble::Signature)?;
    let signature = Signature::decode(signature).map_err(|_| UpdateTrouble::Signature)?;
    // Signed directly or by its hash: minisign writes both.
    let is_right = key.verify(list, &signature, true).is_ok();
    if !is_right {
        return Err(UpdateTrouble::Signature);
    }
    let manifest: Manifest = serde_json::from_slice(list).map_err(|_| UpdateTrouble::Form)?;
    let is_known = manifest.format == FORM && manifest.files.len() <= FILES_MAX;
    if !is_known || !manifest.files.iter().all(File::is_sound) {
        return Err(UpdateTrouble::Form);
    }
    let mut notes = manifest.notes;
    Ok(Release {
        version: manifest.version,
        published: manifest.published,
        notes_fr: text(notes.remove("fr"))?,
        notes_en: text(notes.remove("en"))?,
    })
}

impl File {
    fn is_sound(&self) -> bool {
        let is_plain = |text: &str| {
            !text.is_empty()
                && text.len() <= NAME_BYTES_MAX
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_.+~".contains(&byte))
        };
        let is_hash = self.sha256.len() == 64 && self.sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        let end = Path::new(&self.name).extension().and_then(|end| end.to_str());
        let is_named = match self.kind {
            Kind::Binary => true,
            Kind::Spk => end == Some("spk"),
            Kind::Deb => end == Some("deb"),
        };
        is_plain(&self.name) && is_plain(&self.target) && is_named && is_hash && self.bytes > 0
    }
}

/// Lines of plain text.
fn text(notes: Option<String>) -> Result<String, UpdateTrouble> {
    let notes = notes.unwrap_or_default();
    let is_plain = notes.chars().all(|c| !c.is_control() || c == '\n');
    if notes.len() <= NOTES_BYTES_MAX && is_plain {
        Ok(notes.trim().to_owned())
    } else {
        Err(UpdateTrouble::Form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made once with minisign 0.10 (tests/fixtures/updates/README.md).
    const KEY: &str = include_str!("../../tests/fixtures/updates/key.pub");
    const LIST: &str = include_str!("../../tests/fixtures/updates/manifest.json");
    const HASHED: &str = include_str!("../../tests/fixtures/updates/manifest.json.minisig");
    const DIRECT: &str = include_str!("../../tests/fixtures/updates/manifest.json.legacy.minisig");
    const OTHER: &str = include_str!("../../tests/fixtures/updates/manifest.json.other.minisig");
    /// Signed, and no list of this form.
    const LARGE: &str = include_str!("../../tests/fixtures/updates/large.json");
    const LARGE_SIGNED: &str = include_str!("../../tests/fixtures/updates/large.json.minisig");

    fn key() -> PublicKey {
        PublicKey::decode(KEY).unwrap()
    }

    #[test]
    fn both_forms_of_a_signature_are_read() {
        for signature in [HASHED, DIRECT] {
            let release = read(&key(), LIST.as_bytes(), signature.as_bytes()).unwrap();
            assert_eq!(release.version, Version::parse("9.1.0").unwrap());
            assert_eq!(release.published.to_string(), "2026-11-20");
            assert!(release.notes_fr.contains("rappels") && release.notes_en.contains("reminders"));
        }
    }

    #[test]
    fn what_is_not_signed_by_this_key_is_not_looked_at() {
        let changed = LIST.replace("9.1.0", "9.1.1");
        let recommented = HASHED.replace("trusted comment: grappe", "trusted comment: other");
        assert_ne!(recommented, HASHED);
        for (list, signature) in [
            (changed.as_str(), HASHED),
            (LIST, OTHER),
            (LIST, LARGE_SIGNED),
            (LIST, recommented.as_str()),
            (LIST, ""),
            (LIST, "no signature"),
        ] {
            let read = read(&key(), list.as_bytes(), signature.as_bytes());
            assert_eq!(read, Err(UpdateTrouble::Signature));
        }
    }

    #[test]
    fn what_is_signed_and_no_list_is_refused() {
        let read = read(&key(), LARGE.as_bytes(), LARGE_SIGNED.as_bytes());
        assert_eq!(read, Err(UpdateTrouble::Form));
    }
}
