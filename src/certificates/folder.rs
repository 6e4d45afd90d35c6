//! What outlives the program: account, order under way, certificate, and when it is tried again. Each is one file, replaced whole, that only
//! the service account reads; a kill at any moment leaves the one before or the one after.

use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::certificate::Trouble;
use crate::domain::time::Instant;
use crate::sys::file::{self, PRIVATE};
use crate::sys::tls::Pair;

/// Beside the database.
const FOLDER: &str = "tls";
const ACCOUNT: &str = "account.json";
const ORDER: &str = "order.json";
const CERTIFICATE: &str = "certificate.pem";
const TRIED: &str = "tried.json";

/// Our folder of a data folder.
#[derive(Clone, Debug)]
pub(super) struct Folder(PathBuf);

/// Whom the authority knows us as.
#[derive(Serialize, Deserialize)]
pub(super) struct Account {
    pub(super) directory: String,
    pub(super) credentials: instant_acme::AccountCredentials,
}

/// An order that was placed. Its key is on disk before the authority knows it: a certificate that was issued while we were killed is fetched
/// afterwards, rather than paid for by another one of the few that a week allows.
#[derive(Serialize, Deserialize)]
pub(super) struct Order {
    pub(super) directory: String,
    pub(super) names: Vec<String>,
    pub(super) url: String,
    /// PKCS#8 in DER, base64.
    key: String,
}

impl Order {
    pub(super) fn new(directory: &str, names: &[String], url: &str, key: &[u8]) -> Self {
        Self {
            directory: directory.to_owned(),
            names: names.to_vec(),
            url: url.to_owned(),
            key: STANDARD.encode(key),
        }
    }

    pub(super) fn key(&self) -> Option<Vec<u8>> {
        STANDARD.decode(&self.key).ok()
    }
}

/// How the last tries went.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Tried {
    /// With which directory and names; another configuration is tried at once.
    pub(super) with: String,
    /// Failures in a row.
    pub(super) failures: u32,
    /// Of the last one.
    pub(super) at: Instant,
    pub(super) trouble: Trouble,
    pub(super) words: String,
    /// Not before.
    pub(super) next: Instant,
}

impl Folder {
    pub(super) fn of(data: &Path) -> Self {
        Self(data.join(FOLDER))
    }

    /// What a file holds; one that cannot be understood is as good as none.
    fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let text = fs::read(self.0.join(name)).ok()?;
        let read = serde_json::from_slice(&text);
        if let Err(error) = &read {
            tracing::warn!(name, %error, "a file of the certificates is not understood");
        }
        read.ok()
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.0)?;
        file::replace(&self.0.join(name), bytes, PRIVATE)
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.0.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    pub(super) fn account(&self) -> Option<Account> {
        self.read(ACCOUNT)
    }

    pub(super) fn save_account(&self, account: &Account) -> io::Result<()> {
        self.write(ACCOUNT, &serde_json::to_vec_pretty(account)?)
    }

    pub(super) fn forget_account(&self) -> io::Result<()> {
        self.remove(ACCOUNT)
    }

    pub(super) fn order(&self) -> Option<Order> {
        self.read(ORDER)
    }

    pub(super) fn save_order(&self, order: &Order) -> io::Result<()> {
        self.write(ORDER, &serde_json::to_vec_pretty(order)?)
    }

    pub(super) fn forget_order(&self) -> io::Result<()> {
        self.remove(ORDER)
    }

    pub(super) fn tried(&self) -> Option<Tried> {
        self.read(TRIED)
    }

    pub(super) fn save_tried(&self, tried: &Tried) -> io::Result<()> {
        self.write(TRIED, &serde_json::to_vec_pretty(tried)?)
    }

    pub(super) fn forget_tried(&self) -> io::Result<()> {
        self.remove(TRIED)
    }

    /// The certificate with its key, in one file: there is no moment at which they do not belong together.
    pub(super) fn pair(&self) -> Result<Option<Pair>, (Trouble, String)> {
        match fs::read(self.0.join(CERTIFICATE)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err((Trouble::Unreadable, error.to_string())),
            Ok(text) => Pair::of_pem(&text, &text).map(Some),
        }
    }

    /// `chain` as the authority gave it, `key` in DER.
    pub(super) fn save_pair(&self, chain: &str, key: &[u8]) -> io::Result<()> {
        self.write(CERTIFICATE, with_key(chain, key).as_bytes())
    }
}

/// Chain and key in one PEM text (RFC 7468).
pub(super) fn with_key(chain: &str, key: &[u8]) -> String {
    let digits = STANDARD.encode(key);
    let mut text = chain.trim_end().to_owned();
    text.push_str("\n-----BEGIN PRIVATE KEY-----\n");
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 64 == 0 {
            text.push('\n');
        }
        text.push(digit);
    }
    text.push_str("\n-----END PRIVATE KEY-----\n");
    text
}
