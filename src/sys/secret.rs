//! The device key: what makes codes, and credentials at rest, useless in a copied database (security §1 S4, §8).

use std::fmt;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use super::{file, hash, ids};

/// Name of the key file in the data folder.
pub const KEY_FILE: &str = "device.key";
const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;

/// 256 bits that never leave this device; its `Debug` shows nothing.
#[derive(Clone)]
pub struct DeviceKey([u8; KEY_BYTES]);

impl DeviceKey {
    /// Reads the key of a data folder, or makes it (mode 0600) at first use. A file of another length is refused: a new
    /// key would silently lose everything sealed with the old one.
    pub fn load_or_create(data_folder: &Path) -> io::Result<Self> {
        let path = data_folder.join(KEY_FILE);
        match Self::read(data_folder) {
            Ok(key) => {
                fs::set_permissions(&path, fs::Permissions::from_mode(file::PRIVATE))?;
                Ok(key)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = Self::random();
                file::replace(&path, &key.0, file::PRIVATE)?;
                Ok(key)
            }
            Err(error) => Err(error),
        }
    }

    /// Reads the key of a data folder and changes nothing.
    pub fn read(data_folder: &Path) -> io::Result<Self> {
        let path = data_folder.join(KEY_FILE);
        let bytes = fs::read(&path)?;
        let key = <[u8; KEY_BYTES]>::try_from(bytes.as_slice()).map_err(|_| {
            let text = format!("{} is not a key of {KEY_BYTES} bytes", path.display());
            io::Error::new(io::ErrorKind::InvalidData, text)
        })?;
        Ok(Self(key))
    }

    /// A key that is written nowhere: for tests, and for what ends with the program.
    pub fn random() -> Self {
        Self(ids::bytes())
    }

    /// A key of its own for one purpose, so that a value made for one is worthless for another (security 9.1.x).
    pub fn derived(&self, purpose: &str) -> [u8; 32] {
        hash::hmac_sha256(&self.0, purpose.as_bytes())
    }

    /// HMAC of a value under the key of one purpose.
    pub fn tag(&self, purpose: &str, value: &[u8]) -> [u8; 32] {
        hash::hmac_sha256(&self.derived(purpose), value)
    }

    /// Encrypts and authenticates (XChaCha20-Poly1305, random nonce); `purpose` must be told again to open.
    /// Base64 text, longer than the plain text by 54 characters and a third.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<String, SealError> {
        let nonce: [u8; NONCE_BYTES] = ids::bytes();
        let sealed = self
            .cipher(purpose)
            .encrypt(
                XNonce::from_slice(&nonce),
                Payload {
                    msg: plain,
                    aad: purpose.as_bytes(),
                },
            )
            .map_err(|_| SealError)?;
        Ok(STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// What was sealed for this purpose with this key; an error for anything else.
    pub fn open(&self, purpose: &str, sealed: &str) -> Result<Vec<u8>, SealError> {
        let bytes = STANDARD_NO_PAD.decode(sealed).map_err(|_| SealError)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES).ok_or(SealError)?;
        self.cipher(purpose)
            .decrypt(
                XNonce::from_slice(nonce),
                Payload {
                    msg: sealed,
                    aad: purpose.as_bytes(),
                },
            )
            .map_err(|_| SealError)
    }

    fn cipher(&self, purpose: &str) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.derived(purpose).into())
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceKey(…)")
    }
}

/// Another key, another purpose, or altered bytes; nothing more may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not sealed with this key for this purpose")]
pub struct SealError;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_with_the_same_key_and_purpose() {
        let key = DeviceKey::random();
        let sealed = key.seal("calendar", "mot de passe".as_bytes()).unwrap();
        assert_eq!(key.open("calendar", &sealed).unwrap(), "mot de passe".as_bytes());
        assert_eq!(key.open("code", &sealed), Err(SealError));
        assert_eq!(DeviceKey::random().open("calendar", &sealed), Err(SealError));
        assert_eq!(key.open("calendar", &sealed[4..]), Err(SealError));
        assert_eq!(key.open("calendar", "AAAA"), Err(SealError));
        assert!(!sealed.contains("passe") && !format!("{key:?}").contains(&sealed[..6]));
    }

    #[test]
    fn the_key_file_is_private_and_survives() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = DeviceKey::load_or_create(folder.path())
            .unwrap()
            .seal("x", b"y")
            .unwrap();
        let path = folder.path().join(KEY_FILE);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(
            DeviceKey::load_or_create(folder.path())
                .unwrap()
                .open("x", &sealed)
                .unwrap(),
            b"y"
        );
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            file::PRIVATE
        );
        fs::write(&path, b"short").unwrap();
        assert!(DeviceKey::load_or_create(folder.path()).is_err());
    }
}
