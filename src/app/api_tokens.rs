//! Tokens of the machine interface: made, listed, revoked, and looked up without a query.

use std::collections::HashMap;
use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, StoredToken, Tx};
use crate::sys::{hash, ids};

use super::App;

/// What a token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Scope {
    /// Read free starts, practitioners and care types.
    #[serde(rename = "slots:read")]
    SlotsRead,
    /// Read, make, move and cancel appointments.
    #[serde(rename = "appointments:write")]
    AppointmentsWrite,
    /// Read whole days.
    #[serde(rename = "agenda:read")]
    AgendaRead,
    /// Look patients up and open their records.
    #[serde(rename = "patients:read")]
    PatientsRead,
    /// Write new records.
    #[serde(rename = "patients:write")]
    PatientsWrite,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 5] = [
        Self::SlotsRead,
        Self::AppointmentsWrite,
        Self::AgendaRead,
        Self::PatientsRead,
        Self::PatientsWrite,
    ];

    /// Wire spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::SlotsRead => "slots:read",
            Self::AppointmentsWrite => "appointments:write",
            Self::AgendaRead => "agenda:read",
            Self::PatientsRead => "patients:read",
            Self::PatientsWrite => "patients:write",
        }
    }

    /// The scope of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.key() == key)
    }
}

/// Who asks, once its token was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenBearer {
    /// Row number of the token.
    pub id: i64,
    scopes: Vec<Scope>,
}

impl TokenBearer {
    /// Whether the token was made for this.
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }

    /// For the audit log.
    pub fn actor(&self) -> Actor {
        Actor::Token(self.id)
    }
}

/// The good tokens by hash. The process has the data folder to itself, so nobody else changes them.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownTokens(Arc<ArcSwap<HashMap<[u8; 32], TokenBearer>>>);

impl KnownTokens {
    pub(super) fn replace(&self, stored: Vec<StoredToken>) {
        let good = stored.into_iter().filter(|token| token.revoked.is_none());
        let known = good.map(|token| (token.hash, bearer(&token))).collect();
        self.0.store(Arc::new(known));
    }
}

fn bearer(token: &StoredToken) -> TokenBearer {
    // A scope this version does not know gives nothing.
    let names: Vec<String> = serde_json::from_str(&token.scopes).unwrap_or_default();
    TokenBearer {
        id: token.id,
        scopes: names.iter().filter_map(|name| Scope::from_key(name)).collect(),
    }
}

impl App {
    /// Recognises a token; `None` for unknown and revoked ones alike.
    pub fn token_bearer(&self, secret: &str) -> Option<TokenBearer> {
        self.tokens
            .0
            .load()
            .get(&hash::sha256(secret.as_bytes()))
            .cloned()
    }

    /// Makes a token and returns its secret, shown this once only.
    pub async fn create_api_token(
        &self,
        actor: Actor,
        name: String,
        scopes: Vec<Scope>,
    ) -> Result<String, Fault> {
        let secret = ids::secret256();
        let digest = hash::sha256(secret.as_bytes());
        let keys: Vec<&str> = scopes.iter().map(|scope| scope.key()).collect();
        let scopes = serde_json::Value::from(keys).to_string();
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let id = tx.insert_api_token(&name, digest, &scopes)?;
                tx.audit(&Record::new(&actor, "token.create").on(format_args!("token:{id}")))?;
                Ok(())
            })
            .await?;
        self.reload_tokens().await?;
        Ok(secret)
    }

    /// Ends a token at once; whether there was one.
    pub async fn revoke_api_token(&self, actor: Actor, id: i64) -> Result<bool, Fault> {
        let was_good = self
            .store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let was_good = tx.revoke_api_token(id)?;
                if was_good {
                    tx.audit(&Record::new(&actor, "token.revoke").on(format_args!("token:{id}")))?;
                }
                Ok(was_good)
            })
            .await?;
        self.reload_tokens().await?;
        Ok(was_good)
    }

    /// Every token, revoked ones included.
    pub async fn api_tokens(&self) -> Result<Vec<StoredToken>, Fault> {
        self.store.read(|db: &Db<'_>| db.api_tokens()).await
    }

    /// Reads the good tokens; at start and after each change.
    pub async fn reload_tokens(&self) -> Result<(), Fault> {
        let stored = self.api_tokens().await?;
        self.tokens.replace(stored);
        Ok(())
    }
}
