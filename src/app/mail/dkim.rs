//! The key that signs e-mail for the practice's domain (DKIM, RFC 6376): made here, sealed, and shown as a record for the DNS.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::domain::staff::Actor;
use crate::store::{Db, Fault};
use crate::sys::rsa::{self, RsaKey};
use crate::sys::secret::DeviceKey;

use super::super::App;
use super::sealed;

/// Setting of the key.
const DKIM: &str = "mail.dkim";
/// First letters of a selector; the day on which it was made follows, so that another key has another name.
const SELECTOR: &str = "grappe";

#[derive(Clone, Serialize, Deserialize)]
struct StoredKey {
    domain: String,
    selector: String,
    /// PKCS#1, sealed.
    private: String,
    is_on: bool,
}

/// A key with its name.
#[derive(Debug)]
pub struct DkimKey {
    /// For which domain it signs.
    pub domain: String,
    /// Which of its keys it is.
    pub selector: String,
    /// The private half.
    pub private: RsaKey,
}

/// A key, and whether it signs.
#[derive(Debug)]
pub struct DkimSetup {
    /// The key.
    pub key: DkimKey,
    /// It signs what goes out: to be turned on once the record is in the DNS.
    pub is_on: bool,
}

impl DkimSetup {
    /// Where the record stands in the DNS.
    pub fn record_name(&self) -> String {
        format!("{}._domainkey.{}", self.key.selector, self.key.domain)
    }

    /// The public key as the record has it: base64.
    pub fn public(&self) -> String {
        STANDARD.encode(self.key.private.public())
    }

    /// What the record says (RFC 6376 §3.6.1).
    pub fn record(&self) -> String {
        format!("v=DKIM1; k=rsa; p={}", self.public())
    }
}

/// The key that is kept; `None` also for one that was sealed on another device, where a new one is to be made.
pub(super) fn load(db: &Db<'_>, keys: &DeviceKey) -> Result<Option<DkimSetup>, Fault> {
    let stored = db.setting::<StoredKey>(DKIM)?;
    Ok(stored.and_then(|stored| {
        let private = RsaKey::read(&keys.open(DKIM, &stored.private).ok()?).ok()?;
        Some(DkimSetup {
            is_on: stored.is_on,
            key: DkimKey {
                domain: stored.domain,
                selector: stored.selector,
                private,
            },
        })
    }))
}

impl App {
    /// Makes a key for a domain in the place of any other; it signs nothing yet. Takes up to some seconds.
    pub async fn make_dkim_key(&self, domain: String, actor: Actor) -> Result<(), Fault> {
        let made = tokio::task::spawn_blocking(rsa::new_private_key).await;
        let made = made.map_err(|error| Fault::Bug(error.to_string()))?;
        let stored = StoredKey {
            domain,
            selector: format!("{SELECTOR}{}", self.now().format("%Y%m%d%H%M")),
            private: sealed(&self.keys, DKIM, &made)?,
            is_on: false,
        };
        self.keep(DKIM, stored, actor).await
    }

    /// Lets the key sign what goes out from now on, or no longer; whether there is one.
    pub async fn turn_dkim(&self, is_on: bool, actor: Actor) -> Result<bool, Fault> {
        let stored = self
            .store
            .read(|db: &Db<'_>| db.setting::<StoredKey>(DKIM))
            .await?;
        let Some(stored) = stored else {
            return Ok(false);
        };
        self.keep(DKIM, StoredKey { is_on, ..stored }, actor).await?;
        Ok(true)
    }
}
